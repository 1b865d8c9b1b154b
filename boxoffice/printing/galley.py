"""A galley: a column of type that grows downwards, to be put on a sheet when it is full."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from boxoffice.printing.fitting import Fitted, fit, paragraph
from boxoffice.printing.logo import proportion
from boxoffice.printing.sheet import Align, Item, Picture, Rule, Type, moved


@dataclass(frozen=True, slots=True)
class Cell:
    """A fact with its name above it."""

    label: str
    value: str
    letters: Type


class Galley:
    """A column of a given width; ``height`` is how far it has grown."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.height = 0.0
        self.items: list[Item] = []

    def gap(self, height: float) -> None:
        """Leave white."""
        self.height += height

    def rule(self, thickness: float, *, dashed: bool = False) -> None:
        """Draw a line across."""
        self.items.append(Rule(0, self.height, self.width, thickness, dashed=dashed))
        self.height += thickness

    def text(self, text: str, *, letters: Type, lines: int = 1, least: float = 0.8, align: Align = Align.LEFT) -> None:
        """Set a text over the whole width, fitted."""
        self._set(fit(text, letters=letters, width=self.width, lines=lines, least=least), align=align)

    def paragraph(self, text: str, *, letters: Type, lines: int) -> None:
        """Set a text with lines of its own."""
        self._set(paragraph(text, letters=letters, width=self.width, lines=lines), align=Align.LEFT)

    def pair(self, left: str, right: str, *, letters: Type, share: float = 0.6, indent: float = 0) -> None:
        """Set a name at the left and its amount at the right, on one baseline."""
        room = self.width * share
        name = fit(left, letters=letters, width=room - indent - letters.size * 0.5)
        value = fit(right, letters=letters, width=self.width - room, least=0.5)
        self.columns(
            ((name, indent, room - indent, Align.LEFT), (value, room, self.width - room, Align.RIGHT)), letters=letters
        )

    def columns(self, columns: Iterable[tuple[Fitted, float, float, Align]], *, letters: Type) -> None:
        """Set texts beside each other, each with its left edge and width; their first lines share a baseline."""
        placed = [
            text
            for fitted, x, width, align in columns
            for text in fitted.at(x, self.height + _drop(fitted, letters=letters), width=width, align=align)
        ]
        self.items += placed
        self.height = max((text.y + text.height for text in placed), default=self.height)

    def cells(self, cells: Sequence[Cell], *, label: Type, shares: Sequence[float], lines: int = 1) -> None:
        """Set facts side by side, the names on one line; a fact that is empty leaves its place to the next."""
        said = [cell for cell in cells if cell.value]
        if not said:
            return
        gutter = label.size
        edges = [self.width * sum(shares[:index]) for index in range(len(said))]
        widths = [self.width * share - gutter for share in shares[: len(said)]]
        names = [fit(cell.label, letters=label, width=width) for cell, width in zip(said, widths, strict=True)]
        self._row(names, edges=edges, widths=widths, letters=label)
        letters = max((cell.letters for cell in said), key=lambda each: each.size)
        values = [
            fit(cell.value, letters=cell.letters, width=width, lines=lines, least=0.6)
            for cell, width in zip(said, widths, strict=True)
        ]
        self._row(values, edges=edges, widths=widths, letters=letters)

    def heading(self, name: str, *, letters: Type, logo: bytes | None, aside: str = "") -> None:
        """Set the house's name, beside its logo if it has one, with something smaller at the right end of the line."""
        height = letters.size * 1.9
        wide = min(self.width * 0.3, height * (proportion(logo) if logo else 0))
        start = wide + letters.size * 0.6 if wide else 0.0
        small = replace(letters, size=letters.size * 0.85, bold=False)
        room = (self.width - start) * (0.6 if aside else 1)
        left = fit(name, letters=letters, width=room - letters.size * 0.5, lines=2)
        right = fit(aside, letters=small, width=self.width - start - room, lines=2)
        top = self.height
        if wide and logo:
            self.items.append(Picture(0, top, wide, height, logo))
        down = max(0.0, (height - left.height) / 2) if wide else 0.0
        self.gap(down)
        self.columns(
            ((left, start, room, Align.LEFT), (right, start + room, self.width - start - room, Align.RIGHT)),
            letters=letters,
        )
        self.height = max(self.height, top + height if wide else top)

    def put(self, items: Iterable[Item], *, right: float = 0, down: float = 0) -> None:
        """Take over what was set elsewhere; the galley ends beneath it."""
        shifted: list[Item] = [moved(item, right=right, down=down) for item in items]
        self.items += shifted
        self.height = max([self.height, *(item.y + item.height for item in shifted)])

    def _set(self, fitted: Fitted, *, align: Align) -> None:
        self.items += fitted.at(0, self.height, width=self.width, align=align)
        self.height += fitted.height

    def _row(self, texts: Iterable[Fitted], *, edges: Sequence[float], widths: Sequence[float], letters: Type) -> None:
        rows = zip(texts, edges, widths, strict=True)
        self.columns(((text, edge, width, Align.LEFT) for text, edge, width in rows), letters=letters)


def _drop(fitted: Fitted, *, letters: Type) -> float:
    """How far smaller letters go down to stand on the same baseline as the others."""
    return max(0.0, letters.baseline - fitted.letters.baseline)
