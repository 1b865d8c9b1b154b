"""What a house looks at: the point from which its best seats are counted.

A stage at one end is looked at where it is nearest to the seats, a pitch with seats all round it at its centre.
Without either it is the middle of the front edge of the seats.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, dist, radians, sin

from boxoffice.domain.plan import Area, Seat, SeatingPlan, Shape
from boxoffice.domain.rows import lower_median

Point = tuple[float, float]

LOOKED_AT = {
    *("stage", "bühne", "buhne", "scène", "scene", "escenario", "palco", "podium"),
    *("screen", "leinwand", "écran", "ecran", "pantalla", "schermo"),
    *("pitch", "field", "court", "spielfeld", "terrain", "ring", "rink", "manege", "manège"),
}
LEAST_SHARE = 0.05  # of the seats' room: what is drawn smaller and without a word is no pitch
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    @property
    def edges(self) -> tuple[Point, ...]:
        """The middle of each side."""
        x, y = self.centre
        return (x, self.top), (x, self.bottom), (self.left, y), (self.right, y)

    def half(self) -> "_Box":
        """Its inner half: corners of a pitch are round, and its edge may touch the seats."""
        (x, y), across, down = self.centre, (self.right - self.left) / 4, (self.bottom - self.top) / 4
        return _Box(x - across, y - down, x + across, y + down)


def focal_point(plan: SeatingPlan) -> Point:
    """The point that the house looks at, in plan units."""
    if not plan.seats:
        return 0.0, 0.0
    named = [_box(area) for area in plan.areas if _is_looked_at(area)]
    if named:
        box = max(named, key=lambda found: found.size)
        return box.centre if _is_surrounded(box, plan.seats) else _facing(box, plan.seats)
    seats = _around([(seat.x, seat.y) for seat in plan.seats])
    pitch = _pitch(plan, seats)
    return pitch.centre if pitch is not None else ((seats.left + seats.right) / 2, seats.top)


def row_depth(plan: SeatingPlan) -> float:
    """How far one row is from the next, in plan units: what penalties are counted in."""
    steps = []
    for row, following in pairwise(plan.rows):
        if row.section == following.section and row.name != following.name:
            middle = plan.seats[row.seats[len(row.seats) // 2]]
            behind = (plan.seats[seat] for seat in following.seats)
            steps.append(min(dist((middle.x, middle.y), (seat.x, seat.y)) for seat in behind))
    return lower_median(step for step in steps if step) or 3.0 * lower_median(seat.radius for seat in plan.seats)


def _is_looked_at(area: Area) -> bool:
    return area.label is not None and not LOOKED_AT.isdisjoint(_WORDS.findall(area.label.text.casefold()))


def _pitch(plan: SeatingPlan, seats: _Box) -> _Box | None:
    """The largest area that has no word on it, no seat in it and seats all round it."""
    boxes = (_box(area) for area in plan.areas if area.label is None)
    large = sorted((box for box in boxes if box.size >= LEAST_SHARE * seats.size > 0), key=lambda box: -box.size)
    return next((box for box in large if _is_surrounded(box, plan.seats)), None)


def _is_surrounded(box: _Box, seats: Sequence[Seat]) -> bool:
    """Whether there are seats straight ahead on all four sides of its inner half, and none in it."""
    inner = box.half()
    sides: set[str] = set()
    for seat in seats:
        across, down = inner.left <= seat.x <= inner.right, inner.top <= seat.y <= inner.bottom
        if across and down:
            return False
        if across:
            sides.add("above" if seat.y < inner.top else "below")
        elif down:
            sides.add("left" if seat.x < inner.left else "right")
    return len(sides) == len(box.edges)


def _facing(box: _Box, seats: Sequence[Seat]) -> Point:
    """The middle of the side that is nearest to the middle of the seats."""
    middle = sum(seat.x for seat in seats) / len(seats), sum(seat.y for seat in seats) / len(seats)
    return min(box.edges, key=lambda edge: dist(edge, middle))


def _box(area: Area) -> _Box:
    return _around(list(_corners(area)))


def _around(points: Sequence[Point]) -> _Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return _Box(min(xs), min(ys), max(xs), max(ys))


def _corners(area: Area) -> Iterator[Point]:
    width, height = area.width, area.height or area.width
    if area.shape is Shape.RECTANGLE:
        corners: tuple[Point, ...] = (0.0, 0.0), (width, 0.0), (0.0, height), (width, height)
    elif area.shape in {Shape.ELLIPSE, Shape.CIRCLE}:
        corners = (-width, -height), (width, height), (-width, height), (width, -height)
    else:
        corners = area.points or ((0.0, 0.0),)
    c, s = cos(radians(area.rotation)), sin(radians(area.rotation))
    for x, y in corners:
        yield area.x + x * c - y * s, area.y + x * s + y * c
