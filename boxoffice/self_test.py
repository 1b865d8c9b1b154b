"""Whether this installation works, part by part: for whoever installs it, and for the build of the frozen program.

Every part is tried for real, in a folder of its own that is gone afterwards. In the house's data folder nothing is done
but to see whether it can be written, and it is left as it was. With ``--counters`` it proves instead that no seat is
sold twice where this venue has its house.
"""
# ruff: noqa: PLC0415 (each part imports what it tries, so that one that cannot be imported is a result and no crash)

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
import sys
import threading
import uuid
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING, Final, Protocol

from boxoffice import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from PySide6.QtWidgets import QApplication

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
_SMALLEST_PDF: Final = 5_000  # bytes: a page with its letters has more
_LETTERS: Final = "Größe 12,50 € – “Café”"


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
    from boxoffice import paths

    real = paths.place_of_data()
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
            ("PostgreSQL client", _postgresql),
            ("time zones", _time_zones),
            ("locales", _locales),
            ("translations", _translations),
            ("resources", _resources),
            ("data folder", lambda: _data_folder(real)),
            ("database", lambda: _database(database)),
            ("migrations", lambda: _migrations(folder / "old.sqlite3")),
            ("hold", lambda: _hold(database)),
            ("60 s job", _job),
            ("fonts", _fonts),
            ("PDF", _pdf),
            ("QR code", _code),
            ("printers", _printers),
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


def _postgresql() -> str:
    """The driver is loaded and asked for a server where there is none, which it must find out."""
    from boxoffice.db.opening import open_database
    from boxoffice.domain.errors import DatabaseUnreachable

    with socket.socket() as nobody:  # its port is taken, and nobody listens there
        nobody.bind(("127.0.0.1", 0))
        try:
            open_database(f"postgresql://self-test@127.0.0.1:{nobody.getsockname()[1]}/none").close()
        except DatabaseUnreachable:
            return f"{_version_of('PostgreSQL client')}, tells a server that is not there"
    raise RuntimeError("it found a server where there is none")


def _time_zones() -> str:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    import tzlocal

    summer = datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))
    if summer.hour != 8:  # noqa: PLR2004 (New York is four hours behind then)
        raise RuntimeError(f"noon in UTC is {summer:%H:%M} in New York")
    return f"known; this PC is in {tzlocal.get_localzone_name()}"


def _locales() -> str:
    from PySide6.QtCore import QDate, QLocale

    german = QLocale("de_DE")
    said = f"{german.toString(1234.5, 'f', 2)}, {german.toString(QDate(2026, 12, 4), QLocale.FormatType.LongFormat)}"
    if said != "1.234,50, Freitag, 4. Dezember 2026":
        raise RuntimeError(f"German writes “{said}”")
    return f"known; this PC's is {QLocale.system().name()}"


def _translations() -> str:
    """The paper speaks the house's language; the screen has English alone, and so nothing to load."""
    from boxoffice.printing.words import ENGLISH, WORDS

    for code, words in WORDS.items():
        empty = [field.name for field in fields(words) if not getattr(words, field.name)]
        if empty or (code != "en") is (words == ENGLISH):
            raise LookupError(f"{code}: {', '.join(empty) or 'the words of another language'}")
    return f"on paper: {', '.join(WORDS)}; on the screen: en"


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
    return f"made, and opens with schema {schema.NEWEST}"


def _migrations(file: Path) -> str:
    from boxoffice.db import opening, schema

    opening.make_old(file)
    opening.open_database(file).close()
    if not list(file.parent.glob(f"{file.name}*.backup")):
        raise FileNotFoundError(f"no backup of the house with schema {schema.OLDEST}")
    return f"a house with schema {schema.OLDEST} is backed up and brought to {schema.NEWEST}"


def _data_folder(real: Path) -> str:
    made = [folder for folder in (real, *real.parents) if not folder.exists()]
    try:
        real.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=real, prefix=".self-test-") as file:
            file.write(b"a sale")
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise PermissionError(f"{fault.filename or real} cannot be written: {fault.strerror or fault}") from None
    finally:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
    return f"{real} can be {'made and ' if made else ''}written"


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


def _job() -> str:
    from boxoffice.jobs.scheduler import ExpiryJob

    ran = threading.Semaphore(0)
    job = ExpiryJob(lambda: 0, every_seconds=1, finished=lambda _run: ran.release())
    job.start()
    try:
        for run in ("first", "second"):  # which the trigger alone brings about
            if not ran.acquire(timeout=PATIENCE_S):
                raise TimeoutError(f"its {run} run did not come in {PATIENCE_S:.0f} s")
    finally:
        job.stop()
    return "runs again and again"


