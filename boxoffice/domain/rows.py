"""Which seats stand in one row of the house, and which are neighbours: found from row names and geometry.

A plan's own grouping is no guide: files split one row over several row objects and use one row name in several
blocks. So seats of one section and row name are put in order along the row, cut into runs at aisles, and runs that go
on in the same direction are one row.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import dist, hypot

from boxoffice.domain.plan import PhysicalRow, Seat

AISLE = 1.45  # a step this many times the row's spacing parts neighbours: a single seat left out is a step of 2
APART = 8.0  # and beyond this many it leads to another row
WIDE = 4.0  # the widest spacing, in radii, that two seats alone are believed to have
SMOOTH = 0.5  # cosine of the sharpest turn from seat to seat
AHEAD = 0.8  # and of the sharpest turn across an aisle
MOST_TANGLED = 10_000  # seats that are sorted out by nearness; with more in tangled rows a plan is no house
PARTS = re.compile(r"([0-9]+)|([^0-9]+)")
LOOK_AHEAD = 5  # how many seats further in each order a neighbour is looked for

Point = tuple[float, float]
_Name = tuple[str, str]  # section, row


@lru_cache(maxsize=10_000)  # a row's name is asked for once a run
def natural_order(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that sorts row names and seat numbers as people do: 2 before 10, figures before letters, Z before AA."""
    parts = ((bool(words), digits.lstrip("0") or words) for digits, words in PARTS.findall(text))
    return tuple((in_words, len(part), part) for in_words, part in parts)


def find_rows(seats: Sequence[Seat]) -> tuple[PhysicalRow, ...]:
    """All physical rows, section by section in the order given, rows in natural order of their names.

    Every seat is in one run of one row; within a row they stand from the lower number's end to the other.
    """
    named: dict[_Name, list[int]] = {}
    for index, seat in enumerate(seats):
        named.setdefault((seat.section, seat.row), []).append(index)
    points = [(seat.x, seat.y) for seat in seats]
    lines = {name: _Lines(found, points) for name, found in _all_lines(named, points).items()}
    spacings: dict[str, list[float]] = defaultdict(list)
    for (section, _), found in lines.items():
        if len(found.steps) > 1:
            spacings[section].append(found.spacing)
    usual = {section: lower_median(found) for section, found in spacings.items()}
    rows = [
        _Row(section, name, runs, min(runs[0]))
        for (section, name), found in lines.items()
        for runs in found.rows(seats, usual.get(section, 0.0))
    ]
    order = {section: place for place, section in enumerate(dict.fromkeys(section for section, _ in named))}
    rows.sort(key=lambda row: (order[row.section], natural_order(row.name), row.first))
    return tuple(PhysicalRow(row.section, row.name, tuple(map(tuple, row.runs))) for row in rows)


def in_order(seats: Sequence[Seat], rows: Iterable[PhysicalRow]) -> tuple[tuple[Seat, ...], tuple[PhysicalRow, ...]]:
    """The seats in the order of their rows, and the rows with figures to match."""
    ordered: list[Seat] = []
    renumbered: list[PhysicalRow] = []
    for row in rows:
        runs = []
        for run in row.runs:
            runs.append(tuple(range(len(ordered), len(ordered) + len(run))))
            ordered.extend(seats[index] for index in run)
        renumbered.append(PhysicalRow(row.section, row.name, tuple(runs)))
    return tuple(ordered), tuple(renumbered)


def lower_median(figures: Iterable[float]) -> float:
    """The middle figure, the lower of two; 0 where there is none."""
    ordered = sorted(figures)
    return ordered[(len(ordered) - 1) // 2] if ordered else 0.0


@dataclass(slots=True)
class _Row:
    section: str
    name: str
    runs: list[list[int]]
    first: int


class _Lines:
    """The seats of one section and row name, as lines along which one can walk."""

    def __init__(self, lines: list[list[int]], points: Sequence[Point]) -> None:
        self.points = points
        self.lines = lines
        self.steps = [d for line in lines for a, b in pairwise(line) if (d := dist(points[a], points[b])) > 0]
        self.spacing = lower_median(self.steps)

    def rows(self, seats: Sequence[Seat], usual: float) -> Iterable[list[list[int]]]:
        """Each row as its runs; ``usual`` is the section's spacing, for a row too short to have its own."""
        if len(self.lines) == len(self.lines[0]) == 1:
            yield self.lines
            return
        spacing = self.spacing
        if len(self.steps) == 1:
            spacing = min(spacing, usual or WIDE * seats[self.lines[0][0]].radius)
        for line in self.lines:
            row: list[list[int]] = []
            numbers: set[str] = set()
            for run in self._runs(_from_lower_number(line, seats), AISLE * spacing):
                own = {seats[index].number for index in run}
                # A number that comes twice belongs to another block, whose rows have the same names.
                if row and not (numbers.isdisjoint(own) and self._goes_on(row[-1], run, APART * spacing)):
                    yield row
                    row, numbers = [], set()
                row.append(run)
                numbers |= own
            yield row

    def _runs(self, line: list[int], aisle: float) -> Iterable[list[int]]:
        run = line[:1]
        for a, b in pairwise(line):
            if dist(self.points[a], self.points[b]) > aisle:
                yield run
                run = []
            run.append(b)
        yield run

    def _goes_on(self, run: list[int], following: list[int], farthest: float) -> bool:
        points = self.points
        end, start = points[run[-1]], points[following[0]]
        if dist(end, start) > farthest:
            return False
        before = len(run) == 1 or _turn(points[run[-2]], end, start) >= AHEAD
        return before and (len(following) == 1 or _turn(end, start, points[following[1]]) >= AHEAD)


def _from_lower_number(line: list[int], seats: Sequence[Seat]) -> list[int]:
    if len(line) == 1:
        return line
    first, last = seats[line[0]], seats[line[-1]]
    ends = (natural_order(first.number), first.x, first.y), (natural_order(last.number), last.x, last.y)
    return line[::-1] if ends[1] < ends[0] else line


def _turn(a: Point, b: Point, c: Point) -> float:
    """The cosine of the turn at ``b`` on the way from ``a`` to ``c``; 1 where two of them are one place."""
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]
    length = hypot(ux, uy) * hypot(vx, vy)
    return (ux * vx + uy * vy) / length if length else 1.0


