"""Closing the window: never with seats held unseen, and nothing left running behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from boxoffice.domain.orders import OrderState, PaymentState
from boxoffice.services import hold_list, orders, payments
from tests.gui.support import click, held, press, settle, take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk


def button(desk: Desk, text: str) -> None:
    """Press the button of the question whose text begins so."""
    box = desk.closing.box
    assert box is not None
    next(each for each in box.buttons() if each.text().replace("&", "").startswith(text)).click()


def test_without_an_order_the_window_closes_at_once(desk: Desk) -> None:
    desk.window.close()
    assert desk.window.isHidden()


def test_an_open_order_is_asked_about_and_going_on_is_the_default(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "A2")
    press(desk, "Ctrl+Q")
    box = desk.closing.box
    assert isinstance(box, QMessageBox)
    assert "still has 2 seats" in box.text()
    assert box.defaultButton().text().replace("&", "") == "Go on selling"
    button(desk, "Go on")
    assert not desk.window.isHidden()
    assert held(desk) == {"Stalls A1", "Stalls A2"}


def test_the_seats_can_be_given_back(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    order = desk.counter.order_id
    assert order is not None
    desk.window.close()
    button(desk, "Give back")
    qtbot.waitUntil(desk.window.isHidden)
    assert house.look(hold_list.list_holds) == ()
    assert house.look(lambda tx: orders.read(tx, order=order)).state is OrderState.ABANDONED


def test_the_seats_can_be_kept_until_a_time_that_is_said(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    desk.window.close()
    box = desk.closing.box
    assert box is not None
    assert any(each.text().replace("&", "").startswith("Keep until ") for each in box.buttons())
    button(desk, "Keep until")
    qtbot.waitUntil(desk.window.isHidden)
    assert [seat.seat for seat in house.look(hold_list.list_holds)] == ["Stalls A1"]


def test_an_open_payment_is_left_before_its_seats_are_kept(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.sell.side.is_paying)
    button(desk, "Keep until")
    qtbot.waitUntil(desk.window.isHidden)
    assert [seat.paying for seat in house.look(hold_list.list_holds)] == [False]


def test_a_database_that_does_not_answer_does_not_lock_the_window(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    desk.window.close()
    for _ in range(3):  # the renewal, the refresh that follows it, and the order read anew after that
        settle(qtbot, desk)
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant RENAME TO occupant_away")
    button(desk, "Give back")
    qtbot.waitUntil(lambda: "could not be given back" in desk.window.strip.text)
    assert not desk.window.isHidden()
    desk.window.close()
    assert desk.window.isHidden()


def test_a_finished_sale_is_nothing_to_ask_about(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    desk.window.close()
    assert desk.window.isHidden()


def test_a_card_without_an_answer_is_named(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F7")
    qtbot.waitUntil(lambda: desk.sell.side.awaits_card)
    desk.window.close()
    box = desk.closing.box
    assert box is not None
    assert "card payment" in box.text()
    button(desk, "Close all the same")
    assert desk.window.isHidden()
    assert [seat.paying for seat in house.look(hold_list.list_holds)] == [True]


def test_what_was_said_of_one_order_is_not_meant_for_the_next(
    desk: Desk, house: Database, qtbot: QtBot, faults: list[BaseException]
) -> None:
    take(qtbot, desk, "A1")
    first = desk.counter.order_id
    assert first is not None
    desk.window.close()
    for _ in range(3):  # the renewal, the refresh that follows it, and the order read anew after that
        settle(qtbot, desk)
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant RENAME TO occupant_away")
    button(desk, "Give back")
    qtbot.waitUntil(lambda: "could not be given back" in desk.window.strip.text)
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant_away RENAME TO occupant")
    house.act(lambda tx: orders.abandon(tx, order=first), by=desk.tasks.by)
    desk.counter.reread()
    qtbot.waitUntil(lambda: desk.counter.order_id is None)
    take(qtbot, desk, "A2")
    assert not desk.closing.may_leave()
    faults.clear()  # a refresh may have looked while the table was away


def test_seats_whose_taking_has_no_answer_yet_are_asked_about(desk: Desk, house: Database, qtbot: QtBot) -> None:
    click(desk, "A1")
    assert desk.counter.order is None
    desk.window.close()
    assert not desk.window.isHidden()
    button(desk, "Give back")
    qtbot.waitUntil(desk.window.isHidden)
    assert house.look(hold_list.list_holds) == ()


def test_an_order_without_seats_is_not_left_open_behind_the_window(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    order = desk.counter.order_id
    assert order is not None
    desk.counter.give_back_all()
    qtbot.waitUntil(lambda: held(desk) == set())
    desk.window.close()
    assert desk.window.isHidden()
    qtbot.waitUntil(lambda: desk.counter.order_id is None)
    assert house.look(lambda tx: orders.read(tx, order=order)).state is OrderState.ABANDONED


def test_an_approved_card_whose_sale_was_cut_off_is_named_as_a_payment(
    desk: Desk, house: Database, qtbot: QtBot
) -> None:
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F7")
    qtbot.waitUntil(lambda: desk.sell.side.awaits_card)
    assert desk.counter.order is not None
    order, card = desk.counter.order.id, desk.counter.order.unsettled
    assert card is not None
    approved = PaymentState.APPROVED
    house.act(lambda tx: payments.settle_card(tx, order=order, payment=card.id, state=approved), by=desk.tasks.by)
    desk.counter.reread()
    qtbot.waitUntil(lambda: desk.counter.order is not None and desk.counter.order.paid == 4500)
    desk.window.close()
    box = desk.closing.box
    assert box is not None
    assert "has a payment that is not finished" in box.text()
    button(desk, "Close all the same")
    assert desk.window.isHidden()


def test_seats_whose_taking_has_no_answer_yet_can_be_kept(desk: Desk, house: Database, qtbot: QtBot) -> None:
    click(desk, "A1")
    assert desk.counter.order is None
    desk.window.close()
    button(desk, "Keep and close")
    assert desk.window.isHidden()
    settle(qtbot, desk)
    assert [hold.seat for hold in house.look(hold_list.list_holds)] == ["Stalls A1"]
