"""Keys as the window system sends them: to the window in front, each pressed at a moment of the test's choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

CARD = "2000000000000017"  # "2", which alone would be a party of two, and 15 digits
_FAST = 3  # ms
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PAD = Qt.KeyboardModifier.KeypadModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Keyboard(QObject):
    """Presses keys; it must be made after the windows, since it dates the events before any filter sees them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._now = 1_000_000
        application = QCoreApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QKeyEvent) and isinstance(watched, QWindow):
            event.setTimestamp(self._now)
        return False

    def press(self, key: Qt.Key | str, *, after: int = 150, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press and release a key so many ms after the one before, by default as a hand does."""
        self.hold(key, after=after, modifiers=modifiers)
        self.let_go(key, after=1, modifiers=modifiers)

    def hold(self, key: Qt.Key | str, *, after: int, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key."""
        self._now += after
        QTest.keyPress(_front(), _key(key), modifiers)

    def let_go(self, key: Qt.Key | str, *, after: int, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Release a key."""
        self._now += after
        QTest.keyRelease(_front(), _key(key), modifiers)

    def scan(self, code: str, *, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Scan a code as a scanner sends it: with Shift for capitals, and a key at its end."""
        self._now += 1_000
        for character in code:
            capital = character.isupper()
            if capital:
                self.hold(Qt.Key.Key_Shift, after=_FAST, modifiers=_SHIFT)
            self.press(character, after=_FAST, modifiers=_SHIFT if capital else _NONE)
            if capital:
                self.let_go(Qt.Key.Key_Shift, after=_FAST)
        if end is not None:
            self.press(end, after=_FAST, modifiers=_PAD if end is Qt.Key.Key_Enter else _NONE)


def _key(key: Qt.Key | str) -> Qt.Key:
    """The key as QTest is declared to take it; it takes characters too."""
    return cast("Qt.Key", key)


def _front() -> QWindow:
    window = QGuiApplication.focusWindow()
    assert window is not None
    return window
