"""The table of acts: every key does one thing, and none of them is a letter or digit that belongs to the typing box."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMenu

from boxoffice.domain.permissions import Permission
from boxoffice.gui.actions import Menu
from boxoffice.gui.key_sheet import KeySheet
from tests.gui.support import combination

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.gui.desk import Desk

_CTRL = Qt.KeyboardModifier.ControlModifier
_PAD = Qt.KeyboardModifier.KeypadModifier


def test_no_key_does_two_things(desk: Desk) -> None:
    uses = Counter(QKeySequence(key).toString() for act in desk.acts for key in act.keys)
    assert [key for key, times in uses.items() if times > 1] == []


def test_acts_lie_on_function_keys_the_number_pad_and_ctrl(desk: Desk) -> None:
    for act in desk.acts:
        for key in act.keys:
            pressed = combination(key)
            function_key = Qt.Key.Key_F1 <= pressed.key() <= Qt.Key.Key_F12
            escape = pressed.key() == Qt.Key.Key_Escape
            chord = bool(pressed.keyboardModifiers() & (_CTRL | _PAD))
            assert function_key or escape or chord, (act.id, key)
            on_pad = bool(pressed.keyboardModifiers() & _PAD)
            digit = Qt.Key.Key_0 <= pressed.key() <= Qt.Key.Key_9
            assert not (on_pad and digit), (act.id, key)


def test_ids_are_unique_and_every_act_is_in_a_menu_with_its_keys(desk: Desk) -> None:
    assert len({act.id for act in desk.acts}) == len(desk.acts)
    in_menus = {
        action.objectName(): action
        for menu in desk.window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.objectName()
    }
    assert set(in_menus) == {act.id for act in desk.acts}
    for act in desk.acts:
        assert in_menus[act.id].shortcuts() == [QKeySequence(key) for key in act.keys]


def test_a_held_key_does_not_repeat_an_act(desk: Desk) -> None:
    assert not any(action.autoRepeat() for action in desk.actions.values())


def test_menus_keep_their_order(desk: Desk) -> None:
    assert [menu.text() for menu in desk.window.menuBar().actions()] == [menu.value for menu in Menu]


def test_releasing_expired_holds_is_in_the_menu_on_the_tool_bar_and_on_a_key(desk: Desk) -> None:
    act = next(act for act in desk.acts if act.id == "release_expired")
    assert act.bar
    assert act.keys
    assert act.menu is Menu.HOLDS
    assert act.permission is Permission.RELEASE_EXPIRED_HOLDS


def test_the_help_sheet_names_every_key(desk: Desk, qtbot: QtBot) -> None:
    sheet = KeySheet(desk.acts, desk.window)
    assert sheet.sizeHint().height() < 730  # it fits the smallest screen, with its title
    assert sheet.sizeHint().width() < 1366
    qtbot.addWidget(sheet)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Drag", "Shift + click"} <= words
    for act in desk.acts:
        if act.keys:
            assert ", ".join(act.keys) in words
