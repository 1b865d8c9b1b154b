"""Widgets set in lines like words: how high they stand in a width, whatever changes among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from boxoffice.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def words(qtbot: QtBot) -> tuple[QWidget, FlowLayout, list[QLabel]]:
    """Six words, each 50 × 20, with room for three beside each other in 200."""
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, across=5, down=4)
    flow.setContentsMargins(0, 0, 0, 0)
    labels = [QLabel() for _ in range(6)]
    for label in labels:
        label.setFixedSize(50, 20)
        flow.addWidget(label)
    box.show()
    return box, flow, labels


def test_it_is_as_high_as_its_lines(words: tuple[QWidget, FlowLayout, list[QLabel]]) -> None:
    _, flow, _ = words
    assert [flow.heightForWidth(width) for width in (60, 110, 200, 1000)] == [140, 68, 44, 20]


def test_what_changes_is_worked_out_anew(words: tuple[QWidget, FlowLayout, list[QLabel]], qtbot: QtBot) -> None:
    _, flow, labels = words
    assert flow.heightForWidth(200) == 44
    for label in labels[3:]:
        label.hide()
    qtbot.waitUntil(lambda: flow.heightForWidth(200) == 20)
    labels[3].show()
    qtbot.waitUntil(lambda: flow.heightForWidth(200) == 44)
    labels[0].setFixedSize(180, 30)
    qtbot.waitUntil(lambda: flow.heightForWidth(200) == 54)
    flow.clear()
    assert flow.heightForWidth(200) == 0
    more = QLabel()
    more.setFixedSize(50, 20)
    flow.addWidget(more)
    more.show()
    qtbot.waitUntil(lambda: flow.heightForWidth(200) == 20)
