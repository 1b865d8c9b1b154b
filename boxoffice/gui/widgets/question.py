"""A question that stands in the window itself, in one line: asked, answered with Enter, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Field(QLineEdit):
    """A line to type in where Enter on the number pad means what is typed, and not the sale."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)


class Question(Field):
    """Hidden until something is asked; ``begun`` tells that it is, ``left`` that the clerk is done typing here."""

    begun = Signal()
    left = Signal()

    def __init__(self, *, longest: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(longest)
        self._answered: Callable[[str], None] | None = None
        self._may_be_empty = False
        self.takes_codes = False
        self.returnPressed.connect(self._answer)
        self.hide()

    def ask(
        self,
        what: str,
        answered: Callable[[str], None],
        *,
        known: str = "",
        may_be_empty: bool = False,
        takes_codes: bool = False,
    ) -> None:
        """Ask; ``answered`` gets the words, which begin as those ``known``. A scanned code may be one of them."""
        self.begun.emit()
        self._answered, self._may_be_empty, self.takes_codes = answered, may_be_empty, takes_codes
        self.setText(known)
        self.setPlaceholderText(what)
        self.setAccessibleName(what)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def add(self, code: str) -> None:
        """Put a scanned code behind what is typed, which goes on before it."""
        typed = self.text()
        self.setText(f"{typed} {code}")
        self.setCursorPosition(len(typed))

    def take_back(self) -> None:
        """Take the question back, if it is open."""
        was_asking = not self.isHidden()
        self._answered = None
        self.takes_codes = False
        self.hide()
        if was_asking:
            self.left.emit()

    def _answer(self) -> None:
        text = self.text().strip()
        if self._answered is not None and (text or self._may_be_empty):
            answered = self._answered
            self.take_back()
            answered(text)
