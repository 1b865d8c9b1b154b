"""A killed program loses no sale and leaves none half done: counters are killed at random instants of their acts.

Half of the kills on SQLite, half on PostgreSQL with every commit synced, where now and then the server crashes too: one
of its processes killed, stopped with ``-m immediate``, or all of it killed. Linux only, for want of SIGKILL elsewhere.
"""

import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.db.server import init_server
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import DatabaseRefused, Refusal
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.services import price_lists, seatmap
from tests.faults import clerk, clerk_plants
from tests.faults.killed_claims import Claims
from tests.faults.verdict import Verdict
from tests.support import ledger, seat_revisions
from tests.support.houses import another_night, counter, small_plan, studio
from tests.support.postgres import HardServer

COUNTERS: Final = ("Counter 1", "Counter 2", "Counter 3")
_A_HOUSE: Final = 100  # kills, before the next begins in a new one
_LIVES_S: Final = 0.06  # at most, from when a clerk is at work
_CRASH_EVERY: Final = 15  # kills
_MOST_FOR_A_PLANT: Final = 200  # kills
_PATIENCE_S: Final = 30.0
_SEEN_AS: Final = {clerk_plants.TORN: "of an order that is not sold", clerk_plants.TOLD_EARLY: "acknowledged sale"}
_A_BACKEND = Statement(
    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'clerk%' ORDER BY state = 'idle', random() LIMIT 1"
)

_clerks = multiprocessing.get_context("forkserver")


@dataclass
class At:
    """A counter and the process that works at it."""

    name: str
    claims: Claims = field(default_factory=Claims)
    process: ForkServerProcess | None = None
    ear: Connection | None = None
    dies_at: float | None = None  # once it is at work

    def start(self, where: str, shows: dict[int, list[int]], plant: str | None) -> None:
        """Let a new process work here."""
        self.ear, tells = _clerks.Pipe(duplex=False)
        self.process = _clerks.Process(target=clerk.work, args=(where, self.name, shows, tells, plant), daemon=True)
        self.process.start()
        tells.close()
        self.dies_at = None

    def listen(self) -> None:
        """Hear what was said until now."""
        assert self.ear is not None
        try:
            while self.ear.poll():
                told = self.ear.recv()
                self.claims.hear(told)
                if told.kind == "opened":
                    self.dies_at = time.monotonic() + random.random() * _LIVES_S  # noqa: S311 (no secret)
        except (EOFError, OSError):
            return

    def kill(self) -> int:
        """Kill the process, and hear its last words; its id."""
        assert self.process is not None
        assert self.process.pid is not None
        pid = self.process.pid
        os.kill(pid, signal.SIGKILL)
        self.process.join()
        self.listen()
        return pid


def run(amount: int) -> Verdict:
    """Kill counters ``amount`` times."""
    _clerks.set_forkserver_preload(["tests.faults.clerk"])
    figures: Counter[str] = Counter()
    failures: list[str] = []
    plants: dict[str, bool] = {}
    with tempfile.TemporaryDirectory() as folder, _server() as server:
        on_server = amount // 2
        for kills in _shares(amount - on_server):
            failures += _in_file(Path(folder), kills, None, figures)
        for kills in _shares(on_server):
            failures += _on_server(server, kills, None, figures)
        for plant, words in _SEEN_AS.items():
            seen: Counter[str] = Counter()
            found = _in_file(Path(folder), _MOST_FOR_A_PLANT, plant, seen)
            plants[f"{plant} (SQLite)"] = any(words in fault for fault in found)
            found = _on_server(server, _MOST_FOR_A_PLANT, plant, seen)
            plants[f"{plant} (PostgreSQL)"] = any(words in fault for fault in found)
            figures["kills until the plants were seen"] += seen["kills"]
    notes = [f"{what}: {count:,}" for what, count in sorted(figures.items()) if what != "kills"]
    return Verdict(figures["kills"], "kills", failures, plants, notes)


def _shares(kills: int) -> Iterator[int]:
    while kills > 0:
        yield min(kills, _A_HOUSE)
        kills -= _A_HOUSE


def _in_file(folder: Path, kills: int, plant: str | None, figures: Counter[str]) -> list[str]:
    house = Path(tempfile.mkdtemp(dir=folder)) / "house.sqlite3"
    return Round(str(house), plant, figures).run(kills)


