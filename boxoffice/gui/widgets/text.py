"""Words of others - names of events, plans, counters, files - shown as they are written, never read as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Text(QLabel):
    """A label for words that this program did not write itself."""

    def __init__(self, text: str = "", parent: QWidget | None = None, **properties: Any) -> None:  # noqa: ANN401 (Qt's)
        super().__init__(text, parent, textFormat=Qt.TextFormat.PlainText, **properties)


def plain(box: QWidget) -> None:
    """Let every label in a box show its words as they are written."""
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)


def tip(text: str) -> str:
    """The words for a tooltip, which Qt gives no other way to be plain."""
    return QtGui.Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal) if text else ""
