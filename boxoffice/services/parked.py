"""Parked orders: set aside under a word with their seats held, and fetched to any counter."""

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.customers import tidied
from boxoffice.domain.errors import MoneyRecorded, NoSuchOrder, NothingToPark, NotParked, WordNeeded
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.orders import LineState, Order, OrderState
from boxoffice.domain.parked import ParkedOrder
from boxoffice.domain.permissions import Permission
from boxoffice.services import holds, orders
from boxoffice.services.house import business_date

_ITS_LIVE_HOLDS = (
    " WHERE order_id = :order AND status = 'held' AND expires_at > :now AND expires_at <= :horizon"
    " AND (performance_id, seat_id) IN (SELECT performance_id, seat_id FROM occupant"
    " WHERE order_id = :order AND status = 'held' ORDER BY performance_id, seat_id $for_update)"
)
_PARK = Statement("UPDATE orders SET parked_as = :word WHERE id = :order")
# The longest end that a transaction which is some seconds old does not take for a clock that was set back.
_HOLD_LONG = Statement(
    "UPDATE occupant SET mark = :mark, expires_at = $greatest(expires_at, $least(taken_at + :cap, :latest))"
    f"{_ITS_LIVE_HOLDS}"
)
_LOCK = Statement("SELECT o.state, o.number, o.parked_as, o.counter_id FROM orders o WHERE o.id = :order $for_update")
_COUNTER = Statement("SELECT name FROM counter WHERE id = :counter")
_FETCH = Statement("UPDATE orders SET parked_as = NULL, counter_id = :counter WHERE id = :order")
_BRING = Statement(f"UPDATE occupant SET mark = :mark, counter_id = :counter{_ITS_LIVE_HOLDS}")
# By counter and state, which there is an index of: orders that were sold are not looked at.
_PARKED = Statement(
    "SELECT o.id, o.number, o.parked_as, c.name AS counter, coalesce(k.name, '') AS customer, o.note, o.business_date,"
    " (SELECT count(*) FROM order_line s WHERE s.order_id = o.id AND s.kind = 'seat') AS seats,"
    " (SELECT coalesce(sum(s.due), 0) FROM order_line s WHERE s.order_id = o.id) AS total,"
    " count(h.seat_id) AS held, min(h.expires_at) AS expires_at"
    " FROM counter c CROSS JOIN orders o LEFT JOIN customer k ON k.id = o.customer"
    " LEFT JOIN occupant h ON h.order_id = o.id AND h.status = 'held' AND h.expires_at > :now"
    " AND h.expires_at <= :horizon"
    " WHERE o.counter_id = c.id AND o.state = 'open' AND o.parked_as IS NOT NULL"
    " GROUP BY o.id, o.number, o.parked_as, c.name, k.name, o.note, o.business_date ORDER BY o.begun_at, o.number"
)


def park(tx: WriteTx, *, order: str, word: str) -> Order:
    """The order set aside under a word, its seats held as long as they may be: to the end of their cap.

    A hold that is not yet a minute old ends up to a minute before it. Raises WordNeeded, NothingToPark, MoneyRecorded,
    NoSuchOrder, OrderClosed and OrderParked.
    """
    tx.by.demand(Permission.SELL)
    word = tidied(word)
    if not word:
        raise WordNeeded
    orders.lock_open(tx, order=order)
    found = orders.read(tx, order=order)
    if orders.has_money(found):
        raise MoneyRecorded(number=found.number)
    if not any(line.state is LineState.HELD for line in found.lines):
        raise NothingToPark
    latest = tx.now + tx.rules.cap - MINUTE
    tx.execute(_HOLD_LONG, _values(tx, order=order) | {"cap": tx.rules.cap, "latest": latest})
    tx.execute(_PARK, {"order": order, "word": word})
    return orders.read(tx, order=order)


def parked(tx: Tx) -> tuple[ParkedOrder, ...]:
    """The parked orders of all counters, the oldest first; those that ran out are among them."""
    today = business_date(tx).isoformat()
    rows = tx.execute(_PARKED, {"now": tx.now, "horizon": tx.now + tx.rules.cap}).all()
    return tuple(
        ParkedOrder(
            order=row.id,
            number=row.number,
            word=row.parked_as,
            counter=row.counter,
            customer=row.customer,
            note=row.note,
            seats=row.seats,
            ran_out=row.seats - row.held,
            total=int(row.total),
            expires_at=row.expires_at,
            is_old=row.business_date < today,
        )
        for row in rows
    )


def fetch(tx: WriteTx, *, order: str) -> Order:
    """The order brought to this counter, its seats taken again: what ran out and nobody took comes back.

    Of two counters that fetch it at once one gets it. Raises NotParked, saying what became of it, and NoSuchOrder.
    """
    tx.by.demand(Permission.SELL)
    _lock_parked(tx, order=order)
    tx.execute(_FETCH, {"order": order, "counter": tx.by.counter})
    holds.take_again(tx, order=order)  # locks all its seats first, in their order
    tx.execute(_BRING, _values(tx, order=order) | {"counter": tx.by.counter})
    return orders.read(tx, order=order)


def give_up(tx: WriteTx, *, order: str) -> None:
    """Give back the seats of a parked order and close it; raises NotParked where somebody fetched it meanwhile."""
    tx.by.demand(Permission.SELL)
    _lock_parked(tx, order=order)
    orders.abandon(tx, order=order)


def _lock_parked(tx: WriteTx, *, order: str) -> None:
    row = tx.execute(_LOCK, {"order": order}).one_or_none()
    if row is None:
        raise NoSuchOrder
    if row.state not in {OrderState.OPEN, OrderState.PAYING}:
        what = "it is sold" if row.state == OrderState.SOLD else "its seats were given back"
        raise NotParked(number=row.number, what=what)
    if row.parked_as is None:
        counter = tx.execute(_COUNTER, {"counter": row.counter_id}).scalar_one()
        raise NotParked(number=row.number, what=f"it is at {counter}")


def _values(tx: WriteTx, *, order: str) -> dict[str, object]:
    return {"order": order, "mark": tx.mark, "now": tx.now, "horizon": tx.now + tx.rules.cap}
