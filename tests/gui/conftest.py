"""Fixtures for windows: real desks on a real SQLite file, each a counter of its own, no fault of them unseen."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from boxoffice import logs
from boxoffice.db.opening import open_database
from boxoffice.gui.desk import Desk
from boxoffice.gui.main_window import MainWindow
from boxoffice.gui.start import Start
from boxoffice.gui.tasks import Tasks
from boxoffice.routines.open_counter import open_counter
from boxoffice.settings import Settings
from tests.gui.support import add_performance, settle, take
from tests.support.keyboard import Keyboard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance


class Desks:
    """Opens desks, each a counter of its own, whose clocks do not tick by themselves."""

    def __init__(self, qtbot: QtBot, place: str) -> None:
        self._qtbot = qtbot
        self._place = place
        self._ends: dict[Desk, ExitStack] = {}

    def __call__(self, name: str = "Counter 1", *, waiting: bool = True) -> Desk:
        """A desk in a window, by default once its house is shown."""
        at_end = ExitStack()
        database = open_database(self._place)
        at_end.callback(database.close)
        counter = open_counter(database, name=name)
        at_end.callback(counter.close)
        window = MainWindow()
        self._qtbot.addWidget(window, before_close_func=lambda closing: setattr(closing, "leaving", lambda: True))
        window.resize(1366, 768)
        window.furnish()
        with self._qtbot.waitExposed(window):
            window.show()
        tasks = Tasks(database, by=counter.by)
        at_end.callback(tasks.close)
        start = database.look(lambda tx: Start(tx, counter=counter.by.counter))
        desk = Desk(window, tasks, start, opened=counter, chosen=Settings(refresh_seconds=3600, theme="light"))
        at_end.callback(desk.stop)
        self._ends[desk] = at_end
        if start.board and waiting:
            self._qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0)
        settle(self._qtbot, desk)  # as a clerk's first key finds it
        return desk

    def again(self, desk: Desk) -> Desk:
        """The same counter in another window, after the first was cut off as by a crash."""
        self._ends.pop(desk).close()
        return self(desk.counter.name)

    def close(self) -> None:
        """End what is still open."""
        for at_end in self._ends.values():
            at_end.close()


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """What went wrong unexpectedly; a test that does not clear it fails."""
    seen: list[BaseException] = []
    monkeypatch.setattr(logs, "_listeners", [seen.append])
    yield seen
    assert seen == []


@pytest.fixture
def house(sqlite_file: Path) -> Iterator[Database]:
    """The desks' database, opened once more beside them."""
    database = open_database(sqlite_file)
    yield database
    database.close()


@pytest.fixture
def tonight(house: Database) -> Performance:
    """A performance today in a house of 30 seats, 45.00 in front and 30.00 at the back."""
    return add_performance(house)


@pytest.fixture
def open_desk(qtbot: QtBot, sqlite_file: Path, faults: list[BaseException]) -> Iterator[Desks]:
    """Opens desks on the house's file."""
    assert faults == []
    desks = Desks(qtbot, str(sqlite_file))
    yield desks
    desks.close()


@pytest.fixture
def desk(open_desk: Desks, tonight: Performance) -> Desk:
    """Counter 1, looking at tonight's performance."""
    assert tonight.free
    return open_desk()


@pytest.fixture
def keyboard(desk: Desk, qtbot: QtBot) -> Keyboard:
    """A keyboard before Counter 1, whose order has A1."""
    take(qtbot, desk, "A1")
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    return Keyboard(desk.window)
