"""Text fitted into a width: smaller, then broken into lines, then shortened at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from boxoffice.printing.lettering import broken, broken_anywhere, plain, shortened, width_of
from boxoffice.printing.sheet import Align, Text, Type

_STEP: Final = 0.05  # of the size, from one attempt to the next
LEAST: Final = 1.75  # millimetres, 5 points: below this nobody reads


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit, and the letters in which they do."""

    lines: tuple[str, ...]
    letters: Type

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.letters.line

    def at(self, x: float, y: float, *, width: float, align: Align = Align.LEFT) -> tuple[Text, ...]:
        """The lines beneath each other."""
        return tuple(
            Text(x, y + index * self.letters.line, width, line, self.letters, align)
            for index, line in enumerate(self.lines)
        )


@lru_cache(maxsize=128)  # a page is tried at several sizes, and the tickets of an order have most words in common
def fit(text: str, *, letters: Type, width: float, lines: int = 1, least: float = 0.8) -> Fitted:
    """The text in at most so many lines, as large as it goes, and never below ``least`` of its size."""
    text = plain(text)
    if not text:
        return Fitted((), letters)
    for most in range(1, lines + 1):
        for smaller in _sizes(letters, least=least):
            parts = tuple(part.rstrip() for part in broken(text, letters=smaller, width=width))
            if len(parts) <= most and all(width_of(part, letters=smaller) <= width for part in parts):
                return Fitted(parts, smaller)
    *_, smallest = _sizes(letters, least=least)
    parts = broken_anywhere(text, letters=smallest, width=width)
    return Fitted(_cut(parts, letters=smallest, width=width, lines=lines), smallest)


def paragraph(text: str, *, letters: Type, width: float, lines: int) -> Fitted:
    """A text of several lines of its own, at one size; what is over is left out, and dots say so."""
    parts = [
        part
        for line in text.splitlines()
        if plain(line)
        for part in broken_anywhere(f"{plain(line)} ", letters=letters, width=width)
    ]
    return Fitted(_cut(parts, letters=letters, width=width, lines=lines), letters)


def _sizes(letters: Type, *, least: float) -> Iterator[Type]:
    smallest = min(letters.size, max(LEAST, letters.size * least))
    size = letters.size
    while size > smallest:
        yield replace(letters, size=size)
        size -= letters.size * _STEP
    yield replace(letters, size=smallest)


def _cut(parts: Sequence[str], *, letters: Type, width: float, lines: int) -> tuple[str, ...]:
    """The first lines; the last of them has dots for what is left out."""
    if lines == 0:
        return ()
    kept, rest = parts[: lines - 1], "".join(parts[lines - 1 :])
    shown = [part.strip() for part in (*kept, rest)]
    return tuple(shortened(part, letters=letters, width=width) for part in shown if part)
