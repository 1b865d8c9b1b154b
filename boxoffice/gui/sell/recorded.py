"""The payments that an order has already, each of which can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from boxoffice.domain.orders import Method
from boxoffice.domain.vouchers import shown
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.emptied import empty

if TYPE_CHECKING:
    from boxoffice.domain.money import Currency
    from boxoffice.domain.orders import Order, Payment

_METHODS = {Method.CASH: "Cash", Method.CARD: "Card", Method.VOUCHER: "Gift voucher"}


def method_text(payment: Payment) -> str:
    """How it was paid: "Cash", "Gift voucher …9QK4"."""
    word = _METHODS[payment.method]
    return f"{word} …{shown(payment.voucher)[-4:]}" if payment.voucher else word


class Recorded(QWidget):
    """One line a payment; ``take_back_asked`` carries the id of the one to be taken back."""

    take_back_asked = Signal(str)

    def __init__(self, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self._shown: tuple[Payment, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 0, 16, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.hide()

    @property
    def last(self) -> str | None:
        """The id of the payment that was recorded last."""
        return self._shown[-1].id if self._shown else None

    def show_order(self, order: Order) -> None:
        """Show the payments that count."""
        if order.approved == self._shown:
            return
        self._shown = order.approved
        empty(self._grid)
        total = QLabel(self._currency.format(order.total))
        for row, (word, amount) in enumerate(((QLabel("Total"), total), *(self._line(paid) for paid in self._shown))):
            self._grid.addWidget(word, row, 0)
            self._grid.addWidget(amount, row, 1, Qt.AlignmentFlag.AlignRight)
        for row, paid in enumerate(self._shown, 1):
            self._grid.addWidget(self._button(paid), row, 2)
        self.setVisible(bool(self._shown))

    def _line(self, paid: Payment) -> tuple[QLabel, QLabel]:
        word, amount = QLabel(method_text(paid)), QLabel(self._currency.format(-paid.amount))
        for label in (word, amount):
            tones.set_tone(label, "good")
        return word, amount

    def _button(self, paid: Payment) -> QPushButton:
        button = QPushButton("✕")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("chip", True)  # noqa: FBT003 (Qt's own signature)
        button.setAccessibleName(f"Take back: {method_text(paid)}")
        button.clicked.connect(lambda _checked=False: self.take_back_asked.emit(paid.id))
        return button
