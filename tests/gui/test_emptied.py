"""What is made anew with every order leaves nothing behind: Qt frees what Python does not know to be its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from boxoffice.gui.widgets.emptied import empty
from boxoffice.gui.widgets.flow import FlowLayout
from tests.gui.support import press, take

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLayout
    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Desks


@pytest.mark.parametrize("layout_of", [QGridLayout, FlowLayout])
def test_an_emptied_layout_keeps_nothing(layout_of: Callable[[QWidget], QLayout], qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = layout_of(page)
    for text in ("one", "two", "three"):
        layout.addWidget(QLabel(text))
    items = [layout.itemAt(number) for number in range(3)]
    empty(layout)
    assert layout.count() == 0
    assert not any(shiboken6.isValid(item) for item in items)


@pytest.mark.usefixtures("tonight")
def test_a_payment_begins_with_nothing_to_undo(open_desk: Desks, qtbot: QtBot) -> None:
    desk = open_desk()
    take(qtbot, desk, "A1")
    press(desk, "F12")
    given = desk.sell.side.payment.cash
    qtbot.waitUntil(given.isVisible)
    given.given.insert("20")
    assert given.given.isUndoAvailable()
    given.begin(anew=True)
    assert not given.given.isUndoAvailable()
