"""Whose the order is: its customer and its note, and the word under which it waits while the next one is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.elided import Elided
from boxoffice.gui.widgets.question import Question
from boxoffice.services import notes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.gui.counter import Counter

LONGEST_WORD = 40


class Whose(QWidget):
    """Small buttons in a row, what they were told under it; ``park_asked`` carries the word to park under."""

    park_asked = Signal(str)

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self.ask = Question()
        self.customer = Elided()
        self.note = Elided()
        tones.set_type(self.customer, 1.0, bold=True)
        tones.set_type(self.note, 1.0)
        self._customer = _chip("Customer")
        self._note = _chip("Note")
        self._park = _chip("Park")
        self.parked = _chip("Parked: 0")
        chips = QWidget()
        row = QHBoxLayout(chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for button in (self._customer, self._note, self._park):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.parked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(4)
        for part in (chips, self.ask, self.customer, self.note):
            layout.addWidget(part)
        self.ask.begun.connect(chips.hide)  # the question takes their place: nothing under it moves
        self.ask.left.connect(chips.show)
        self.show_parked(0)
        self.show_order()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        self._customer.bind(actions["customer"])
        self._note.bind(actions["note"])
        self._park.bind(actions["park"])
        self.parked.bind(actions["parked"])

    def show_order(self) -> None:
        """Name the customer, and say what was noted."""
        order = self._counter.order
        customer = order.customer if order is not None else None
        note = order.note if order is not None else ""
        self.customer.setText(customer.told if customer is not None else "")
        self.customer.setVisible(customer is not None)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def show_parked(self, count: int) -> None:
        """Say how many orders are parked; nothing where there are none."""
        self.parked.set_text(f"Parked: {count}")
        self.parked.setVisible(count > 0)

    def ask_note(self) -> None:
        """Let the clerk write the note, or what is to stand there instead."""
        order = self._counter.order
        known = order.note if order is not None else ""
        self.ask.ask("Note on this order", self._set_note, known=known, may_be_empty=bool(known))

    def ask_park(self) -> None:
        """Let the clerk say the word to park under; the customer's name is one."""
        order = self._counter.order
        customer = order.customer if order is not None else None
        known = customer.name[:LONGEST_WORD] if customer is not None else ""
        self.ask.ask("Park as: a word to find it by", self.park_asked.emit, known=known)

    def _set_note(self, note: str) -> None:
        self._counter.write_or_begin(lambda tx, order: notes.set_note(tx, order=order, note=note))


def _chip(text: str) -> ActionButton:
    button = ActionButton(text, tells_key=False)
    button.setProperty("chip", True)  # noqa: FBT003 (Qt's own signature)
    return button
