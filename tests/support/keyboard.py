"""Keys as the window system sends them: to the window in front, each pressed at a moment of the test's choosing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest

from boxoffice.gui.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

CARD = "2000000000000017"  # "2", which alone would be a party of two, and 15 digits
_FAST = 3  # ms
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PAD = Qt.KeyboardModifier.KeypadModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Keyboard(QObject):
    """Presses keys; it must be made after the windows, since it dates the events before any filter sees them.

    While it presses one, no pause of the scanner's is over: on a busy PC the next key would wait in the window
    system's queue, but a test sends it only when the window is done with this one.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._now = 1_000_000
        self._is_pressing = False
        application = QCoreApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QKeyEvent) and isinstance(watched, QWindow):
            event.setTimestamp(self._now)
        # A timer that is not told goes on, and is over once more after its time.
        return self._is_pressing and event.type() is QEvent.Type.Timer and isinstance(watched.parent(), Scanner)

    def press(self, key: Qt.Key | str, *, after: int = 150, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press and release a key so many ms after the one before, by default as a hand does."""
        self.hold(key, after=after, modifiers=modifiers)
        self.let_go(key, after=1, modifiers=modifiers)

    def hold(self, key: Qt.Key | str, *, after: int, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key."""
        self._now += after
        with self._pressing():
            QTest.keyPress(_front(), _key(key), modifiers)

    def let_go(self, key: Qt.Key | str, *, after: int, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Release a key."""
        self._now += after
        with self._pressing():
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

    @contextmanager
    def _pressing(self) -> Iterator[None]:
        self._is_pressing = True
        try:
            yield
        finally:
            self._is_pressing = False


def _key(key: Qt.Key | str) -> Qt.Key:
    """The key as QTest is declared to take it; it takes characters too."""
    return cast("Qt.Key", key)


def _front() -> QWindow:
    window = QGuiApplication.focusWindow()
    assert window is not None
    return window
