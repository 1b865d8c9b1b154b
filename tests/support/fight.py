"""Counters and readers that run as processes of their own and fight for the same seats."""

from collections.abc import Sequence
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
from boxoffice.domain.performances import Performance
from boxoffice.domain.seat_revisions import SeatFact
from boxoffice.routines.proof import proof
from boxoffice.routines.proof.clerk import Night, Work
from boxoffice.routines.proof.watcher import Watcher
from boxoffice.services import holds, performances
from tests.support import plants
from tests.support.desk import Desk, age
from tests.support.houses import NOBODY, counter

_PATIENCE: Final = 60.0
_SAY_OVER = Statement("UPDATE performance SET starts_at = -id WHERE id = :performance")

_gate: Barrier | None = None


def meet() -> None:
    """Wait until the other process is here too."""
    assert _gate is not None
    _gate.wait(_PATIENCE)


def begin(gate: Barrier) -> None:
    """Set up a process of the pool."""
    global _gate  # noqa: PLW0603 (handed to the process once, when it starts)
    _gate = gate


def clerk(where: str, shows: Sequence[Performance], *, name: str, acts: int) -> Work:
    """A counter that does ``acts`` things at random, for orders over several nights."""
    with closing(open_database(where)) as database:
        nights = [Night(show.id, tuple(Desk(database, NOBODY, show).seats.values())) for show in shows]
        at_work = proof.begin(database, name, nights)
        for act in range(acts):
            at_work.act(act / acts)
        return at_work.work


def reader(
    where: str, show: Performance, *, plant: str | None = None, meets: bool = False
) -> dict[int, list[SeatFact]]:
    """What a reader of changes was told of each seat, in order, from the beginning until the fight is over.

    With ``meets``, another process acts between the first reading's rows and its end.
    """
    watcher = Watcher(show.id)
    with pytest.MonkeyPatch.context() as patch, closing(open_database(where)) as database:
        plants.install(plant, patch, meet=meet)
        is_over, is_first = False, True
        while not is_over:
            with database.read() as tx:
                is_over = performances.read(tx, performance=show.id).starts_at < 0
            with database.read() as tx:
                read = watcher.look(tx)
                if is_first and meets:
                    meet()
                    meet()
                watcher.since = plants.horizon(plant, database, read=read)
            is_first = False
    return dict(watcher.told)


def say_over(where: str, show: Performance) -> None:
    """Tell the readers that nothing will change any more."""
    with closing(open_database(where)) as database:
        desk = Desk(database, counter(database, "Referee"), show)

        def over(tx: WriteTx) -> None:
            tx.execute(_SAY_OVER, {"performance": show.id})

        desk.act(over)


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
            desk.act(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB, chunk=5))
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
