"""The proof itself: a scratch house, clerks and watchers as processes of their own, and the judgement."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier, Event
from typing import Final, TypeVar

from boxoffice.db import seat_revisions
from boxoffice.db.database import Database, WriteTx
from boxoffice.db.opening import open_database
from boxoffice.db.scratch import Scratch, deadlocks, scratch_beside
from boxoffice.domain import seat_revisions as rules
from boxoffice.domain.holds import HoldRules
from boxoffice.domain.moments import HOUR, MINUTE
from boxoffice.plans import houses
from boxoffice.routines.open_counter import NOBODY
from boxoffice.routines.proof.clerk import Clerk, Night, Work
from boxoffice.routines.proof.watcher import Watcher
from boxoffice.services import books, counters, performances, plans
from boxoffice.services.seatmap import load_plan

# Customers who walk away are gone after some hundred acts of the others.
RULES: Final = HoldRules(hold=400, paying=600, cap=MINUTE + 600)
_PATIENCE_S: Final = 120.0
_WATCHERS: Final = 2
_REST_S: Final = 0.002
_QUIET: Final = 100  # after so many looks without news a night is looked at in one round of so many
_SEATS: Final = 160  # the best of the house, so that there is a fight
_NIGHT_S: Final = 10.0  # after so long most of a night is sold

_gate: Barrier | None = None
_over: Event | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it: counters, seconds, acts, those refused by name, changes of seats replayed, and every fault."""

    counters: int
    seconds: float
    acts: int
    sold: int
    refused: dict[str, int]
    changes: int
    seats: int
    click_ms: tuple[float, float, float]  # median, 99th percentile, worst
    deadlocks: int
    at_work: tuple[str, ...]
    faults: tuple[str, ...]


Answer = TypeVar("Answer")
ClerkWork = Callable[[Scratch, str, Sequence[Night], float], Work]


def prove(where: str, *, clerks: int, seconds: float, work: ClerkWork | None = None) -> Proof:
    """Let so many clerks fight for seats in a scratch database beside the house, and judge every seat's history.

    Raises DatabaseRefused where there can be none. The house itself is not touched.
    """
    with scratch_beside(where, rules=RULES) as scratch:
        nights = _nights(scratch, count=2 + int(seconds / _NIGHT_S))
        works, missed, failed = _fight(scratch, nights, clerks=clerks, seconds=seconds, work=work or work_for)
        with closing(open_scratch(scratch)) as database:
            changes, seats, faults = judged(database)
            locked = deadlocks(database)
        return Proof(
            counters=clerks,
            seconds=seconds,
            acts=sum(done.acts for done in works),
            sold=sum(done.sold for done in works),
            refused=dict(sum((done.refused for done in works), Counter[str]())),
            changes=changes,
            seats=seats,
            click_ms=_spread([ms for done in works for ms in done.takes]),
            deadlocks=locked,
            at_work=scratch.at_work,
            faults=(*failed, *(fault for done in works for fault in done.faults), *missed, *faults),
        )


def open_scratch(scratch: Scratch) -> Database:
    """The scratch database, with no more rights than a counter has."""
    return open_database(scratch.place, role=scratch.role)


def judged(database: Database) -> tuple[int, int, list[str]]:
    """How many changes of how many seats were replayed, and every fault in them and in the books."""
    changes = seats = 0
    with database.read() as tx:
        for performance in seat_revisions.performances(tx):
            for seat in seat_revisions.replay(tx, performance=performance):
                changes, seats = changes + len(seat), seats + 1
        return changes, seats, [*seat_revisions.faults(tx), *books.faults(tx)]


# -- the fight


def enter(gate: Barrier, over: Event) -> None:
    """Set up a process of the fight."""
    global _gate, _over  # handed to the process once, when it starts
    _gate, _over = gate, over


