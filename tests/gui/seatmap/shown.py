"""What the map's tests share: how a house is shown, and what is known of its seats."""

from collections.abc import Callable
from typing import Protocol

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatFacts, SeatStatus
from boxoffice.gui.seatmap.seat_map import SeatMap


class Shown(Protocol):
    """Shows a house in a map of 1000 × 700 whose seats are all free, if nothing else is said."""

    def __call__(self, plan: SeatingPlan, statuses: bytes | None = None) -> SeatMap: ...


def facts_of(seat_map: SeatMap, plan: SeatingPlan) -> Callable[[int], SeatFacts]:
    def facts(index: int) -> SeatFacts:
        seat, status = plan.seats[index], seat_map.status(index)
        held = status in (SeatStatus.HELD, SeatStatus.PAYING)
        return SeatFacts(
            seat.section, seat.row, seat.number, plan.zones[seat.zone].name, "45.00", status, seat.accessible,
            counter="counter 2" if held else None, seconds_left=192 if held else None,
        )  # fmt: skip

    return facts
