"""What this counter is doing: its current order, and the acts on it, each one task.

What only money, vouchers and customers need is imported with the first of them, so that no start waits for it.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from boxoffice.clock import monotonic_ms
from boxoffice.domain import moments
from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import NoSuchOrder, Refusal
from boxoffice.domain.orders import LineState, OrderState
from boxoffice.gui.figures import money
from boxoffice.services import holds, order_prices, orders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from boxoffice.domain.customers import Customer
    from boxoffice.domain.orders import Order, OrderLine, Sale
    from boxoffice.domain.performances import House
    from boxoffice.gui.paying import Paying
    from boxoffice.gui.tasks import Tasks, WriteTx

_BOTH = Changes.SEATS | Changes.ORDER


class HouseClock:
    """The database's clock, carried on between two readings by the monotonic one: this PC's time may be wrong."""

    def __init__(self) -> None:
        self._ahead = 0

    def set(self, now: int) -> None:
        """Take over a moment (epoch ms) that the database just told."""
        self._ahead = now - monotonic_ms()

    def now(self) -> int:
        """The moment now, in epoch ms."""
        return monotonic_ms() + self._ahead


class Counter(QObject):
    """The current order of this counter as last read, and what can be done with it.

    ``order_changed`` tells that ``order`` or ``sale`` is another one; ``lapsed`` that holds ran out meanwhile;
    ``payment_lost`` names the seats that others took while the payment was open, which is left then.
    """

    order_changed = Signal()
    sold = Signal()
    lapsed = Signal(int)  # how many seats
    payment_lost = Signal(str)

    def __init__(self, tasks: Tasks, *, house: House, now: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.house = house
        self.money = money(house)
        self.clock = HouseClock()
        self.clock.set(now)
        self.order: Order | None = None
        self.sale: Sale | None = None
        self._tasks = tasks
        self._order_id: str | None = None
        self._takes = 0  # how often seats were asked for

    @cached_property
    def paying(self) -> Paying:
        """What can be done with money."""
        from boxoffice.gui.paying import Paying

        return Paying(self._tasks, counter=self)

    @property
    def name(self) -> str:
        """The counter's name."""
        return self._tasks.by.counter_name

    @property
    def order_id(self) -> str | None:
        """The order that clicks go to, from the first click on, also before the database has answered."""
        return self._order_id

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        """The lines of the current order."""
        return self.order.lines if self.order is not None else ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to sell."""
        return self.order is None or self.order.is_empty

    @property
    def is_paying(self) -> bool:
        """Whether a payment is open."""
        return self.order is not None and self.order.state is OrderState.PAYING

    @property
    def milliseconds_left(self) -> int | None:
        """How long the first of the holds still lasts, or None where no clock runs."""
        if self.order is None or self.order.expires_at is None:
            return None
        return max(0, self.order.expires_at - self.clock.now())

    def other_days(self) -> tuple[int, ...]:
        """When the performances in the order (or the finished sale) start that are not for today (epoch ms)."""
        order = self.sale.order if self.sale is not None else self.order
        groups = order.by_performance() if order is not None else ()
        return tuple(lines[0].starts_at for lines in groups if not self.is_today(lines[0].starts_at))

    def is_today(self, moment: int) -> bool:
        """Whether a moment (epoch ms) is on the house's business day of now."""
        return self.business_date(moment) == self.business_date(self.clock.now())

    def business_date(self, moment: int) -> object:
        """The house's business day of a moment, to be compared."""
        return moments.business_date(moment, zone=self.house.time_zone, day_start=self.house.day_start)

    def resume(self, order: Order | None) -> None:
        """Go on with an order that was left open, after a crash of the program or by choice."""
        if order is not None:
            self._order_id = order.id
            self._took(order)

    # -- seats

    def take(
        self,
        *,
        performance: int,
        seats: Sequence[int],
        instead_of: Sequence[int] = (),
        done: Callable[[Order], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Hold seats (ids) of a performance for the current order, beginning one where there is none.

        Those of the order that they come ``instead_of`` are given back with it, all or nothing.
        """
        if self.sale is not None:
            self.next_customer()
        order = self._order_id = self._order_id or uuid.uuid4().hex
        self._takes += 1
        gone = {(performance, seat) for seat in instead_of if seat not in seats}

        def exchange(tx: WriteTx) -> Order:
            taken = holds.take(tx, order=order, performance=performance, seats=seats)
            lines = [line.id for line in taken.lines if (line.performance, line.seat_id) in gone]
            return holds.give_back(tx, order=order, lines=lines) if lines else taken

        self._tasks.write(exchange, self._and_then(done), changes=_BOTH, failed=failed)

    def give_back_seats(self, *, performance: int, seats: Sequence[int]) -> None:
        """Give back seats by their ids; the lines are looked up where the seats are, so a click may come early."""
        wanted = {(performance, seat) for seat in seats}

        def give_back(tx: WriteTx, order: str) -> Order:
            lines = orders.read(tx, order=order).lines
            these = [line.id for line in lines if (line.performance, line.seat_id) in wanted]
            return holds.give_back(tx, order=order, lines=these)

        self.write(give_back)

    def give_back(self, lines: Sequence[int]) -> None:
        """Give back lines of the order."""
        if lines:
            self.write(lambda tx, order: holds.give_back(tx, order=order, lines=lines))

    def give_back_all(self) -> None:
        """Give back every seat of the order, and every voucher."""
        if self.order is not None:
            self.give_back([line.id for line in self.order.lines] + [voucher.id for voucher in self.order.vouchers])

    def keep(self, done: Callable[[Order], None] | None = None) -> None:
        """Renew the holds of the order."""
        self.write(lambda tx, order: holds.keep(tx, order=order), done=done)

    def take_again(self) -> None:
        """Take again every lapsed seat that is still free."""
        self.write(lambda tx, order: holds.take_again(tx, order=order))

    def write(
        self,
        work: Callable[[WriteTx, str], Order],
        *,
        done: Callable[[Order], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Change the current order, if there is one; ``work`` gets a transaction and the order's id."""
        order = self._order_id
        if order is not None:
            self._tasks.write(lambda tx: work(tx, order), self._and_then(done), changes=_BOTH, failed=failed)

    def write_or_begin(self, work: Callable[[WriteTx, str], Order]) -> None:
        """Change the current order, beginning one where there is none."""
        if self.sale is not None:
            self.next_customer()
        self._order_id = self._order_id or uuid.uuid4().hex
        self._takes += 1
        self.write(work)

    # -- whose it is

    def find_customers(self, text: str, done: Callable[[tuple[Customer, ...]], None]) -> None:
        """Look for customers; ``done`` gets the best dozen."""
        from boxoffice.services import customers

        self._tasks.read(lambda tx: customers.find(tx, text=text), done)

    @property
    def is_free(self) -> bool:
        """Whether another order can be gone on with: there is none, or nothing in it."""
        is_empty = self.order is not None and not self.order.lines and not self.order.total
        return self._order_id is None or self.sale is not None or is_empty

    def expect(self, order: str) -> None:
        """Let clicks go to an order (id) that is being fetched."""
        self._forget()
        self._order_id = order

    # -- prices

    def set_price_type(self, lines: Sequence[int], price_type: str, *, reason: str) -> None:
        """Give lines of the order another price type."""
        if lines:
            self.write(
                lambda tx, order: order_prices.set_price_type(
                    tx, order=order, lines=lines, price_type=price_type, reason=reason
                )
            )

    def use_promotion(self, asked: str) -> None:
        """Lower the order's prices by the promotion of a code or name."""
        self.write(lambda tx, order: order_prices.use_promotion(tx, order=order, asked=asked))

    def leave_promotions(self) -> None:
        """Take all promotions off the order."""
        self.write(lambda tx, order: order_prices.leave_promotions(tx, order=order))

    def waive_fees(self, reason: str) -> None:
        """Take the fees off the order, for a reason."""
        self.write(lambda tx, order: order_prices.waive_fees(tx, order=order, reason=reason))

    def add_voucher(self, amount: int, *, code: str = "") -> None:
        """Sell a gift voucher (minor units) with the order, or top up the one of a code."""
        from boxoffice.services import vouchers

        self.write_or_begin(lambda tx, order: vouchers.add_to_order(tx, order=order, amount=amount, code=code))

    def abandon(self, done: Callable[[], None], *, failed: Callable[[Exception], None]) -> None:
        """Give everything back and end the order."""
        order = self._order_id
        if order is None:
            done()
            return

        def ended(_nothing: None) -> None:
            self._forget()
            done()

        self._tasks.write(lambda tx: orders.abandon(tx, order=order), ended, changes=_BOTH, failed=failed)

    # -- the sale

    def next_customer(self) -> None:
        """Forget the order that is done with: sold, or parked."""
        self._forget()

    # -- answers

    def reread(self) -> None:
        """Read the order anew: holds may have lapsed or been taken by others, an answer may have been lost."""
        order, takes = self._order_id, self._takes

        def lost(fault: Exception) -> None:
            if not isinstance(fault, Refusal):
                self._tasks.report(fault)  # a refused reading is tried again with the next refresh
            elif isinstance(fault, NoSuchOrder) and self.order is None and takes == self._takes:
                self._forget()  # its first seats were refused, so it never began

        if order is not None:
            self._tasks.read(lambda tx: orders.read(tx, order=order), self._took, failed=lost)

    def _took(self, order: Order) -> None:
        self.clock.set(order.now)
        if order.id != self._order_id or self.sale is not None:
            return  # an answer about an order that is over
        before, self.order = self.order, order
        if order.state is OrderState.SOLD:
            self._look_up_sale(order.id)
            return
        if order.state is OrderState.ABANDONED or order.parked_as is not None or order.counter != self.name:
            self._forget()  # given up, or parked and fetched where an answer was lost
            return
        if before is not None and _same(before, order):
            return
        self.order_changed.emit()
        taken = [f"{line.seat} by {line.taken_by}" for line in order.lines if line.state is LineState.TAKEN]
        if self.is_paying and taken:
            self.paying.leave()
            self.payment_lost.emit(", ".join(taken))
            return
        news = len(order.lapsed) - (len(before.lapsed) if before is not None else 0)
        if news > 0 and not self.is_paying:  # a payment still sells what ran out and nobody took
            self.lapsed.emit(news)

    def _and_then(self, done: Callable[[Order], None] | None) -> Callable[[Order], None]:
        def both(order: Order) -> None:
            self._took(order)
            if done is not None:
                done(order)

        return both

    def _look_up_sale(self, order: str) -> None:
        """Show the sale that was booked although its answer never came."""

        def found(sale: Sale | None) -> None:
            if sale is not None:
                self.finished(sale)

        from boxoffice.services import sales

        self._tasks.read(lambda tx: sales.find_sale(tx, order=order), found)

    def finished(self, sale: Sale) -> None:
        """Take over the finished sale."""
        if sale.order.id != self._order_id:
            return  # the key was pressed twice: told already
        self.sale = sale
        self._order_id = None
        self.order_changed.emit()
        self.sold.emit()

    def _forget(self) -> None:
        self.order = self.sale = self._order_id = None
        self.order_changed.emit()


def _same(before: Order, after: Order) -> bool:
    """Whether nothing but the moment of reading differs."""
    return before == replace(after, now=before.now)
