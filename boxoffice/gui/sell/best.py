"""Best seats at the counter: a party gets the best there are in its zone, and the next best ones on a key.

The rules are imported when the first house is prepared for them, beside the window's thread, so that no start waits.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from boxoffice.domain.errors import NoOtherSeats, NoPlaceForThem, NotThatMany, OthersWereQuicker, SeatsTaken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from boxoffice.domain.best_seats import Choice
    from boxoffice.domain.errors import Refusal
    from boxoffice.domain.left_alone import LeftAlone
    from boxoffice.domain.orders import Order
    from boxoffice.domain.party import Party
    from boxoffice.domain.places import Place
    from boxoffice.domain.plan import SeatingPlan
    from boxoffice.domain.seat_line import SeatLine
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.sell.pick import Pick
    from boxoffice.gui.sell.showing import Showing
    from boxoffice.gui.sell.zone_chooser import ZoneOffer
    from boxoffice.gui.tasks import Tasks

RETRIES = 3


class BestSeats(QObject):
    """Takes the best seats of the performance that is shown, in the chosen price zone.

    ``said`` tells where a party was split, ``changed`` that other acts may be possible now, ``left_alone_changed`` what
    the order leaves alone (``LeftAlone`` or None), ``zone_chosen`` the zone that is chosen now (its index or None).
    """

    said = Signal(str)
    changed = Signal()
    left_alone_changed = Signal(object)
    zone_chosen = Signal(object)

    def __init__(
        self, tasks: Tasks, *, counter: Counter, showing: Showing, single_seat_rows: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._counter = counter
        self._showing = showing
        self._single_seat_rows = single_seat_rows
        self._zones: dict[int, str] = {}  # the zone chosen for each performance, by name: plans are drawn anew
        self._pick: Pick | None = None
        self._asked: list[frozenset[int]] = []  # seats on their way into the order
        self._left_alone: LeftAlone | None = None
        showing.free_counted.connect(self._seen)
        counter.order_changed.connect(self._look)
        counter.order_changed.connect(self.changed)

    def prepare(self, plan: SeatingPlan) -> None:
        """Work out beforehand what the first party of a plan would have to wait for."""
        self._tasks.slow(lambda _database, _by: _ready(plan), lambda _line: None)

    # -- the zone

    @property
    def zone(self) -> int | None:
        """The price zone that is chosen for the performance that is shown."""
        plan, performance = self._showing.plan, self._showing.performance
        if plan is None or performance is None:
            return None
        name = self._zones.get(performance.id)
        return next((zone for zone, of in enumerate(plan.zones) if of.name == name), None)

    def choose_zone(self, zone: int | None) -> None:
        """Choose a zone for this performance, or none."""
        plan, performance = self._showing.plan, self._showing.performance
        if plan is None or performance is None:
            return
        if zone is None:
            self._zones.pop(performance.id, None)
        else:
            self._zones[performance.id] = plan.zones[zone].name
        self.zone_chosen.emit(self.zone)

    def toggle_zone(self, zone: int) -> None:
        """Choose a zone, or choose it no more."""
        self.choose_zone(None if zone == self.zone else zone)

    # -- a party

    def ask(self, party: Party) -> None:
        """Take the best seats for a party; asks for the zone where none is named or chosen and there are several."""
        plan, performance = self._showing.plan, self._showing.performance
        if plan is None or performance is None:
            return
        from boxoffice.domain.places import Place
        from boxoffice.domain.seat_line import seat_line

        house = seat_line(plan)
        zones = [zone for zone in self._on_sale(plan) if party.place in house.places(zone)]
        if party.zone is not None:
            if Place.ORDINARY in house.places(party.zone):
                self.choose_zone(party.zone)
            self._take(party)
        elif not zones:
            self._refuse(NoPlaceForThem(place=party.place.value))
        elif self.zone in zones or len(zones) == 1:
            self._take(replace(party, zone=self.zone if self.zone in zones else zones[0]))
        else:
            offers = self._offers(house, zones, party.place)
            self._showing.ask_zone(party.seats, offers, lambda zone: self._take(replace(party, zone=zone)))

    @property
    def can_be_better(self) -> bool:
        """Whether there is a last pick, whole in the order, for which others can come."""
        pick = self._pick
        if pick is None or self._asked or self._counter.is_paying or self._counter.sale is not None:
            return False
        shown = self._showing.performance
        return shown is not None and shown.id == pick.performance and set(pick.seats) <= set(self._in_order())

    def next_best(self) -> None:
        """Give back the last pick and take the next best seats instead, all or nothing."""
        if self._pick is not None and self.can_be_better:
            self._try(replace(self._pick, shown=self._pick.all_shown), instead_of=self._pick.seats)

    # -- a seat left alone

    @property
    def leaves_alone(self) -> bool:
        """Whether the order leaves a seat alone that others would not."""
        return self._left_alone is not None and not self._asked and not self._counter.is_paying

    def leave_none_alone(self) -> None:
        """Take the nearest seats that leave none alone instead of those that do, all or nothing."""
        told, performance, house = self._left_alone, self._showing.performance, self._house()
        if told is None or performance is None or house is None or not self.leaves_alone:
            return
        pick = self._pick.moved(told) if self._pick is not None else None
        self._hold(performance.id, told.instead, instead_of=told.chosen, done=lambda: self._picked(pick, None))

    # -- how it is done

    def _take(self, party: Party) -> None:
        from boxoffice.gui.sell.pick import Pick

        performance = self._showing.performance
        if performance is not None:
            self._try(Pick(performance.id, party))

    def _try(
        self, wanted: Pick, *, instead_of: tuple[int, ...] = (), lost: frozenset[int] = frozenset(), times: int = 0
    ) -> None:
        """Hold the best seats without those that are ``lost``, and try again without more where others were quicker."""
        from boxoffice.domain.best_seats import best

        house, performance = self._house(), self._showing.performance
        if house is None or performance is None or performance.id != wanted.performance:
            return
        free, party = self._free(but=instead_of), wanted.party
        choice = best(
            house, free=free, party=party, shown=wanted.shown, without=lost, rows_for_a_single=self._single_seat_rows
        )
        if choice is None:
            self._refuse(self._none_left(house, free, party, shown=wanted.shown))
            return

        def failed(fault: Exception) -> None:
            if not isinstance(fault, SeatsTaken):
                self._tasks.report(fault)
            elif times < RETRIES:
                gone = self._indices(fault.taken)
                self._try(wanted, instead_of=instead_of, lost=lost.union(gone), times=times + 1)
            else:
                self._refuse(OthersWereQuicker(party=party.seats, zone=_zone_name(house, party), times=times + 1))

        pick = replace(wanted, seats=choice.seats)
        self._hold(
            wanted.performance, choice.seats, instead_of=instead_of,
            done=lambda: self._picked(pick, choice), failed=failed,
        )  # fmt: skip

    def _hold(
        self,
        performance: int,
        seats: tuple[int, ...],
        *,
        instead_of: Sequence[int],
        done: Callable[[], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        occupants = self._showing.occupants
        if occupants is None:
            return
        asked = frozenset(seats)
        self._asked.append(asked)

        def answered(_order: Order) -> None:
            self._asked.remove(asked)
            done()

        def refused(fault: Exception) -> None:
            self._asked.remove(asked)
            (failed or self._tasks.report)(fault)
            self.changed.emit()

        self._counter.take(
            performance=performance, seats=occupants.ids(seats), instead_of=occupants.ids(instead_of),
            done=answered, failed=refused,
        )  # fmt: skip

    def _picked(self, pick: Pick | None, choice: Choice | None) -> None:
        self._pick = pick
        if choice is not None and choice.sentence:
            self.said.emit(choice.sentence)
        self._look()
        self.changed.emit()

    def _seen(self, _free: int) -> None:
        """The house was shown, or changed."""
        self.zone_chosen.emit(self.zone)
        self._look()

    def _look(self) -> None:
        """See whether the order leaves a seat alone, as far as is known."""
        mine = self._in_order(only_held=True)
        is_open = not self._counter.is_paying and self._counter.sale is None
        told = self._told(mine) if mine and is_open else None
        if told != self._left_alone:
            self._left_alone = told
            self.left_alone_changed.emit(told)
            self.changed.emit()

    def _told(self, chosen: Sequence[int]) -> LeftAlone | None:
        from boxoffice.domain.left_alone import left_alone

        house, occupants = self._house(), self._showing.occupants
        if house is None or occupants is None:
            return None
        return left_alone(house, free=occupants.to_be_had(), chosen=chosen)

    def _refuse(self, refusal: Refusal) -> None:
        """Tell it once the key or button is done with, which takes older messages away."""
        QTimer.singleShot(0, self, lambda: self._tasks.report(refusal))

    def _none_left(self, house: SeatLine, free: bytes, party: Party, *, shown: Sequence[tuple[int, ...]]) -> Refusal:
        if shown:
            return NoOtherSeats(party=party.seats, zone=_zone_name(house, party))
        from boxoffice.domain.party import in_words

        left = in_words(_count(house, free, zone=party.zone or 0, place=party.place), party.place)
        return NotThatMany(zone=_zone_name(house, party), left=left, count=party.count)

    # -- what is known

    def _house(self) -> SeatLine | None:
        from boxoffice.domain.seat_line import seat_line

        plan = self._showing.plan
        return seat_line(plan) if plan is not None else None

    def _free(self, *, but: tuple[int, ...] = ()) -> bytes:
        """1 for each seat that can be taken: not those that the order has or is getting, unless they go back."""
        occupants = self._showing.occupants
        if occupants is None:
            return b""
        free = bytearray(occupants.to_be_had())
        for seat in {*self._in_order(), *frozenset().union(*self._asked)} - set(but):
            free[seat] = 0
        return bytes(free)

    def _in_order(self, *, only_held: bool = False) -> list[int]:
        """The seats of the order in the performance that is shown."""
        performance = self._showing.performance
        if performance is None:
            return []
        lines = (line for line in self._counter.lines if line.performance == performance.id)
        return self._indices([line.seat_id for line in lines if not (only_held and line.is_lapsed)])

    def _indices(self, seats: Sequence[int]) -> list[int]:
        occupants = self._showing.occupants
        return occupants.indices(seats) if occupants is not None else []

    def _on_sale(self, plan: SeatingPlan) -> list[int]:
        return [zone for zone, of in enumerate(plan.zones) if of.name in self._showing.prices]

    def _offers(self, house: SeatLine, zones: Sequence[int], place: Place) -> list[ZoneOffer]:
        """What there is to choose from, the dearest first."""
        from boxoffice.gui.sell.zone_chooser import ZoneOffer

        free, prices = self._free(), self._showing.prices
        named = [(zone, house.plan.zones[zone].name) for zone in zones]
        named.sort(key=lambda found: -prices[found[1]])
        return [
            ZoneOffer(zone, name, self._showing.money(prices[name]), _count(house, free, zone=zone, place=place))
            for zone, name in named
        ]


def _ready(plan: SeatingPlan) -> None:
    from boxoffice.domain import best_seats, left_alone, seat_line, typed  # noqa: F401 (all that a party will need)

    seat_line.seat_line(plan)


def _zone_name(house: SeatLine, party: Party) -> str:
    return house.plan.zones[party.zone or 0].name


def _count(house: SeatLine, free: bytes, *, zone: int, place: Place) -> int:
    return house.of_kind(house.line(free), zone=zone, place=place).count(1)
