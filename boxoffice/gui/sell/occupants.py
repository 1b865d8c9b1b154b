"""Who has which seat of the shown performance, as this counter sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boxoffice.domain.holds import Occupancy
from boxoffice.domain.seats import SeatFacts, SeatStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from boxoffice.domain.holds import HoldRules, Occupant
    from boxoffice.domain.plan import SeatingPlan
    from boxoffice.services.seatmap import KeptSeat, SeatsRead

_TIMED = frozenset({Occupancy.HELD, Occupancy.PAYING})
_STATUS = {
    Occupancy.FREE: SeatStatus.FREE,
    Occupancy.HELD: SeatStatus.HELD,
    Occupancy.PAYING: SeatStatus.PAYING,
    Occupancy.RESERVED: SeatStatus.RESERVED,
    Occupancy.SOLD: SeatStatus.SOLD,
}
_TO_BE_HAD = bytes(status in {SeatStatus.FREE, SeatStatus.MINE} for status in range(256))


class Occupants:
    """The seats of one performance that are not free, kept up to date from what was read of them.

    Seats are told by their index in the plan's ``seats``. A known hold whose end has passed is free at the next look,
    whether or not anything has tidied its row.
    """

    def __init__(self, plan: SeatingPlan, *, rules: HoldRules) -> None:
        self.plan = plan
        self.statuses = [SeatStatus.FREE] * len(plan.seats)
        self._rules = rules
        self._index = {seat.id: index for index, seat in enumerate(plan.seats)}
        self._occupants: dict[int, Occupant] = {}
        self._timed: set[int] = set()  # seats whose hold can run out
        self._kept: dict[int, KeptSeat] = {}
        self._order: str | None = None
        self._taken = 0

    @property
    def free(self) -> int:
        """How many seats are free."""
        return len(self.statuses) - self._taken

    def absorb(self, read: SeatsRead, *, order: str | None) -> list[tuple[int, SeatStatus]]:
        """What is now shown differently, after reading ``read`` with this counter's current order."""
        doubtful = set(self._timed)
        if read.kept is not None:
            kept = {seat.seat_id: seat for seat in read.kept}
            doubtful |= kept.keys() ^ self._kept.keys()
            self._kept = kept
        for occupant in read.occupants:
            self._remember(occupant)
            doubtful.add(occupant.seat_id)
        if order != self._order:
            self._order = order
            doubtful |= self._timed
        return self._look_again(doubtful, now=read.now)

    def facts(self, index: int, *, prices: Mapping[str, int], money: Callable[[int], str], now: int) -> SeatFacts:
        """What tooltip and screen reader say of a seat; ``money`` formats a price."""
        seat = self.plan.seats[index]
        zone = self.plan.zones[seat.zone].name
        occupant = self._occupants.get(seat.id)
        held = occupant is not None and seat.id in self._timed and self.statuses[index] is not SeatStatus.FREE
        kept = self._kept.get(seat.id)
        return SeatFacts(
            section=seat.section,
            row=seat.row,
            number=seat.number,
            zone=zone,
            price=money(prices[zone]) if zone in prices else "not on sale",
            status=self.statuses[index],
            accessible=seat.accessible,
            counter=occupant.counter if occupant is not None and held else None,
            seconds_left=_seconds_left(occupant, now=now) if occupant is not None and held else None,
            reason=kept.reason if kept is not None and self.statuses[index] is SeatStatus.KEPT else None,
        )

    def status_of(self, seat: int) -> SeatStatus | None:
        """What is shown for a seat by its stored id; None where the plan has it no more."""
        index = self._index.get(seat)
        return None if index is None else self.statuses[index]

    def to_be_had(self) -> bytes:
        """1 for each seat that is free or this order's own, else 0."""
        return bytes(self.statuses).translate(_TO_BE_HAD)

    def indices(self, seats: Iterable[int]) -> list[int]:
        """The seats of these stored ids that the plan has."""
        return [self._index[seat] for seat in seats if seat in self._index]

    def ids(self, indices: Sequence[int]) -> list[int]:
        """The stored ids of seats."""
        return [self.plan.seats[index].id for index in indices]

    def _remember(self, occupant: Occupant) -> None:
        self._occupants[occupant.seat_id] = occupant
        if occupant.occupancy in _TIMED:
            self._timed.add(occupant.seat_id)
        else:
            self._timed.discard(occupant.seat_id)

    def _look_again(self, seats: set[int], *, now: int) -> list[tuple[int, SeatStatus]]:
        changes = []
        for seat in seats:
            index = self._index.get(seat)
            if index is None:  # the plan was drawn anew without it
                continue
            status = self._status(seat, now=now)
            before = self.statuses[index]
            if status is not before:
                self.statuses[index] = status
                self._taken += (status is not SeatStatus.FREE) - (before is not SeatStatus.FREE)
                changes.append((index, status))
        return changes

    def _status(self, seat: int, *, now: int) -> SeatStatus:
        occupant = self._occupants.get(seat)
        status = _STATUS[occupant.occupancy] if occupant is not None else SeatStatus.FREE
        if occupant is not None and seat in self._timed:
            if not self._rules.is_live(occupant.expires_at, now=now):
                status = SeatStatus.FREE
            elif occupant.order == self._order:
                status = SeatStatus.MINE
        return SeatStatus.KEPT if status is SeatStatus.FREE and seat in self._kept else status


def _seconds_left(occupant: Occupant, *, now: int) -> int | None:
    return None if occupant.expires_at is None else max(0, (occupant.expires_at - now) // 1000)
