"""Parking at the window: set aside under a word, listed with the time left, fetched here or at another counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from boxoffice.domain.moments import MINUTE
from boxoffice.domain.orders import OrderState
from boxoffice.domain.seats import SeatStatus
from boxoffice.services import hold_list, orders, parked
from tests.gui.support import add_performance, age, click, held, press, settle, status, take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


class Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        self.count += event.type() is QEvent.Type.Paint
        return False


def park(qtbot: QtBot, desk: Desk, word: str = "red coat") -> str:
    """Park the order; its id."""
    order = desk.counter.order_id
    assert order is not None
    press(desk, "Ctrl+K")
    QTest.keyClicks(desk.window.focusWidget(), word)
    press(desk, "Return")
    qtbot.waitUntil(lambda: desk.counter.order_id is None)
    settle(qtbot, desk)
    return order


def show_list(qtbot: QtBot, desk: Desk, *, count: int = 1) -> None:
    press(desk, "Ctrl+Shift+K")
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: len(desk.parked_page.list.shown) == count)


def rows(desk: Desk) -> list[list[str]]:
    model = desk.parked_page.list.model()
    return [[str(model.index(row, column).data()) for column in range(7)] for row in range(model.rowCount())]


def test_parking_frees_the_counter_for_the_next_customer(desk: Desk, house: Database, qtbot: QtBot) -> None:
    badge = desk.sell.order.whose.parked
    assert not badge.isVisible()
    take(qtbot, desk, "A1", "A2")
    first = park(qtbot, desk)
    assert "is parked as “red coat”, its seats held until" in desk.window.strip.text
    assert held(desk) == set()
    assert desk.sell.showing.map.hasFocus()
    qtbot.waitUntil(lambda: badge.isVisible() and badge.text() == "Parked: 1")
    qtbot.waitUntil(lambda: status(desk, "A1") is SeatStatus.HELD)
    take(qtbot, desk, "B1")
    assert desk.counter.order_id != first
    parked_one = house.look(lambda tx: orders.read(tx, order=first))
    assert parked_one.parked_as == "red coat"
    assert parked_one.expires_at is not None
    assert parked_one.expires_at - parked_one.now > 28 * MINUTE


def test_nothing_is_parked_without_a_word_or_without_a_seat(desk: Desk, house: Database, qtbot: QtBot) -> None:
    assert not desk.actions["park"].isEnabled()
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+K")
    press(desk, "Return")
    assert desk.sell.order.whose.ask.isVisible()
    press(desk, "Esc")
    assert not desk.sell.order.whose.ask.isVisible()
    settle(qtbot, desk)
    assert held(desk) == {"Stalls A1"}
    assert house.look(parked.parked) == ()


def test_the_list_tells_what_waits_and_enter_brings_it_back(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "C1")
    order = park(qtbot, desk)
    show_list(qtbot, desk)
    ((word, whose, seats, total, left, number, counter),) = rows(desk)
    assert (word, whose, seats, total, counter) == ("red coat", "", "2", "75.00", "Counter 1")
    assert number.endswith("-0001")
    assert left in {"29:00", "28:59", "28:58"}
    press(desk, "Return")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1", "Stalls C1"})
    assert desk.is_selling()
    assert desk.counter.order_id == order
    assert desk.sell.order.countdown.text() in {"29:00", "28:59", "28:58"}
    qtbot.waitUntil(lambda: not desk.sell.order.whose.parked.isVisible())
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)


def test_the_time_left_counts_down(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    show_list(qtbot, desk)
    settle(qtbot, desk)
    before = rows(desk)[0][4]
    watch = Paints()
    desk.parked_page.list.viewport().installEventFilter(watch)
    qtbot.waitUntil(lambda: watch.count > 1, timeout=4000)
    assert rows(desk)[0][4] != before
    desk.counter.clock.set(desk.counter.clock.now() + 31 * MINUTE)
    assert rows(desk)[0][4] == "ran out"


def test_the_badge_opens_the_list_and_a_double_click_fetches(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    take(qtbot, desk, "A2")
    park(qtbot, desk, "blue hat")
    badge = desk.sell.order.whose.parked
    qtbot.waitUntil(lambda: badge.text() == "Parked: 2")
    badge.click()
    listing = desk.parked_page.list
    qtbot.waitUntil(lambda: len(listing.shown) == 2)
    at = listing.visualRect(listing.model().index(1, 0)).center()
    QTest.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A2"})


def test_a_finger_chooses_a_row_and_fetches_with_the_button(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    show_list(qtbot, desk)
    desk.parked_page.fetch.click()
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1"})


def test_an_order_is_fetched_at_another_counter_and_gone_from_the_list_here(
    desk: Desk, open_desk: Desks, qtbot: QtBot
) -> None:
    other = open_desk("Counter 2")
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    show_list(qtbot, desk)
    show_list(qtbot, other)
    other.parked_page.fetch.click()
    qtbot.waitUntil(lambda: held(other) == {"Stalls A1"})
    desk.parked_page.fetch.click()
    qtbot.waitUntil(lambda: "is not parked any more: it is at Counter 2" in desk.window.strip.text)
    qtbot.waitUntil(lambda: desk.parked_page.list.shown == ())
    assert desk.counter.order_id is None
    assert not desk.parked_page.fetch.isEnabled()
    desk.show_sell()
    take(qtbot, desk, "A2")  # a new order
    assert held(desk) == {"Stalls A2"}


def test_an_order_is_not_fetched_over_another(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    take(qtbot, desk, "A2")
    show_list(qtbot, desk)
    press(desk, "Return")
    assert "Another order is open at this counter" in desk.window.strip.text
    settle(qtbot, desk)
    assert held(desk) == {"Stalls A2"}
    assert len(desk.parked_page.list.shown) == 1


def test_an_order_is_fetched_after_a_sale_and_over_an_empty_one(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    take(qtbot, desk, "A2")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F6")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    show_list(qtbot, desk)
    press(desk, "Return")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1"})
    park(qtbot, desk)
    take(qtbot, desk, "B1")
    desk.counter.give_back_all()
    qtbot.waitUntil(lambda: held(desk) == set())
    show_list(qtbot, desk)
    press(desk, "Return")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1"})


def test_what_ran_out_is_marked_and_comes_back(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    age(house, seconds=3600)
    desk.refresh.ask()
    show_list(qtbot, desk)
    assert rows(desk)[0][4] == "ran out"
    press(desk, "Return")
    qtbot.waitUntil(lambda: [line.state.value for line in desk.counter.lines] == ["held"])


def test_delete_asks_before_it_gives_up(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "A2")
    order = park(qtbot, desk)
    show_list(qtbot, desk)
    for answer in ("Keep it parked", "Give the seats back"):
        press(desk, "Del")
        box = desk.parked_page.box
        assert box is not None
        assert "2 seats of “red coat”" in box.text()
        assert box.findChildren(QLabel)
        assert {label.textFormat() for label in box.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
        next(button for button in box.buttons() if button.text() == answer).click()
        settle(qtbot, desk)
        given_up = answer.startswith("Give")
        assert (house.look(parked.parked) == ()) == given_up
    qtbot.waitUntil(lambda: desk.parked_page.list.shown == ())
    assert house.look(lambda tx: orders.read(tx, order=order)).state is OrderState.ABANDONED
    assert "is given up" in desk.window.strip.text


def test_the_night_of_the_order_is_shown(desk: Desk, house: Database, qtbot: QtBot) -> None:
    add_performance(house, event="Matinee", days=1)
    desk.read_anew()
    qtbot.waitUntil(lambda: len(desk.sell.board.performances) == 2)
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    press(desk, "Ctrl+PgDown")
    settle(qtbot, desk)
    assert desk.sell.showing.performance is not None
    assert desk.sell.showing.performance.event == "Matinee"
    show_list(qtbot, desk)
    press(desk, "Return")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1"})
    assert desk.sell.showing.performance.event == "Taylor Swift"


def test_closing_leaves_a_parked_order_as_it_is(desk: Desk, house: Database, open_desk: Desks, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    park(qtbot, desk)
    desk.window.close()
    assert desk.window.isHidden()
    again = open_desk.again(desk)
    assert again.counter.order is None
    qtbot.waitUntil(again.sell.order.whose.parked.isVisible)
    assert [hold.seat for hold in house.look(hold_list.list_holds)] == ["Stalls A1"]


def test_an_order_that_was_parked_although_the_answer_was_lost_is_let_go(
    desk: Desk, house: Database, qtbot: QtBot
) -> None:
    take(qtbot, desk, "A1")
    order = desk.counter.order_id
    assert order is not None
    house.act(lambda tx: parked.park(tx, order=order, word="red coat"), by=desk.tasks.by)
    desk.refresh.ask()
    qtbot.waitUntil(lambda: desk.counter.order_id is None)
    click(desk, "A2")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A2"})
