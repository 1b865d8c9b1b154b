"""The scanner, which types like a keyboard: its keys are caught before any widget or shortcut sees them.

The filter looks at what the window system sends to a window, which comes before everything else; what a program sends
to a widget passes, and so do the keys that are given back. Moments are those of the events: keys that had to wait for
a busy window are judged by when they were pressed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from boxoffice.domain.scanning import Scanning

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from boxoffice.domain.scanning import Heard

_PRESSES = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})
_SEEN = _PRESSES | {QEvent.Type.KeyRelease, QEvent.Type.InputMethod}
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_BESIDE = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Mode_switch}
)  # change what others type, and do nothing themselves
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Scanner(QObject):
    """Tells hand and scanner apart for all windows of the program; ``scanned`` carries a code."""

    scanned = Signal(str)

    def __init__(self, *, prefix: str, parent: QObject) -> None:
        super().__init__(parent)
        self._state = Scanning(prefix)
        self._withheld: list[tuple[QKeyEvent, QWidget | None]] = []  # each with who had the focus
        self._down: set[int] = set()  # keys whose press no widget has seen
        self._judged: tuple[int, int] | None = None  # the press that was judged before the shortcuts were asked
        self._is_kept = False
        self._pause = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._nothing_came)
        self._last_look = QTimer(self, singleShot=True)
        self._last_look.timeout.connect(lambda: self._take_in(self._state.pause()))
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        kind = event.type()
        if kind not in _SEEN:
            return False
        if isinstance(event, QInputMethodEvent):
            if self._withheld and (event.commitString() or event.preeditString()):
                self._take_in(self._state.pause())  # so that all is typed in its order
            return False
        if not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if kind not in _PRESSES:
            return self._release(event)
        return self._claim(event) if kind is QEvent.Type.ShortcutOverride else self._press(event)

    # -- keys as they come

    def _claim(self, event: QKeyEvent) -> bool:
        """Keep a key from the shortcuts, if it is to be kept."""
        self._judged = (event.timestamp(), event.key())
        self._is_kept = self._judge(event)
        if self._is_kept:
            event.accept()
        return self._is_kept

    def _press(self, event: QKeyEvent) -> bool:
        if self._judged != (event.timestamp(), event.key()):
            self._is_kept = self._judge(event)
        self._judged = None
        if self._is_kept:
            self._down.add(_which(event))
            self._withhold(event)
        return self._is_kept

    def _release(self, event: QKeyEvent) -> bool:
        if _which(event) not in self._down:
            return False
        self._down.discard(_which(event))
        self._withhold(event)
        return True

    def _judge(self, event: QKeyEvent) -> bool:
        """Whether no widget may see a key that is pressed, now or at all."""
        at, is_held = event.timestamp(), self._is_held(event)
        if event.key() in _BESIDE or is_held:
            return is_held and _which(event) in self._down
        if _is_character(event):
            self._take_in(self._state.character(event.text(), at=at))
            return True
        heard = self._state.key(ends=event.key() in _ENDS, at=at)
        self._take_in(heard)
        return heard.is_swallowed

    def _is_held(self, event: QKeyEvent) -> bool:
        """Whether a key repeats because it is held down.

        No key does so soon; one that is pressed again within the same ms is taken for it by the window system.
        """
        return event.isAutoRepeat() and not self._state.goes_on(event.timestamp())

    def _withhold(self, event: QKeyEvent) -> None:
        if not self._state.is_scan and self._state.typed:
            self._withheld.append((QKeyEvent(event), _receiver()))  # a clone would be nobody's, and stay for good

    # -- what becomes of them

    def _take_in(self, heard: Heard) -> None:
        self._state = heard.then
        self._last_look.stop()
        if heard.then.typed:
            self._pause.start(heard.then.lasts)
        else:
            self._pause.stop()
        self._give_back(heard.by_hand)
        if heard.then.is_scan:
            self._withheld.clear()
        if heard.scanned:
            self.scanned.emit(heard.scanned)

    def _nothing_came(self) -> None:
        """The pause is over by this PC's clock; what a busy window has not seen yet comes first."""
        self._last_look.start(0)

    def _give_back(self, presses: int) -> None:
        """Let the widgets have so many presses, and the releases after them, as if they had come just now."""
        keys: list[tuple[QKeyEvent, QWidget | None]] = []
        while self._withheld and (presses or self._withheld[0][0].type() is QEvent.Type.KeyRelease):
            key = self._withheld.pop(0)
            presses -= key[0].type() is QEvent.Type.KeyPress
            keys.append(key)
        moved = False
        for event, had_focus in keys:
            before = _receiver()
            to = had_focus if had_focus is not None and not moved and _can_have(had_focus) else before
            if event.type() is QEvent.Type.KeyPress:
                self._down.discard(_which(event))
            if to is not None:
                QCoreApplication.sendEvent(to, event)
            moved = moved or _receiver() is not before  # the next key goes where this one led


def _is_character(event: QKeyEvent) -> bool:
    """Whether it is one that scanners type; the number pad's signs are acts, and no scanner's."""
    if event.modifiers() & _CHORD or not event.text().isprintable() or len(event.text()) != 1:
        return False
    return not event.modifiers() & Qt.KeyboardModifier.KeypadModifier or event.text().isdigit()


def _which(event: QKeyEvent) -> int:
    """The key that it is, whatever Shift makes of it."""
    return event.nativeScanCode() or event.key()


def _receiver() -> QWidget | None:
    """Who would have a key now."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        inside: QWidget | None = popup.focusWidget()
        return inside if inside is not None else popup
    focused: QWidget | None = QApplication.focusWidget()
    return focused if focused is not None else QApplication.activeWindow()


def _can_have(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()
