"""A scanned order's or voucher's number goes where it belongs, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from boxoffice.services import sales, vouchers
from tests.gui.support import press
from tests.support.houses import counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from tests.support.keyboard import Keyboard


def test_a_scanned_order_says_where_it_stands(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    assert desk.counter.order is not None
    number = desk.counter.order.number
    keyboard.scan(number)
    qtbot.waitUntil(lambda: desk.window.strip.text == f"Order {number} is open at Counter 1.")
    keyboard.scan("K9-9999")
    qtbot.waitUntil(lambda: "Nothing here knows the code K9-9999" in desk.window.strip.text)


def test_a_scanned_order_that_is_parked_says_under_which_word(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    assert desk.counter.order is not None
    number = desk.counter.order.number
    press(desk, "Ctrl+K")
    QTest.keyClicks(desk.window.focusWidget(), "red coat")
    press(desk, "Return", at=desk.window.focusWidget())
    qtbot.waitUntil(lambda: desk.counter.order_id is None)
    keyboard.scan(number)
    qtbot.waitUntil(lambda: f"Order {number} is parked as “red coat”" in desk.window.strip.text)


def test_a_scanned_voucher_pays_what_is_open_and_the_clerk_finishes(
    desk: Desk, house: Database, keyboard: Keyboard, qtbot: QtBot
) -> None:
    by = counter(house, "Shop")
    house.act(lambda tx: vouchers.add_to_order(tx, order="gift", amount=1000), by=by)
    sale = house.act(lambda tx: sales.sell_exact(tx, order="gift", payment="for gift"), by=by)
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    keyboard.scan(sale.order.vouchers[0].code)
    qtbot.waitUntil(lambda: desk.counter.order is not None and desk.counter.order.balance == 3500)
    assert desk.counter.sale is None


def test_a_voucher_that_is_scanned_at_another_page_pays_nothing(
    desk: Desk, house: Database, keyboard: Keyboard, qtbot: QtBot
) -> None:
    by = counter(house, "Shop")
    house.act(lambda tx: vouchers.add_to_order(tx, order="gift", amount=1000), by=by)
    sale = house.act(lambda tx: sales.sell_exact(tx, order="gift", payment="for gift"), by=by)
    press(desk, "Ctrl+H")
    keyboard.scan(sale.order.vouchers[0].code)
    qtbot.waitUntil(lambda: "is 10.00" in desk.window.strip.text)
    assert not desk.sell.side.is_paying
