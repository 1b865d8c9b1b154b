"""The end of a sale: what was sold, what goes back, and on to the next customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from boxoffice.domain.orders import Method
from boxoffice.gui.sell.order_list import OrderList
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.band import Band
from boxoffice.gui.widgets.rule import rule

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
        self.band = Band(zone=counter.house.time_zone, narrow=True)
        self.list = OrderList(currency=self._currency, zone=counter.house.time_zone)
        self.list.setSelectionMode(OrderList.SelectionMode.NoSelection)
        self.paid = QLabel(wordWrap=True)
        self.change_word = QLabel("Change")
        self.change = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
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

    def begin(self, sale: Sale) -> None:
        """Show a sale."""
        seats = len(sale.order.lines)
        self.number.setText(sale.order.number)
        self.sold.setText(f"✓  Sold: {seats} {'seat' if seats == 1 else 'seats'}")
        self.band.show_days(self._counter.other_days())
        self.list.show_order(sale.order)
        self.list.scrollToTop()
        total = self._currency.format(sale.total)
        in_cash = sale.method is Method.CASH
        self.paid.setText(
            f"{total} {self._currency.code} paid in cash, {self._currency.format(sale.tendered)} given"
            if in_cash
            else f"{total} {self._currency.code} paid by card"
        )
        self.change_word.setVisible(in_cash)
        self.change.setVisible(in_cash)
        self.change.setText(self._currency.format(sale.change))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 14)
        layout.setSpacing(8)
        layout.addLayout(_inset(self.sold, self.number))
        layout.addWidget(rule())
        layout.addWidget(self.band)
        layout.addWidget(self.list, 1)
        layout.addWidget(rule())
        layout.addLayout(_inset(self.paid, self.change_word, self.change, self.next))


def _inset(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(16, 0, 16, 0)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return column
