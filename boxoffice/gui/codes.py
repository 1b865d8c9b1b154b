"""Scanned codes on their way to what knows them: a gift voucher to the money, an order's number to its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from boxoffice.domain.codes import Code, kind_of
from boxoffice.domain.orders import OrderState
from boxoffice.services import orders

if TYPE_CHECKING:
    from collections.abc import Callable

    from boxoffice.domain.orders import Order
    from boxoffice.gui.tasks import Tasks

_SHOWN = 40  # letters of a code that say which it was


class Codes(QObject):
    """Brings each code where it belongs; ``pays`` takes those of gift vouchers, ``tell`` says what else is known."""

    def __init__(
        self,
        tasks: Tasks,
        *,
        pays: Callable[[str], bool],
        tell: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pays = pays
        self._tell = tell

    def bring(self, code: str) -> None:
        """Bring a scanned code to what knows it; one that nothing knows is said to be so."""
        if self._pays(code):
            return
        if kind_of(code) is Code.ORDER:
            self._tasks.read(lambda tx: orders.find(tx, number=code), lambda order: self._found(code, order))
        else:
            self._found(code, None)

    def _found(self, code: str, order: Order | None) -> None:
        self._tell(_told(order) if order is not None else _unknown(code))


def _unknown(code: str) -> str:
    shown = code if len(code) <= _SHOWN else f"{code[:_SHOWN]}…"
    return f"Nothing here knows the code {shown}. Nothing was changed."


def _told(order: Order) -> str:
    if order.parked_as is not None:
        return f"Order {order.number} is parked as “{order.parked_as}”. Fetch it from the parked orders."
    if order.state in {OrderState.OPEN, OrderState.PAYING}:
        return f"Order {order.number} is open at {order.counter}."
    return f"Order {order.number} of {order.counter} was {order.state.value}."