def _application() -> QApplication:
    """Qt on this PC's screen, to be kept as long as it is used."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        raise RuntimeError("there is no screen (try it with QT_QPA_PLATFORM=offscreen)")  # Qt would end the process
    from boxoffice.gui.main_window import application

    return application(sys.argv[:1])


def _fonts() -> str:
    _app = _application()
    from PySide6.QtGui import QFontInfo, QTextLayout

    from boxoffice.printing.lettering import font
    from boxoffice.printing.sheet import Face, Type

    found: dict[str, list[str]] = {}
    for face in Face:
        letters = font(Type(4.0, face))
        if not QFontInfo(letters).family():
            raise LookupError("this PC has none")  # and Qt would crash if it were asked for more
        layout = QTextLayout(_LETTERS, letters)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        for run in layout.glyphRuns():
            if 0 in run.glyphIndexes():  # the box that stands for a letter which no font has
                raise LookupError(f"none has all letters of {_LETTERS}")
            found.setdefault(face.value, []).append(run.rawFont().familyName())
    return "; ".join(f"{face}: {', '.join(dict.fromkeys(names))}" for face, names in found.items())


def _pdf() -> str:
    _app = _application()
    from boxoffice.domain.money import Currency
    from boxoffice.printing.house import House
    from boxoffice.printing.paper import A4
    from boxoffice.printing.pdf import pdf
    from boxoffice.printing.voucher import Voucher

    house = House("Self-test", "", (), "", Currency("EUR"), "Europe/Berlin", "de")
    voucher = Voucher(house, 1250, "SELF-TEST", valid_until=None, conditions=_LETTERS, order="1")
    file = pdf([voucher], paper=A4, title="Self-test")
    if not (file.startswith(b"%PDF-") and file.rstrip().endswith(b"%%EOF") and b"/FontFile" in file):
        raise RuntimeError("it is no PDF with letters of its own")
    if len(file) < _SMALLEST_PDF:
        raise RuntimeError(f"{len(file)} bytes are too few for a page")
    return f"a gift voucher on A4 has {len(file):,} bytes, with its letters"


def _code() -> str:
    """A code is printed as a picture, and each of its modules looked at there."""
    _app = _application()
    from boxoffice.printing import qr
    from boxoffice.printing.preview import preview
    from boxoffice.printing.sheet import Code, Sheet

    text = f"SELF-TEST-{uuid.uuid4().hex}"
    wanted, dots = qr.modules(text), 6
    whole = len(wanted) + 2 * qr.QUIET
    picture = preview(Sheet(whole, whole, 0, (Code(0, 0, whole, text),)), dots_per_mm=dots)
    middle = [round((qr.QUIET + place + 0.5) * dots) for place in range(len(wanted))]
    printed = tuple(bytes(picture.pixelColor(x, y).black() > 127 for x in middle) for y in middle)  # noqa: PLR2004 (half)
    if printed != wanted:
        raise RuntimeError("what is printed is not the code")
    return f"printed as it should be, {len(wanted)} × {len(wanted)} modules"


def _printers() -> str:
    _app = _application()
    from boxoffice.printing import printers

    return f"this PC knows {len(printers.printers())}; each can print into PDF files"


def _window(database: Path, *, open_program: Callable[[Path], AbstractContextManager[Running]]) -> str:
    _app = _application()
    from PySide6.QtGui import QGuiApplication

    with open_program(database) as program:
        window = program.window
        _wait_for("open", lambda: program.desk is not None and window.windowHandle().isExposed())
        opened = f"opens and closes, {window.width()} × {window.height()} on {QGuiApplication.platformName()}"
        window.close()
        _wait_for("close", lambda: not window.isVisible())
    return opened


def _wait_for(act: str, happened: Callable[[], bool]) -> None:
    from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

    waiting, looks, deadline = QEventLoop(), QTimer(), QDeadlineTimer(int(PATIENCE_S * 1000))
    looks.timeout.connect(lambda: waiting.quit() if happened() or deadline.hasExpired() else None)
    looks.start(10)
    waiting.exec()
    if not happened():
        raise TimeoutError(f"it did not {act} in {PATIENCE_S:.0f} s")
