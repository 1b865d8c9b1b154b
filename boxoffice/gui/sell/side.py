"""What stands beside the house: the order in the making, its payment, or the end of the sale.

Payment and end are imported and made when they are first asked for, or once the window has settled: no start waits.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from boxoffice.gui.sell.order_panel import OrderPanel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from boxoffice.gui.counter import Counter
    from boxoffice.gui.sell.done import DoneView
    from boxoffice.gui.sell.payment import PaymentView


class Side(QStackedWidget):
    """Shows what the counter's order has come to; ``changed`` tells that another amount was given."""

    changed = Signal()

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._actions: Mapping[str, QAction] = {}
        self.order = OrderPanel(counter)
        self.addWidget(self.order)

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let all buttons do the acts of the table."""
        self._actions = actions
        self.order.bind(actions)

    @cached_property
    def payment(self) -> PaymentView:
        """Taking the money."""
        from boxoffice.gui.sell.payment import PaymentView

        view = PaymentView(self._counter)
        view.bind(self._actions)
        view.cash.changed.connect(self.changed)
        self.addWidget(view)
        return view

    @cached_property
    def done(self) -> DoneView:
        """The end of a sale."""
        from boxoffice.gui.sell.done import DoneView

        view = DoneView(self._counter)
        view.bind(self._actions)
        self.addWidget(view)
        return view

    def make_ready(self) -> None:
        """Make what the first customer would have to wait for."""
        _ = self.payment, self.done

    def follow(self) -> bool:
        """Show the order as the counter has it; whether that is another view than before."""
        before = self.currentWidget()
        if self._counter.sale is not None:
            self.done.begin(self._counter.sale)
            self.setCurrentWidget(self.done)
        elif self._counter.is_paying:
            self.setCurrentWidget(self.payment)
            self.payment.begin(anew=before is not self.payment)
        else:
            self.setCurrentWidget(self.order)
        return self.currentWidget() is not before
