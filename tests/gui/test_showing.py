"""Which house is on the screen: never one performance's seats under the title of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from boxoffice.domain.changes import Changes
from boxoffice.domain.seats import SeatStatus
from boxoffice.services import performances, plans, seatmap
from tests.gui.support import add_performance, held, press, settle, status, take
from tests.support.houses import another_night, counter, small_plan

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database, Tx
    from boxoffice.domain.performances import Performance
    from boxoffice.domain.plan import SeatingPlan
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


def test_a_click_between_two_performances_takes_nothing(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot
) -> None:
    other = add_performance(house, event="Other", days=1)
    desk = open_desk()
    seats = desk.sell.showing.map
    a1 = seats.place_of_seat(0).center().toPoint()
    desk.sell.board.step(1)
    QTest.mouseClick(seats.viewport(), Qt.MouseButton.LeftButton, pos=a1)
    press(desk, "Space", at=seats)
    qtbot.waitUntil(lambda: seats.seat_count > 0)
    settle(qtbot, desk)
    assert held(desk) == set()
    take(qtbot, desk, "A1")
    assert [line.performance for line in desk.counter.lines] == [other.id]
    assert other.id != tonight.id


def test_what_the_board_shows_first_is_read_with_it_and_not_again(
    tonight: Performance, open_desk: Desks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    load = seatmap.load_plan

    def counted(tx: Tx, *, plan: int) -> SeatingPlan:
        read.append(plan)
        return load(tx, plan=plan)

    monkeypatch.setattr(seatmap, "load_plan", counted)
    desk = open_desk()
    settle(qtbot, desk)
    assert read == [tonight.plan]
    assert desk.sell.showing.map.seat_count == 30


def test_a_house_that_cannot_be_read_at_the_start_keeps_no_other_from_selling(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot, faults: list[BaseException]
) -> None:
    with house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE plan SET areas = 'torn'")
    other = house.act(
        lambda tx: performances.create(
            tx,
            event="Other",
            hall=plans.store(tx, plan=small_plan(rows="AB"), hall="Cellar").hall,
            starts_at=tonight.starts_at + 86_400_000,
            prices={"Front": 1000, "Rear": 1000},
        ),
        by=counter(house, "Office"),
    )
    desk = open_desk(waiting=False)
    qtbot.waitUntil(lambda: len(faults) > 0)
    assert desk.sell.showing.map.seat_count == 0
    desk.sell.board.step(1)
    qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0)
    assert desk.sell.board.shown is not None
    assert desk.sell.board.shown.id == other.id
    take(qtbot, desk, "A1")
    faults.clear()


def test_a_house_that_could_not_be_read_is_blank_and_tried_again(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot, faults: list[BaseException]
) -> None:
    other = add_performance(house, event="Other", days=1)
    desk = open_desk()
    assert desk.sell.board.shown is not None
    assert desk.sell.board.shown.id == tonight.id
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE price RENAME TO price_away")
    desk.sell.board.step(1)
    qtbot.waitUntil(lambda: len(faults) == 1)
    faults.clear()
    assert desk.sell.showing.map.seat_count == 0
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE price_away RENAME TO price")
    desk.refresh.tick()
    qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0)
    take(qtbot, desk, "A1")
    assert [line.performance for line in desk.counter.lines] == [other.id]


def test_a_click_on_the_board_asks_again_for_a_house_that_could_not_be_read(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot, faults: list[BaseException]
) -> None:
    other = add_performance(house, event="Other", days=1)
    desk = open_desk()
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE price RENAME TO price_away")
    desk.sell.board.step(1)
    qtbot.waitUntil(lambda: len(faults) == 1)
    faults.clear()
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE price_away RENAME TO price")
    listed = desk.sell.board.list
    chosen = listed.visualRect(listed.currentIndex()).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=chosen)
    qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0)
    assert desk.sell.showing.performance is not None
    assert desk.sell.showing.performance.id == other.id != tonight.id


def test_another_night_is_shown_with_the_plan_that_is_there(
    tonight: Performance, desk: Desk, house: Database, qtbot: QtBot
) -> None:
    plan = desk.sell.showing.plan
    tomorrow = another_night(house, tonight)
    desk.tasks.committed.emit(Changes.PERFORMANCES)
    desk.sell.show_next(tomorrow.id)
    qtbot.waitUntil(lambda: desk.sell.showing.performance == tomorrow and desk.sell.showing.has_house)
    assert plan is not None
    assert desk.sell.showing.plan is plan


def test_a_plan_that_was_drawn_anew_is_shown_at_once(open_desk: Desks, house: Database, qtbot: QtBot) -> None:
    coming = add_performance(house, days=1)
    desk = open_desk()
    plan = small_plan()
    moved = replace(plan, seats=tuple(replace(seat, x=seat.x + 500) for seat in plan.seats))
    by = counter(house, "Office")
    house.act(lambda tx: plans.store(tx, plan=moved, hall=coming.hall), by=by)
    desk.read_anew()
    qtbot.waitUntil(lambda: _first_seat_at(desk) == moved.seats[0].x)
    take(qtbot, desk, "A1")
    qtbot.waitUntil(lambda: status(desk, "A1") is SeatStatus.MINE)


def _first_seat_at(desk: Desk) -> float | None:
    plan = desk.sell.showing.map.plan
    return plan.seats[0].x if plan is not None else None
