"""Clicks, drags and keys at pixels, and what the map asks for."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.plans.houses import stadium
from tests.gui.seatmap.shown import Shown, facts_of

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
STALLS_A1, STALLS_B5, CIRCLE_A1 = 0, 16, 48


def at(seat_map: SeatMap, seat: int) -> QPoint:
    return seat_map.place_of_seat(seat).center().toPoint()


def drag(seat_map: SeatMap, start: QPoint, end: QPoint, *, button: Qt.MouseButton = LEFT) -> None:
    viewport = seat_map.viewport()
    QTest.mousePress(viewport, button, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(viewport, start + (end - start) * step / 4)
        QApplication.processEvents()
    QTest.mouseRelease(viewport, button, pos=end)


@pytest.fixture
def seat_map(show: Shown, small_house: SeatingPlan) -> SeatMap:
    return show(small_house)


@pytest.fixture
def taken(seat_map: SeatMap) -> QSignalSpy:
    return QSignalSpy(seat_map.take_asked)


@pytest.fixture
def said(seat_map: SeatMap) -> QSignalSpy:
    return QSignalSpy(seat_map.said)


def sent(spy: QSignalSpy) -> list[object]:
    return [spy.at(turn)[0] for turn in range(spy.count())]


def test_a_click_asks_for_the_seat_under_it(seat_map: SeatMap, taken: QSignalSpy) -> None:
    for seat in (STALLS_A1, STALLS_B5, CIRCLE_A1):
        QTest.mouseClick(seat_map.viewport(), LEFT, pos=at(seat_map, seat))
    assert sent(taken) == [[STALLS_A1], [STALLS_B5], [CIRCLE_A1]]
    assert seat_map.current == CIRCLE_A1


def test_a_click_beside_the_seats_asks_for_nothing(seat_map: SeatMap, taken: QSignalSpy) -> None:
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=QPoint(4, 4))
    assert sent(taken) == []


def test_a_click_on_an_own_seat_asks_to_give_it_back(seat_map: SeatMap) -> None:
    given_back = QSignalSpy(seat_map.give_back_asked)
    seat_map.set_statuses([(STALLS_B5, SeatStatus.MINE)])
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=at(seat_map, STALLS_B5))
    assert sent(given_back) == [[STALLS_B5]]


def test_a_click_on_a_seat_that_is_gone_says_why(seat_map: SeatMap, taken: QSignalSpy, said: QSignalSpy) -> None:
    seat_map.set_statuses([(STALLS_A1, SeatStatus.SOLD), (STALLS_B5, SeatStatus.HELD)])
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=at(seat_map, STALLS_A1))
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=at(seat_map, STALLS_B5))
    assert sent(said) == ["Stalls A1 is sold.", "Stalls B5 is held at counter 2, 3:12 left."]
    assert sent(taken) == []


def test_a_click_on_seats_too_small_to_hit_comes_closer_instead(show: Shown) -> None:
    seat_map = show(stadium())
    taken = QSignalSpy(seat_map.take_asked)
    assert seat_map.seat_size < 12
    where = at(seat_map, 40_000)
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=where)
    assert sent(taken) == []
    assert seat_map.seat_size >= 12
    assert (at(seat_map, 40_000) - where).manhattanLength() < 60
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=at(seat_map, 40_000))
    assert sent(taken) == [[40_000]]


@pytest.mark.parametrize(("size", "takes"), [(11.9, False), (12.1, True)])
def test_seats_are_taken_from_twelve_pixels_on(show: Shown, size: float, *, takes: bool) -> None:
    seat_map = show(stadium())
    taken = QSignalSpy(seat_map.take_asked)
    seat_map.zoom(size / seat_map.seat_size)
    seat_map.show_seat(500)
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=at(seat_map, 500))
    assert bool(taken.count()) is takes


def test_a_finger_needs_seven_millimetres(show: Shown, small_house: SeatingPlan) -> None:
    seat_map = show(small_house)
    taken = QSignalSpy(seat_map.take_asked)
    millimetres = seat_map.seat_size / seat_map.physicalDpiX() * 25.4
    seat_map.click(QPointF(at(seat_map, STALLS_A1)), touch=True)
    assert bool(taken.count()) is (millimetres >= 7)
    seat_map.click(QPointF(at(seat_map, STALLS_A1)), touch=True)
    assert taken.count() > 0


def test_a_rectangle_asks_for_the_free_seats_in_it(seat_map: SeatMap, taken: QSignalSpy, said: QSignalSpy) -> None:
    seat_map.set_statuses([(1, SeatStatus.SOLD), (13, SeatStatus.HELD)])
    drag(seat_map, at(seat_map, 0) - QPoint(16, 16), at(seat_map, 14) + QPoint(16, 16))
    assert sent(taken) == [[0, 2, 12, 14]]
    assert sent(said) == ["2 of 6 seats were not free and were left out."]


def test_more_than_twenty_seats_are_asked_about(show: Shown, small_house: SeatingPlan) -> None:
    asked: list[int] = []

    def refuse(count: int) -> bool:
        asked.append(count)
        return False

    seat_map = show(small_house)
    seat_map.confirm = refuse
    taken = QSignalSpy(seat_map.take_asked)
    drag(seat_map, QPoint(2, 2), QPoint(990, 690))
    assert asked == [72]
    assert sent(taken) == []


def test_escape_ends_a_rectangle(seat_map: SeatMap, taken: QSignalSpy) -> None:
    seat_map.setFocus()
    QTest.mousePress(seat_map.viewport(), LEFT, pos=at(seat_map, 0) - QPoint(16, 16))
    QTest.mouseMove(seat_map.viewport(), at(seat_map, 14))
    QApplication.processEvents()
    QTest.keyClick(seat_map, Qt.Key.Key_Escape)
    QTest.mouseRelease(seat_map.viewport(), LEFT, pos=at(seat_map, 14))
    assert sent(taken) == []


def test_a_hurried_double_click_is_one_click(seat_map: SeatMap, taken: QSignalSpy) -> None:
    given_back = QSignalSpy(seat_map.give_back_asked)
    where = at(seat_map, STALLS_B5)
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=where)
    seat_map.set_statuses([(STALLS_B5, SeatStatus.MINE)])
    QTest.mouseDClick(seat_map.viewport(), LEFT, pos=where)
    QTest.mouseRelease(seat_map.viewport(), LEFT, pos=where)
    assert sent(taken) == [[STALLS_B5]]
    assert sent(given_back) == []


def test_shift_and_click_take_a_whole_row(seat_map: SeatMap, taken: QSignalSpy) -> None:
    QTest.mouseClick(seat_map.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, pos=at(seat_map, STALLS_B5))
    assert sent(taken) == [list(range(12, 24))]


def test_a_click_on_a_row_name_takes_the_row(seat_map: SeatMap, taken: QSignalSpy) -> None:
    names = [name for name in seat_map.row_names() if seat_map.plan and seat_map.plan.rows[name[0]].name == "C"]
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=names[0][1].center().toPoint())
    assert sent(taken) == [list(range(24, 36))]


def test_the_middle_button_drags_the_house(show: Shown) -> None:
    seat_map = show(stadium())
    taken = QSignalSpy(seat_map.take_asked)
    seat_map.zoom(5)
    before = at(seat_map, STALLS_B5)
    drag(seat_map, QPoint(500, 300), QPoint(460, 330), button=MIDDLE)
    assert at(seat_map, STALLS_B5) - before == QPoint(-40, 30)
    assert sent(taken) == []


def test_the_wheel_zooms_to_the_cursor(show: Shown) -> None:
    seat_map = show(stadium())
    seat_map.zoom(3)
    where, size = QPointF(300, 200), seat_map.seat_size
    under = seat_map.camera.to_plan(300, 200)
    wheel = QWheelEvent(
        where, QPointF(seat_map.viewport().mapToGlobal(where)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003 (Qt's order)
    )  # fmt: skip
    QApplication.sendEvent(seat_map.viewport(), wheel)
    assert seat_map.seat_size == pytest.approx(size * 1.25)
    assert seat_map.camera.to_view(*under) == pytest.approx((300, 200), abs=1.5)


def test_a_small_difference_changes_what_a_click_does(seat_map: SeatMap, taken: QSignalSpy) -> None:
    seat_map.set_statuses([(STALLS_A1, SeatStatus.SOLD)])
    seat_map.set_statuses([(STALLS_A1, SeatStatus.FREE)])
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=at(seat_map, STALLS_A1))
    assert sent(taken) == [[STALLS_A1]]


def test_turned_the_stage_is_at_the_bottom_and_clicks_still_hit(seat_map: SeatMap, taken: QSignalSpy) -> None:
    assert at(seat_map, STALLS_A1).y() < at(seat_map, CIRCLE_A1).y()
    seat_map.stage_at_bottom = True
    assert at(seat_map, STALLS_A1).y() > at(seat_map, CIRCLE_A1).y()
    assert at(seat_map, STALLS_A1).x() > at(seat_map, STALLS_B5).x()
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=at(seat_map, STALLS_B5))
    assert sent(taken) == [[STALLS_B5]]


def test_the_minimap_appears_with_a_part_and_leads_elsewhere(show: Shown) -> None:
    seat_map = show(stadium())
    assert not seat_map.minimap.isVisible()
    seat_map.zoom(5)
    assert seat_map.minimap.isVisible()
    before = at(seat_map, 0)
    QTest.mouseClick(seat_map.minimap, LEFT, pos=QPoint(30, 60))
    assert at(seat_map, 0) != before


def test_a_map_that_is_cleared_shows_no_house_and_asks_for_nothing(show: Shown) -> None:
    seat_map = show(stadium())
    taken, where = QSignalSpy(seat_map.take_asked), at(seat_map, 0)
    seat_map.zoom(5)
    seat_map.set_current(0)
    seat_map.clear()
    assert (seat_map.seat_count, seat_map.current) == (0, -1)
    assert not seat_map.minimap.isVisible()
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=where)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(seat_map, key)
    assert sent(taken) == []


def test_an_answer_about_many_seats_is_not_meant_for_another_house(
    seat_map: SeatMap, taken: QSignalSpy, small_house: SeatingPlan
) -> None:
    asked: list[int] = []

    def answer(count: int) -> bool:
        asked.append(count)
        seat_map.show_house(small_house, bytes(72), facts=facts_of(seat_map, small_house))
        return True

    seat_map.confirm = answer
    seat_map.take_all(range(48))
    assert asked == [48]
    assert sent(taken) == []


def test_an_empty_map_answers_every_hand(qtbot: QtBot) -> None:
    seat_map = SeatMap()
    qtbot.addWidget(seat_map)
    seat_map.show()
    seat_map.fit()
    seat_map.zoom_in()
    seat_map.stage_at_bottom = True
    QTest.mouseClick(seat_map.viewport(), LEFT, pos=QPoint(50, 50))
    QTest.mouseMove(seat_map.viewport(), QPoint(60, 60))
    QTest.keyClick(seat_map, Qt.Key.Key_Left)
    seat_map.set_statuses([])
    assert seat_map.current == -1
