"""The one box for typing seats: letters and digits go there, wherever the focus was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key is a letter or digit without a chord, and so for the typing box."""
    return event.text().isalnum() and not event.modifiers() & _CHORD


def _is_on_pad(event: QKeyEvent) -> bool:
    """Whether it is the number pad's point, which is a comma on some keyboards."""
    return event.text() in {".", ","} and bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)


def _is_chord_of_acts(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+U or Ctrl+K, which delete a line or its end where an act does not need them."""
    return event.key() in {Qt.Key.Key_U, Qt.Key.Key_K} and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class SilentList(QListView):
    """A list that leaves letters and digits to the typing box instead of searching itself for them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if is_typed(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def is_selected(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether a line is selected: asked of its list, since the option's own answer brings hundreds of names along."""
    view = option.widget
    return isinstance(view, QListView) and view.selectionModel().isSelected(index)


class TypingBox(QLineEdit):
    """Takes seats by name; ``asked`` carries what was typed, ``left`` that the clerk is done here."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("C12, C12-15, 4 seats")
        self.setAccessibleName("Seats by name")
        self.setMaxLength(80)
        self.returnPressed.connect(self._ask)

    def take_over(self, event: QKeyEvent) -> bool:
        """Take a key that was pressed elsewhere, if it is for here; whether it was."""
        if not self.isEnabled() or not is_typed(event):
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deselect()
        self.end(False)  # noqa: FBT003 (Qt's own signature)
        self.insert(event.text())
        return True

    def event(self, event: QEvent) -> bool:
        # While something is typed, Enter on the number pad means it and not the sale.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _ENTER and self.text():
                event.accept()
                return True
            # No seat is called so; on the number pad they are acts, as are chords that some desktops edit with.
            if event.text() in {"+", "*", "/"} or _is_on_pad(event) or _is_chord_of_acts(event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.setText("")
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        text = self.text().strip()
        if text:
            self.asked.emit(text)
