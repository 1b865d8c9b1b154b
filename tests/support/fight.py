"""Counters and readers that run as processes of their own and fight for the same seats."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from multiprocessing.synchronize import Barrier
from typing import Final

import pytest

from boxoffice.db.database import Database, WriteTx
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import Refusal, SeatsTaken
from boxoffice.domain.holds import ReleasedBy
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.orders import OrderState, PaymentState
from boxoffice.domain.performances import Performance
from boxoffice.services import holds, performances, seatmap
from tests.support import plants
from tests.support.desk import Desk, age
from tests.support.houses import counter
from tests.support.seat_revisions import SeatFact

_PATIENCE: Final = 60.0
# As if the customers of one order had walked away half an hour ago.
_AGE_ORDER = Statement(
    "UPDATE occupant SET expires_at = expires_at - :ms, taken_at = taken_at - :ms, mark = :mark"
    " WHERE order_id = :order AND status IN ('held', 'paying') AND (performance_id, seat_id) IN ("
    "SELECT performance_id, seat_id FROM occupant WHERE order_id = :order ORDER BY performance_id, seat_id $for_update)"
)
_SAY_OVER = Statement("UPDATE performance SET starts_at = -id WHERE id = :performance")
# A connection's figures are there once it is closed, as those of the fight's processes are by then.
_DEADLOCKS = Statement("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")

_gate: Barrier | None = None


def meet() -> None:
    """Wait until the other process is here too."""
    assert _gate is not None
    _gate.wait(_PATIENCE)


def begin(gate: Barrier) -> None:
    """Set up a process of the pool."""
    global _gate  # noqa: PLW0603 (handed to the process once, when it starts)
    _gate = gate


def clerk(where: str, shows: Sequence[Performance], *, name: str, acts: int) -> int:
    """A counter that does ``acts`` things at random, for orders over several nights; how many were not refused."""
    chance = random.Random(name)  # noqa: S311 (no secret)
    done = 0
    with closing(open_database(where)) as database:
        desk = Desk(database, counter(database, name), shows[0])
        for _ in range(acts):
            desk.performance = chance.choice(shows)  # of one hall, and so with the same seats
            act = chance.choices(_ACTS, weights=_WEIGHTS)[0]
            try:
                act(desk, chance)
            except Refusal:
                continue
            done += 1
    return done


def _take(desk: Desk, chance: random.Random) -> None:
    desk.take(*chance.sample(sorted(desk.seats), chance.randint(1, 4)))


def _give_back(desk: Desk, chance: random.Random) -> None:
    desk.give_back(chance.choice([line.seat.removeprefix("Stalls ") for line in desk.read().lines] or ["A1"]))


def _walk_away(desk: Desk, _chance: random.Random) -> None:
    def age(tx: WriteTx) -> None:
        tx.execute(_AGE_ORDER, {"order": desk.order, "ms": 31 * MINUTE, "mark": tx.mark})

    desk.act(age)


def _tidy(desk: Desk, _chance: random.Random) -> None:
    desk.act(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB, chunk=5))


def _leave(desk: Desk, _chance: random.Random) -> None:
    desk.open_payment()
    desk.leave_payment()


def _buy(desk: Desk, chance: random.Random) -> None:
    """Pay, or find that the seats are gone; then the next customer comes, or the last one's click comes late."""
    desk.open_payment()
    if chance.random() < 0.3:
        desk.start_card("card " + desk.order)
        desk.settle_card("card " + desk.order, chance.choice([PaymentState.APPROVED, PaymentState.DECLINED]))
    desk.finish()
    if chance.random() < 0.5:
        with pytest.raises(Refusal):
            desk.take_again()
        with pytest.raises(Refusal):
            desk.take("A1")
    desk.next_customer()


def _start_anew(desk: Desk, _chance: random.Random) -> None:
    if desk.read().state is not OrderState.SOLD:
        desk.abandon()
    desk.next_customer()


def _keep(desk: Desk, _chance: random.Random) -> None:
    desk.keep()


def _take_again(desk: Desk, _chance: random.Random) -> None:
    desk.take_again()


