"""Whether this installation works, part by part: for whoever installs it, and for the build of the frozen program.

Every part is tried for real, in a folder of its own that is gone afterwards; the house's data is never touched. With
``--counters`` it proves instead that no seat is sold twice where this venue has its house.
"""
# ruff: noqa: PLC0415 (each part imports what it tries, so that one that cannot be imported is a result and no crash)

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import threading
import uuid
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Protocol

from boxoffice import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from boxoffice.db.database import WriteTx
    from boxoffice.gui.desk import Desk
    from boxoffice.gui.main_window import MainWindow


class Running(Protocol):
    """The program on a database; its desk is there once that is opened."""

    window: MainWindow
    desk: Desk | None


# The parts wait for what takes a second at most; a slow PC has this long.
PATIENCE_S: Final = 30.0
_MOST: Final = 3_600  # counters or seconds
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@dataclass(frozen=True, slots=True)
class Result:
    """One part of the installation: whether it works, and what was found or what is wrong."""

    part: str
    works: bool
    found: str


def main(arguments: Sequence[str], *, open_program: Callable[[Path], AbstractContextManager[Running]]) -> int:
    """Print a line for every part; 0 when all work, 1 when one does not."""
    parser = argparse.ArgumentParser(prog="boxoffice self-test", description="Check that this installation works.")
    parser.add_argument("--json", action="store_true", help="machine-readable, on stdout alone")
    parser.add_argument("--counters", type=_some, help="instead, prove that so many counters sell no seat twice")
    parser.add_argument("--seconds", type=_some, default=20, help="for how long (20)")
    parser.add_argument("--database", metavar="WHERE", help="beside which house; on a server, as its owner reaches it")
    asked = parser.parse_args(arguments)
    if asked.counters:
        return _prove(asked)
    results = []
    for result in run(open_program=open_program):
        results.append(result)
        if not asked.json:
            print(f"{'ok' if result.works else 'FAILS':<5}  {result.part:<18}  {result.found}", flush=True)
    works = all(result.works for result in results)
    if asked.json:
        print(json.dumps({"works": works, "parts": [asdict(result) for result in results]}, indent=2))
    return 0 if works else 1


