"""Notes: what a clerk writes down on an order for whoever has it next."""

from boxoffice.db.database import WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.customers import tidied
from boxoffice.domain.errors import OrderParked
from boxoffice.domain.orders import Order, OrderState
from boxoffice.domain.permissions import Permission
from boxoffice.services import holds, orders

_SET = Statement("UPDATE orders SET note = :note WHERE id = :order")


def set_note(tx: WriteTx, *, order: str, note: str) -> Order:
    """The order with this note, or without one where it is empty; holds of an open order are renewed.

    Begins the order where it does not exist yet. One that is sold may be noted on as well: nothing of it changes.
    Raises OrderParked.
    """
    tx.by.demand(Permission.SELL)
    if orders.lock(tx, order=order) is None:
        orders.begin(tx, order=order)
    found = orders.read(tx, order=order)
    if found.parked_as is not None:
        raise OrderParked(number=found.number, word=found.parked_as)
    tx.execute(_SET, {"order": order, "note": tidied(note)})
    return holds.keep(tx, order=order) if found.state is OrderState.OPEN else orders.read(tx, order=order)
