"""One question in a line of its own, asked where it comes up and answered by Enter: no window stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Question(QLineEdit):
    """Hidden until something is asked; ``left`` tells that the clerk is done typing here."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answered: Callable[[str], None] | None = None
        self.setMaxLength(200)
        self.returnPressed.connect(self._answer)
        self.hide()

    def ask(self, what: str, answered: Callable[[str], None]) -> None:
        """Ask; ``answered`` gets what was typed, never empty, or is never called."""
        self._answered = answered
        self.clear()
        self.setPlaceholderText(what)
        self.setAccessibleName(what)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def end_asking(self) -> None:
        """Take back the question that is open, if there is one."""
        was_open = not self.isHidden()
        self._answered = None
        self.hide()
        if was_open:
            self.left.emit()

    def _answer(self) -> None:
        text = self.text().strip()
        if text and self._answered is not None:
            answered = self._answered
            self.end_asking()
            answered(text)
