"""What a screen reader meets: every seat, its name, state, place and action."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatFacts, SeatStatus
from boxoffice.gui.seatmap.legend import Legend
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.gui.seatmap.words import spoken, tooltip
from boxoffice.plans.houses import stadium
from tests.gui.seatmap.shown import Shown, facts_of

NAME = QAccessible.Text.Name


@pytest.fixture
def seat_map(show: Shown, small_house: SeatingPlan) -> SeatMap:
    return show(small_house)


def asked(seat_map: SeatMap) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(seat_map)


def test_the_map_is_a_list_of_its_seats(seat_map: SeatMap) -> None:
    spoken_map = asked(seat_map)
    assert spoken_map.role() is QAccessible.Role.List
    assert spoken_map.text(NAME) == "Seat map"
    assert spoken_map.childCount() == 72
    assert spoken_map.child(72) is None
    assert spoken_map.child(-1) is None


def test_a_seat_says_where_it_is_and_what_it_costs(seat_map: SeatMap) -> None:
    seat_map.set_statuses([(13, SeatStatus.HELD)])
    names = [asked(seat_map).child(seat).text(NAME) for seat in (0, 13, 36)]
    assert names == [
        "Stalls, row A, seat 1, free, 45.00",
        "Stalls, row B, seat 2, held at counter 2, 3:12 left, 45.00",
        "Stalls, row D, seat 1, free, 45.00, wheelchair place",
    ]


def test_a_seat_knows_its_place_and_its_parent(seat_map: SeatMap) -> None:
    spoken_map = asked(seat_map)
    seat = spoken_map.child(5)
    corner = seat_map.viewport().mapToGlobal(QPoint(0, 0))
    assert seat.rect() == seat_map.place_of_seat(5).toAlignedRect().translated(corner)
    assert spoken_map.indexOfChild(seat) == 5
    assert seat.parent().childCount() == 72
    middle = seat.rect().center()
    assert spoken_map.childAt(middle.x(), middle.y()).text(NAME) == seat.text(NAME)
    assert spoken_map.childAt(corner.x() + 1, corner.y() + 1) is None


def test_states_follow_the_seat(qtbot: QtBot, seat_map: SeatMap) -> None:
    seat_map.set_statuses([(1, SeatStatus.MINE), (2, SeatStatus.SOLD)])
    seat_map.activateWindow()
    seat_map.setFocus()
    qtbot.waitUntil(seat_map.hasFocus)
    seat_map.set_current(0)
    states = [asked(seat_map).child(seat).state() for seat in (0, 1, 2)]
    assert [bool(state.focusable) for state in states] == [True, True, True]
    assert [bool(state.focused) for state in states] == [True, False, False]
    assert [bool(state.selected) for state in states] == [False, True, False]
    assert [bool(state.disabled) for state in states] == [False, False, True]
    assert asked(seat_map).focusChild().text(NAME) == asked(seat_map).child(0).text(NAME)


def test_pressing_takes_and_gives_back(seat_map: SeatMap) -> None:
    taken, given_back = QSignalSpy(seat_map.take_asked), QSignalSpy(seat_map.give_back_asked)
    action = asked(seat_map).child(7).actionInterface()
    assert action.actionNames() == [
        QAccessibleActionInterface.pressAction(),
        QAccessibleActionInterface.setFocusAction(),
    ]
    action.doAction(QAccessibleActionInterface.pressAction())
    seat_map.set_statuses([(7, SeatStatus.MINE)])
    action.doAction(QAccessibleActionInterface.pressAction())
    assert taken.at(0)[0] == [7]
    assert given_back.at(0)[0] == [7]
    asked(seat_map).child(9).actionInterface().doAction(QAccessibleActionInterface.setFocusAction())
    assert seat_map.current == 9


def test_thousands_of_questions_are_answered(show: Shown) -> None:
    plan = stadium()
    seat_map = show(plan)
    for seat in range(0, len(plan.seats), 13):
        assert asked(seat_map).child(seat).text(NAME).startswith(plan.seats[seat].section)
    for seat in range(3000):
        asked(seat_map).child(seat % 50).state()
        asked(seat_map).child(seat % 50).rect()


def test_another_house_has_other_seats(seat_map: SeatMap) -> None:
    plan = stadium()
    before = asked(seat_map).child(3).text(NAME)
    seat_map.show_house(plan, bytes(len(plan.seats)), facts=facts_of(seat_map, plan))
    gc.collect()
    assert asked(seat_map).childCount() == len(plan.seats)
    assert asked(seat_map).child(3).text(NAME) != before


def test_moving_with_a_screen_reader_listening_is_announced(seat_map: SeatMap) -> None:
    QAccessible.setActive(True)
    try:
        seat_map.setFocus()
        seat_map.set_current(0)
        for _ in range(30):
            QTest.keyClick(seat_map, Qt.Key.Key_Right)
            QTest.keyClick(seat_map, Qt.Key.Key_Left)
        QApplication.processEvents()
    finally:
        QAccessible.setActive(False)


def test_a_program_that_was_read_aloud_ends_well() -> None:
    program = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from boxoffice.domain.seats import SeatFacts, SeatStatus
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.plans.houses import theatre
app = QApplication([])
QAccessible.setActive(True)
plan = theatre()
facts = lambda seat: SeatFacts("S", "A", str(seat), "Z", "1.00", SeatStatus.FREE, False)
for turn in range(3):
    seat_map = SeatMap()
    seat_map.show_house(plan, bytes(len(plan.seats)), facts=facts)
    seat_map.show()
    for seat in range(len(plan.seats)):
        QAccessible.queryAccessibleInterface(seat_map).child(seat).text(QAccessible.Text.Name)
        seat_map.set_current(seat)
    if turn == 1:
        seat_map.deleteLater()
    app.processEvents()
print("ended")
"""
    root = Path(__file__).parents[3]
    ended = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert (ended.stdout.strip(), ended.stderr, ended.returncode) == ("ended", "", 0)


def test_a_tooltip_tells_all_that_is_known_and_escapes_it() -> None:
    facts = SeatFacts(
        "Stalls <b>", "C", "12", "Zone & 1", "45.00", SeatStatus.PAYING, accessible=True, counter="counter 2",
        seconds_left=61,
    )  # fmt: skip
    text = tooltip(facts)
    for part in ("Stalls &lt;b&gt;, row C, seat 12", "Zone &amp; 1 · 45.00", "Being paid at counter 2, 1:01 left"):
        assert part in text
    assert "Wheelchair place" in text


def test_a_seat_without_section_or_row_is_spoken_plainly() -> None:
    facts = SeatFacts("", "", "7", "Zone", "", SeatStatus.KEPT, accessible=False, reason="for the press")
    assert spoken(facts) == "seat 7, kept back, for the press"


def test_the_legend_explains_every_status_and_zone(qtbot: QtBot, small_house: SeatingPlan) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_zones(small_house.zones, prices={"Stalls": "45.00"})
    assert legend.texts == [
        "Stalls 45.00", "Circle", "In this order", "Held", "Being paid", "Reserved", "Sold", "Kept back",
        "Wheelchair place",
    ]  # fmt: skip
    legend.resize(300, legend.heightForWidth(300))
    legend.show()
    assert legend.heightForWidth(300) > legend.heightForWidth(1200)
