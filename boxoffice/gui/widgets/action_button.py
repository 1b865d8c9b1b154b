"""A button for an act of the table: it does the same, is enabled with it, and tells its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

_TEXT = QKeySequence.SequenceFormat.NativeText


class ActionButton(QPushButton):
    """Shows ``text`` and the act's first key once it is bound; never takes the focus from what is being typed."""

    def __init__(self, text: str, *, name: str = "", tells_key: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tells_key = tells_key
        self._text = text
        self._action: QAction | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if name:
            self.setObjectName(name)

    def bind(self, action: QAction) -> None:
        """Do what the action does."""
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()
        self.set_text(self._text)

    def set_text(self, text: str) -> None:
        """Show another text before the key."""
        self._text = text
        keys = self._action.shortcuts() if self._action is not None else []
        first = keys[0].toString(_TEXT) if keys else ""
        self.setText(f"{text}   {first}" if first and self._tells_key else text)
        if self._action is not None:
            self.setToolTip(f"{self._action.text().replace('&', '')}  ({first})" if first else "")
        self.setAccessibleName(text)

    def _follow(self) -> None:
        if self._action is not None:
            self.setEnabled(self._action.isEnabled())
