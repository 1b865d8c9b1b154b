"""The arrow keys' walk through a house."""

from collections import deque

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.grid import SeatGrid
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.gui.seatmap.walk import Walk, Way
from boxoffice.plans.houses import arena, theatre
from tests.gui.seatmap.shown import Shown


@pytest.fixture
def seat_map(show: Shown, small_house: SeatingPlan) -> SeatMap:
    shown = show(small_house)
    shown.setFocus()
    return shown


def test_arrows_walk_along_the_row_and_over_the_aisle(seat_map: SeatMap) -> None:
    seat_map.set_current(12)
    walked = []
    for _ in range(11):
        QTest.keyClick(seat_map, Qt.Key.Key_Right)
        walked.append(seat_map.current)
    assert walked == list(range(13, 24))
    QTest.keyClick(seat_map, Qt.Key.Key_Left)
    assert seat_map.current == 22


def test_arrows_walk_from_row_to_row_and_into_the_next_section(seat_map: SeatMap) -> None:
    seat_map.set_current(2)
    walked = []
    for _ in range(5):
        QTest.keyClick(seat_map, Qt.Key.Key_Down)
        walked.append(seat_map.current)
    assert walked == [14, 26, 38, 50, 62]
    QTest.keyClick(seat_map, Qt.Key.Key_Up)
    assert seat_map.current == 50


def test_at_the_edge_the_seat_stays(seat_map: SeatMap) -> None:
    seat_map.set_current(0)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(seat_map, key)
        assert seat_map.current == 0


def test_arrows_go_where_they_point_in_a_turned_house(seat_map: SeatMap) -> None:
    seat_map.stage_at_bottom = True
    seat_map.set_current(14)
    before = seat_map.place_of_seat(14)
    QTest.keyClick(seat_map, Qt.Key.Key_Right)
    assert seat_map.place_of_seat(seat_map.current).x() > before.x()
    QTest.keyClick(seat_map, Qt.Key.Key_Up)
    assert seat_map.place_of_seat(seat_map.current).y() < before.y()


def test_space_takes_and_gives_back(seat_map: SeatMap) -> None:
    taken, given_back = QSignalSpy(seat_map.take_asked), QSignalSpy(seat_map.give_back_asked)
    seat_map.set_current(3)
    QTest.keyClick(seat_map, Qt.Key.Key_Space)
    seat_map.set_statuses([(3, SeatStatus.MINE)])
    QTest.keyClick(seat_map, Qt.Key.Key_Space)
    assert taken.at(0)[0] == [3]
    assert given_back.at(0)[0] == [3]


def test_the_first_arrow_enters_the_house_in_the_middle(seat_map: SeatMap) -> None:
    QTest.keyClick(seat_map, Qt.Key.Key_Down)
    assert seat_map.current >= 0


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_1, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0])
def test_letters_and_digits_are_left_to_the_window(seat_map: SeatMap, key: Qt.Key) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(seat_map, event)
    assert not event.isAccepted()


def test_the_view_follows_the_seat(seat_map: SeatMap) -> None:
    seat_map.zoom(4)
    seat_map.set_current(0)
    for _ in range(12):
        QTest.keyClick(seat_map, Qt.Key.Key_Right)
        place = seat_map.place_of_seat(seat_map.current).toAlignedRect()
        assert seat_map.viewport().rect().contains(place)


def test_home_end_and_page_keys_go_through_rows(seat_map: SeatMap) -> None:
    seat_map.set_current(14)
    for key, seat in ((Qt.Key.Key_End, 23), (Qt.Key.Key_Home, 12), (Qt.Key.Key_PageDown, 24), (Qt.Key.Key_PageUp, 12)):
        QTest.keyClick(seat_map, key)
        assert seat_map.current == seat


@pytest.mark.parametrize("house", [theatre, arena])
def test_arrows_alone_reach_every_row_of_our_houses(house: object) -> None:
    assert callable(house)
    assert_all_rows_reached(house())


def test_arrows_alone_reach_every_row_of_real_houses(real_house: SeatingPlan) -> None:
    assert_all_rows_reached(real_house)


def assert_all_rows_reached(plan: SeatingPlan) -> None:
    walk = Walk(plan, SeatGrid(plan.seats))
    reached, ahead = {0}, deque([0])
    row_of = {seat: number for number, row in enumerate(plan.rows) for seat in row.seats}
    missed = set(range(len(plan.rows)))
    while ahead and missed:
        seat = ahead.pop()
        missed.discard(row_of[seat])
        for way in Way:
            step = walk.step(seat, way, turned=False)
            if step is not None and step not in reached:
                reached.add(step)
                (ahead.append if row_of[step] in missed else ahead.appendleft)(step)
    assert missed == set()
