"""A compressed shift at the real window, in a process of its own: one sale after the other, each measured.

    python -m tests.faults.shift DATABASE SEATS [PLANT ...]

In a house of so many seats; whenever they are sold there is another night.

Told on its input "NUMBER COUNT", it sells so often, to customers from this number on, and prints a line of JSON for
each sale: how long it took, and every few sales what the process has in use.
"""

import ctypes
import gc
import json
import os
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pysqlite3 import _sqlite3

from boxoffice import app
from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.changes import Changes
from boxoffice.domain.performances import Performance
from boxoffice.gui.desk import Desk
from tests.faults.shift_clerk import ROUND, ShiftClerk, offer_children_less
from tests.support.houses import counter, small_plan, studio

LEAK: Final = "each sale's answer kept, with 16 KB"
HANDLE: Final = "every 20th sale leaves a file open"
THREAD: Final = "every 20th sale leaves a thread"
SLOWER: Final = "each sale works longer, by a sixtieth of itself for each that was sold before"
EVERY: Final = 5  # sales, between two looks at what is in use
_PATIENCE_S: Final = 30.0
_SETTLED_MS: Final = 2_500  # until the 60 s clock runs
_ROWS, _SHORTEST = "ABCDEFGHIJKLMNOPQRSTUVWXY", 10


class Plants:
    """The faults that are planted in a shift."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._kept: list[Any] = []

    def in_sale(self, number: int, *, worked: float) -> None:
        """What makes a sale take longer than it should; as a part of its work, so that a busy machine hides nothing."""
        until = time.thread_time() + worked * number / 60
        while SLOWER in self._names and time.thread_time() < until:
            pass

    def after_sale(self, desk: Desk, number: int) -> None:
        """What a sale leaves behind."""
        if LEAK in self._names:
            self._kept.append((desk.counter.sale, os.urandom(16_384)))
        if HANDLE in self._names and number % ROUND == 0:
            os.open(os.devnull, os.O_RDONLY)
        if THREAD in self._names and number % ROUND == 0:
            threading.Thread(target=threading.Event().wait, daemon=True).start()


def in_use() -> dict[str, int]:
    """What the process has in use, once what is garbage is gone and free memory given back to the system.

    SQLite keeps pages of the file, up to a bound: that is counted apart.
    """
    gc.collect()
    with suppress(OSError, AttributeError):  # glibc's; elsewhere what it shows is rougher
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    resident = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    cache = _of_sqlite()
    return {
        "memory": resident - cache,
        "cache": cache,
        "handles": len(list(Path("/proc/self/fd").iterdir())),
        "threads": len(list(Path("/proc/self/task").iterdir())),
    }


def _of_sqlite() -> int:
    used = ctypes.CDLL(_sqlite3.__file__).sqlite3_memory_used
    used.restype = ctypes.c_int64
    return int(used())


def sell(desk: Desk, clerk: ShiftClerk, plants: Plants, number: int) -> dict[str, float]:
    """One measured sale."""
    clerk.make_ready()
    began, cpu = time.perf_counter(), time.process_time()
    clerk.serve(number)
    plants.in_sale(number, worked=time.process_time() - cpu)
    took: dict[str, float] = {"ms": (time.perf_counter() - began) * 1000, "cpu": (time.process_time() - cpu) * 1000}
    plants.after_sale(desk, number)
    return took | (in_use() if number % EVERY == 0 else {})


def _house(where: str, *, seats: int) -> Performance:
    along = max(_SHORTEST, seats // len(_ROWS))
    with closing(open_database(where)) as database:
        by = counter(database, "Office")
        show = studio(database, by=by, plan=small_plan(rows=_ROWS[: seats // along], seats=along))
        database.act(lambda tx: offer_children_less(tx, show.id), by=by)
    return show


def _ask_all_at_once(database: Database) -> None:
    """Each of three threads asks the database; when first all three do at once is chance, and opens its line."""
    with database.read(), database.read(), database.read():
        pass


def _opened(program: app.Program) -> Desk:
    program.window.resize(1366, 768)
    until = time.monotonic() + _PATIENCE_S
    while program.desk is None or not program.desk.sell.showing.map.seat_count:
        QTest.qWait(10)
        if time.monotonic() > until:
            raise TimeoutError("the house is not shown")
    program.desk.tasks.routine(
        lambda database, _by: _ask_all_at_once(database), lambda _none: None, changes=Changes.NOTHING
    )
    QTest.qWait(_SETTLED_MS)
    return program.desk


def main() -> int:
    where, seats, *planted = sys.argv[1:]
    show = _house(where, seats=int(seats))
    application = QApplication(sys.argv[:1])
    with app.Program(app.Wanted(where, "Counter 1")) as program:
        desk = _opened(program)
        clerk, plants = ShiftClerk(desk, show), Plants(planted)
        for line in sys.stdin:
            first, count = (int(word) for word in line.split())
            for number in range(first, first + count):
                sys.stdout.write(json.dumps(sell(desk, clerk, plants, number)) + "\n")
                sys.stdout.flush()
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
