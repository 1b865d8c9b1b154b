"""The scanner: whatever is in front, a scan acts on nothing but what takes codes, and a hand's keys all arrive."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
)

from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.price_types import PriceType
from boxoffice.services import house as house_service
from boxoffice.services import price_lists
from tests.gui.support import held, press, settle
from tests.support.houses import counter
from tests.support.keyboard import CARD, Keyboard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks

Scene = tuple[object, ...]
_OVERRIDE, _PRESS, _RELEASE = QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease


class Seen(QObject):
    """The keys that a widget sees."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.keys: list[tuple[QEvent.Type, str]] = []
        self.is_own: list[bool] = []  # whether Python frees it with its last name
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QKeyEvent):
            self.keys.append((event.type(), event.text()))
            self.is_own.append(shiboken6.ownedByPython(event))
        return False


@pytest.fixture
def desk(open_desk: Desks, house: Database, tonight: Performance) -> Desk:
    """Counter 1 with A1 in its order, where comps are asked for their reason."""
    with house.write(by=counter(house, "Office")) as tx:
        price_lists.put_types(tx, types=(PriceType(FULL_PRICE), PriceType("Comp", comp=True, needs_reason=True)))
        amounts = {(zone, "Comp"): 2000 for zone in ("Front", "Rear")}
        price_lists.put_prices(tx, price_list=price_lists.list_of(tx, performance=tonight.id), amounts=amounts)
    return open_desk()


def scene(desk: Desk) -> Scene:
    """All that a key could change."""
    inside = [widget for top in QApplication.topLevelWidgets() for widget in top.findChildren(QLineEdit)]
    return (
        held(desk),
        desk.counter.order.state if desk.counter.order is not None else None,
        desk.counter.sale is None,
        desk.window.pages.currentWidget(),
        desk.sell.side.currentWidget(),
        desk.sell.showing.performance,
        QApplication.activePopupWidget(),
        QApplication.focusWidget(),
        {id(widget): widget.text() for widget in inside},
        sorted(id(dialog) for dialog in desk.window.findChildren(QDialog) if dialog.isVisible()),
        {id(button): (button.isDown(), button.isChecked()) for button in desk.window.findChildren(QAbstractButton)},
    )


def on_the_board(desk: Desk, _qtbot: QtBot) -> None:
    desk.sell.board.list.setFocus()


def looking_for_a_performance(desk: Desk, _qtbot: QtBot) -> None:
    desk.find()


def on_the_map(desk: Desk, _qtbot: QtBot) -> None:
    desk.sell.showing.map.setFocus()


def in_the_typing_box(desk: Desk, _qtbot: QtBot) -> None:
    desk.sell.showing.typing.setFocus()
    desk.sell.showing.typing.setText("C1")


def on_the_order(desk: Desk, _qtbot: QtBot) -> None:
    desk.sell.order.list.setFocus()
    desk.sell.order.step(1)


def asked_for_a_reason(desk: Desk, _qtbot: QtBot) -> None:
    press(desk, "Ctrl+2")
    assert desk.sell.order.prices.ask.isVisible()


def paying(desk: Desk, qtbot: QtBot) -> None:
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    given = desk.sell.side.payment.cash.given
    given.setFocus()
    QTest.keyClicks(given, "500")
    assert desk.actions["forward"].isEnabled()  # Return would sell


def waiting_for_the_terminal(desk: Desk, qtbot: QtBot) -> None:
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F7")
    qtbot.waitUntil(lambda: desk.sell.side.awaits_card)


def among_all_holds(desk: Desk, qtbot: QtBot) -> None:
    desk.show_holds()
    settle(qtbot, desk)


def among_the_released(desk: Desk, qtbot: QtBot) -> None:
    desk.release_expired()
    settle(qtbot, desk)


def importing(desk: Desk, _qtbot: QtBot) -> None:
    desk.window.show_page(desk.import_page)


def naming_an_event(desk: Desk, qtbot: QtBot) -> None:
    desk.new_performance()
    settle(qtbot, desk)


def choosing_the_day(desk: Desk, qtbot: QtBot) -> None:
    desk.new_performance()
    settle(qtbot, desk)
    desk.new_page.findChildren(QAbstractSpinBox)[0].setFocus()


def choosing_the_hall(desk: Desk, qtbot: QtBot) -> None:
    desk.new_performance()
    settle(qtbot, desk)
    desk.new_page.findChildren(QComboBox)[0].showPopup()


