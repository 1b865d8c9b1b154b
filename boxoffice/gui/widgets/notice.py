"""A calm page that says one thing and offers what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDTH = 620


class Notice(QWidget):
    """A title, a sentence or two, and buttons; the first button is the default one."""

    def __init__(
        self,
        title: str,
        text: str,
        buttons: tuple[tuple[str, Callable[[], object]], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Text(title, wordWrap=True)
        self.text = Text(text, wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        tones.set_type(self.title, 1.9, bold=True)
        tones.set_type(self.text, 1.15)
        self.buttons = [_button(word, act) for word, act in buttons]
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        if self.buttons:
            self.buttons[0].setDefault(True)
            self.setFocusProxy(self.buttons[0])
        card = QFrame()
        card.setObjectName("card")
        card.setMinimumWidth(_WIDTH)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(16)
        inner.addWidget(self.title)
        inner.addWidget(self.text)
        inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)


def _button(word: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(word, autoDefault=True)
    button.setProperty("big", "true")
    button.clicked.connect(lambda _checked: act())
    return button
