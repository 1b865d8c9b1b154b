"""From seat to seat by arrow keys: along the physical row where it leads that way, else to the nearest seat there."""

from enum import Enum
from math import hypot

from boxoffice.domain.plan import SeatingPlan
from boxoffice.gui.seatmap.grid import Box, SeatGrid

ALONG_ROW = 0.5  # cosine: a neighbour in the row counts as "to the left" up to 60 degrees off
IN_CONE = 0.35
ASIDE = 2.0  # what lies to the side counts as so many times farther


class Way(Enum):
    """The direction of an arrow key on the plan, before the house is turned."""

    LEFT = (-1.0, 0.0)
    RIGHT = (1.0, 0.0)
    UP = (0.0, -1.0)
    DOWN = (0.0, 1.0)


class Walk:
    """The steps that are possible in one plan."""

    def __init__(self, plan: SeatingPlan, grid: SeatGrid) -> None:
        self._grid = grid
        self._rows = [row.seats for row in plan.rows]
        self._row_of = [0] * len(plan.seats)
        self._turn_of = [0] * len(plan.seats)
        for number, seats in enumerate(self._rows):
            for turn, seat in enumerate(seats):
                self._row_of[seat], self._turn_of[seat] = number, turn

    def row_of(self, seat: int) -> tuple[int, ...]:
        """All seats of the physical row in which a seat stands."""
        return self._rows[self._row_of[seat]]

    def row(self, number: int) -> tuple[int, ...]:
        """All seats of one of the plan's rows."""
        return self._rows[number]

    def step(self, seat: int, way: Way, *, turned: bool) -> int | None:
        """The next seat that way; None at the edge of the house."""
        x, y = (-way.value[0], -way.value[1]) if turned else way.value
        neighbour = self._in_row(seat, x, y)
        return neighbour if neighbour is not None else self._across(seat, x, y)

    def next_row(self, seat: int, by: int) -> int:
        """The first seat of a row so many rows on in the plan's order, round and round: this way none is missed."""
        row = self._rows[(self._row_of[seat] + by) % len(self._rows)]
        return row[0]

    def _in_row(self, seat: int, x: float, y: float) -> int | None:
        row, turn = self._rows[self._row_of[seat]], self._turn_of[seat]
        beside = [row[other] for other in (turn - 1, turn + 1) if 0 <= other < len(row)]
        straight = [(self._cosine(seat, other, x, y), other) for other in beside]
        return max((found for found in straight if found[0] >= ALONG_ROW), default=(0.0, None))[1]

    def _across(self, seat: int, x: float, y: float) -> int | None:
        """The nearest seat within a widening part of the house; first straight on, then anywhere that way."""
        grid = self._grid
        reach = max(4 * grid.radii[seat], 1e-6)
        whole = grid.bounds.width + grid.bounds.height + reach
        for least in (IN_CONE, 0.01):
            size = reach
            while size < 2 * whole:
                ahead = Box(
                    grid.xs[seat] - (size if x <= 0 else 0),
                    grid.ys[seat] - (size if y <= 0 else 0),
                    grid.xs[seat] + (size if x >= 0 else 0),
                    grid.ys[seat] + (size if y >= 0 else 0),
                )
                found = self._nearest(seat, grid.seats_in(ahead), x=x, y=y, least=least, within=size)
                if found is not None:
                    return found
                size *= 2
        return None

    def _nearest(self, seat: int, others: list[int], *, x: float, y: float, least: float, within: float) -> int | None:
        grid, best, nearest = self._grid, within * (ASIDE + 1), None
        for other in others:
            over, down = grid.xs[other] - grid.xs[seat], grid.ys[other] - grid.ys[seat]
            along, aside = over * x + down * y, abs(over * y - down * x)
            cost = along + ASIDE * aside
            if along > 0 and along >= least * hypot(over, down) and cost < best:
                best, nearest = cost, other
        return nearest

    def _cosine(self, seat: int, other: int, x: float, y: float) -> float:
        over, down = self._grid.xs[other] - self._grid.xs[seat], self._grid.ys[other] - self._grid.ys[seat]
        return (over * x + down * y) / (hypot(over, down) or 1.0)
