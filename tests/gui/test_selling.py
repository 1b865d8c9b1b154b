"""Selling at the window: seats by click and by name, the countdown, what lapsed, the band for another day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from boxoffice.domain.money import Currency
from boxoffice.domain.orders import LineState, Order, OrderLine, OrderState
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.sell.order_list import OrderList
from tests.gui.support import add_performance, age, click, held, press, status, take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


def test_a_click_takes_a_seat_and_another_gives_it_back(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    qtbot.waitUntil(lambda: status(desk, "A1") is SeatStatus.MINE)
    assert desk.sell.order.total.text() == "45.00"
    assert desk.sell.order.seats.text() == "1 seat"
    click(desk, "A1")
    qtbot.waitUntil(lambda: status(desk, "A1") is SeatStatus.FREE)
    assert held(desk) == set()
    assert desk.sell.order.total.text() == "0.00"


def test_clicks_that_come_before_the_answers_all_count(desk: Desk, qtbot: QtBot) -> None:
    for name in ("A1", "A2", "A3", "C4"):
        click(desk, name)
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1", "Stalls A2", "Stalls A3", "Stalls C4"})
    assert desk.sell.order.total.text() == "165.00"


def test_letters_and_digits_go_to_the_typing_box_wherever_the_focus_is(desk: Desk, qtbot: QtBot) -> None:
    for place in (desk.sell.showing.map, desk.sell.board.list, desk.sell.order.list, desk.sell):
        place.setFocus()
        QTest.keyClicks(place, "c12")
        assert desk.sell.showing.typing.text() == "c12"
        press(desk, "Esc")
        assert desk.sell.showing.typing.text() == ""
    QTest.keyClicks(desk.sell.showing.map, "B3")
    press(desk, "Return", at=desk.sell.showing.typing)
    qtbot.waitUntil(lambda: held(desk) == {"Stalls B3"})


def test_enter_on_the_number_pad_means_what_is_typed_before_it_means_the_sale(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    QTest.keyClicks(desk.sell.showing.map, "B3")
    press(desk, "Num+Enter", at=desk.sell.showing.typing)
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1", "Stalls B3"})
    assert not desk.sell.side.is_paying
    press(desk, "Num+Enter")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)


def test_typing_what_is_no_seat_says_so(desk: Desk) -> None:
    QTest.keyClicks(desk.sell.showing.map, "Z99")
    press(desk, "Return", at=desk.sell.showing.typing)
    assert "Z99" in desk.window.strip.text


def test_a_taken_seat_is_refused_by_name_and_its_owner(desk: Desk, open_desk: Desks, qtbot: QtBot) -> None:
    bob = open_desk("Counter 2")
    take(qtbot, desk, "A1")
    click(bob, "A1")
    qtbot.waitUntil(lambda: "Stalls A1 is held by Counter 1" in bob.window.strip.text)
    qtbot.waitUntil(lambda: status(bob, "A1") is SeatStatus.HELD)
    assert held(bob) == set()


def test_the_countdown_follows_the_databases_clock_and_warns(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    panel = desk.sell.order
    assert panel.countdown.text() in {"5:00", "4:59"}
    assert panel.countdown.property("tone") == ""
    age(house, seconds=250)
    desk.refresh.ask()
    qtbot.waitUntil(lambda: panel.countdown.text().startswith("0:"))
    assert panel.countdown.property("tone") == "danger"
    assert "keep the seats" in panel.warning.text()
    press(desk, "F2")
    qtbot.waitUntil(lambda: panel.countdown.text() in {"5:00", "4:59"})
    assert panel.countdown.property("tone") == ""


def test_lapsed_lines_stay_and_are_taken_again_by_one_key(
    desk: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    bob = open_desk("Counter 2")
    take(qtbot, desk, "A1", "A2")
    age(house, seconds=301)
    desk.refresh.ask()
    qtbot.waitUntil(lambda: "2 free again" in desk.sell.order.lapsed.text())
    assert desk.sell.order.total.text() == "0.00"
    assert "ran out" in desk.window.strip.text
    bob.refresh.ask()
    qtbot.waitUntil(lambda: status(bob, "A2") is SeatStatus.FREE)
    take(qtbot, bob, "A2")
    desk.refresh.ask()
    qtbot.waitUntil(lambda: "1 free again, 1 taken by others" in desk.sell.order.lapsed.text())
    words = [desk.sell.order.list.model().index(row, 0).data() for row in range(4)]
    assert "Stalls A2, taken by Counter 2" in words
    assert "Stalls A1, free again" in words
    press(desk, "F3")
    qtbot.waitUntil(lambda: desk.sell.order.total.text() == "45.00")
    assert desk.sell.order.lapsed.text() == "The hold ran out: 1 taken by others."
    assert status(desk, "A2") is SeatStatus.HELD


def test_one_key_gives_back_the_last_seat_another_all(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "A2", "A3")
    press(desk, "F8")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1", "Stalls A2"})
    press(desk, "Ctrl+F8")
    qtbot.waitUntil(lambda: held(desk) == set())
    qtbot.waitUntil(lambda: status(desk, "A1") is SeatStatus.FREE)


def test_a_selected_line_is_the_one_that_is_given_back(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "A2", "A3")
    lines = desk.sell.order.list
    row = next(row for row in range(9) if str(lines.model().index(row, 0).data()).startswith("Stalls A2"))
    lines.setCurrentIndex(lines.model().index(row, 0))
    press(desk, "F8")
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1", "Stalls A3"})


def test_seats_for_another_day_stand_under_a_band(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot
) -> None:
    assert tonight.event == "Taylor Swift"
    add_performance(house, event="Swan Lake", days=1)
    desk = open_desk()
    take(qtbot, desk, "A1")
    assert desk.sell.band.isHidden()
    desk.sell.board.step(1)
    qtbot.waitUntil(lambda: desk.sell.showing.event_name.text() == "Swan Lake")
    assert desk.sell.band.property("tone") == "quiet"  # only looked at
    assert desk.sell.order.band.isHidden()
    qtbot.waitUntil(lambda: status(desk, "A1") is SeatStatus.FREE)
    top = desk.sell.showing.map.mapToGlobal(desk.sell.showing.map.rect().topLeft())
    take(qtbot, desk, "B2")
    assert top == desk.sell.showing.map.mapToGlobal(desk.sell.showing.map.rect().topLeft())
    for band in (desk.sell.band, desk.sell.order.band):
        assert not band.isHidden()
        assert "Not for today" in band.text()
        assert band.property("tone") == ""
    assert {line.event for line in desk.counter.lines} == {"Taylor Swift", "Swan Lake"}
    desk.sell.board.step(-1)
    assert not desk.sell.band.isHidden()


def test_the_board_is_searched_and_stepped_through(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot
) -> None:
    assert tonight.free == 30
    for day, event in ((1, "Swan Lake"), (2, "Nutcracker")):
        add_performance(house, event=event, days=day)
    desk = open_desk()
    press(desk, "Ctrl+PgDown")
    assert desk.sell.showing.event_name.text() == "Swan Lake"
    press(desk, "Ctrl+PgUp")
    assert desk.sell.showing.event_name.text() == "Taylor Swift"
    press(desk, "F4")
    qtbot.waitUntil(desk.sell.board.search.hasFocus)
    QTest.keyClicks(desk.sell.board.search, "nutcr")
    assert desk.sell.showing.typing.text() == ""
    press(desk, "Return", at=desk.sell.board.search)
    assert desk.sell.showing.event_name.text() == "Nutcracker"
    words = [desk.sell.board.list.model().index(row, 0).data() for row in range(6)]
    assert words[2] == "Tomorrow"
    assert str(words[1]).endswith("30 of 30 seats free")


def test_a_search_without_finds_says_so(desk: Desk) -> None:
    board = desk.sell.board
    assert board.nothing.isHidden()
    QTest.keyClicks(board.search, "nutcr")
    assert board.nothing.isVisible()
    assert board.nothing.text() == "Nothing found"
    board.search.clear()
    assert board.nothing.isHidden()


def test_the_order_does_not_jump_with_its_first_seat_or_its_last_minute(
    desk: Desk, house: Database, qtbot: QtBot
) -> None:
    panel = desk.sell.order
    layout = panel.layout()
    assert layout is not None
    before = panel.hint.geometry()
    take(qtbot, desk, "A1")
    layout.activate()
    assert panel.list.y() == before.y()
    assert panel.list.height() == pytest.approx(before.height(), abs=2)  # the figures are not quite as high as nothing
    first = panel.list.geometry()
    age(house, seconds=250)
    desk.refresh.ask()
    qtbot.waitUntil(lambda: panel.countdown.property("tone") == "danger")
    layout.activate()
    assert panel.list.geometry() == first


def test_seats_that_all_lapsed_are_not_told_as_none_for_nothing(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "C1")
    words = desk.sell.order.list.model()
    assert words.index(1, 0).data() == "Front · 1 × 45.00, 45.00"
    age(house, seconds=301)
    desk.refresh.ask()
    qtbot.waitUntil(lambda: "2 free again" in desk.sell.order.lapsed.text())
    assert [words.index(row, 0).data() for row in (1, 3)] == ["Front", "Rear"]


def test_a_long_name_of_a_zone_does_not_cut_what_its_seats_cost(qtbot: QtBot) -> None:
    pictures = []
    for prices in ((4500, 4500), (9000,)):
        lines = tuple(line_of(n, zone="Balcony, restricted view " * 9, price=price) for n, price in enumerate(prices))
        shown = OrderList(currency=Currency("EUR"), zone="UTC")
        qtbot.addWidget(shown)
        shown.resize(330, 200)
        shown.show_order(Order("id", "K1-0001", "Counter 1", OrderState.OPEN, lines, (), now=0))
        pictures.append(shown.grab(shown.visualRect(shown.model().index(1, 0))).toImage())
    assert pictures[0].size() == pictures[1].size()
    assert pictures[0] != pictures[1]  # 2 × 45.00 or 1 × 90.00


def line_of(n: int, *, zone: str, price: int) -> OrderLine:
    return OrderLine(
        id=n,
        performance=1,
        event="Taylor Swift",
        hall="Studio",
        starts_at=0,
        seat_id=n,
        seat=f"Stalls A{n}",
        zone=zone,
        price_type="Full price",
        price=price,
        state=LineState.HELD,
        expires_at=1000,
        taken_by=None,
    )