def reading_the_keys(desk: Desk, _qtbot: QtBot) -> None:
    desk.show_keys()


def reading_about_the_program(desk: Desk, _qtbot: QtBot) -> None:
    desk.show_about()


def told_of_a_fault(desk: Desk, _qtbot: QtBot) -> None:
    desk.window.show_fault(ValueError("made up"))


def in_a_menu(desk: Desk, _qtbot: QtBot) -> None:
    menu = desk.window.menuBar().findChildren(QMenu)[0]
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    menu.setActiveAction(desk.actions["give_back_all"])


PLACES: list[Callable[[Desk, QtBot], None]] = [
    on_the_board, looking_for_a_performance, on_the_map, in_the_typing_box, on_the_order, asked_for_a_reason, paying,
    waiting_for_the_terminal, among_all_holds, among_the_released, importing, naming_an_event, choosing_the_day,
    choosing_the_hall, reading_the_keys, reading_about_the_program, told_of_a_fault, in_a_menu,
]  # fmt: skip
ENDS = {"Enter": Qt.Key.Key_Return, "the pad's Enter": Qt.Key.Key_Enter, "Tab": Qt.Key.Key_Tab, "nothing": None}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_a_scan_changes_nothing_wherever_the_clerk_is(
    desk: Desk,
    keyboard: Keyboard,
    qtbot: QtBot,
    place: Callable[[Desk, QtBot], None],
    end: Qt.Key | None,
) -> None:
    place(desk, qtbot)
    QCoreApplication.processEvents()
    before = scene(desk)
    with qtbot.waitSignal(desk.scanner.scanned) as scanned:
        keyboard.scan(CARD, end=end)
    assert scanned.args == [CARD]
    settle(qtbot, desk)
    QTest.qWait(60)  # what is wrongly withheld would come back now
    assert scene(desk) == before
    assert f"Nothing here knows the code {CARD}" in desk.window.strip.text
    for dialog in desk.window.findChildren(QDialog):
        dialog.close()


