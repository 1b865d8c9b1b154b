"""8: a disk that is full, read-only, locked or damaged, or a log that is another house's: told plainly, then repaired.

A program at work, or one that starts, meets each trouble; it must say so in a sentence of ours and within ten seconds,
having changed nothing; and after the repair sales go on, and those of before are there. On a file system of its own in
memory, which takes Linux and root.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest import mock

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseLost,
    DatabaseReadOnly,
    DatabaseRefused,
    ForeignLog,
    NotOurDatabase,
)
from boxoffice.services import performances, totals
from tests.faults.verdict import Verdict
from tests.support import bad_disk, ledger
from tests.support.desk import Desk
from tests.support.houses import counter, small_plan, studio

_SIZE: Final = "8m"
_PATIENCE_S: Final = 10.0
_LOCK: Final = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to a house's file for a while, whom it meets, and how that must be told."""

    happens: Callable[[Path], AbstractContextManager[None]]
    at_work: bool
    told_as: tuple[type[DatabaseRefused], ...]


def run(amount: int) -> Verdict:
    """Every trouble ``amount`` times."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return Verdict(0, "troubles: they can only be made on Linux, as root", [], {})
    failures: list[str] = []
    for _ in range(amount):
        for name, trouble in TROUBLES.items():
            failures += [f"{name}: {fault}" for fault in tried(trouble)]
    return Verdict(amount * len(TROUBLES), "troubles", failures, plants(), [", ".join(TROUBLES)])


def tried(trouble: Trouble) -> list[str]:
    """What went otherwise than it must."""
    with _disk() as folder:
        file = folder / "house"
        _new_house(file)
        try:
            return (_at_work if trouble.at_work else _at_the_start)(trouble, file)
        except DatabaseRefused as refusal:
            return [f"still refused after the repair: {refusal}"]


def _at_work(trouble: Trouble, file: Path) -> list[str]:
    with closing(open_database(file)) as database:
        with trouble.happens(file):
            found = _told(trouble, lambda: _sell_much(database))
        database.reopen()  # as the window does before it goes on
        found += _faults_after(database)
    with closing(open_database(file)) as again:
        return found + ledger.faults(again)


def _at_the_start(trouble: Trouble, file: Path) -> list[str]:
    with trouble.happens(file):
        found = _told(trouble, lambda: _start(file))
    with closing(open_database(file)) as database:
        return found + _faults_after(database)


def plants() -> dict[str, bool]:
    """Whether programs that lack what the promise rests on are found out."""
    with mock.patch("boxoffice.db.opening._check_log"):
        takes_any_log = bool(tried(TROUBLES["another house's log"]))
    with mock.patch("boxoffice.db.faults._SQLITE", ()):
        speaks_as_the_driver = bool(tried(TROUBLES["full, at work"]))
    return {"any log is taken over": takes_any_log, "errors are told as the driver does": speaks_as_the_driver}


@contextmanager
def _disk() -> Iterator[Path]:
    """A folder on a file system of its own."""
    folder = Path(tempfile.mkdtemp(prefix="boxoffice-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        folder.rmdir()


def _new_house(file: Path) -> None:
    """A house in which one order was sold."""
    with closing(open_database(file)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by, plan=small_plan(rows="ABCDEFGH", seats=60)))
        desk.take("A1")
        desk.sell()


def _start(file: Path) -> None:
    with closing(open_database(file)) as database:
        _sell_much(database)


def _sell_much(database: Database) -> None:
    """More than fits in what the file and its log have room for."""
    desk = _desk(database)
    desk.take(*sorted(desk.seats.keys() - {"A1", "H60"}))


def _desk(database: Database) -> Desk:
    by = counter(database, "Counter 1")
    with database.read() as tx:
        (show,) = performances.board(tx)
    return Desk(database, by, show)


def _faults_after(database: Database) -> list[str]:
    """What is wrong once the trouble is over: one order was sold before it, and one more can be."""
    desk = _desk(database)
    desk.take("H60")
    desk.sell()
    with database.read() as tx:
        sold = totals.totals(tx).orders
    return ledger.faults(database) + ([] if sold == 2 else [f"{sold} orders are sold instead of 2"])


def _told(trouble: Trouble, act: Callable[[], object]) -> list[str]:
    """What is wrong with how the trouble was told."""
    began = time.monotonic()
    try:
        act()
    except trouble.told_as as refusal:
        took = time.monotonic() - began
        late = [f"told after {took:.1f} s"] if took > _PATIENCE_S else []
        return late + ([] if str(refusal).endswith(".") else [f"no sentence: {refusal}"])
    except Exception as fault:  # noqa: BLE001 (that is what is looked for)
        return [f"told as {type(fault).__name__}: {fault}"]
    return ["not told"]


# -- what happens


@contextmanager
def _full(file: Path) -> Iterator[None]:
    filler = file.with_name("filler")
    with filler.open("wb", buffering=0) as filling:
        for size in (65_536, 4_096, 512, 1):
            with suppress(OSError):
                while filling.write(bytes(size)) == size:
                    pass
    yield
    filler.unlink()


@contextmanager
def _read_only(file: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "remount,ro", file.parent], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", file.parent], check=True)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    holding = [sys.executable, "-c", _LOCK, str(file)]
    with subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield
        other.kill()


def _damaged(damage: Callable[[Path], object]) -> Callable[[Path], AbstractContextManager[None]]:
    """Damage that is repaired by the backup of the day before."""

    @contextmanager
    def happens(file: Path) -> Iterator[None]:
        backup = Path(shutil.copy(file, file.with_name("backup")))
        damage(file)
        yield
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
        backup.rename(file)

    return happens


def _overwrite(file: Path, *, at: int, size: int) -> None:
    with file.open("r+b") as content:
        content.seek(at)
        content.write(os.urandom(size))


@contextmanager
def _foreign_log(file: Path) -> Iterator[None]:
    log = Path(f"{file}-wal")
    shutil.copy(bad_disk.log_left_behind(file.with_name("other")), log)
    yield
    log.unlink(missing_ok=True)


TROUBLES: Final = {
    "full, at work": Trouble(_full, at_work=True, told_as=(DatabaseFull, DatabaseLost)),
    "full, at the start": Trouble(_full, at_work=False, told_as=(DatabaseFull, DatabaseLost, DatabaseReadOnly)),
    # A disk on which a file is open for writing is not made read-only by the system.
    "read-only": Trouble(_read_only, at_work=False, told_as=(DatabaseReadOnly,)),
    "locked, at work": Trouble(_locked, at_work=True, told_as=(DatabaseBusy,)),
    "locked, at the start": Trouble(_locked, at_work=False, told_as=(DatabaseBusy,)),
    "a page damaged": Trouble(
        _damaged(lambda file: bad_disk.garble(file, table="occupant")), at_work=False, told_as=(DatabaseDamaged,)
    ),
    "the first page damaged": Trouble(
        _damaged(lambda file: _overwrite(file, at=0, size=4_096)),
        at_work=False,
        told_as=(DatabaseDamaged, NotOurDatabase),
    ),
    "cut short": Trouble(
        _damaged(lambda file: os.truncate(file, file.stat().st_size // 2)), at_work=False, told_as=(DatabaseDamaged,)
    ),
    "emptied": Trouble(_damaged(lambda file: os.truncate(file, 0)), at_work=False, told_as=(DatabaseDamaged,)),
    "another house's log": Trouble(_foreign_log, at_work=False, told_as=(ForeignLog,)),
}
