"""Taking money for the counter's order: each payment one task, and the sale that ends it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from boxoffice.domain.changes import Changes
from boxoffice.domain.orders import OrderState, PaymentState
from boxoffice.routines import sell as routine
from boxoffice.services import payments, sales

if TYPE_CHECKING:
    from collections.abc import Callable

    from boxoffice.domain.orders import Order
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.tasks import Tasks, WriteTx

SALE = Changes.SEATS | Changes.ORDER


class Paying:
    """What can be done with money at a counter; the ids of payments are made here, so that none is recorded twice."""

    def __init__(self, tasks: Tasks, *, counter: Counter) -> None:
        self._tasks = tasks
        self._counter = counter
        self._cash = ""  # the id of the cash payment that comes next
        self._cash_of: str | None = None  # and the order that it is for

    def open(self) -> None:
        """Begin to take money: all seats of the order are shielded, or nothing changes and the lost one is named.

        An order that costs nothing is sold at once.
        """
        order = self._counter.order
        if order is not None and order.state is OrderState.OPEN and order.total == 0 and not order.lapsed:
            self.sell_exact()
        else:
            self._counter.write(lambda tx, order: sales.open_payment(tx, order=order))

    def leave(self, done: Callable[[Order], None] | None = None) -> None:
        """Go back to the seats; nothing was paid."""
        self._counter.write(lambda tx, order: sales.leave_payment(tx, order=order), done=done)

    def pay_cash(self, tendered: int) -> None:
        """Record cash (minor units) for a part of what is left; once, however often it is asked before the answer."""
        cash = self._next_cash()
        self._counter.write(lambda tx, order: payments.pay_cash(tx, order=order, payment=cash, tendered=tendered))

    def pay_voucher(self, code: str) -> None:
        """Take a gift voucher (its code) for what is left, opening the payment where it is not open yet."""
        payment = uuid.uuid4().hex

        def pay(tx: WriteTx, order: str) -> Order:
            sales.open_payment(tx, order=order)
            return payments.pay_voucher(tx, order=order, payment=payment, code=code)

        self._counter.write(pay)

    def start_card(self, amount: int | None = None) -> None:
        """Write down that a card is being tried, before anybody touches the terminal.

        For an amount (minor units) or all that is left; the payment is opened where it is not open yet.
        """
        payment = uuid.uuid4().hex

        def start(tx: WriteTx, order: str) -> Order:
            sales.open_payment(tx, order=order)
            return payments.start_card(tx, order=order, payment=payment, amount=amount)

        self._counter.write(start)

    def settle_card(self, state: PaymentState, *, approval_code: str = "", last_four: str = "") -> None:
        """Write down what the terminal said; where an approved card leaves nothing to pay, the sale is finished."""
        if self._counter.order is None or self._counter.order.unsettled is None:
            return
        payment = self._counter.order.unsettled.id

        def settled(answer: Order) -> None:
            if state is PaymentState.APPROVED and answer.balance <= 0 and answer.state is OrderState.PAYING:
                self.sell()

        self._counter.write(
            lambda tx, order: payments.settle_card(
                tx, order=order, payment=payment, state=state, approval_code=approval_code, last_four=last_four
            ),
            done=settled,
        )

    def take_back(self, payment: str, *, reason: str) -> None:
        """Take one payment back, for a reason."""
        self._counter.write(lambda tx, order: payments.take_back(tx, order=order, payment=payment, reason=reason))

    def sell_exact(self) -> None:
        """Finish the sale with the exact cash for what is left, opening the payment where it is not open yet.

        Where seats ran out that come back with it, the payment is only opened: what is to pay is another sum then.
        """
        order, payment = self._counter.order, self._next_cash()
        if order is not None and order.state is OrderState.OPEN and order.lapsed:
            self.open()
        elif order is not None:
            self._tasks.routine(
                lambda database, by: routine.sell_exact(
                    database, by=by, order=order.id, payment=payment, expected=order.balance
                ),
                self._counter.finished,
                changes=SALE,
            )

    def sell(self, tendered: int | None = None) -> None:
        """Finish the sale; ``tendered`` is the cash (minor units) for what is left, None where nothing is left."""
        order, payment = self._counter.order_id, self._next_cash()
        if order is not None:
            self._tasks.routine(
                lambda database, by: routine.sell(database, by=by, order=order, payment=payment, tendered=tendered),
                self._counter.finished,
                changes=SALE,
            )

    def _next_cash(self) -> str:
        """The id of the next cash payment: the same until the order, as it was read, has it, or is another."""
        order = self._counter.order
        is_recorded = order is not None and any(paid.id == self._cash for paid in order.payments)
        if is_recorded or self._cash_of != self._counter.order_id:
            self._cash, self._cash_of = uuid.uuid4().hex, self._counter.order_id
        return self._cash