def test_a_hands_keys_all_arrive_in_their_order(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    desk.sell.showing.map.setFocus()
    for character in "c1":
        keyboard.press(character)
    qtbot.waitUntil(lambda: desk.sell.showing.typing.text() == "c1")
    keyboard.press("0", after=20)  # rolled over each other
    keyboard.press("-", after=20)
    keyboard.press("1", after=20)
    keyboard.press(Qt.Key.Key_Backspace)
    assert desk.sell.showing.typing.text() == "c10-"
    keyboard.press(Qt.Key.Key_Backspace)
    keyboard.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1", "Stalls C10"})


def test_a_name_and_return_in_one_breath_take_the_seat(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    desk.sell.showing.map.setFocus()
    keyboard.press("a")
    keyboard.press("5", after=10)
    keyboard.press(Qt.Key.Key_Return, after=10)
    assert desk.sell.showing.typing.text() == ""
    qtbot.waitUntil(lambda: held(desk) == {"Stalls A1", "Stalls A5"})


def test_a_key_goes_where_the_one_before_it_led(desk: Desk, keyboard: Keyboard) -> None:
    desk.sell.showing.map.setFocus()
    for character in "4 f":
        keyboard.press(character, after=10)  # on the map, space would take a seat
    keyboard.press(Qt.Key.Key_Home)
    assert desk.sell.showing.typing.text() == "4 f"
    assert held(desk) == {"Stalls A1"}


def test_a_key_belongs_to_who_had_the_focus_when_it_was_pressed(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    asked_for_a_reason(desk, qtbot)
    keyboard.press("v")
    desk.sell.showing.typing.setFocus()
    qtbot.waitUntil(lambda: desk.sell.order.prices.ask.text() == "v")
    assert desk.sell.showing.typing.text() == ""


def test_no_press_nor_release_of_a_scan_reaches_what_has_the_focus(
    desk: Desk, keyboard: Keyboard, qtbot: QtBot
) -> None:
    typing = desk.sell.showing.typing
    typing.setFocus()
    seen = Seen(typing)
    with qtbot.waitSignal(desk.scanner.scanned):
        keyboard.scan("20000000-0000-17")
    assert seen.keys == []
    for character in "c1":
        keyboard.press(character, after=10)
    keyboard.press(Qt.Key.Key_Home)
    assert "".join(text for kind, text in seen.keys if kind is _PRESS) == "c1"
    assert [kind for kind, _ in seen.keys] == [_OVERRIDE, _PRESS, _RELEASE] * 3


def test_a_key_that_was_kept_back_leaves_nothing_behind(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    typing = desk.sell.showing.typing
    typing.setFocus()
    seen = Seen(typing)
    keyboard.press("c")
    qtbot.waitUntil(lambda: typing.text() == "c")
    kinds = [kind for kind, _ in seen.keys]
    assert list(zip(kinds, seen.is_own, strict=True)) == [(_OVERRIDE, False), (_PRESS, True), (_RELEASE, True)]


def test_a_window_that_was_busy_takes_no_scan_apart(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    desk.sell.showing.typing.setFocus()
    with qtbot.waitSignal(desk.scanner.scanned) as scanned:
        for character in CARD:
            keyboard.press(character, after=5)
            if character == "2":
                time.sleep(0.07)  # the window draws; by this PC's clock the pause is over
            QCoreApplication.processEvents()
    assert scanned.args == [CARD]
    assert desk.sell.showing.typing.text() == ""


def test_signs_of_the_number_pad_act_at_once(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    given = desk.sell.side.payment.cash.given
    given.setFocus()
    for character in "50":
        keyboard.press(character, modifiers=Qt.KeyboardModifier.KeypadModifier, after=20)
    keyboard.press("*", modifiers=Qt.KeyboardModifier.KeypadModifier)
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert desk.counter.sale is not None
    assert desk.counter.sale.order.approved[0].tendered == 4500


def test_a_held_key_repeats(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    typing = desk.sell.showing.typing
    typing.setFocus()
    keyboard.press("c")
    qtbot.waitUntil(lambda: typing.text() == "c")
    again = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, "c", autorep=True)
    window = desk.window.windowHandle()
    for _ in range(12):
        QCoreApplication.sendEvent(window, again)
    qtbot.waitUntil(lambda: typing.text() == "c" * 13)


def test_digits_that_a_fast_scanner_repeats_are_not_a_held_key(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    desk.sell.showing.typing.setFocus()
    again = QKeyEvent(_PRESS, Qt.Key.Key_0, Qt.KeyboardModifier.NoModifier, "0", autorep=True)
    with qtbot.waitSignal(desk.scanner.scanned) as scanned:
        keyboard.press("2")
        for _ in range(7):
            QCoreApplication.sendEvent(desk.window.windowHandle(), again)
        keyboard.press(Qt.Key.Key_Return, after=2)
    assert scanned.args == ["20000000"]
    assert desk.sell.showing.typing.text() == ""


def test_shift_stays_with_its_key(desk: Desk, keyboard: Keyboard) -> None:
    desk.sell.showing.typing.setFocus()
    keyboard.hold(Qt.Key.Key_Shift, after=100, modifiers=Qt.KeyboardModifier.ShiftModifier)
    keyboard.press("C", after=10, modifiers=Qt.KeyboardModifier.ShiftModifier)
    keyboard.let_go(Qt.Key.Key_Shift, after=10)
    keyboard.press("1", after=10)
    keyboard.press(Qt.Key.Key_Home)
    assert desk.sell.showing.typing.text() == "C1"


def test_what_an_input_method_writes_comes_after_what_was_typed_before_it(desk: Desk, keyboard: Keyboard) -> None:
    typing = desk.sell.showing.typing
    typing.setFocus()
    keyboard.press("c")
    written = QInputMethodEvent()
    written.setCommitString("é")
    QCoreApplication.sendEvent(typing, written)
    assert typing.text() == "cé"


def test_a_key_that_chords_is_not_withheld(desk: Desk, keyboard: Keyboard) -> None:
    desk.sell.showing.typing.setFocus()
    keyboard.press("c")
    keyboard.press(Qt.Key.Key_H, after=10, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert desk.window.pages.currentWidget() is desk.all_holds
    assert desk.sell.showing.typing.text() == "c"


def test_the_houses_prefix_is_swallowed_at_once(
    open_desk: Desks, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    assert tonight.free
    by = counter(house, "Office")
    here = house.look(house_service.house)
    house.act(lambda tx: house_service.describe(tx, described=replace(here, scan_prefix="~")), by=by)
    desk = open_desk()
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    keyboard = Keyboard(desk.window)
    desk.sell.showing.typing.setFocus()
    keyboard.press("~")
    with qtbot.waitSignal(desk.scanner.scanned) as scanned:
        keyboard.press("4", after=5)
    assert scanned.args == ["4"]
    assert desk.sell.showing.typing.text() == ""