def _all_lines(named: dict[_Name, list[int]], points: Sequence[Point]) -> dict[_Name, list[list[int]]]:
    """Each group in order along the row: as listed, else from side to side, else by nearness.

    The last is for rows that bend right round, and for several rows of one name.
    """
    lines = {name: [group] for name, group in named.items()}
    tangled = {name for name, group in named.items() if len(group) > 1 and not _is_smooth(group, points)}
    for name in tangled:
        lines[name] = [_across(named[name], points)]
    tangled = {name for name in tangled if not _is_smooth(lines[name][0], points)}
    if sum(len(named[name]) for name in tangled) <= MOST_TANGLED:
        lines.update((name, _linked(named[name], points)) for name in tangled)
    return lines


def _is_smooth(line: list[int], points: Sequence[Point]) -> bool:
    """Whether one walks along the line without turning back."""
    ux = uy = before = 0.0
    x, y = points[line[0]]
    for index in line:
        to_x, to_y = points[index]
        vx, vy = to_x - x, to_y - y
        length = vx * vx + vy * vy
        if length:
            ahead = ux * vx + uy * vy
            if before and (ahead <= 0 or ahead * ahead < SMOOTH * SMOOTH * before * length):
                return False
            ux, uy, before, x, y = vx, vy, length, to_x, to_y
    return True


def _across(group: list[int], points: Sequence[Point]) -> list[int]:
    """The group sorted along the line between two of its seats that lie farthest apart."""
    start = points[group[0]]
    one = points[max(group, key=lambda index: dist(start, points[index]))]
    other = points[max(group, key=lambda index: dist(one, points[index]))]
    dx, dy = other[0] - one[0], other[1] - one[1]
    if dx < 0:
        dx, dy = -dx, -dy
    return sorted(group, key=lambda index: (points[index][0] * dx + points[index][1] * dy, index))


def _linked(group: list[int], points: Sequence[Point]) -> list[list[int]]:
    """The group as lines grown from the nearest pairs: first seat to neighbour, then end to end across aisles."""
    links: dict[int, list[int]] = {index: [] for index in group}
    line_of = {index: index for index in group}
    near = _pairs(group, points)
    spacing = lower_median(_nearest(near).values())
    _link([pair for pair in near if 0 < pair[0] <= AISLE * spacing], links, line_of, points)
    ends = [index for index in group if len(links[index]) < 2]  # noqa: PLR2004 (a seat has two sides)
    _link([pair for pair in _pairs(ends, points) if pair[0] <= APART * spacing], links, line_of, points)
    return _walked(links)


def _pairs(group: list[int], points: Sequence[Point]) -> list[tuple[float, int, int]]:
    """Pairs that may be neighbours, nearest first: seats that follow closely from left to right or downwards."""
    pairs = set()
    for axis in (0, 1):
        order = sorted(group, key=lambda index: (points[index][axis], points[index][1 - axis], index))
        for place, a in enumerate(order):
            for b in order[place + 1 : place + 1 + LOOK_AHEAD]:
                pairs.add((dist(points[a], points[b]), min(a, b), max(a, b)))
    return sorted(pairs)


def _nearest(pairs: Iterable[tuple[float, int, int]]) -> dict[int, float]:
    nearest: dict[int, float] = {}
    for length, a, b in pairs:
        if length:
            nearest.setdefault(a, length)
            nearest.setdefault(b, length)
    return nearest


def _link(
    pairs: Iterable[tuple[float, int, int]],
    links: dict[int, list[int]],
    line_of: dict[int, int],
    points: Sequence[Point],
) -> None:
    """Join lines at their ends wherever the way goes on without a sharp turn."""
    for _, a, b in pairs:
        line, other = _line(a, line_of), _line(b, line_of)
        if line == other or len(links[a]) > 1 or len(links[b]) > 1:
            continue
        straight = all(_turn(points[c], points[a], points[b]) >= SMOOTH for c in links[a])
        if straight and all(_turn(points[a], points[b], points[c]) >= SMOOTH for c in links[b]):
            links[a].append(b)
            links[b].append(a)
            line_of[line] = other


def _line(index: int, line_of: dict[int, int]) -> int:
    """Which line a seat belongs to by now (its name is one of its seats)."""
    while line_of[index] != index:
        line_of[index] = line_of[line_of[index]]
        index = line_of[index]
    return index


def _walked(links: dict[int, list[int]]) -> list[list[int]]:
    """Each line from one end to the other."""
    lines: list[list[int]] = []
    seen: set[int] = set()
    for start, sides in links.items():
        if start in seen or len(sides) > 1:
            continue
        line: list[int] = []
        ahead: list[int] = [start]
        while ahead:
            line.append(ahead[0])
            seen.add(ahead[0])
            ahead = [index for index in links[ahead[0]] if index not in seen]
        lines.append(line)
    return lines
