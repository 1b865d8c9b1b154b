"""A card is being tried, or all is paid: what the terminal says is written down, and never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from boxoffice.domain.orders import PaymentState
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.figure import figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.domain.orders import Order
    from boxoffice.gui.counter import Counter


class CardView(QWidget):
    """The amount at the terminal in big figures, and its answer by one key each."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._currency = counter.money
        self.word = QLabel()
        self.amount = figure(3.0)
        self.text = QLabel(wordWrap=True)
        self.approval_code = QLineEdit(placeholderText="Approval code", maxLength=12)
        self.last_four = QLineEdit(placeholderText="Last four digits", maxLength=4)
        self.approved = ActionButton("Approved", name="forward")
        self.declined = ActionButton("Declined")
        self.unknown = ActionButton("Answer not known")
        self.finish = ActionButton("Finish the sale", name="forward")
        for field in self._details:
            field.setAccessibleName(field.placeholderText())
        self._arrange()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        for button, act in (
            (self.approved, "approved"),
            (self.declined, "declined"),
            (self.unknown, "unknown"),
            (self.finish, "forward"),
        ):
            button.bind(actions[act])

    def begin(self) -> None:
        """Show the card that waits for its answer, or that nothing is left to pay."""
        order = self._counter.order
        if order is None:
            return
        waits = order.unsettled is not None
        for part in (self.approved, self.declined, self.unknown):
            part.setVisible(waits)
        for field in self._details:
            field.setVisible(waits and self._counter.house.card_details)
            field.setText("")
        self.finish.setVisible(not waits)
        self.word.setText("Card" if waits else "Paid in full")
        self.amount.setText(self._currency.format(order.unsettled.amount if order.unsettled else order.paid))
        self.text.setText(_text(order))
        if waits and self._counter.house.card_details:
            self.approval_code.setFocus()

    @property
    def _details(self) -> tuple[QLineEdit, QLineEdit]:
        return self.approval_code, self.last_four

    def _arrange(self) -> None:
        tones.set_type(self.word, 1.15)
        tones.set_type(self.text, 1.1)
        details = QHBoxLayout()
        details.setSpacing(8)
        for field in self._details:
            details.addWidget(field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for label in (self.word, self.amount, self.text):
            layout.addWidget(label)
        layout.addLayout(details)
        layout.addStretch(1)
        for button in (self.unknown, self.declined, self.approved, self.finish):
            layout.addWidget(button)


def _text(order: Order) -> str:
    if order.unsettled is None:
        return "Nothing is left to pay. Finish the sale."
    if order.unsettled.state is PaymentState.UNKNOWN:
        return (
            "Nobody knows yet whether the card was charged. Look at the terminal's last payments, or call its hotline."
            " The seats stay with this order until you say what the answer was."
        )
    return "Start this amount at the terminal. Then say here what the terminal answered."
