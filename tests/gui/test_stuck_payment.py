"""A payment that nobody finished: any counter sees it, and its seats come back for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from boxoffice.domain.seats import SeatStatus
from tests.gui.support import press, status, take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


def test_another_counter_reverses_a_stuck_payment_and_sells_the_seat(
    desk: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F7")
    qtbot.waitUntil(lambda: desk.sell.side.awaits_card)
    with house.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE payment SET at = at - {16 * 60_000}")
    bob = open_desk("Counter 2")
    press(bob, "Ctrl+H")
    page = bob.all_holds
    model = page.list.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert model.index(0, 7).data() == "stuck: card 45.00"
    assert page.count.text() == "1 held · 1 stuck with money on them"
    page.list.selectRow(0)
    QTest.keyClicks(page.reason, "the terminal was never used")
    page.release.click()
    qtbot.waitUntil(lambda: "Released: Stalls A1" in bob.window.strip.text)
    press(bob, "Esc")
    bob.refresh.ask()
    qtbot.waitUntil(lambda: status(bob, "A1") is SeatStatus.FREE)
    take(qtbot, bob, "A1")
