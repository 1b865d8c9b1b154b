"""Several payments in the window: parts, vouchers, cards with their details, money taken back, small coins gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from boxoffice.domain.holds import ReleasedBy
from boxoffice.domain.orders import FULL_PRICE, Method, OrderState
from boxoffice.domain.pricing import Fee, FeePer
from boxoffice.services import holds, price_lists, sales, vouchers
from boxoffice.services import house as house_service
from tests.gui.support import age, held, press, settle, take
from tests.support import ledger
from tests.support.houses import counter

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import House, Performance
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


@pytest.fixture
def paying(desk: Desk, qtbot: QtBot) -> Desk:
    """Counter 1 with the payment of A1 and C1 open: 75.00."""
    return open_payment(desk, qtbot)


def open_payment(desk: Desk, qtbot: QtBot) -> Desk:
    take(qtbot, desk, "A1", "C1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    return desk


def voucher(house: Database, amount: int) -> str:
    """The code of a gift voucher that another counter sold."""
    by = counter(house, f"Shop {amount}")
    house.act(lambda tx: vouchers.add_to_order(tx, order=f"gift {amount}", amount=amount), by=by)
    sale = house.act(lambda tx: sales.sell_exact(tx, order=f"gift {amount}", payment=f"paid {amount}"), by=by)
    return sale.order.vouchers[0].code


def answer(desk: Desk, text: str) -> None:
    """Type into the question that is open, and Enter."""
    field = desk.window.focusWidget()
    QTest.keyClicks(field, text)
    press(desk, "Return", at=field)


def balance(desk: Desk) -> int | None:
    return desk.counter.order.balance if desk.counter.order is not None else None


def methods(desk: Desk) -> list[Method]:
    assert desk.counter.sale is not None
    return [paid.method for paid in desk.counter.sale.order.approved]


def describe(house: Database, change: Callable[[House], House]) -> None:
    by = counter(house, "Office")
    house.act(lambda tx: house_service.describe(tx, described=change(house_service.house(tx))), by=by)


def test_a_part_in_cash_has_a_key_of_its_own_and_is_never_taken_by_mistake(paying: Desk, qtbot: QtBot) -> None:
    cash = paying.sell.side.payment.cash
    QTest.keyClicks(cash.given, "30")
    assert not paying.actions["forward"].isEnabled()
    assert cash.part_only.isVisible()
    assert "30.00" in cash.part_only.text()
    press(paying, "Shift+F6")
    qtbot.waitUntil(lambda: balance(paying) == 4500)
    assert (cash.total_word.text(), cash.total.text(), cash.given.text()) == ("Left to pay", "45.00", "")
    assert not cash.leave.isVisible()
    press(paying, "Esc")
    assert paying.sell.side.is_paying
    QTest.keyClicks(cash.given, "50")
    press(paying, "F12")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert paying.sell.side.done.change.text() == "5.00"
    assert "Cash: 30.00" in paying.sell.side.done.paid.text()


def test_a_part_that_is_asked_for_twice_before_the_answer_is_taken_once(
    paying: Desk, house: Database, qtbot: QtBot
) -> None:
    for _ in range(2):
        paying.counter.paying.pay_cash(3000)
    settle(qtbot, paying)
    assert balance(paying) == 4500
    for _ in range(2):
        paying.counter.paying.pay_cash(2000)
    settle(qtbot, paying)
    assert balance(paying) == 2500
    press(paying, "F6")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert methods(paying) == [Method.CASH] * 3
    assert ledger.faults(house) == []


def test_a_card_takes_the_amount_that_is_typed_and_cash_the_rest(paying: Desk, house: Database, qtbot: QtBot) -> None:
    QTest.keyClicks(paying.sell.side.payment.cash.given, "50")
    press(paying, "F7")
    qtbot.waitUntil(lambda: paying.sell.side.awaits_card)
    assert paying.sell.side.payment.card.amount.text() == "50.00"
    press(paying, "F9")
    qtbot.waitUntil(lambda: paying.sell.side.is_cash)
    assert paying.sell.side.payment.cash.total.text() == "25.00"
    press(paying, "F6")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert methods(paying) == [Method.CARD, Method.CASH]
    assert ledger.faults(house) == []


def test_a_voucher_is_typed_and_what_it_leaves_is_paid_by_card(paying: Desk, house: Database, qtbot: QtBot) -> None:
    code = voucher(house, 2000)
    press(paying, "Shift+F7")
    answer(paying, code.lower())
    qtbot.waitUntil(lambda: balance(paying) == 5500)
    assert paying.sell.side.payment.recorded.isVisible()
    press(paying, "F7")
    qtbot.waitUntil(lambda: paying.sell.side.awaits_card)
    press(paying, "F9")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert methods(paying) == [Method.VOUCHER, Method.CARD]


def test_a_scanned_voucher_pays_and_the_clerk_finishes(paying: Desk, house: Database, qtbot: QtBot) -> None:
    code = voucher(house, 10_000)
    assert paying.sell.side.scanned(code)
    qtbot.waitUntil(lambda: balance(paying) == 0)
    assert paying.counter.sale is None  # nothing that is scanned sells
    assert paying.sell.side.payment.card.word.text() == "Paid in full"
    press(paying, "F12")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert paying.sell.side.done.change.isHidden()


def test_a_scanned_voucher_tells_what_is_on_it_while_nothing_is_to_pay(
    desk: Desk, house: Database, qtbot: QtBot
) -> None:
    assert desk.sell.side.scanned(voucher(house, 1234))
    qtbot.waitUntil(lambda: "is 12.34" in desk.window.strip.text)
    assert not desk.sell.side.scanned("K3-0412")


def test_a_voucher_that_does_not_exist_changes_nothing(paying: Desk, qtbot: QtBot) -> None:
    press(paying, "Shift+F7")
    answer(paying, "gift")
    qtbot.waitUntil(lambda: "There is no gift voucher “gift”" in paying.window.strip.text)
    assert balance(paying) == 7500


def test_a_payment_is_taken_back_by_its_cross_with_a_reason(paying: Desk, house: Database, qtbot: QtBot) -> None:
    code = voucher(house, 2000)
    paying.sell.side.scanned(code)
    qtbot.waitUntil(lambda: balance(paying) == 5500)
    (cross,) = paying.sell.side.payment.recorded.findChildren(QPushButton)
    cross.click()
    answer(paying, "wrong card")
    qtbot.waitUntil(lambda: balance(paying) == 7500)
    assert not paying.sell.side.payment.recorded.isVisible()
    assert house.look(lambda tx: vouchers.find(tx, code=code)).balance == 2000
    press(paying, "Esc")  # without money the seats can change again
    qtbot.waitUntil(lambda: not paying.sell.side.is_paying)


def test_the_last_payment_is_taken_back_by_a_key_and_escape_thinks_better_of_it(paying: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(paying.sell.side.payment.cash.given, "30")
    press(paying, "Shift+F6")
    qtbot.waitUntil(lambda: balance(paying) == 4500)
    press(paying, "Ctrl+F7")
    assert paying.sell.side.payment.question.isVisible()
    press(paying, "Esc")
    assert not paying.sell.side.payment.question.isVisible()
    press(paying, "Ctrl+F7")
    answer(paying, "pays by card")
    qtbot.waitUntil(lambda: balance(paying) == 7500)


def test_a_cards_details_are_asked_for_where_the_house_wants_them(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot
) -> None:
    assert tonight.free
    describe(house, lambda here: replace(here, card_details=True))
    desk = open_payment(open_desk(), qtbot)
    press(desk, "F7")
    qtbot.waitUntil(lambda: desk.sell.side.awaits_card)
    card = desk.sell.side.payment.card
    qtbot.waitUntil(card.approval_code.hasFocus)
    QTest.keyClicks(card.approval_code, "A815")
    QTest.keyClicks(card.last_four, "4242")
    press(desk, "F9")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    with house.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT approval_code, last_four FROM payment").one()
    assert tuple(kept) == ("A815", "4242")


def test_a_cards_details_are_not_asked_for_elsewhere(paying: Desk, qtbot: QtBot) -> None:
    press(paying, "F7")
    qtbot.waitUntil(lambda: paying.sell.side.awaits_card)
    assert not paying.sell.side.payment.card.approval_code.isVisible()


def test_where_small_coins_are_gone_the_rest_in_cash_is_rounded(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot
) -> None:
    assert tonight.free
    describe(house, lambda here: replace(here, cash_step=5))
    desk = open_payment(open_desk(), qtbot)
    desk.sell.side.scanned(voucher(house, 1002))
    qtbot.waitUntil(lambda: balance(desk) == 6498)
    cash = desk.sell.side.payment.cash
    assert (cash.total.text(), cash.rounded.text()) == ("64.98", "in cash 65.00")
    QTest.keyClicks(cash.given, "70")
    assert cash.change.text() == "5.00"
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert desk.sell.side.done.change.text() == "5.00"
    assert ledger.faults(house) == []


def test_a_gift_voucher_is_sold_alone_and_topped_up(desk: Desk, house: Database, qtbot: QtBot) -> None:
    press(desk, "Ctrl+G")
    answer(desk, "50")
    qtbot.waitUntil(lambda: desk.sell.order.total.text() == "50.00")
    assert desk.sell.order.seats.text() == "1 voucher"
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert desk.counter.sale is not None
    code = desk.counter.sale.order.vouchers[0].code
    press(desk, "F12")
    press(desk, "Ctrl+G")
    answer(desk, f"25,50 {code}")
    qtbot.waitUntil(lambda: desk.sell.order.total.text() == "25.50")
    press(desk, "F8")
    qtbot.waitUntil(lambda: desk.counter.is_empty)
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+G")
    assert desk.sell.side.scanned(code)  # the voucher to top up, not one to pay with
    answer(desk, "30")
    qtbot.waitUntil(lambda: desk.sell.order.total.text() == "75.00")
    assert desk.counter.order is not None
    assert desk.counter.order.state is OrderState.OPEN
    assert [gift.code for gift in desk.counter.order.vouchers] == [code]
    press(desk, "Ctrl+G")
    answer(desk, "much")
    qtbot.waitUntil(lambda: "for an amount, not for “much”" in desk.window.strip.text)
    assert ledger.faults(house) == []


def test_a_part_of_an_order_that_was_given_up_is_not_the_cash_of_the_next(
    paying: Desk, house: Database, qtbot: QtBot
) -> None:
    paying.counter.paying.pay_cash(3000)
    qtbot.waitUntil(lambda: balance(paying) == 4500)
    assert paying.counter.order is not None
    paying.counter.paying.take_back(paying.counter.order.payments[0].id, reason="left")
    paying.counter.paying.leave()
    paying.counter.give_back_all()
    qtbot.waitUntil(lambda: paying.counter.is_empty)
    settle(qtbot, paying)
    paying.counter.next_customer()
    take(qtbot, paying, "A2")
    press(paying, "F6")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert ledger.faults(house) == []


def test_exact_cash_for_seats_that_ran_out_waits_until_the_new_sum_is_seen(
    desk: Desk, house: Database, qtbot: QtBot
) -> None:
    take(qtbot, desk, "A1")
    age(house, seconds=301)
    desk.refresh.ask()
    qtbot.waitUntil(lambda: "1 free again" in desk.sell.order.lapsed.text())
    take(qtbot, desk, "C1")
    assert balance(desk) == 3000
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    settle(qtbot, desk)
    assert balance(desk) == 7500
    assert desk.counter.sale is None
    age(house, seconds=901)
    house.act(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB), by=counter(house, "Office"))
    desk.counter.reread()
    qtbot.waitUntil(lambda: desk.counter.order is not None and len(desk.counter.order.lapsed) == 2)
    assert balance(desk) == 7500  # a sale that is being paid sells every line
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert ledger.faults(house) == []


def test_an_order_that_costs_nothing_is_sold_without_a_payment(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot
) -> None:
    price_list = house.look(lambda tx: price_lists.list_of(tx, performance=tonight.id))
    free = {("Front", FULL_PRICE): 0}
    house.act(lambda tx: price_lists.put_prices(tx, price_list=price_list, amounts=free), by=counter(house, "Office"))
    desk = open_desk()
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert "Nothing to pay" in desk.sell.side.done.paid.text()


def test_fees_are_waived_for_a_reason(tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot) -> None:
    price_list = house.look(lambda tx: price_lists.list_of(tx, performance=tonight.id))
    fee = Fee("Booking fee", FeePer.ORDER, 200)
    house.act(lambda tx: price_lists.put_fee(tx, price_list=price_list, fee=fee), by=counter(house, "Office"))
    desk = open_desk()
    assert not desk.actions["waive_fees"].isEnabled()
    take(qtbot, desk, "A1")
    assert desk.sell.order.total.text() == "47.00"
    press(desk, "Ctrl+W")
    answer(desk, "our mistake")
    qtbot.waitUntil(lambda: desk.sell.order.total.text() == "45.00")
    take(qtbot, desk, "A2")
    assert desk.sell.order.total.text() == "90.00"
    settle(qtbot, desk)
    assert held(desk) == {"Stalls A1", "Stalls A2"}
    assert ledger.faults(house) == []