_ACTS: Final[tuple[Callable[[Desk, random.Random], None], ...]] = (
    _take,
    _give_back,
    _walk_away,
    _tidy,
    _leave,
    _buy,
    _start_anew,
    _keep,
    _take_again,
)
_WEIGHTS: Final = (40, 6, 20, 4, 8, 3, 6, 8, 30)  # many come back to seats over several nights that lapsed


def reader(
    where: str, show: Performance, *, plant: str | None = None, meets: bool = False
) -> dict[int, list[SeatFact]]:
    """What a reader of changes was told of each seat, in order, from the beginning until the fight is over.

    With ``meets``, another process acts between the first reading's rows and its end.
    """
    told: dict[int, list[SeatFact]] = defaultdict(list)
    with pytest.MonkeyPatch.context() as patch, closing(open_database(where)) as database:
        plants.install(plant, patch, meet=meet)
        since, is_over, is_first = None, False, True
        while not is_over:
            with database.read() as tx:
                is_over = performances.read(tx, performance=show.id).starts_at < 0
            with database.read() as tx:
                read = seatmap.read_seats(tx, performance=show.id, since=since)
                if is_first and meets:
                    meet()
                    meet()
                since = plants.horizon(plant, database, read=read)
            is_first = False
            for seat in read.occupants:
                told[seat.seat_id].append(SeatFact(seat.occupancy.value, seat.order, seat.taken_at, seat.expires_at))
    return dict(told)


def say_over(where: str, show: Performance) -> None:
    """Tell the readers that nothing will change any more."""
    with closing(open_database(where)) as database:
        desk = Desk(database, counter(database, "Referee"), show)

        def over(tx: WriteTx) -> None:
            tx.execute(_SAY_OVER, {"performance": show.id})

        desk.act(over)


def deadlocks(database: Database) -> int:
    """How many transactions the database ended because they waited for each other; SQLite has one writer and none."""
    if database.dialect == "sqlite":
        return 0
    with database.read() as tx:
        return int(tx.execute(_DEADLOCKS).scalar_one())


def takes(
    where: str, show: Performance, *, name: str, seats: list[str], plant: str | None, meets: bool = False
) -> bool:
    """One counter takes seats one by one for one order; whether it got them all."""
    with pytest.MonkeyPatch.context() as patch, closing(open_database(where)) as database:
        plants.install(plant, patch, meet=meet)
        desk = Desk(database, counter(database, name), show)
        try:
            if meets:
                meet()
            for seat in seats:
                desk.take(seat)
            # A write after them, so that their mark is not the newest.
            _tidy(desk, random.Random())  # noqa: S311 (not asked)
        except SeatsTaken:
            return False
        finally:
            if meets:
                meet()
    return True


def two_orders_crosswise(database: Database, nights: Sequence[Performance]) -> dict[str, str]:
    """Two counters' lapsed orders over two nights, each with a line for the seat that the other had last.

    The order of each counter by its name.
    """
    first, second = nights
    desks = [Desk(database, counter(database, name), first) for name in ("Counter 1", "Counter 2")]
    for desk, seat in zip(desks, ("C1", "C2"), strict=True):
        desk.take(seat)
    for seats in (("A1", "A2"), ("A2", "A1")):
        for desk, seat in zip(desks, seats, strict=True):
            desk.performance = second
            desk.take(seat)
        age(database, 31 * MINUTE)
    return {desk.by.counter_name: desk.order for desk in desks}


def takes_again(where: str, show: Performance, *, name: str, order: str, plant: str | None) -> bool:
    """A counter that takes again what is free of an order; whether there was anything to take."""
    with pytest.MonkeyPatch.context() as patch, closing(open_database(where)) as database:
        plants.install(plant, patch, meet=meet)
        desk = Desk(database, counter(database, name), show)
        desk.order = order
        try:
            desk.take_again()
        except SeatsTaken:
            return False
    return True


def clicks_late(where: str, show: Performance, *, name: str, plant: str | None) -> None:
    """One counter sells a seat, and a click on it comes after the sale's commit."""
    with pytest.MonkeyPatch.context() as patch, closing(open_database(where)) as database:
        plants.install(plant, patch, meet=meet)
        desk = Desk(database, counter(database, name), show)
        desk.take("A1")
        desk.sell()
        try:
            desk.take("A1")
        except Refusal:
            return
