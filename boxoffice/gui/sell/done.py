"""The end of a sale: what was sold, what goes back, and on to the next customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from boxoffice.domain.orders import Method
from boxoffice.gui.sell.order_list import OrderList
from boxoffice.gui.sell.recorded import method_text
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.band import Band
from boxoffice.gui.widgets.rule import rule
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.domain.orders import Sale
    from boxoffice.gui.counter import Counter


class DoneView(QWidget):
    """Shows the finished sale until the next customer comes."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._currency = counter.money
        self.number = QLabel()
        self.sold = QLabel()
        self.whose = Text(wordWrap=True)
        self.band = Band(zone=counter.house.time_zone, narrow=True)
        self.list = OrderList(currency=self._currency, zone=counter.house.time_zone)
        self.list.setSelectionMode(OrderList.SelectionMode.NoSelection)
        self.paid = QLabel(wordWrap=True)
        self.change_word = QLabel("Change")
        self.change = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.came_out = ActionButton("Print again…", tells_key=False)
        self.receipt = ActionButton("Receipt", tells_key=False)
        self.next = ActionButton("Next customer", name="forward")
        tones.set_type(self.sold, 1.15, bold=True, tone="good")
        tones.set_type(self.number, 1.9, bold=True)
        tones.set_type(self.paid, 1.05)
        tones.set_type(self.change_word, 1.15)
        tones.set_type(self.change, 3.4, bold=True)
        self._arrange()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the button do the act of the table."""
        self.next.bind(actions["forward"])
        self.came_out.bind(actions["came_out"])
        self.receipt.bind(actions["receipt"])

    def begin(self, sale: Sale) -> None:
        """Show a sale."""
        self.number.setText(sale.order.number)
        self.sold.setText(f"✓  Sold: {sale.order.contents}")
        customer = sale.order.customer
        self.whose.setText("\n".join(word for word in (customer.told if customer else "", sale.order.note) if word))
        self.whose.setVisible(bool(self.whose.text()))
        self.band.show_days(self._counter.other_days())
        self.list.show_order(sale.order)
        self.list.scrollToTop()
        in_cash = any(paid.method is Method.CASH for paid in sale.order.approved)
        self.paid.setText(self._how_paid(sale))
        self.change_word.setVisible(in_cash)
        self.change.setVisible(in_cash)
        self.change.setText(self._currency.format(sale.change))

    def _how_paid(self, sale: Sale) -> str:
        if not sale.order.approved:
            return "Nothing to pay"
        parts = []
        for paid in sale.order.approved:
            amount = f"{self._currency.format(paid.amount + paid.rounding)} {self._currency.code}"
            given = f", {self._currency.format(paid.tendered)} given" if paid.method is Method.CASH else ""
            parts.append(f"{method_text(paid)}: {amount}{given}")
        return "\n".join(parts)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 14)
        layout.setSpacing(8)
        layout.addLayout(_inset(self.sold, self.number, self.whose))
        layout.addWidget(rule())
        layout.addWidget(self.band)
        layout.addWidget(self.list, 1)
        layout.addWidget(rule())
        layout.addLayout(_inset(self.paid, self.change_word, self.change))
        layout.addLayout(_beside(self.came_out, self.receipt))
        layout.addLayout(_inset(self.next))


def _beside(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 0, 16, 0)
    for part in parts:
        row.addWidget(part)
    return row


def _inset(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(16, 0, 16, 0)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return column