def _on_server(server: HardServer, kills: int, plant: str | None, figures: Counter[str]) -> list[str]:
    place = make_url(server.url).set(database=f"house_{random.randrange(10**9)}")  # noqa: S311 (no secret)
    made = init_server(place.render_as_string(), password_for=lambda _role: "")
    where = place.set(username=made.roles.counter).render_as_string()
    return Round(where, plant, figures, server=server).run(kills)


class Round:
    """Some kills in one house; what was found wrong."""

    def __init__(
        self, where: str, plant: str | None, figures: Counter[str], *, server: HardServer | None = None
    ) -> None:
        self._where, self._plant, self._figures, self._server = where, plant, figures, server
        self._at = [At(name) for name in COUNTERS]
        self._failures: list[str] = []
        self._crashes = 0

    def run(self, kills: int) -> list[str]:
        """Kill so many times; with a plant, until something is found."""
        with closing(open_database(self._where)) as database:
            self._shows = _fill(database)
            for at in self._at:
                at.start(self._where, self._shows, self._plant)
            done = 0
            while done < kills and not (self._plant and self._failures):
                crashes = self._server is not None and not self._plant and done // _CRASH_EVERY > self._crashes
                done += self._crash(database) if crashes else self._kill_one(database)
                if self._plant and done % 10 == 0:
                    self._judge_all(database)
            for at in self._at:
                at.listen()
                self._end(at, database)
            self._judge_all(database)
        self._figures["kills"] += done
        return self._failures

    def _kill_one(self, database: Database) -> int:
        """Let the next one die whose time has come, and another take its place."""
        at = self._next()
        self._end(at, database)
        at.start(self._where, self._shows, self._plant)
        return 1

    def _next(self) -> At:
        began = time.monotonic()
        while True:
            now = time.monotonic()
            due = [at for at in self._at if at.dies_at is not None and at.dies_at <= now]
            if due:
                return due[0]
            ends = [at.dies_at - now for at in self._at if at.dies_at is not None]
            wait([at.ear for at in self._at if at.ear is not None], timeout=min([0.5, *ends]))
            for at in self._at:
                at.listen()
                if at.claims.failures:
                    return at
            if now - began > _PATIENCE_S:
                raise TimeoutError("no counter gets to work")

    def _end(self, at: At, database: Database) -> None:
        at.claims.judge(database, process=at.kill(), figures=self._figures)
        self._take(at)

    def _take(self, at: At) -> None:
        self._failures += [f"{at.name}: {failure}" for failure in at.claims.failures]
        at.claims.failures.clear()

    def _crash(self, database: Database) -> int:
        """Let the server crash while all are at work, and them with it."""
        assert self._server is not None
        self._next()
        how = self._crashes % 3
        self._crashes += 1
        if how == 0:
            with database.read() as tx:
                victim = tx.execute(_A_BACKEND).scalar_one_or_none()
            if victim is not None:
                os.kill(victim, signal.SIGKILL)
        else:
            self._server.crash(signal.SIGQUIT if how == 1 else signal.SIGKILL)
        self._figures[("a server's process killed", "servers stopped at once", "servers killed")[how]] += 1
        killed = [(at, at.kill()) for at in self._at]
        if how == 0:
            self._server.wait()
        else:
            self._server.start()
        _until_open(self._where)
        database.engine.dispose()
        for at, process in killed:
            at.claims.judge(database, process=process, figures=self._figures)
            self._take(at)
            at.start(self._where, self._shows, self._plant)
        return len(killed)

    def _judge_all(self, database: Database) -> None:
        self._failures += [*ledger.faults(database), *seat_revisions.violations(database)]


@contextmanager
def _server() -> Iterator[HardServer]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, closing(HardServer(Path(folder))) as server:
        yield server


def _fill(database: Database) -> dict[int, list[int]]:
    """Three nights with 1,000 seats each and a promotion: their seats by performance."""
    seat_revisions.install(database)
    office = counter(database, "Office")
    show = studio(database, by=office, plan=small_plan(rows="ABCDEFGHIJKLMNOPQRSTUVWXY", seats=40))
    nights = [show, another_night(database, show)]
    nights.append(another_night(database, nights[-1]))
    promotion = Promotion(clerk.PROMOTION, Lowering.PERCENT, 10_000)
    database.act(lambda tx: price_lists.add_promotion(tx, promotion=promotion), by=office)
    with database.read() as tx:
        seats = [seat.id for seat in seatmap.load_plan(tx, plan=show.plan).seats]
    return {night.id: seats for night in nights}


def _until_open(where: str) -> None:
    """Wait until a server that is being recovered lets programs in."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            open_database(where).close()
        except (DatabaseRefused, Refusal):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
