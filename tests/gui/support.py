"""What tests of windows do again and again: a performance, a seat by name, a click, a step in time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from boxoffice.domain.seats import SeatStatus
from boxoffice.services import performances, plans
from tests.support.houses import counter, small_plan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from boxoffice.gui.desk import Desk


def add_performance(database: Database, *, event: str = "Taylor Swift", days: int = 0) -> Performance:
    """A performance that starts now, or so many days later."""
    by = counter(database, "Office")
    stored = database.act(lambda tx: plans.store(tx, plan=small_plan(), hall="Studio"), by=by)
    prices = {"Front": 4500, "Rear": 3000}
    return database.act(
        lambda tx: performances.create(
            tx, event=event, hall=stored.hall, starts_at=tx.now + days * 86_400_000, prices=prices
        ),
        by=by,
    )


def seat(desk: Desk, name: str) -> int:
    """The index of a seat of the house that is shown, by its name ("A1")."""
    plan = desk.sell.showing.map.plan
    assert plan is not None
    return next(index for index, drawn in enumerate(plan.seats) if drawn.row + drawn.number == name)


def status(desk: Desk, name: str) -> SeatStatus:
    """What the map shows for a seat."""
    return desk.sell.showing.map.status(seat(desk, name))


def click(desk: Desk, name: str) -> None:
    """Click a seat with the mouse."""
    seats = desk.sell.showing.map
    at = seats.place_of_seat(seat(desk, name)).center().toPoint()
    QTest.mouseClick(seats.viewport(), Qt.MouseButton.LeftButton, pos=at)


def take(qtbot: QtBot, desk: Desk, *names: str) -> None:
    """Click seats and wait until the order has them."""
    for name in names:
        click(desk, name)
        qtbot.waitUntil(partial(_is_held, desk, name))
    # Its refresh has come too: a later one could tidy what a test ages.
    qtbot.waitUntil(lambda: all(status(desk, name) is SeatStatus.MINE for name in names))


def _is_held(desk: Desk, name: str) -> bool:
    return f"Stalls {name}" in held(desk)


def held(desk: Desk) -> set[str]:
    """The seats of the current order."""
    return {line.seat for line in desk.counter.lines}


def press(desk: Desk, key: str, *, at: QWidget | None = None) -> None:
    """Press a key where the focus is ("F12", "Ctrl+F8")."""
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)  # keys of the table reach an active window only
    target = at if at is not None else desk.window.focusWidget()
    pressed = combination(key)
    QTest.keyClick(target, pressed.key(), pressed.keyboardModifiers())


def combination(key: str) -> QKeyCombination:
    """A key as Qt names it, with what is held down beside it."""
    return QKeyCombination.fromCombined(QKeySequence(key)[0].toCombined())  # type: ignore[index]


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until all that the desk asked for so far is answered."""
    done: list[None] = []
    desk.tasks.read(lambda _tx: None, done.append)
    qtbot.waitUntil(lambda: done == [None])


def age(database: Database, *, seconds: int) -> None:
    """Let time pass for every hold."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE occupant SET expires_at = expires_at - {seconds * 1000}")
