"""The names of rows at both their ends, beyond the last seat, on the line that the row takes there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot, inf
from typing import NamedTuple

from boxoffice.domain.plan import PhysicalRow, SeatingPlan
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.crowd import Crowd
from boxoffice.gui.seatmap.grid import BLOCK, Box, SeatGrid
from boxoffice.gui.seatmap.lettering import Lettering

GAP = 3.0  # logical pixels between the last seat and the name
LOOK_AHEAD = 10.0  # radii beyond the end seat in which another seat would be in the name's way


class RowEnd(NamedTuple):
    """One end of a physical row: its last seat, and the direction that leads out of the row."""

    row: int
    seat: int
    x: float
    y: float
    out_x: float
    out_y: float

    @property
    def key(self) -> tuple[int, int]:
        """Which end it is."""
        return self.row, self.seat


class RowName(NamedTuple):
    """A row's name where it is drawn, in pixels around the plan's origin."""

    row: int
    text: str
    box: Box


class RowNames:
    """Where the row names of one plan may stand."""

    def __init__(self, plan: SeatingPlan, grid: SeatGrid) -> None:
        self._rows = plan.rows
        self._grid = grid
        self._room: dict[tuple[int, int], float] = {}
        self._ends: dict[int, list[RowEnd]] = defaultdict(list)
        for end in self._all_ends(plan.rows):
            self._ends[end.seat // BLOCK].append(end)
        self._pitches = _pitches(plan.rows, grid)

    def readable(self, section: str, *, height: float, scale: float) -> bool:
        """Whether the names of a section's rows, so many pixels high, stand clear of one another."""
        return self._pitches.get(section, 0.0) * scale >= height

    def __iter__(self) -> Iterator[RowEnd]:
        """All ends of all rows."""
        return (end for ends in self._ends.values() for end in ends)

    def seen(self, camera: Camera, part: Box, *, letters: Lettering, taken: Crowd) -> list[RowName]:
        """The names to draw in ``part`` of the view, none over a seat, another name or what is ``taken``."""
        margin = letters.height * 12
        found = [
            (end, self._box(end, camera, letters))
            for block in self._grid.blocks_in(camera.box_to_plan(part.grown(margin)))
            for end in self._ends.get(block, ())
            if self._fits(end, camera, letters)
        ]
        crowd = Crowd(letters.height * 2)
        for number, (_, box) in enumerate(found):
            crowd.add(box, number)
        local = part.moved(-camera.x, -camera.y)
        return [
            RowName(end.row, self._rows[end.row].name, box)
            for number, (end, box) in enumerate(found)
            if box.meets(local) and not taken.meets(box) and not crowd.meets(box, before=number)
        ]

    def _all_ends(self, rows: Sequence[PhysicalRow]) -> Iterator[RowEnd]:
        xs, ys = self._grid.xs, self._grid.ys
        for number, row in enumerate(rows):
            if not row.name or not row.runs:
                continue
            first, last = row.runs[0][0], row.runs[-1][-1]
            if first == last:
                yield RowEnd(number, first, xs[first], ys[first], -1.0, 0.0)
                continue
            second = row.runs[0][1] if len(row.runs[0]) > 1 else last
            before = row.runs[-1][-2] if len(row.runs[-1]) > 1 else first
            for seat, inner in ((first, second), (last, before)):
                x, y = xs[seat] - xs[inner], ys[seat] - ys[inner]
                length = hypot(x, y) or 1.0
                yield RowEnd(number, seat, xs[seat], ys[seat], x / length, y / length)

    def _fits(self, end: RowEnd, camera: Camera, letters: Lettering) -> bool:
        row = self._rows[end.row]
        if not self.readable(row.section, height=letters.height, scale=camera.scale):
            return False
        return self.room(end) * camera.scale >= letters.width(row.name) + 2 * GAP * camera.ratio

    def room(self, end: RowEnd) -> float:
        """Plan units from the edge of an end's seat to the edge of the next one in its direction; reckoned once."""
        room = self._room.get(end.key)
        if room is None:
            room = self._room[end.key] = self._room_beyond(end)
        return room

    def _room_beyond(self, end: RowEnd) -> float:
        grid = self._grid
        own = grid.radii[end.seat]
        best = inf
        far_x, far_y = end.x + LOOK_AHEAD * own * end.out_x, end.y + LOOK_AHEAD * own * end.out_y
        strip = Box(min(end.x, far_x), min(end.y, far_y), max(end.x, far_x), max(end.y, far_y)).grown(own)
        for seat in grid.seats_in(strip):
            x, y = grid.xs[seat] - end.x, grid.ys[seat] - end.y
            along, across = x * end.out_x + y * end.out_y, abs(x * end.out_y - y * end.out_x)
            if along > own * 0.5 and across < own + grid.radii[seat]:
                best = min(best, along - own - grid.radii[seat])
        return best

    def _box(self, end: RowEnd, camera: Camera, letters: Lettering) -> Box:
        sign = -1.0 if camera.turned else 1.0
        width, height = letters.width(self._rows[end.row].name), letters.height
        half = (abs(end.out_x) * width + abs(end.out_y) * height) / 2
        away = self._grid.radii[end.seat] * camera.scale + GAP * camera.ratio + half
        x = camera.signed * end.x + sign * end.out_x * away
        y = camera.signed * end.y + sign * end.out_y * away
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _pitches(rows: Sequence[PhysicalRow], grid: SeatGrid) -> dict[str, float]:
    """For each section how far apart its rows begin; the lower quarter, so that one odd row does not decide."""
    starts: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.runs:
            starts[row.section].append(row.runs[0][0])
    result = {}
    for section, seats in starts.items():
        steps = sorted(
            hypot(grid.xs[one] - grid.xs[other], grid.ys[one] - grid.ys[other]) for one, other in pairwise(seats)
        )
        result[section] = steps[len(steps) // 4] if steps else inf
    return result
