"""Every keystroke beside a house of 80,000 seats, from the key that is sent to the end of the repaint.

    python -m tests.benchmarks.typing

A real window on the stadium, with an order of eight tickets for two nights, price types and a promotion; 1920×1080,
drawn offscreen. The database has no part in it: its answers are held back, and what they take to be applied and drawn
is timed apart. Nor has the pause for which a scanner's characters are waited for. Beside it the same keys into an empty
window with a line edit and a list. Prints JSON.
"""

import gc
import os
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QKeyCombination, QStringListModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMainWindow, QVBoxLayout, QWidget

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.permissions import By
from boxoffice.domain.price_types import PriceType
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.gui.desk import Desk
from boxoffice.gui.main_window import MainWindow
from boxoffice.gui.relay import Relay
from boxoffice.gui.start import Start
from boxoffice.gui.tasks import Tasks
from boxoffice.plans.houses import stadium
from boxoffice.routines.open_counter import OpenCounter, open_counter
from boxoffice.services import performances, price_lists
from boxoffice.services.seatmap import load_plan
from boxoffice.settings import Settings
from tests.benchmarks.measure import Figure, report
from tests.support.houses import another_night, perform

ROUNDS = 40
TARGET = 16.0
WIDTH, HEIGHT = 1920, 1080
WITHHELD_S = 0.06  # a little longer than a scanner's characters are waited for
SELECTING = {
    "a line selected": ("Ctrl+Down", "Ctrl+Down", "Ctrl+Up"),
    "a price type": ("Ctrl+2", "Ctrl+1"),
    "the holds kept": ("F2",),
    "a letter or digit typed": ("c", "1", "2"),
    "what is typed left": ("Esc",),
}
PAYING = {"the payment opened": ("F12",), "a digit of the amount": ("5", "0", "0"), "the payment left": ("Esc",)}

Times = dict[str, list[float]]