def _some(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= _MOST:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {_MOST}, and not {text!r}")
    return int(text)


def _prove(asked: argparse.Namespace) -> int:
    from boxoffice import cli
    from boxoffice.cli import proof

    return cli.answered(lambda: proof.run(asked))


def run(*, open_program: Callable[[Path], AbstractContextManager[Running]]) -> Iterator[Result]:
    """Each part's result as soon as it is known."""
    with TemporaryDirectory(prefix="boxoffice-self-test-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        os.environ["BOXOFFICE_DATA"] = scratch
        database = folder / "self-test.sqlite3"
        parts: tuple[tuple[str, Callable[[], str]], ...] = (
            ("program", _program),
            ("Python", platform.python_version),
            ("Qt", _qt),
            ("SQLAlchemy", lambda: _version_of("SQLAlchemy")),
            ("SQLite", _sqlite),
            ("PostgreSQL client", lambda: _version_of("PostgreSQL client")),
            ("time zones", _time_zones),
            ("resources", _resources),
            ("database", lambda: _database(database)),
            ("hold", lambda: _hold(database)),
            ("printing", _printing),
            ("60 s job", _job),
            ("window", lambda: _window(database, open_program=open_program)),
        )
        for part, check in parts:
            yield _tried(part, check)


def _tried(part: str, check: Callable[[], str]) -> Result:
    try:
        return Result(part, works=True, found=check())
    except Exception as fault:  # noqa: BLE001 (whatever is wrong is the answer)
        return Result(part, works=False, found=f"{type(fault).__name__}: {fault}")


def _program() -> str:
    return f"{__version__}, {'frozen' if getattr(sys, 'frozen', False) else 'installed'} in {Path(sys.prefix)}"


def _qt() -> str:
    from PySide6.QtCore import qVersion

    return qVersion()


def _version_of(library: str) -> str:
    from boxoffice.db import engine

    return engine.versions()[library]


def _sqlite() -> str:
    from boxoffice.db import engine

    if not engine.sqlite_is_sound():
        raise RuntimeError(f"{engine.SQLITE_VERSION} can damage a database: 3.51.3 or later is needed")
    return engine.SQLITE_VERSION


def _time_zones() -> str:
    from zoneinfo import ZoneInfo

    import tzlocal

    ZoneInfo("America/New_York")
    return f"known; this PC is in {tzlocal.get_localzone_name()}"


def _resources() -> str:
    from boxoffice import paths
    from boxoffice.plans import houses

    icon = paths.resources() / "icons" / "boxoffice.svg"
    if not icon.is_file():
        raise FileNotFoundError(icon)
    return f"the demo theatre has {len(houses.theatre().seats)} seats"


def _database(file: Path) -> str:
    from boxoffice.db import schema
    from boxoffice.db.opening import open_database

    open_database(file).close()
    return f"opens and migrates to {schema.NEWEST}"


def _hold(file: Path) -> str:
    from boxoffice.db.opening import open_database
    from boxoffice.domain.moments import HOUR
    from boxoffice.plans import houses
    from boxoffice.routines.open_counter import system
    from boxoffice.services import holds, orders, performances, plans
    from boxoffice.services.seatmap import load_plan

    theatre, order = houses.theatre(), uuid.uuid4().hex
    prices = {zone.name: 1000 for zone in theatre.zones}

    def take_and_give_back(tx: WriteTx) -> int:
        hall = plans.store(tx, plan=theatre, hall=theatre.name).hall
        show = performances.create(tx, event="Self-test", hall=hall, starts_at=tx.now + HOUR, prices=prices)
        seat = load_plan(tx, plan=show.plan).seats[0].id
        taken = holds.take(tx, order=order, performance=show.id, seats=[seat])
        holds.give_back(tx, order=order, lines=[line.id for line in taken.lines])
        orders.abandon(tx, order=order)
        return performances.read(tx, performance=show.id).free

    with closing(open_database(file)) as database:
        free = database.act(take_and_give_back, by=system(database))
    if free != len(theatre.seats):
        raise RuntimeError(f"{len(theatre.seats) - free} seats are not free again")
    return "taken and given back"


def _printing() -> str:
    from boxoffice.printing import pdf, printers, qr

    return f"{pdf.__name__}, {printers.__name__}; a code has {len(qr.modules('self-test'))} rows"


def _job() -> str:
    from boxoffice.jobs.scheduler import ExpiryJob

    ran = threading.Event()
    job = ExpiryJob(lambda: 0, every_seconds=1, finished=lambda _run: ran.set())
    job.start()
    try:
        if not ran.wait(PATIENCE_S):
            raise TimeoutError(f"it did not run in {PATIENCE_S:.0f} s")
    finally:
        job.stop()
    return "runs"


def _window(database: Path, *, open_program: Callable[[Path], AbstractContextManager[Running]]) -> str:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        raise RuntimeError("there is no screen (try it with QT_QPA_PLATFORM=offscreen)")  # Qt would end the process
    app = QApplication.instance() or QApplication(sys.argv[:1])  # kept: without it there is no window
    with open_program(database) as program:
        window = program.window
        _wait_for("open", lambda: program.desk is not None and window.windowHandle().isExposed())
        opened = f"opens and closes, {window.width()} × {window.height()} on {QGuiApplication.platformName()}"
        window.close()
        _wait_for("close", lambda: not window.isVisible())
    del app
    return opened


def _wait_for(act: str, happened: Callable[[], bool]) -> None:
    from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

    waiting, looks, deadline = QEventLoop(), QTimer(), QDeadlineTimer(int(PATIENCE_S * 1000))
    looks.timeout.connect(lambda: waiting.quit() if happened() or deadline.hasExpired() else None)
    looks.start(10)
    waiting.exec()
    if not happened():
        raise TimeoutError(f"it did not {act} in {PATIENCE_S:.0f} s")
