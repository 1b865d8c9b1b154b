"""Names for seats that share one: a section with the same rows in several places is told apart by its blocks."""

from collections import defaultdict
from collections.abc import Iterator
from math import dist, floor, sqrt

from boxoffice.domain.rows import lower_median
from boxoffice.plans.drawing import DrawnSeat
from boxoffice.plans.overlaps import usual_spacing

NARROWEST = 1.6  # spacings from seat to seat within one block
WIDER = (4.0, 2.5)  # tried for blocks with aisles in them: the widest that tells as many names apart
NEXT = ((1, 0), (0, 1), (-1, 1), (1, 1))
BEYOND = ((2, 0), (0, 2), (-2, 1), (2, 1), (-1, 2), (1, 2), (-2, 2), (2, 2))
"""From a cell to those that can hold a seat within reach, of each two neighbours once."""
ENOUGH = 16  # seats of a cell that are looked at

Name = tuple[str, str, str]
Cell = tuple[int, int]


def doubled_names(seats: list[DrawnSeat]) -> dict[Name, list[DrawnSeat]]:
    """The names (section, row, number) that several seats have, each with its seats."""
    if len({(seat.section, seat.row, seat.number) for seat in seats}) == len(seats):
        return {}  # the usual case, and cheaper to see
    by_name: dict[Name, list[DrawnSeat]] = defaultdict(list)
    for seat in seats:
        by_name[seat.section, seat.row, seat.number].append(seat)
    return {name: group for name, group in by_name.items() if len(group) > 1}


def repair_names(seats: list[DrawnSeat]) -> None:
    """Split sections with doubled names into blocks; number what is doubled even within a block.

    The blocks of a section then follow each other in the list.
    """
    sections: dict[str, list[DrawnSeat]] = defaultdict(list)
    for seat in seats:
        sections[seat.section].append(seat)
    doubled = {section for section, _, _ in doubled_names(seats)}
    parts = (_split(group) if section in doubled else group for section, group in sections.items())
    seats[:] = [seat for part in parts for seat in part]
    _number_doubles(seats)


def _number_doubles(seats: list[DrawnSeat]) -> None:
    taken = {(seat.section, seat.row, seat.number) for seat in seats}
    for (section, row, number), group in doubled_names(seats).items():
        running = 1
        for seat in group[1:]:
            while (section, row, seat.number) in taken:
                running += 1
                seat.number = f"{number} ({running})"
            taken.add((section, row, seat.number))


def _split(seats: list[DrawnSeat]) -> list[DrawnSeat]:
    """Name a section's blocks in reading order, left to right, from the top down; the seats in that order."""
    spacing = usual_spacing(seats)
    blocks = _blocks(seats, NARROWEST * spacing)
    fewest = _doubles(blocks)
    if fewest == _doubles([seats]):
        return seats
    for reach in WIDER:
        wider = _blocks(seats, reach * spacing)
        if _doubles(wider) == fewest:
            blocks = wider
            break
    blocks = list(_reading_order(blocks))
    for number, block in enumerate(blocks, 1):
        for seat in block:
            seat.section = f"{seat.section}, block {number}" if seat.section else f"Block {number}"
    return [seat for block in blocks for seat in block]


def _doubles(blocks: list[list[DrawnSeat]]) -> int:
    """How many seats share their name with another of the same block."""
    return sum(len(block) - len({(seat.row, seat.number) for seat in block}) for block in blocks)


def _reading_order(blocks: list[list[DrawnSeat]]) -> Iterator[list[DrawnSeat]]:
    boxes = [(*_middle([seat.y for seat in block]), _middle([seat.x for seat in block])[0], block) for block in blocks]
    boxes.sort(key=lambda box: (box[0], box[2]))
    half = lower_median(height for _, height, _, _ in boxes) / 2
    line: list[tuple[float, float, float, list[DrawnSeat]]] = []
    for box in boxes:
        if line and box[0] - line[0][0] > half:
            yield from (block for *_, block in sorted(line, key=lambda box: box[2]))
            line = []
        line.append(box)
    yield from (block for *_, block in sorted(line, key=lambda box: box[2]))


def _middle(figures: list[float]) -> tuple[float, float]:
    """The middle between the ends, and how far apart these are."""
    low, high = min(figures), max(figures)
    return (low + high) / 2, high - low


def _blocks(seats: list[DrawnSeat], reach: float) -> list[list[DrawnSeat]]:
    """Groups of seats in which one gets from any to any by steps no longer than ``reach``."""
    side = reach / sqrt(2)  # so that seats of one cell are always within reach
    cells: dict[Cell, list[DrawnSeat]] = defaultdict(list)
    for seat in seats:
        cells[floor(seat.x / side), floor(seat.y / side)].append(seat)
    group_of = {cell: cell for cell in cells}
    for offsets in (NEXT, BEYOND):  # what the first joins, the second need not look at
        for (column, line), here in cells.items():
            own = _root((column, line), group_of)
            for across, down in offsets:
                other = column + across, line + down
                if other not in cells or group_of[other] == own:
                    continue
                root = _root(other, group_of)
                if root != own and _touch(here, cells[other], reach):
                    group_of[root] = own
    groups: dict[Cell, list[DrawnSeat]] = defaultdict(list)
    for cell, here in cells.items():
        groups[_root(cell, group_of)] += here
    return list(groups.values())


def _touch(here: list[DrawnSeat], there: list[DrawnSeat], reach: float) -> bool:
    return any(dist((a.x, a.y), (b.x, b.y)) <= reach for a in here[:ENOUGH] for b in there[:ENOUGH])


def _root(cell: Cell, group_of: dict[Cell, Cell]) -> Cell:
    while group_of[cell] != cell:
        group_of[cell] = group_of[group_of[cell]]
        cell = group_of[cell]
    return cell
