"""The program starts and stops whatever goes on: the real window ended at random moments, in every way there is.

Each end must come within 5 s with status 0, leave nothing behind that keeps the next start out, and, on PostgreSQL, no
connection; an order in the making is there again at the next start.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from sqlalchemy import make_url, text

from boxoffice.db.engine import postgresql_engine
from boxoffice.db.opening import open_database
from boxoffice.db.server import init_server
from boxoffice.domain.errors import Refusal
from boxoffice.domain.moments import MINUTE
from boxoffice.services import orders, performances
from boxoffice.settings import Settings
from tests.faults.verdict import Verdict
from tests.support import ledger, postgres
from tests.support.desk import Desk
from tests.support.houses import counter, small_plan, studio

_ROOT: Final = Path(__file__).parents[2]
_NAME: Final = "Counter 1"
_MOMENTS: Final = ("starting", "selling", "refresh", "job", "import")
_WAYS: Final = ("SIGTERM", "SIGINT", "SIGHUP", "close", "logoff")
_SOON_S: Final = 5.0
_PATIENCE_S: Final = 30.0
_NO_COMPLAINT: Final = "This plugin does not support propagateSizeHints()"
_LEFT: Final = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :house AND application_name = 'boxoffice'")


class Window:
    """The program in a process of its own, and what it has said."""

    def __init__(self, where: str, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        settings = Settings(refresh_seconds=1, job_seconds=1)
        (folder / "settings.json").write_text(json.dumps(asdict(settings)), "utf-8")
        command = [sys.executable, "-m", "tests.faults.window_process", "--database", where, "--counter", _NAME]
        environment = os.environ | {"BOXOFFICE_DATA": str(folder), "QT_QPA_PLATFORM": "offscreen"}
        self.process = subprocess.Popen(
            command, cwd=_ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.said: list[str] = []
        self._heard: SimpleQueue[str] = SimpleQueue()
        self._ear = Thread(target=self._listen, daemon=True)
        self._ear.start()

    def wait_for(self, word: str) -> None:
        """Wait until it has said this from now on; an end of its own ends the waiting too."""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until and self.process.poll() is None:
            try:
                line = self._heard.get(timeout=0.1)
            except Empty:
                continue
            if line.startswith(word):
                return

    def tell(self, word: str) -> None:
        """Tell it to do something."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def end(self, way: str) -> tuple[int | None, float, str]:
        """End it; its status (None where it had to be killed), after how many seconds, and what it complained of."""
        began = time.monotonic()
        if way.startswith("SIG"):
            self.process.send_signal(signal.Signals[way])
        else:
            self.tell(way)
        try:
            status: int | None = self.process.wait(timeout=2 * _SOON_S)
        except subprocess.TimeoutExpired:
            status = None
            self.process.kill()
            self.process.wait()
        took = time.monotonic() - began
        self._ear.join()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        complaint = "\n".join(line for line in self.process.stderr.read().splitlines() if line != _NO_COMPLAINT)
        for pipe in (self.process.stdout, self.process.stderr):
            pipe.close()
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        return status, took, complaint

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.strip())
            self._heard.put(line.strip())


