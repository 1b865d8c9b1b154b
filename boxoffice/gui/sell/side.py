"""What stands beside the house: the order in the making, its payment, or the end of the sale; and the way through them.

Payment and end are imported and made when they are first asked for, or once the window has settled: no start waits.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from boxoffice.domain.errors import NoAmount
from boxoffice.domain.vouchers import read_code, shown
from boxoffice.gui.sell.order_panel import OrderPanel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from boxoffice.domain.orders import PaymentState
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.sell.done import DoneView
    from boxoffice.gui.sell.payment import PaymentView
    from boxoffice.gui.tasks import Tasks
    from boxoffice.services.vouchers import Voucher


class Side(QStackedWidget):
    """Shows what the counter's order has come to.

    ``changed`` tells that another amount was given, ``said`` tells news, ``warned`` what must not be missed.
    """

    changed = Signal()
    said = Signal(str)
    warned = Signal(str)

    def __init__(self, tasks: Tasks, *, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._counter = counter
        self._currency = counter.money
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
        _ = self.payment, self.done, self._counter.paying

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

    # -- money

    @property
    def is_paying(self) -> bool:
        """Whether a payment is shown."""
        return self._counter.is_paying and self._counter.sale is None

    @property
    def is_cash(self) -> bool:
        """Whether cash can be given."""
        return self.is_paying and not self.payment.is_card

    @property
    def awaits_card(self) -> bool:
        """Whether the terminal's answer is waited for."""
        order = self._counter.order
        return self.is_paying and order is not None and order.unsettled is not None

    @property
    def can_go_forward(self) -> bool:
        """Whether the sale can take its next step."""
        if not self.is_paying:
            return not self._counter.is_empty or self._counter.sale is not None
        order = self._counter.order
        if self.payment.is_card:
            return order is not None and order.unsettled is None
        return self.payment.cash.tendered is not None

    @property
    def can_take_part(self) -> bool:
        """Whether the amount given is a part of what is left."""
        return self.is_cash and self.payment.cash.part is not None

    @property
    def can_take_money(self) -> bool:
        """Whether money can be taken, with the payment open or to be opened."""
        if self.is_paying:
            return self.is_cash
        return not self._counter.is_empty and self._counter.sale is None

    @property
    def can_take_payment_back(self) -> bool:
        """Whether there is a recorded payment, and no card that waits."""
        order = self._counter.order
        return self.is_paying and order is not None and bool(order.approved) and order.unsettled is None

    @property
    def can_waive_fees(self) -> bool:
        """Whether the order bears fees."""
        order = self._counter.order
        return order is not None and bool(order.fees) and not self.is_paying and self._counter.sale is None

    def forward(self) -> None:
        """The next step: open the payment, take the money, on to the next customer."""
        if self._counter.sale is not None:
            self._counter.next_customer()
        elif not self.is_paying:
            self._counter.paying.open()
        elif self.payment.is_card:
            self._counter.paying.sell()
        elif self.payment.cash.tendered is not None:
            self._counter.paying.sell(self.payment.cash.tendered)

    def sell_exact(self) -> None:
        """The customer gave exactly what is to pay, in cash: the sale is finished."""
        self._counter.paying.sell_exact()

    def take_part(self) -> None:
        """Take the amount given as a part of what is left, in cash."""
        if self.payment.cash.part is not None:
            self._counter.paying.pay_cash(self.payment.cash.part)

    def start_card(self) -> None:
        """Start a card for the amount that is typed, else for all that is left."""
        self._counter.paying.start_card(self.payment.cash.part if self.is_cash else None)

    def settle(self, state: PaymentState) -> None:
        """Write down what the terminal answered."""
        card = self.payment.card
        self._counter.paying.settle_card(
            state, approval_code=card.approval_code.text(), last_four=card.last_four.text()
        )

    def ask_voucher(self) -> None:
        """Let the clerk type a gift voucher's code."""
        if self.is_paying:
            self.payment.ask_voucher()
        else:
            self.order.prices.ask.ask("Gift voucher: its code", self._counter.paying.pay_voucher)

    def sell_voucher(self) -> None:
        """Let the clerk type for how much a gift voucher is to be sold."""
        self.order.prices.ask.ask("Gift voucher: amount (and its code to top up)", self._add_voucher, takes_codes=True)

    def take_last_back(self) -> None:
        """Take the payment back that was recorded last, once the clerk has said why."""
        self.payment.take_last_back()

    def waive_fees(self) -> None:
        """Take the fees off the order once the clerk has said why."""
        self.order.prices.ask.ask("No fees: why?", self._counter.waive_fees)

    def scanned(self, code: str) -> bool:
        """Put a scanned code where it belongs; whether this page knows what to do with it."""
        if read_code(code) is None:
            return False
        if self.order.prices.ask.takes_codes:
            self.order.prices.ask.add(code)
        elif self.can_take_money and self.isVisible():
            if self.is_paying:
                self.payment.question.take_back()
            self._counter.paying.pay_voucher(code)
        else:
            from boxoffice.services import vouchers

            self._tasks.read(
                lambda tx: vouchers.find(tx, code=code), lambda voucher: self.said.emit(self._on_voucher(voucher))
            )
        return True

    def _add_voucher(self, text: str) -> None:
        amount, _, code = text.partition(" ")
        worth = self._currency.parse(amount)
        if worth:
            self._counter.add_voucher(worth, code=code.strip())
        else:
            self.warned.emit(str(NoAmount(asked=amount)))

    def _on_voucher(self, voucher: Voucher) -> str:
        left = self._currency.format(voucher.balance)
        return f"On gift voucher {shown(voucher.code)} is {left}."
