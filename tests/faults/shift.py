"""A compressed shift at the real window, in a process of its own: one sale after the other, each measured.

    python -m tests.faults.shift DATABASE SALES [PLANT]

Prints one line of JSON for each sale: how long it took, and every few sales what the process has in use.
"""

import ctypes
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from boxoffice import app
from boxoffice.db.opening import open_database
from boxoffice.domain.performances import Performance
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.desk import Desk
from tests.e2e.hands import Hands
from tests.support.houses import another_night, counter, small_plan, studio

LEAK: Final = "each sale's answer kept, with 16 KB"
HANDLE: Final = "each sale leaves a file open"
SLOWER: Final = "each sale 5 ms later than the one before"
EVERY: Final = 5  # sales, between two measurements
_PATIENCE_S: Final = 30.0
_ROWS, _SEATS = "ABCDEFGHIJKLMNOPQRSTUVWXY", 40


class Shift:
    """Sells at one window until it has sold so often; the house gets another night whenever one is nearly sold out."""

    def __init__(self, desk: Desk, where: str, last: Performance, plant: str) -> None:
        self._desk, self._where, self._last, self._plant = desk, where, last, plant
        self._hands = Hands(desk)
        self._kept: list[Any] = []
        self._free: list[int] = []

    def sell(self, number: int) -> dict[str, float]:
        """One customer: a seat or two, now and then one given back, the payment, the money; what it took in ms."""
        counter_, seats = self._desk.counter, self._desk.sell.showing.map
        if len(self._free) < 4:
            self._next_night()
        began, cpu = time.perf_counter(), time.process_time()
        wanted = 1 + number % 3
        for _ in range(wanted):
            self._take(self._free.pop())
        if wanted == 3:
            self._desk.sell.order.list.setFocus()
            self._hands.press("Ctrl+Down", "F8")
            self._until(lambda: len(counter_.lines) == 2)
        self._hands.press("F12")
        self._until(lambda: counter_.is_paying)
        if self._plant == SLOWER:
            time.sleep(0.005 * number)
        self._trigger("exact")
        self._until(lambda: counter_.sale is not None)
        if self._plant == LEAK:
            self._kept.append((counter_.sale, os.urandom(16_384)))
        elif self._plant == HANDLE:
            self._kept.append(Path(os.devnull).open("rb"))  # noqa: SIM115 (it is the fault)
        took = {"ms": (time.perf_counter() - began) * 1000, "cpu": (time.process_time() - cpu) * 1000}
        assert seats.seat_count
        return took

    def _take(self, seat: int) -> None:
        had = len(self._desk.counter.lines) if self._desk.counter.sale is None else 0
        # As Enter on the map does: a mouse would have to come closer first, on a screen as small as there is here.
        self._desk.sell.showing.map.press_seat(seat)
        self._until(lambda: self._desk.counter.sale is None and len(self._desk.counter.lines) == had + 1)

    def _next_night(self) -> None:
        with closing(open_database(self._where)) as database:
            self._last = another_night(database, self._last)
        self._desk.sell.read_board()
        self._until(lambda: self._last.id in {show.id for show in self._desk.sell.board.performances})
        self._desk.sell.show_next(self._last.id)
        self._until(self._shows_last)

    def _shows_last(self) -> bool:
        showing = self._desk.sell.showing
        if showing.performance is None or showing.performance.id != self._last.id or not showing.map.seat_count:
            return False
        seats = showing.map
        if {seats.status(seat) for seat in range(seats.seat_count)} != {SeatStatus.FREE}:
            return False
        self._free = list(range(seats.seat_count))
        return True

    def _trigger(self, name: str) -> None:
        self._until(self._desk.actions[name].isEnabled)
        self._desk.actions[name].trigger()

    def _until(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + _PATIENCE_S
        while not is_so():
            if time.monotonic() > until:
                raise TimeoutError(f"waited in vain, in: {self._hands.text()}")
            QTest.qWait(1)


def in_use() -> dict[str, int]:
    """What the process has in use, once what is garbage is gone and free memory given back to the system."""
    gc.collect()
    with suppress(OSError, AttributeError):  # glibc's; elsewhere what it shows is rougher
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    resident = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return {
        "memory": resident,
        "handles": len(list(Path("/proc/self/fd").iterdir())),
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "objects": len(gc.get_objects()),
    }


def main() -> int:
    where, sales, plant = sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else ""
    with closing(open_database(where)) as database:
        show = studio(database, by=counter(database, "Office"), plan=small_plan(rows=_ROWS, seats=_SEATS))
    application = QApplication(sys.argv[:1])
    with app.Program(app.Wanted(where, "Counter 1")) as program:
        program.window.resize(1366, 768)
        until = time.monotonic() + _PATIENCE_S
        while program.desk is None or not program.desk.sell.showing.map.seat_count:
            QTest.qWait(10)
            if time.monotonic() > until:
                raise TimeoutError("the house is not shown")
        QTest.qWait(2000)  # until it has settled, and the 60 s clock runs
        gc.unfreeze()  # the program freezes what it began with; here it is to be counted
        shift = Shift(program.desk, where, show, plant)
        for number in range(sales):
            took: dict[str, float] = shift.sell(number)
            sys.stdout.write(json.dumps(took | (in_use() if number % EVERY == 0 else {})) + "\n")
            sys.stdout.flush()
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
