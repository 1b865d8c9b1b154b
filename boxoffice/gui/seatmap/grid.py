"""Where the seats of a plan stand, in arrays, and which of them lie in a part of it.

The seats keep the order of the plan. That order runs along physical rows, so that every BLOCK of them lies close
together: what is visible is then a few runs of the arrays, found without looking at single seats.
"""

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import ceil, hypot
from typing import NamedTuple

from boxoffice.domain.plan import Seat
from boxoffice.gui.seatmap.points import points

BLOCK = 64
CELLS = 24  # the longer side of the house in cells
WIDE = 48  # a block over more cells than this is looked at in every question


class Box(NamedTuple):
    """An upright rectangle, in plan units or in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float, above: float | None = None) -> "Box":
        """This box with a border of ``by`` on every side, or of another width above and below."""
        up = by if above is None else above
        return Box(self.left - by, self.top - up, self.right + by, self.bottom + up)

    def moved(self, x: float, y: float) -> "Box":
        """This box elsewhere."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def meets(self, other: "Box") -> bool:
        """Whether the two share any point."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class SeatGrid:
    """The places of a plan's seats; indices are those of ``plan.seats``."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        self.xs = array("d", [seat.x for seat in seats])
        self.ys = array("d", [seat.y for seat in seats])
        self.radii = array("d", [seat.radius for seat in seats])
        self.sizes = sorted(set(self.radii))
        self.widest = self.sizes[-1] if seats else 0.0
        self.places = points(self.xs, self.ys)
        around = self.places.boundingRect()
        self.bounds = Box(around.left(), around.top(), around.right(), around.bottom()).grown(self.widest)
        self._pitch = max(self.bounds.width, self.bounds.height) / CELLS or 1.0
        self._wide: list[int] = []

    def __len__(self) -> int:
        """The number of seats."""
        return len(self.xs)

    def blocks_in(self, part: Box) -> list[int]:
        """The blocks that have seats drawn in ``part``, in their order."""
        if part.holds(self.bounds):
            return list(range(ceil(len(self) / BLOCK)))
        cells = self._cells
        found = set(self._wide)
        for cell in self._cells_of(_common(part, self.bounds)):
            found.update(cells.get(cell, ()))
        boxes = self._boxes
        return sorted(block for block in found if boxes[block].meets(part))

    def runs_in(self, part: Box) -> list[tuple[int, int]]:
        """The seats drawn in ``part`` and some close to it, as runs (first, one past the last) of whole blocks."""
        if part.holds(self.bounds):
            return [(0, len(self))]
        runs: list[tuple[int, int]] = []
        for block in self.blocks_in(part):
            start = block * BLOCK
            if runs and runs[-1][1] == start:
                start = runs.pop()[0]
            runs.append((start, min((block + 1) * BLOCK, len(self))))
        return runs

    def seats_in(self, part: Box) -> list[int]:
        """The seats whose centres lie in ``part``."""
        return list(self._each_in(part))

    def any_in(self, part: Box) -> bool:
        """Whether a seat's centre lies in ``part``."""
        return next(self._each_in(part), None) is not None

    def seat_at(self, x: float, y: float, *, reach: float = 0.0) -> int | None:
        """The seat drawn at a place, or the nearest one not farther than ``reach`` from it."""
        around = max(self.widest, reach)
        near = self.seats_in(Box(x, y, x, y).grown(around))
        if not near:
            return None
        nearest = min(near, key=lambda seat: hypot(self.xs[seat] - x, self.ys[seat] - y))
        distance = hypot(self.xs[nearest] - x, self.ys[nearest] - y)
        return nearest if distance <= max(self.radii[nearest], reach) else None

    def _each_in(self, part: Box) -> Iterator[int]:
        left, top, right, bottom = part
        xs = self.xs
        for start, stop in self.runs_in(part):
            for seat, y in enumerate(self.ys[start:stop], start):
                if top <= y <= bottom and left <= xs[seat] <= right:
                    yield seat

    def _cells_of(self, box: Box) -> Iterator[tuple[int, int]]:
        left, top, pitch = self.bounds.left, self.bounds.top, self._pitch
        columns = range(int((box.left - left) / pitch), int((box.right - left) / pitch) + 1)
        for line in range(int((box.top - top) / pitch), int((box.bottom - top) / pitch) + 1):
            for column in columns:
                yield line, column

    @cached_property
    def _boxes(self) -> list[Box]:
        """What each block takes up; like the cells made when a part of the house is first asked for."""
        reach, result = self.widest, []
        for start in range(0, len(self), BLOCK):
            xs, ys = self.xs[start : start + BLOCK], self.ys[start : start + BLOCK]
            result.append(Box(min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach))
        return result

    @cached_property
    def _cells(self) -> dict[tuple[int, int], list[int]]:
        """The blocks by the cells that they touch."""
        cells: dict[tuple[int, int], list[int]] = {}
        for block, box in enumerate(self._boxes):
            if (box.width / self._pitch + 1) * (box.height / self._pitch + 1) > WIDE:
                self._wide.append(block)
            else:
                for cell in self._cells_of(box):
                    cells.setdefault(cell, []).append(block)
        return cells


def bounds_of(boxes: Sequence[Box]) -> Box:
    """The smallest box around them all; a single point at nought for none."""
    if not boxes:
        return Box(0.0, 0.0, 0.0, 0.0)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _common(one: Box, other: Box) -> Box:
    return Box(
        max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom)
    )
