"""Seats that lie (nearly) on one another cannot be clicked: finding them, and laying them out apart."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import ceil, dist, floor, hypot, inf, sqrt

from boxoffice.domain.plan import Area, Shape
from boxoffice.domain.rows import lower_median
from boxoffice.plans.drawing import Drawing, DrawnSeat

NEAR = 0.25  # of the spacing: closer than that, seats lie on one another
TINIEST = 1e-3  # plan units
BETWEEN = 4.0  # spacings left free between what is moved and the rest


def usual_spacing(seats: list[DrawnSeat]) -> float:
    """The usual step from one seat to the next of its row; from the seats' size where there are no rows."""
    steps = (dist((a.x, a.y), (b.x, b.y)) for a, b in pairwise(seats) if a.part == b.part and a.row == b.row)
    return max(lower_median(step for step in steps if step) or 2.5 * _usual_radius(seats), TINIEST)


def piled(drawing: Drawing) -> list[tuple[DrawnSeat, DrawnSeat]]:
    """Each seat that lies on another with the one below it: of two, the later in the file lies on the earlier."""
    seats = drawing.seats
    near = max(min(usual_spacing(seats) * NEAR, _usual_radius(seats) / 2), TINIEST)
    found: list[tuple[DrawnSeat, DrawnSeat]] = []
    cells: dict[tuple[int, int], list[DrawnSeat]] = {}
    for seat in seats:
        below = _beneath(seat, cells, near=near)
        if below is None:
            cells.setdefault((floor(seat.x / (2 * near)), floor(seat.y / (2 * near))), []).append(seat)
        else:
            found.append((seat, below))
    return found


def _beneath(seat: DrawnSeat, cells: dict[tuple[int, int], list[DrawnSeat]], *, near: float) -> DrawnSeat | None:
    """A seat nearer than ``near``: in the seat's own cell (twice as wide), or in those on the sides it is nearer to."""
    x, y = seat.x / (2 * near), seat.y / (2 * near)
    column, line = floor(x), floor(y)
    beside = column - 1 if x - column < 1 / 2 else column + 1
    above = line - 1 if y - line < 1 / 2 else line + 1
    for cell in ((column, line), (beside, line), (column, above), (beside, above)):
        for other in cells.get(cell, ()):
            if dist((seat.x, seat.y), (other.x, other.y)) < near:
                return other
    return None


def part_overlaps(drawing: Drawing, found: list[tuple[DrawnSeat, DrawnSeat]]) -> None:
    """Lay out apart what ``piled`` found: a block drawn over others goes below them, single seats below everything."""
    sizes = Counter(seat.block for seat in drawing.seats)
    over = Counter(seat.block for seat, below in found if below.block != seat.block)
    margin = BETWEEN * usual_spacing(drawing.seats)
    moved = sorted(block for block, count in over.items() if 2 * count >= sizes[block])
    for block in moved:
        _move_below(drawing, block, margin=margin)
    _set_aside(drawing, [seat for seat, _ in (piled(drawing) if moved else found)], margin=margin)


def _move_below(drawing: Drawing, block: int, *, margin: float) -> None:
    """Move a block, areas and all, straight down until it is clear of the others."""
    down = _bottom(drawing, without=block) + margin - _top(drawing, block)
    for seat in drawing.seats:
        if seat.block == block:
            seat.y += down
    drawing.areas = [(of, replace(area, y=area.y + down) if of == block else area) for of, area in drawing.areas]


def _set_aside(drawing: Drawing, seats: list[DrawnSeat], *, margin: float) -> None:
    """Put the seats in lines of their own, left below the plan, in the file's order."""
    if not seats:
        return
    pitch = max(usual_spacing(drawing.seats), 2.5 * _usual_radius(drawing.seats))
    columns = max(20, ceil(sqrt(len(seats))))
    left, top = min(seat.x for seat in drawing.seats), _bottom(drawing) + margin
    for index, seat in enumerate(seats):
        seat.x = left + index % columns * pitch
        seat.y = top + index // columns * pitch


def _top(drawing: Drawing, block: int) -> float:
    tops = [seat.y - seat.radius for seat in drawing.seats if seat.block == block]
    return min(tops + [_reach(area)[0] for of, area in drawing.areas if of == block])


def _bottom(drawing: Drawing, *, without: int | None = None) -> float:
    bottoms = [seat.y + seat.radius for seat in drawing.seats if seat.block != without]
    return max(bottoms + [_reach(area)[1] for of, area in drawing.areas if of != without], default=-inf)


def _reach(area: Area) -> tuple[float, float]:
    """How far up and down an area goes, at most."""
    if area.shape is Shape.POLYGON:
        ups = [y for _, y in area.points] or [0.0]
        if not area.rotation:
            return area.y + min(ups), area.y + max(ups)
        far = max((hypot(*point) for point in area.points), default=0.0)
        return area.y - far, area.y + far
    if area.shape is Shape.RECTANGLE and not area.rotation:
        return area.y, area.y + area.height
    far = hypot(area.width, area.height) if area.shape is Shape.RECTANGLE else max(area.width, area.height)
    return area.y - far, area.y + far


def _usual_radius(seats: list[DrawnSeat]) -> float:
    return lower_median(seat.radius for seat in seats)
