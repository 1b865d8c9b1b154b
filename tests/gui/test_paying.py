"""Money at the window: cash with its change, a card with its answer, a sale that is told as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from boxoffice.domain.orders import Method, OrderState, PaymentState
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.sell.cash import quick_amounts
from boxoffice.services import holds, orders, sales
from tests.gui.support import add_performance, age, click, held, press, seat, settle, status, take
from tests.support.houses import counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


@pytest.fixture
def paying(desk: Desk, qtbot: QtBot) -> Desk:
    """Counter 1 with the payment of A1 and C1 open: 75.00."""
    take(qtbot, desk, "A1", "C1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    return desk


def test_cash_gives_change_and_the_seats_are_sold(paying: Desk, qtbot: QtBot) -> None:
    cash = paying.sell.side.payment.cash
    assert cash.total.text() == "75.00"
    assert not paying.actions["forward"].isEnabled()
    QTest.keyClicks(cash.given, "70")
    assert cash.change_word.text() == "Still to pay"
    assert cash.change.text() == "5.00"
    assert not paying.actions["forward"].isEnabled()
    cash.given.clear()
    QTest.keyClicks(cash.given, "100,00")
    assert cash.change.text() == "25.00"
    press(paying, "F12")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    done = paying.sell.side.done
    assert paying.sell.side.currentWidget() is done
    assert done.change.text() == "25.00"
    assert "2 seats" in done.sold.text()
    assert done.number.text().startswith("K")
    qtbot.waitUntil(lambda: status(paying, "A1") is SeatStatus.SOLD)
    press(paying, "F12")
    assert paying.sell.side.currentWidget() is paying.sell.order
    assert held(paying) == set()


def test_a_key_pressed_twice_sells_once_and_the_next_customer_is_left_alone(paying: Desk, qtbot: QtBot) -> None:
    press(paying, "F6")
    paying.sell.side.forward()
    paying.sell.side.forward()
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    paying.counter.next_customer()
    settle(qtbot, paying)
    assert paying.counter.sale is None
    assert paying.sell.side.currentWidget() is paying.sell.order


def test_the_exact_amount_is_one_key(paying: Desk, qtbot: QtBot) -> None:
    press(paying, "F6")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert paying.counter.sale is not None
    assert paying.counter.sale.change == 0
    assert paying.counter.sale.order.approved[0].tendered == 7500


def test_return_takes_the_amount_that_was_given(paying: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(paying.sell.side.payment.cash.given, "80")
    press(paying, "Return", at=paying.sell.side.payment.cash.given)
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert paying.counter.sale is not None
    assert paying.counter.sale.change == 500


def test_the_number_pads_acts_are_not_typed_into_the_amount(paying: Desk, qtbot: QtBot) -> None:
    given = paying.sell.side.payment.cash.given
    given.setFocus()
    QTest.keyClicks(given, "12a")
    assert given.property("tone") == "danger"
    assert not paying.actions["forward"].isEnabled()
    press(paying, "Num+*", at=given)
    assert given.text() == "12a"
    qtbot.waitUntil(lambda: paying.counter.sale is not None)


def test_leaving_the_payment_keeps_the_seats(paying: Desk, qtbot: QtBot) -> None:
    press(paying, "Esc")
    qtbot.waitUntil(lambda: paying.sell.side.currentWidget() is paying.sell.order)
    assert held(paying) == {"Stalls A1", "Stalls C1"}
    assert paying.counter.order is not None
    assert paying.counter.order.state is OrderState.OPEN
    left = paying.counter.milliseconds_left
    assert left is not None
    assert left <= 5 * 60_000


def test_seats_cannot_change_while_the_payment_is_open(paying: Desk) -> None:
    click(paying, "A5")
    assert "payment of this order is open" in paying.window.strip.text
    assert held(paying) == {"Stalls A1", "Stalls C1"}
    assert not paying.actions["give_back"].isEnabled()


def test_a_payment_for_a_lost_seat_names_it_and_asks_for_no_money(
    desk: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    bob = open_desk("Counter 2")
    take(qtbot, desk, "A1", "A2")
    age(house, seconds=301)
    take(qtbot, bob, "A2")
    press(desk, "F12")
    qtbot.waitUntil(lambda: "Stalls A2 is held by Counter 2" in desk.window.strip.text)
    assert not desk.sell.side.is_paying


def test_a_payment_that_took_too_long_still_sells_what_nobody_took(paying: Desk, house: Database, qtbot: QtBot) -> None:
    age(house, seconds=901)
    press(paying, "F6")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)


def test_a_payment_whose_seat_another_counter_took_is_left_and_the_seat_named(
    paying: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    age(house, seconds=901)
    bob = open_desk("Counter 2")
    take(qtbot, bob, "C1")
    press(paying, "F5")
    qtbot.waitUntil(lambda: "Stalls C1 by Counter 2" in paying.window.strip.text)
    qtbot.waitUntil(lambda: not paying.sell.side.is_paying)
    assert paying.counter.sale is None


def test_an_approved_card_is_a_sale(paying: Desk, qtbot: QtBot) -> None:
    press(paying, "F7")
    qtbot.waitUntil(lambda: paying.sell.side.payment.is_card)
    assert paying.sell.side.payment.card.amount.text() == "75.00"
    press(paying, "Esc")  # a started card is not walked away from
    assert paying.sell.side.payment.is_card
    press(paying, "F9")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert paying.counter.sale is not None
    assert paying.counter.sale.order.approved[0].method is Method.CARD
    assert paying.sell.side.done.change.isHidden()


def test_a_declined_card_can_be_paid_in_cash(paying: Desk, qtbot: QtBot) -> None:
    press(paying, "F7")
    qtbot.waitUntil(lambda: paying.sell.side.payment.is_card)
    press(paying, "F10")
    qtbot.waitUntil(lambda: paying.sell.side.is_cash)
    press(paying, "F6")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert paying.counter.sale is not None
    assert paying.counter.sale.order.approved[0].method is Method.CASH


def test_a_card_whose_answer_nobody_knows_is_asked_about_first_after_a_restart(
    paying: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    press(paying, "F7")
    qtbot.waitUntil(lambda: paying.sell.side.payment.is_card)
    press(paying, "F11")
    qtbot.waitUntil(lambda: "Nobody knows" in paying.sell.side.payment.card.text.text())
    order = paying.counter.order
    assert order is not None
    age(house, seconds=3600)
    paying.refresh.ask()
    again = open_desk.again(paying)
    qtbot.waitUntil(lambda: again.sell.side.payment.is_card)
    assert "no answer yet" in again.window.strip.text
    assert again.sell.side.payment.card.amount.text() == "75.00"
    press(again, "F9")
    qtbot.waitUntil(lambda: again.counter.sale is not None)
    stored = house.look(lambda tx: orders.read(tx, order=order.id))
    assert stored.state is OrderState.SOLD
    assert [payment.state for payment in stored.payments] == [PaymentState.APPROVED]


def test_an_order_comes_back_after_the_program_ended(desk: Desk, open_desk: Desks, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "A2")
    again = open_desk.again(desk)
    assert held(again) == {"Stalls A1", "Stalls A2"}
    assert "has come back" in again.window.strip.text
    qtbot.waitUntil(lambda: status(again, "A1") is SeatStatus.MINE)


def test_the_end_of_the_sale_repeats_the_other_day(house: Database, open_desk: Desks, qtbot: QtBot) -> None:
    add_performance(house, event="Swan Lake", days=3)
    desk = open_desk()
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    assert "Not for today" in desk.sell.side.payment.band.text()
    assert not desk.sell.side.payment.band.isHidden()
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert "Not for today" in desk.sell.side.done.band.text()
    assert not desk.sell.side.done.band.isHidden()


def test_a_click_after_the_sale_begins_the_next_customers_order(paying: Desk, qtbot: QtBot) -> None:
    press(paying, "F6")
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    take(qtbot, paying, "B7")
    assert held(paying) == {"Stalls B7"}
    assert paying.sell.side.currentWidget() is paying.sell.order


def test_quick_amounts_are_what_people_hand_over() -> None:
    assert quick_amounts(12_400, unit=100) == (13_000, 14_000, 15_000, 20_000)
    assert quick_amounts(5_000, unit=100) == (6_000, 10_000)
    assert quick_amounts(1_230, unit=1)[:2] == (1_240, 1_250)
    assert quick_amounts(500, unit=100) == (1_000, 2_000, 5_000, 10_000)
    assert quick_amounts(124_300, unit=100) == (125_000, 126_000, 130_000, 150_000)


def test_the_exact_amount_stands_with_the_quick_ones_and_large_change_fits(paying: Desk) -> None:
    cash = paying.sell.side.payment.cash
    QTest.keyClicks(cash.given, "1000000")
    assert cash.change.text() == "999,925.00"
    assert cash.change.width() >= cash.change.sizeHint().width()
    assert cash.given.y() < cash.exact.y() < cash.change.y()


def test_the_end_of_a_large_sale_is_shown_from_its_first_seat_on(desk: Desk, qtbot: QtBot) -> None:
    plan = desk.sell.showing.map.plan
    assert plan is not None
    for row in plan.rows:
        desk.sell.showing.map.take_row_of(row.runs[0][0])
    qtbot.waitUntil(lambda: len(desk.counter.lines) == 30)
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    scrolled = desk.sell.side.done.list.verticalScrollBar()
    assert scrolled.maximum() > 0
    assert scrolled.value() == 0


def test_the_time_of_the_payment_is_seen(paying: Desk, house: Database, qtbot: QtBot) -> None:
    time = paying.sell.side.payment.time
    assert time.text().startswith(("14:", "15:"))
    assert time.property("tone") == "quiet"
    age(house, seconds=14 * 60 + 10)
    paying.counter.reread()
    qtbot.waitUntil(lambda: time.text().startswith("0:"))
    assert time.property("tone") == "danger"
    age(house, seconds=60)
    paying.counter.reread()
    qtbot.waitUntil(lambda: time.text().startswith("The payment time is over"))


def test_no_clock_runs_once_a_card_is_tried(paying: Desk, qtbot: QtBot) -> None:
    assert paying.sell.side.payment.time.isVisible()
    press(paying, "F7")
    qtbot.waitUntil(lambda: paying.sell.side.awaits_card)
    assert not paying.sell.side.payment.time.isVisible()


def test_a_sale_whose_answer_was_lost_is_found_and_told(paying: Desk, house: Database, qtbot: QtBot) -> None:
    order = paying.counter.order_id
    assert order is not None
    house.act(lambda tx: sales.sell(tx, order=order, payment="lost", tendered=10000), by=paying.tasks.by)
    paying.counter.give_back_all()  # refused, as the order is over
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert paying.sell.side.currentWidget() is paying.sell.side.done
    assert paying.sell.side.done.change.text() == "25.00"
    assert paying.closing.may_leave()
    take(qtbot, paying, "A2")
    assert held(paying) == {"Stalls A2"}


def test_an_order_that_was_given_up_elsewhere_is_forgotten(paying: Desk, house: Database, qtbot: QtBot) -> None:
    order = paying.counter.order_id
    assert order is not None
    house.act(lambda tx: orders.abandon(tx, order=order), by=paying.tasks.by)
    paying.counter.reread()
    qtbot.waitUntil(lambda: paying.counter.order_id is None)
    assert paying.sell.side.currentWidget() is paying.sell.order
    assert paying.closing.may_leave()


def test_an_order_whose_first_seat_was_refused_never_began(
    desk: Desk, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    by = counter(house, "Bob")
    plan = desk.sell.showing.map.plan
    assert plan is not None
    stalls_a1 = plan.seats[seat(desk, "A1")].id
    house.act(lambda tx: holds.take(tx, order="b" * 32, performance=tonight.id, seats=[stalls_a1]), by=by)
    click(desk, "A1")
    qtbot.waitUntil(lambda: bool(desk.window.strip.text))
    qtbot.waitUntil(lambda: desk.counter.order_id is None)
    assert "Bob" in desk.window.strip.text
    take(qtbot, desk, "A2")


def test_the_time_of_the_payment_runs_between_two_readings(paying: Desk, qtbot: QtBot) -> None:
    settle(qtbot, paying)
    before = paying.sell.side.payment.time.text()
    qtbot.waitUntil(lambda: paying.sell.side.payment.time.text() != before)


def test_a_click_that_follows_a_refused_first_seat_is_not_lost(
    desk: Desk, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    by = counter(house, "Bob")
    plan = desk.sell.showing.map.plan
    assert plan is not None
    stalls_a1 = plan.seats[seat(desk, "A1")].id
    house.act(lambda tx: holds.take(tx, order="b" * 32, performance=tonight.id, seats=[stalls_a1]), by=by)
    refusals: list[object] = []

    def go_on(refusal: object) -> None:
        refusals.append(refusal)  # the order was asked for just now, and is not there yet
        click(desk, "A2")

    desk.tasks.refused.connect(go_on)
    click(desk, "A1")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A2"})
    assert len(refusals) == 1


def test_an_order_that_turns_out_sold_is_nothing_to_ask_about(paying: Desk, house: Database, qtbot: QtBot) -> None:
    order = paying.counter.order_id
    assert order is not None
    house.act(lambda tx: sales.sell(tx, order=order, payment="lost", tendered=10000), by=paying.tasks.by)
    may_leave: list[bool] = []
    paying.counter.reread()
    paying.tasks.read(lambda _tx: None, lambda _nothing: may_leave.append(paying.closing.may_leave()))
    qtbot.waitUntil(lambda: paying.counter.sale is not None)
    assert may_leave == [True]  # asked before the sale was looked up


def test_an_order_that_cannot_be_read_is_a_fault_that_is_told(
    paying: Desk, house: Database, qtbot: QtBot, faults: list[BaseException]
) -> None:
    for _ in range(3):  # the payment, the refresh that follows it, and the order read anew after that
        settle(qtbot, paying)
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE order_line RENAME TO order_line_away")
    paying.counter.reread()
    qtbot.waitUntil(lambda: len(faults) == 1)
    faults.clear()
    assert held(paying) == {"Stalls A1", "Stalls C1"}
