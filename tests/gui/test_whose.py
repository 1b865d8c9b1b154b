"""Whose an order is, at the window: its customer found or added while the clerk types, and its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from boxoffice.gui.widgets.text import tip
from boxoffice.services import customers
from tests.gui.support import click, held, press, settle, take
from tests.support.houses import counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.customers import Customer
    from boxoffice.gui.desk import Desk
    from boxoffice.gui.sell.customer_finder import CustomerFinder

NAME = "<img src='//host/share/x.png'>"


@pytest.fixture
def known(house: Database) -> list[Customer]:
    """Two customers whom the house knows."""
    by = counter(house, "Office")
    people = [("Anna Berger", "0171 234"), ("Hannah Vogel", "")]
    with house.write(by=by) as tx:
        return [customers.add(tx, customer=name, name=name, phone=phone) for name, phone in people]


def finder(desk: Desk) -> CustomerFinder:
    return desk.sell.order._finder  # noqa: SLF001 (made when it is first asked for)


def write(desk: Desk, text: str) -> None:
    QTest.keyClicks(desk.window.focusWidget(), text)


def lines(desk: Desk) -> list[str]:
    found = finder(desk).found
    return [found.item(row).text() for row in range(found.count())]


def name(desk: Desk) -> str:
    order = desk.counter.order
    return order.customer.name if order is not None and order.customer is not None else ""


def test_enter_takes_the_first_hit(desk: Desk, known: list[Customer], qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+U")
    assert not desk.sell.order.list.isVisible()
    write(desk, "ann")
    qtbot.waitUntil(lambda: lines(desk) == [known[0].told, known[1].told, "Add “ann”…"])
    press(desk, "Return")
    qtbot.waitUntil(lambda: name(desk) == "Anna Berger")
    assert desk.sell.order.whose.customer.text() == "Anna Berger · 0171 234"
    assert desk.sell.order.whose.customer.isVisible()
    assert desk.sell.order.list.isVisible()
    assert desk.sell.showing.map.hasFocus()
    assert held(desk) == {"Stalls A1"}


def test_enter_that_is_quicker_than_the_answer_waits_for_it(desk: Desk, known: list[Customer], qtbot: QtBot) -> None:
    assert known
    press(desk, "Ctrl+U")
    write(desk, "ann")
    qtbot.waitUntil(lambda: len(lines(desk)) == 3)
    write(desk, "a")
    finder(desk).text.clear()
    write(desk, "vogel")
    press(desk, "Return")
    qtbot.waitUntil(lambda: name(desk) == "Hannah Vogel")


def test_the_arrows_choose_and_so_does_a_click(desk: Desk, known: list[Customer], qtbot: QtBot) -> None:
    assert known
    press(desk, "Ctrl+U")
    write(desk, "ann")
    qtbot.waitUntil(lambda: len(lines(desk)) == 3)
    press(desk, "Down")
    press(desk, "Enter")
    qtbot.waitUntil(lambda: name(desk) == "Hannah Vogel")
    press(desk, "Ctrl+U")
    write(desk, "0171")
    qtbot.waitUntil(lambda: len(lines(desk)) == 3)
    found = finder(desk).found
    at = found.visualItemRect(found.item(0)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: name(desk) == "Anna Berger")


def test_whom_nobody_knows_is_added_with_a_phone_number(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+U")
    write(desk, "Carl Dorn")
    qtbot.waitUntil(lambda: lines(desk) == ["Add “Carl Dorn”…"])
    press(desk, "Return")
    assert finder(desk).adds
    assert finder(desk).name.text() == "Carl Dorn"
    write(desk, "030 99")
    press(desk, "Return")
    qtbot.waitUntil(lambda: name(desk) == "Carl Dorn")
    (carl,) = house.look(lambda tx: customers.find(tx, text="03099"))
    assert (carl.name, carl.phone) == ("Carl Dorn", "030 99")
    assert held(desk) == {"Stalls A1"}


@pytest.mark.parametrize(("text", "field"), [("030 99", "phone"), ("c@example.org", "email")])
def test_what_was_looked_for_stands_in_its_field(desk: Desk, qtbot: QtBot, text: str, field: str) -> None:
    press(desk, "Ctrl+U")
    write(desk, text)
    qtbot.waitUntil(lambda: len(lines(desk)) == 1)
    press(desk, "Return")
    assert getattr(finder(desk), field).text() == text
    assert finder(desk).name.hasFocus()
    press(desk, "Return")  # nobody has no name
    assert finder(desk).adds
    settle(qtbot, desk)
    assert name(desk) == ""


def test_a_customer_can_be_taken_off_again(desk: Desk, known: list[Customer], qtbot: QtBot) -> None:
    assert known
    press(desk, "Ctrl+U")
    write(desk, "vogel")
    press(desk, "Return")
    qtbot.waitUntil(lambda: name(desk) == "Hannah Vogel")
    press(desk, "Ctrl+U")
    assert lines(desk) == ["Without a customer"]
    press(desk, "Return")  # nothing is chosen yet
    assert name(desk) == "Hannah Vogel"
    press(desk, "Down")
    press(desk, "Return")
    qtbot.waitUntil(lambda: name(desk) == "")
    assert not desk.sell.order.whose.customer.isVisible()


def test_escape_leaves_the_search_and_a_seat_can_be_taken_meanwhile(desk: Desk, qtbot: QtBot) -> None:
    press(desk, "Ctrl+U")
    click(desk, "A1")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1"})
    assert not desk.sell.order.list.isVisible()
    press(desk, "Esc")
    assert desk.sell.order.list.isVisible()


@pytest.mark.parametrize("key", ["Ctrl+U", "Ctrl+K"])
def test_a_desktop_that_edits_with_these_keys_leaves_them_to_the_acts(desk: Desk, qtbot: QtBot, key: str) -> None:
    take(qtbot, desk, "A1")
    box = desk.sell.showing.typing
    box.setFocus()
    write(desk, "B2")
    press(desk, key)
    assert box.text() == "B2"
    assert not box.hasFocus()


def test_a_note_is_written_changed_and_emptied(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    whose = desk.sell.order.whose
    press(desk, "Ctrl+T")
    write(desk, "C12 wheelchair")
    press(desk, "Return")
    qtbot.waitUntil(lambda: whose.note.text() == "C12 wheelchair")
    assert whose.note.isVisible()
    assert held(desk) == {"Stalls A1"}
    press(desk, "Ctrl+T")
    assert whose.ask.text() == "C12 wheelchair"
    press(desk, "Delete")
    press(desk, "Return")
    qtbot.waitUntil(lambda: not whose.note.isVisible())
    assert desk.counter.order is not None
    assert desk.counter.order.note == ""


def test_note_and_customer_stand_at_the_end_of_the_sale(desk: Desk, known: list[Customer], qtbot: QtBot) -> None:
    assert known
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+T")
    write(desk, "aisle")
    press(desk, "Return")
    press(desk, "Ctrl+U")
    write(desk, "vogel")
    press(desk, "Return")
    qtbot.waitUntil(lambda: name(desk) == "Hannah Vogel")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    assert not desk.actions["note"].isEnabled()
    assert not desk.actions["customer"].isEnabled()
    press(desk, "F6")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert desk.sell.side.done.whose.text() == "Hannah Vogel\naisle"
    press(desk, "F12")
    assert not desk.sell.order.whose.note.isVisible()


def test_one_question_at_a_time(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    order = desk.sell.order
    for key, shown in (("Ctrl+T", order.whose.ask), ("Ctrl+U", None), ("Ctrl+K", order.whose.ask)):
        press(desk, key)
        assert order.whose.ask.isVisible() == (shown is not None)
        assert order.is_finding == (shown is None)
    order.prices.ask_promotion()
    assert not order.whose.ask.isVisible()
    assert order.prices.ask.hasFocus()


def test_a_payment_ends_what_was_being_asked(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+U")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    assert not desk.sell.order.is_finding
    QTest.keyClicks(desk.window.focusWidget(), "50")
    assert desk.sell.side.payment.cash.given.text() == "50"


def test_enter_on_the_number_pad_is_an_answer_and_no_sale(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+T")
    write(desk, "aisle")
    press(desk, "Num+Enter")
    qtbot.waitUntil(lambda: desk.sell.order.whose.note.text() == "aisle")
    settle(qtbot, desk)
    assert not desk.sell.side.is_paying


def test_the_words_of_customers_are_shown_as_they_are_written(desk: Desk, house: Database, qtbot: QtBot) -> None:
    with house.write(by=counter(house, "Office")) as tx:
        customers.add(tx, customer="x", name=NAME)
    press(desk, "Ctrl+U")
    write(desk, "img")
    qtbot.waitUntil(lambda: lines(desk) == [NAME, "Add “img”…"])
    assert finder(desk).found.item(0).toolTip() == tip(NAME)
    press(desk, "Return")
    qtbot.waitUntil(lambda: name(desk) == NAME)
    press(desk, "Ctrl+T")
    write(desk, NAME)
    press(desk, "Return")
    whose = desk.sell.order.whose
    qtbot.waitUntil(lambda: whose.note.text() == NAME)
    labels = [whose.customer, whose.note]
    assert [label.text() for label in labels] == [NAME, NAME]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