def work_for(scratch: Scratch, name: str, nights: Sequence[Night], seconds: float) -> Work:
    """A clerk's work for so long, in a process of its own."""
    with closing(open_scratch(scratch)) as database:
        clerk = begin(database, name, nights)
        wait_for_all()
        began = time.monotonic()
        while (gone := time.monotonic() - began) < seconds:
            clerk.act(gone / seconds)
        return clerk.work


def begin(database: Database, name: str, nights: Sequence[Night]) -> Clerk:
    """A clerk at the counter of this name."""
    by = database.act(lambda tx: counters.add(tx, name=name), by=NOBODY)
    return Clerk(database, by=by, nights=nights, chance=random.Random(name))  # noqa: S311 (no secret)


def watch(scratch: Scratch, nights: Sequence[Night]) -> list[str]:
    """What somebody who watches these nights missed of all that happened until the fight was over."""
    assert _over is not None  # noqa: S101 (set up by ``enter``)
    watchers = {night.performance: Watcher(night.performance) for night in nights}
    with closing(open_scratch(scratch)) as database:
        wait_for_all()
        is_last, rounds = False, 0
        while not is_last:
            is_last = _over.is_set()  # asked before the reading, so that the last one sees everything
            for watcher in watchers.values():
                if is_last or rounds % _QUIET == 0 or watcher.quiet < _QUIET:
                    database.look(watcher.look)
            rounds += 1
            time.sleep(_REST_S)
        with database.read() as tx:
            return [
                fault
                for performance, watcher in watchers.items()
                for changes in seat_revisions.replay(tx, performance=performance)
                for fault in rules.missed(changes, watcher.told)
            ]


def wait_for_all() -> None:
    """Begin together."""
    assert _gate is not None  # noqa: S101 (set up by ``enter``)
    _gate.wait(_PATIENCE_S)


def _fight(
    scratch: Scratch, nights: Sequence[Night], *, clerks: int, seconds: float, work: ClerkWork
) -> tuple[list[Work], list[str], list[str]]:
    """The clerks' works, what the watchers missed, and the processes that failed."""
    spawned = multiprocessing.get_context("spawn")
    gate, over = spawned.Barrier(clerks + _WATCHERS), spawned.Event()
    failed: list[str] = []
    with ProcessPoolExecutor(clerks + _WATCHERS, spawned, initializer=enter, initargs=(gate, over)) as pool:
        watchers = [pool.submit(watch, scratch, nights[first::_WATCHERS]) for first in range(_WATCHERS)]
        working = [pool.submit(work, scratch, f"Counter {n}", nights, seconds) for n in range(1, clerks + 1)]
        works = list(_answers(working, failed))
        over.set()
        return works, [fault for missed in _answers(watchers, failed) for fault in missed], failed


def _answers(asked: Iterable[Future[Answer]], failed: list[str]) -> Iterator[Answer]:
    for future in asked:
        try:
            yield future.result()
        except Exception as fault:  # noqa: BLE001 (whatever ended a process is a finding)
            failed.append(f"a process ended with {type(fault).__name__}: {fault}")


def _nights(scratch: Scratch, *, count: int) -> list[Night]:
    plan = houses.theatre()
    prices = {zone.name: 1000 for zone in plan.zones}
    with closing(open_scratch(scratch)) as database:
        by = database.act(lambda tx: counters.add(tx, name="Referee"), by=NOBODY)

        def set_up(tx: WriteTx) -> list[Night]:
            hall = plans.store(tx, plan=plan, hall=plan.name)
            seats = tuple(seat.id for seat in load_plan(tx, plan=hall.plan).seats[:_SEATS])
            starts = [tx.now + number * 24 * HOUR for number in range(1, count + 1)]
            shows = [
                performances.create(tx, event="Self-test", hall=hall.hall, starts_at=at, prices=prices) for at in starts
            ]
            return [Night(show.id, seats) for show in shows]

        return database.act(set_up, by=by)


def _spread(takes: list[float]) -> tuple[float, float, float]:
    if not takes:
        return 0.0, 0.0, 0.0
    takes.sort()
    return takes[len(takes) // 2], takes[int(len(takes) * 0.99)], takes[-1]
