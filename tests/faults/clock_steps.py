"""A counter's clock is set by hours and by years while it sells.

On a server that changes no hold and stops no clock of the program; on one PC, whose clock is the database's, nothing is
sold twice and no hold stays.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import Refusal
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.performances import Performance
from boxoffice.services import house, seat_history
from boxoffice.settings import Settings
from tests.e2e.conftest import PROGRAM, Counter
from tests.faults import claims
from tests.faults.claims import claim
from tests.faults.errand import Errand
from tests.faults.set_clock import SetClock
from tests.support import ledger, seat_revisions
from tests.support.desk import Desk
from tests.support.houses import another_night, counter, studio

# Each is where the clock stands then: an hour ahead and back, ten years ahead and back.
STEPS: Final = (timedelta(hours=1), timedelta(), timedelta(days=3653), timedelta())
BACK: Final = (timedelta(hours=-1), timedelta(), timedelta(days=-3653), timedelta())
BOTH: Final = BACK + STEPS

_MOST: Final = 1.5  # of the job's period may pass without a beat of any clock: 90 s of the real 60
_PATIENCE_S: Final = 120.0
_START_S: Final = 90.0
_LONG_HOLD_MS: Final = 29 * MINUTE  # no hold of the window's ends while it is watched
_LAPSE_EVERY_S: Final = 0.25
_HOLD_MS: Final = 1_000
_EACH_S: Final = 1.5  # between two steps of the PC's clock
_STAYS_S: Final = 4.0
_HOLDS = Statement(
    "SELECT seat_id, status, order_id, expires_at FROM occupant WHERE order_id = :order ORDER BY seat_id"
)
_HELD = Statement("SELECT seat_id, order_id FROM occupant WHERE status IN ('held', 'paying')")


@dataclass(frozen=True, slots=True)
class Stepped:
    """How long each clock of the program was silent at most (ms), and what went wrong."""

    silent: dict[str, int]
    broken: tuple[str, ...]

    @property
    def told(self) -> str:
        """The figures."""
        return ", ".join(f"{what} {ms / 1000:.1f} s" for what, ms in self.silent.items())


# -- many counters on a server


def step_counter(where: str, *, steps: tuple[timedelta, ...], settings: Settings, plant: str | None = None) -> Stepped:
    """What a real window on a server made of its clock's steps, while holds lapse in what it shows and elsewhere.

    What no clock may be silent for is in proportion to the job's period in its ``settings``.
    """
    most = _MOST * settings.job_seconds
    with ExitStack() as at_end:
        folder = Path(at_end.enter_context(tempfile.TemporaryDirectory(prefix="boxoffice-rig-")))
        database = at_end.enter_context(closing(open_database(where)))
        referee = counter(database, "Referee")
        database.act(lambda tx: house.change(tx, hold=_LONG_HOLD_MS), by=referee)
        show = studio(database, by=referee)
        clock = SetClock(folder)
        program = PROGRAM if plant is None else (*PROGRAM[:-1], "tests.faults.planted_counter", plant)
        window = Counter(
            where, folder, name="Counter 1", settings=settings, program=program, environment=clock.environment
        )
        at_end.callback(window.end)
        window.take("A1", "A2")
        order = _order_of(database, "Counter 1")
        before = _holds(database, order)
        with _lapsing(database, (show, another_night(database, show))):
            _await_job(database)
            begun = _now(database)
            for step in steps:
                clock.set(step)
                time.sleep(most)
        silent = {via: _silence(database, via, since=begun) for via in ("refresh", "job")}
        broken = [f"the {via} was silent for {ms} ms" for via, ms in silent.items() if ms > 1000 * most]
        if _holds(database, order) != before:
            broken.append(f"holds changed: {before}, then {_holds(database, order)}")
        return Stepped(silent, (*broken, *_sells(window, database)))


@contextmanager
def _lapsing(database: Database, nights: tuple[Performance, ...]) -> Iterator[None]:
    """Let a hold lapse on each night every moment: where the window looks for the refresh, elsewhere for the job."""
    over = Event()
    desks = [Desk(database, counter(database, "Lapsing"), night) for night in nights]

    def lapse() -> None:
        number = 0
        while not over.wait(_LAPSE_EVERY_S):
            number += 1
            for desk in desks:
                desk.next_customer()
                ends_soon = _now(database) - _hold_ms(database) + 700  # after the window heard of it
                desk.take(f"C{number % 10 + 1}", at=ends_soon)

    def go_on() -> None:
        while not over.is_set():
            try:
                lapse()
            except Refusal:  # the seat is still held, as it is when nobody tidies and nobody wants it
                continue

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _hold_ms(database: Database) -> int:
    with database.read() as tx:
        return tx.rules.hold


def _await_job(database: Database) -> None:
    """Wait until the job has run: a window begins it when it has settled."""
    since = time.monotonic()
    while not _beats(database, "job", since=0):
        if time.monotonic() - since > _START_S:
            raise TimeoutError("the job did not begin")
        time.sleep(0.05)


def _silence(database: Database, via: str, *, since: int) -> int:
    """The longest time in which a clock of the program released nothing, though there always was something."""
    moments = [since, *_beats(database, via, since=since), _now(database)]
    return max(after - before for before, after in pairwise(moments))


def _beats(database: Database, via: str, *, since: int) -> list[int]:
    with database.read() as tx:
        return [entry.at for entry in seat_history.expiries(tx, since=since) if entry.via == via]


def _sells(window: Counter, database: Database) -> list[str]:
    """What is wrong with the sale that ends the story."""
    window.press("F6")
    window.wait_for_text("Sold: 2 seats")
    [at] = _sold_at(database)
    off = abs(at - _now(database))
    return [*ledger.faults(database), *([f"sold at a moment that is {off} ms off"] if off > MINUTE else [])]


def _sold_at(database: Database) -> list[int]:
    with database.read() as tx:
        return list(tx.execute(Statement("SELECT sold_at FROM orders WHERE state = 'sold'")).scalars())


def _holds(database: Database, order: str) -> list[Any]:
    with database.read() as tx:
        return list(tx.execute(_HOLDS, {"order": order}))


def _order_of(database: Database, name: str) -> str:
    with database.read() as tx:
        sql = "SELECT o.id FROM orders o JOIN counter c ON c.id = o.counter_id WHERE c.name = :name"
        return str(tx.execute(Statement(sql), {"name": name}).scalar_one())


def _now(database: Database) -> int:
    with database.read() as tx:
        return tx.now


# -- one PC


def step_pc(where: str, *, seconds: float, steps: tuple[timedelta, ...] = BOTH, plant: str | None = None) -> Stepped:
    """What became of holds and sales in a file while the PC's clock was set again and again, in turn by ``steps``."""
    database, night = claims.held_house(where, rows="ABCDEF", hold_ms=_HOLD_MS)
    with closing(database), tempfile.TemporaryDirectory(prefix="boxoffice-rig-") as folder:
        clock = SetClock(Path(folder))
        counters = [
            Errand(claim, where, night.id, f"Counter {n}", seconds, plant, environment=clock.environment)
            for n in (1, 2)
        ]
        try:
            stayed = _watch_holds(database, clock, steps, until=counters)
            for each in counters:
                each.answer(within=_PATIENCE_S)
        finally:
            for each in counters:
                each.end()
        broken = [f"a hold stayed for {stayed:.1f} s"] if stayed > _STAYS_S else []
        # By a clock that is set, any hold may look as if it was taken too early; a sale is a sale.
        twice = [found for found in seat_revisions.violations(database) if ": sold" in found]
        return Stepped({"hold": round(1000 * stayed)}, (*broken, *twice, *ledger.faults(database)))


def _watch_holds(database: Database, clock: SetClock, steps: tuple[timedelta, ...], *, until: list[Errand]) -> float:
    """How long (s, by the monotonic clock) a hold stayed at most, the clock being set again and again."""
    since: dict[tuple[int, str], float] = {}
    begun, stayed, done = 0.0, 0.0, 0
    while not any(each.is_over for each in until):
        now = time.monotonic()
        with database.read() as tx:
            held = {(row.seat_id, row.order_id) for row in tx.execute(_HELD)}
        since = {hold: since.get(hold, now) for hold in held}
        if not since:
            begun = now  # they are just opening, or nothing is left
        stayed = max([stayed, *(now - first for first in since.values())])
        if now - begun > _EACH_S * (done + 1):
            clock.set(steps[done % len(steps)])
            done += 1
        time.sleep(0.02)
    return stayed