def run(amount: int) -> Verdict:
    """Start and stop ``amount`` times, on both databases in turn."""
    figures: Counter[str] = Counter()
    failures: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder, _houses(Path(folder)) as houses:
        trials = [trial for trial in product(_MOMENTS, _WAYS) if trial[0] != "starting" or trial[1].startswith("SIG")]
        random.shuffle(trials)
        for number in range(amount):
            moment, way = trials[number // 2 % len(trials)]
            trial = Trial(houses[number % 2], Path(folder) / "data", moment, way)
            failures += trial.run()
            slowest = max(slowest, trial.took)
            figures[f"{moment}, {way}"] += 1
            figures["before Python had begun"] += trial.was_early
            figures["orders left open and found again"] += trial.was_open
        hung = Trial(houses[0], Path(folder) / "data", "hang", "SIGTERM").run()
    plants = {"a worker that never ends": any("had to be killed" in fault for fault in hung)}
    notes = [f"slowest end: {slowest:.1f} s", *(f"{what}: {count}" for what, count in sorted(figures.items()))]
    return Verdict(amount, "starts", failures, plants, notes)


@dataclass
class Trial:
    """One start and one end."""

    where: str
    data: Path
    moment: str
    way: str
    took: float = 0.0
    was_early: bool = False
    was_open: bool = False

    def run(self) -> list[str]:
        """What went wrong."""
        expected = self._prepare()
        window = Window(self.where, self.data)
        if self.moment == "starting":
            time.sleep(random.random() * 1.5)  # noqa: S311 (no secret)
        else:
            window.wait_for("shown")
            window.tell("sell")
            if self.moment in {"import", "hang"}:
                window.tell(self.moment)
            if self.moment in {"import", "job", "refresh"}:
                window.wait_for(self.moment)
            # Some time into a sale, but an instant into a job or a refresh.
            time.sleep(random.random() * (0.003 if self.moment in {"job", "refresh"} else 1.0))  # noqa: S311
        status, self.took, complaint = window.end(self.way)
        # A signal that comes while Python itself starts ends it where nothing was begun yet.
        self.was_early = "begun" not in window.said and status != 0
        faults = []
        if status is None:
            faults.append("had to be killed")
        elif status != 0 and not self.was_early:
            faults.append(f"status {status}")
        if self.took > _SOON_S:
            faults.append(f"took {self.took:.1f} s")
        if complaint and not self.was_early:
            faults.append(f"complained: {complaint[-600:]}")
        faults += [line for line in window.said if line.startswith("refused")]
        shown = next((line.split()[1] for line in window.said if line.startswith("shown")), expected)
        if shown != expected:
            faults.append(f"order {expected} was open, {shown} was found")
        self.was_open = shown != "-"
        return [f"{self.moment}, {self.way}, {self.where}: {fault}" for fault in [*faults, *self._left()]]

    def _prepare(self) -> str:
        """Let there be holds for the job to release; the order that is open at the counter, or "-"."""
        with closing(open_database(self.where)) as database:
            here = counter(database, _NAME)
            with database.read() as tx:
                left, now, show = orders.current(tx, counter=here.counter), tx.now, performances.board(tx)[0]
            desk = Desk(database, counter(database, "Counter 2"), show)
            with suppress(Refusal):  # some are sold by now
                desk.take(*random.sample(sorted(desk.seats), 5), at=now - 31 * MINUTE)
        return left.id if left is not None else "-"

    def _left(self) -> list[str]:
        """What an end should not leave behind."""
        with closing(open_database(self.where)) as database:
            faults = ledger.faults(database)
        if not self.where.startswith("postgresql"):
            return faults
        url = make_url(self.where)
        engine = postgresql_engine(url.set(username="boxoffice"))
        with engine.connect() as connection:
            for _ in range(50):  # the server notices the end of a connection a moment later
                left = connection.execute(_LEFT, {"house": url.database}).scalar_one() - 1
                if not left:
                    break
                time.sleep(0.05)
        engine.dispose()
        return faults + ([f"{left} connections left"] if left else [])


@contextmanager
def _houses(folder: Path) -> Iterator[tuple[str, str]]:
    """A house in a file and one on a server."""
    with postgres.server() as url:
        place = make_url(url).set(database="started_and_stopped")
        made = init_server(place.render_as_string(), password_for=lambda _role: "")
        houses = str(folder / "house.sqlite3"), place.set(username=made.roles.counter).render_as_string()
        for where in houses:
            with closing(open_database(where)) as database:
                studio(database, by=counter(database, "Office"), plan=small_plan(rows="ABCDEFGHIJKLMNO", seats=30))
        yield houses
