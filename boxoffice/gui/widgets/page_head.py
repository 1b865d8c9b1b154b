"""The head of a page that is not the selling one: its title, what it is for, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.text import Text


class PageHead(QWidget):
    """Title and explanation at the left, "Back to selling" at the right."""

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title)
        self.text = Text(text, wordWrap=True)
        self.back = ActionButton("Back to selling")
        tones.set_type(self.title, 1.6, bold=True)
        tones.set_type(self.text, 1.0, tone="quiet")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addLayout(words, 1)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
