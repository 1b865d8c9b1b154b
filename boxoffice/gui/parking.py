"""Orders set aside under a word while the next customer is served, and fetched again, at this counter or another.

What is done there is imported when it is first done, so that no start waits for it.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import DatabaseLost, OrderStillOpen

if TYPE_CHECKING:
    from collections.abc import Callable

    from boxoffice.domain.orders import Order
    from boxoffice.domain.parked import ParkedOrder
    from boxoffice.domain.permissions import By
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.tasks import Database, Tasks, Tx

_BOTH = Changes.SEATS | Changes.ORDER


class Parking(QObject):
    """Parks the counter's order and fetches parked ones to it.

    ``listed`` carries the parked orders whenever they were read, ``parked`` and ``fetched`` the order, ``given_up``
    the number of the order that was.
    """

    listed = Signal(object)
    parked = Signal(object)
    fetched = Signal(object)
    given_up = Signal(str)

    def __init__(self, tasks: Tasks, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._counter = counter
        self._reading = False

    def read(self) -> None:
        """Read which orders are parked; while that is being read, not again."""
        if not self._reading:
            self._reading = True
            self._tasks.read(_parked, self._show, failed=self._lost)

    def read_anew(self) -> None:
        """Read them for a list that is opened: what nobody comes for any more is given up first."""
        self._tasks.routine(_list_parked, self._show, changes=Changes.NOTHING)

    def park(self, word: str) -> None:
        """Set the counter's order aside; the counter is free then."""
        order = self._counter.order_id
        if order is None:
            return

        def set_aside(answer: Order) -> None:
            if self._counter.order_id == order:
                self._counter.next_customer()
            self.parked.emit(answer)

        from boxoffice.services import parked

        self._tasks.write(lambda tx: parked.park(tx, order=order, word=word), set_aside, changes=_BOTH)

    def fetch(self, chosen: ParkedOrder) -> None:
        """Bring a parked order to this counter, which must have none; clicks go to it from now on."""
        if not self._counter.is_free:
            self._tasks.report(OrderStillOpen())
            return
        order = chosen.order
        self._counter.expect(order)

        def come(answer: Order) -> None:
            self._counter.resume(answer)
            self.fetched.emit(answer)

        from boxoffice.services import parked

        self._tasks.write(
            lambda tx: parked.fetch(tx, order=order), come, changes=_BOTH, failed=self._not_fetched(order)
        )

    def give_up(self, chosen: ParkedOrder) -> None:
        """Give back the seats of a parked order and end it."""
        from boxoffice.services import parked

        self._tasks.write(
            lambda tx: parked.give_up(tx, order=chosen.order),
            lambda _nothing: self.given_up.emit(chosen.number),
            changes=_BOTH,
        )

    def _not_fetched(self, order: str) -> Callable[[Exception], None]:
        def stay_free(fault: Exception) -> None:
            # Where only the answer was lost, the order may be here: reading it anew will tell.
            if self._counter.order_id == order and not isinstance(fault, DatabaseLost):
                self._counter.next_customer()
            self._tasks.report(fault)
            self.read()

        return stay_free

    def _show(self, orders: tuple[ParkedOrder, ...]) -> None:
        self._reading = False
        self.listed.emit(tuple(order for order in orders if not order.is_over))

    def _lost(self, _fault: Exception) -> None:
        self._reading = False  # the refresh that asked tells of a database that does not answer


def _parked(tx: Tx) -> tuple[ParkedOrder, ...]:
    from boxoffice.services import parked

    return parked.parked(tx)


def _list_parked(database: Database, by: By) -> tuple[ParkedOrder, ...]:
    from boxoffice.routines import parked_orders

    return parked_orders.list_parked(database, by=by)
