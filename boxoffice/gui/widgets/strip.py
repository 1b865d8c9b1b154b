"""A message over the lower edge of the window: what just happened, or why something was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_NEWS_MS = 6_000
_REFUSAL_MS = 20_000
_MARGIN = 12
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide})


class Strip(QFrame):
    """Lies over its parent, so that nothing beneath it moves while a clerk aims; goes by itself or with Escape.

    It keeps clear of the strip that it is ``above``.
    """

    def __init__(self, parent: QWidget, *, above: Strip | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._over = parent
        self._above = above
        self.label = Text(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close = close = QToolButton()
        close.setText("✕")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setAccessibleName("Close the message")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.addWidget(self.label, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        if above is not None:
            above.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self.label.text()

    def say(self, text: str) -> None:
        """Tell news."""
        self._show(text, tone="", lasts=_NEWS_MS)

    def warn(self, text: str) -> None:
        """Tell a refusal or something that must not be missed."""
        self._show(text, tone="warning", lasts=_REFUSAL_MS)

    def remind(self, text: str) -> None:
        """Tell what is seen elsewhere too, unless something else is being said."""
        if not self.text:
            self.warn(text)

    def stay(self, text: str) -> None:
        """Tell what is so until it is over; nobody can close it."""
        if text != self.text:
            self._close.hide()
            self._show(text, tone="danger", lasts=None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        moves = event.type() in _MOVES if watched is self._above else event.type() == QEvent.Type.Resize
        if moves and not self.isHidden():
            self._settle()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.raise_()

    def _show(self, text: str, *, tone: str, lasts: int | None) -> None:
        self.label.setText(text)
        tones.set_tone(self, tone)
        tones.set_tone(self.label, "loud" if tone == "danger" else "")
        self.show()
        self._settle()
        if lasts is not None:
            self._timer.start(lasts)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _settle(self) -> None:
        room = self._over.size()
        width = min(680, room.width() - 2 * _MARGIN)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        floor = room.height() if self._above is None or self._above.isHidden() else self._above.y()
        self.setGeometry((room.width() - width) // 2, floor - height - _MARGIN, width, height)
        self.raise_()
