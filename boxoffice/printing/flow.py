"""Blocks on pages: each kept whole, with the sum so far carried from one page to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from boxoffice.printing.galley import Galley
from boxoffice.printing.paper import Paper
from boxoffice.printing.sheet import Sheet, stamps


@dataclass(frozen=True, slots=True)
class Block:
    """Type that stays together; ``carry`` is the sum before it, None where there is none to carry yet or any more."""

    column: Galley
    carry: int | None = None


@dataclass(slots=True)
class _Pages:
    """The pages so far; the last one is being filled."""

    width: float
    done: list[Galley] = field(default_factory=list)

    @property
    def last(self) -> Galley:
        return self.done[-1]

    def turn(self) -> None:
        self.done.append(Galley(self.width))

    def add(self, column: Galley) -> None:
        top = self.last.height
        self.last.put(column.items, down=top)
        self.last.height = max(self.last.height, top + column.height)


def flow(
    blocks: Sequence[Block],
    *,
    paper: Paper,
    stamp: str,
    carried: Callable[[int], Galley],
    brought: Callable[[int], Galley],
    foot: Callable[[int, int], Galley],
) -> tuple[Sheet, ...]:
    """The blocks on as many pages as they take: on a roll one, else each with its foot when there are several."""
    room = paper.inner_height
    whole = sum(block.column.height for block in blocks)
    if room is None or whole <= room:
        pages = _fill(blocks, width=paper.inner_width, room=whole + 1, carried=carried, brought=brought)
    else:
        pages = _fill(blocks, width=paper.inner_width, room=room - foot(1, 1).height, carried=carried, brought=brought)
        for number, page in enumerate(pages, 1):
            line = foot(number, len(pages))
            page.put(line.items, down=room - line.height)
    height = whole + 2 * paper.margin if paper.height is None else paper.height
    return tuple(_sheet(page, paper=paper, height=height, stamp=stamp) for page in pages)


def _fill(
    blocks: Sequence[Block],
    *,
    width: float,
    room: float,
    carried: Callable[[int], Galley],
    brought: Callable[[int], Galley],
) -> list[Galley]:
    pages = _Pages(width)
    pages.turn()
    for index, block in enumerate(blocks):
        following = blocks[index + 1].carry if index + 1 < len(blocks) else None
        kept_free = 0.0 if following is None else carried(following).height
        if pages.last.items and pages.last.height + block.column.height + kept_free > room:
            if block.carry is not None:
                pages.add(carried(block.carry))
            pages.turn()
            if block.carry is not None:
                pages.add(brought(block.carry))
        pages.add(block.column)
    return pages.done


def _sheet(page: Galley, *, paper: Paper, height: float, stamp: str) -> Sheet:
    placed = Galley(paper.width)
    placed.put(stamps(stamp, width=paper.width, height=height))
    placed.put(page.items, right=paper.margin, down=paper.margin)
    return Sheet(paper.width, height, paper.margin, tuple(placed.items))