class Held(Relay):
    """Answers that wait until they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Callable[[], object]] = []

    def run(self, work: Callable[[], object]) -> None:
        self.answers.append(work)


class Keys:
    """Presses keys in one window, and notes what each took."""

    def __init__(self, app: QApplication, window: QMainWindow) -> None:
        self.app, self.window = app, window
        self.times: Times = defaultdict(list)

    def press(self, what: str, key: str) -> None:
        pressed = QKeyCombination.fromCombined(QKeySequence(key)[0].toCombined())  # type: ignore[index]
        took = self.timed(
            lambda: QTest.keyClick(self.window.windowHandle(), pressed.key(), pressed.keyboardModifiers())
        )
        if len(key) == 1:
            time.sleep(WITHHELD_S)
            took += self.timed(lambda: None)
        self.times[what].append(took)

    def timed(self, act: Callable[[], object]) -> float:
        """The milliseconds of an act and of all that is drawn after it."""
        start = perf_counter()
        act()
        for _ in range(3):  # a key may post what posts a repaint
            self.app.processEvents()
        return (perf_counter() - start) * 1000


class Clerk(Keys):
    """Presses keys at a desk, whose answers are applied one by one."""

    def __init__(self, app: QApplication, desk: Desk) -> None:
        super().__init__(app, desk.window)
        self.desk, self.held = desk, Held()
        desk.tasks._relay = self.held  # noqa: SLF001 (the one place where answers come back)

    def press(self, what: str, key: str) -> None:
        super().press(what, key)
        self.answer(f"{what}: an answer applied")

    def answer(self, what: str) -> None:
        """Apply what is answered, until nothing more is asked."""
        while True:
            reached = threading.Event()
            self.desk.tasks._counter_lane.put(reached.set)  # noqa: SLF001 (as above)
            reached.wait()
            if not self.held.answers:
                return
            self.times[what].append(self.timed(self.held.answers.pop(0)))


def main() -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    empty = Keys(app, empty_window())
    night(empty)
    empty.window.close()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BOXOFFICE_DATA"] = folder
        database = open_database(Path(folder) / "house")
        opened = open_counter(database)
        nights = two_nights(database, opened.by)
        desk = open_desk(app, database, opened)
        clerk = Clerk(app, desk)
        for performance, seats in nights:
            desk.counter.take(performance=performance, seats=seats)
            clerk.answer("")
        assert len(desk.counter.lines) == 8
        gc.collect()
        gc.freeze()  # as the program does after it has loaded a plan
        clerk.times.clear()
        night(clerk)
        assert desk.counter.order is not None
        assert len({line.price_type for line in desk.counter.lines}) == 1
        desk.refresh.stop()
        desk.window.leaving = lambda: True
        desk.window.close()
        desk.tasks.close()
        opened.close()
        database.close()
    report(list(figures(clerk.times, empty.times)))


def night(keys: Keys) -> None:
    """The same keys again and again."""
    keys.window.activateWindow()
    assert QTest.qWaitForWindowActive(keys.window)
    for _ in range(ROUNDS):
        for part in (SELECTING, PAYING):
            for what, pressed in part.items():
                for key in pressed:
                    keys.press(what, key)


def figures(ours: Times, theirs: Times) -> list[Figure]:
    result = []
    for what, taken in ours.items():
        baseline = theirs.get(what)
        for name, share, target in (("p50", 0.5, None), ("p99", 0.99, TARGET)):
            result.append(
                Figure(
                    f"80,000 seats: {what}, {name}",
                    "ms",
                    percentile(taken, share),
                    target=target,
                    baseline=percentile(baseline, share) if baseline else None,
                    baseline_is="the same keys into a line edit" if baseline else "",
                )
            )
    return result


def percentile(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]


def empty_window() -> QMainWindow:
    window = QMainWindow()
    inside = QWidget()
    layout = QVBoxLayout(inside)
    edit, view = QLineEdit(), QListView()
    view.setModel(QStringListModel([f"Line {line}" for line in range(8)], view))
    layout.addWidget(edit)
    layout.addWidget(view)
    window.setCentralWidget(inside)
    window.resize(WIDTH, HEIGHT)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    return window


def two_nights(database: Database, by: By) -> list[tuple[int, list[int]]]:
    """Two performances of the stadium with price types and a promotion, and four seats of each."""
    first = perform(database, by, stadium())
    show = database.look(lambda tx: performances.read(tx, performance=first))
    second = another_night(database, show).id
    with database.write(by=by) as tx:
        price_lists.put_types(tx, types=(PriceType(FULL_PRICE), PriceType("Child"), PriceType("Senior")))
        for performance in (first, second):
            zones = {zone.name for zone in stadium().zones}
            amounts = {(zone, kind): 800 for zone in zones for kind in ("Child", "Senior")}
            price_lists.put_prices(tx, price_list=price_lists.list_of(tx, performance=performance), amounts=amounts)
        price_lists.add_promotion(tx, promotion=Promotion("Friends", Lowering.PERCENT, 10_000))
    plan = database.look(lambda tx: load_plan(tx, plan=show.plan))
    ids = [seat.id for seat in plan.seats[:8]]
    return [(first, ids[:4]), (second, ids[4:])]


def open_desk(app: QApplication, database: Database, opened: OpenCounter) -> Desk:
    window = MainWindow()
    window.resize(WIDTH, HEIGHT)
    window.furnish()
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    start = database.look(lambda tx: Start(tx, counter=opened.by.counter))
    chosen = Settings(refresh_seconds=3600, theme="light")
    desk = Desk(window, Tasks(database, by=opened.by), start, opened=opened, chosen=chosen)
    desk.sell.make_ready()
    while not desk.sell.showing.map.seat_count or desk.sell.showing.map.is_preparing:
        app.processEvents()
    QTest.qWait(1_500)  # best seats are made ready too
    return desk


if __name__ == "__main__":
    main()
