"""Sales: the payment is opened, and one transaction makes held seats sold ones."""

import secrets
from dataclasses import replace
from typing import Final

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.rows import Rows
from boxoffice.db.statement import Statement
from boxoffice.domain.cash import in_coins
from boxoffice.domain.errors import (
    AnotherSum,
    CardNotSettled,
    MoneyRecorded,
    NoSuchOrder,
    NotEnoughMoney,
    NothingToSell,
    NotPaying,
    OrderLacks,
)
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.orders import LineState, Order, OrderState, Sale
from boxoffice.domain.permissions import Permission
from boxoffice.services import holds, order_prices, orders, payments, print_jobs, vouchers
from boxoffice.services.house import business_date, currency
from boxoffice.services.journal import record
from boxoffice.services.seat_history import SeatEntry, remember

_HOLD_AGAIN = Statement(
    "UPDATE occupant SET status = 'held', mark = :mark,"
    f" expires_at = $greatest(:at_least, $least(:until, taken_at + :cap)){payments.MINE_PAYING}"
)
_SELL: Final = Statement(
    "UPDATE occupant SET status = 'sold', expires_at = NULL, mark = :mark"
    " WHERE status IN ('held', 'paying') AND order_id = :order AND (performance_id, seat_id) IN"
    " (SELECT performance_id, seat_id FROM occupant WHERE order_id = :order AND status IN ('held', 'paying')"
    " ORDER BY performance_id, seat_id $for_update)"
    " RETURNING performance_id, seat_id, order_id, counter_id, expires_at"
)
_KEPT_BACK = Statement(
    "SELECT EXISTS (SELECT 1 FROM order_line l JOIN seat_allocation kept ON kept.performance_id = l.performance_id"
    " AND kept.seat_id = l.seat_id WHERE l.order_id = :order AND kept.released_at IS NULL)"
)
_COUNT_RECEIPT = Statement("UPDATE counter SET receipts = receipts + 1 WHERE id = :counter")
# "K3-R00412": five digits, or more where there are more receipts.
_CLOSE = Statement(
    "UPDATE orders SET state = 'sold', sold_at = :now, business_date = :business_date, receipt ="
    " (SELECT code || '-R' || CASE WHEN receipts < 100000 THEN substr(CAST(100000 + receipts AS text), 2)"
    " ELSE CAST(receipts AS text) END FROM counter WHERE id = :counter) WHERE id = :order RETURNING receipt"
)
_ISSUE = Statement(
    "INSERT INTO ticket (order_line_id, issued_at) SELECT id, :now FROM order_line"
    " WHERE order_id = :order AND kind = 'seat' ORDER BY id RETURNING id"
)
_ADD_CODE = Statement("INSERT INTO ticket_code (ticket_id, issue, code) VALUES (:ticket, 1, :code)")
# A commit that a server has still to carry out, though nobody waits for its answer any more, is waited for.
_WAIT = Statement("SELECT 1 FROM orders WHERE id = :order $for_key_share")
_BOOKED = Statement("SELECT sold_at, receipt FROM orders WHERE id = :order")


def open_payment(tx: WriteTx, *, order: str) -> Order:
    """The order with all its seats *paying*: held for 15 minutes, taken again where they had lapsed untaken.

    Raises SeatsTaken naming the seat that is gone (nothing changes then), NothingToSell, NotPaying, and OrderLacks
    where a price type wants what the order does not have.
    """
    tx.by.demand(Permission.SELL)
    found = orders.read_locked(tx, order=order)
    if found.state not in {OrderState.OPEN, OrderState.PAYING}:
        raise NotPaying(number=found.number)
    if found.is_empty:
        raise NothingToSell
    if orders.has_money(found):
        return found
    orders.set_state(tx, order=order, state=OrderState.OPEN)
    for performance in sorted({line.performance for line in found.lines}):  # every order locks them in one order
        seats = sorted(line.seat_id for line in found.lines if line.performance == performance)
        holds.take_for_payment(tx, order=order, performance=performance, seats=seats)
    orders.set_state(tx, order=order, state=OrderState.PAYING)
    paying = orders.read(tx, order=order)
    if paying.lacks:  # judged with the lines that had lapsed and are there again
        raise OrderLacks(what=", ".join(lack.told for lack in paying.lacks))
    return paying


def leave_payment(tx: WriteTx, *, order: str) -> Order:
    """The order open again, its seats held for 5 minutes within their cap, at least one; raises MoneyRecorded."""
    tx.by.demand(Permission.SELL)
    found = orders.read_locked(tx, order=order)
    if found.state is not OrderState.PAYING:
        return found
    if orders.has_money(found):
        raise MoneyRecorded(number=found.number)
    orders.set_state(tx, order=order, state=OrderState.OPEN)
    values = {"until": tx.now + tx.rules.hold, "at_least": tx.now + MINUTE, "cap": tx.rules.cap}
    tx.execute(_HOLD_AGAIN, {"order": order, "mark": tx.mark} | values)
    return orders.read(tx, order=order)


def sell(tx: WriteTx, *, order: str, payment: str, tendered: int | None = None) -> Sale:
    """The finished sale: seats sold, tickets and vouchers issued, money and journal written, all in one.

    ``tendered`` is the cash (minor units) that the customer gave for what is left to pay, recorded under the id
    ``payment``; None where nothing is left. A sale that is booked already is told as it is, never made twice. Raises
    NotEnoughMoney, NotPaying, SeatsLapsed, CardNotSettled; then nothing is changed.
    """
    tx.by.demand(Permission.SELL)
    found = orders.read_locked(tx, order=order)
    if found.state is OrderState.SOLD:
        return _told(tx, order=order)
    if found.state is not OrderState.PAYING:
        raise NotPaying(number=found.number)
    return _finish(tx, found, payment=payment, tendered=tendered or 0)


def sell_exact(tx: WriteTx, *, order: str, payment: str, expected: int | None = None) -> Sale:
    """The finished sale of an order that is paid exactly, in cash, and opened for it where need be; or costs nothing.

    Raises AnotherSum where not what is ``expected`` (minor units) is left to pay, and what ``open_payment`` and
    ``sell`` do; then nothing is changed.
    """
    tx.by.demand(Permission.SELL)
    kept = tx.execute(_KEPT_BACK, {"order": order})
    found = orders.read_locked(tx, order=order)
    if found.state is OrderState.SOLD:
        return _told(tx, order=order)
    if kept.scalar_one() or not _is_held(found):
        found = open_payment(tx, order=order)
    if expected is not None and found.balance != expected:
        words = {"now": found.balance, "before": expected}
        raise AnotherSum(**{word: currency(tx).format(amount) for word, amount in words.items()})
    asked = in_coins(max(0, found.balance), step=tx.cash_step)
    return _finish(tx, found, payment=payment, tendered=asked)


def find_sale(tx: Tx, *, order: str) -> Sale | None:
    """The sale of an order as it is booked, or None where it was not and will not be: how a lost answer is looked up.

    Raises DatabaseBusy where that is not settled yet.
    """
    tx.execute(_WAIT, {"order": order})
    try:
        found = orders.read(tx, order=order)
    except NoSuchOrder:
        return None
    return _told(tx, order=order) if found.state is OrderState.SOLD else None


def _finish(tx: WriteTx, found: Order, *, payment: str, tendered: int) -> Sale:
    """The sale of an order that was read in this transaction, paid or about to be."""
    order = found.id
    _sell_seats(tx, found)
    if found.promotions:
        order_prices.count_uses(tx, order=order, paid=orders.has_money(found))
    found = _paid(tx, found, payment=payment, tendered=tendered)
    if found.vouchers:
        vouchers.issue(tx, order=order)
    closed, issued = _close(tx, order=order), tx.execute(_ISSUE, {"order": order, "now": tx.now})
    _record(tx, found)
    tickets, receipt = issued.scalars(), closed.scalar_one()
    # 128 random bits: a ticket cannot be guessed from another
    tx.execute(_ADD_CODE, [{"ticket": ticket, "code": secrets.token_hex(16)} for ticket in tickets])
    bought = [voucher.id for voucher in found.vouchers]
    print_jobs.queue_sale(tx, order=order, tickets=tickets, vouchers=bought)
    return _told(tx, order=order) if bought else Sale(_as_sold(found), sold_at=tx.now, receipt=receipt)


def _is_held(found: Order) -> bool:
    """Whether an order can be sold as it is: opened for payment it would be the same for a moment."""
    is_ready = found.state is OrderState.OPEN and found.parked_as is None and not found.is_empty and not found.lacks
    return is_ready and not found.payments and all(line.state is LineState.HELD for line in found.lines)


def _paid(tx: WriteTx, found: Order, *, payment: str, tendered: int) -> Order:
    """The order with nothing left to pay, once the cash that settles the rest is recorded."""
    if found.unsettled is not None:
        raise CardNotSettled(amount=currency(tx).format(found.unsettled.amount))
    if found.balance <= 0:
        return found
    step = tx.cash_step
    asked = in_coins(found.balance, step=step)
    if payments.is_recorded(found, payment):  # and was declined or taken back
        raise NotPaying(number=found.number)
    if tendered < asked:
        words = {"tendered": tendered, "total": asked, "missing": asked - tendered}
        raise NotEnoughMoney(**{word: currency(tx).format(amount) for word, amount in words.items()})
    return payments.add_cash(tx, found=found, payment=payment, tendered=tendered, step=step)


def _sell_seats(tx: WriteTx, found: Order) -> None:
    sold = tx.execute(_SELL, {"order": found.id, "mark": tx.mark}).all()
    if len(sold) < len(found.lines):
        raise payments.lapsed(found)
    if sold:
        remember(tx, "sell", seats=(SeatEntry._make(row) for row in sold))


def _as_sold(found: Order) -> Order:
    """The order as it would be read now, its seats sold."""
    lines = tuple(replace(line, state=LineState.SOLD, expires_at=None, taken_by=None) for line in found.lines)
    return replace(found, state=OrderState.SOLD, lines=lines)


def _close(tx: WriteTx, *, order: str) -> Rows:
    """The number of the receipt of an order that is sold now, not read yet."""
    values = {"order": order, "counter": tx.by.counter, "now": tx.now, "business_date": business_date(tx).isoformat()}
    tx.execute(_COUNT_RECEIPT, values)
    return tx.execute(_CLOSE, values)


def _record(tx: WriteTx, found: Order) -> None:
    details = {
        "seats": [line.seat for line in found.lines],
        "vouchers": [voucher.amount for voucher in found.vouchers],
        "total": found.total,
        "paid": [[paid.method.value, paid.amount] for paid in found.approved],
    }
    record(tx, "sale", order=found.id, **details)


def _told(tx: Tx, *, order: str) -> Sale:
    asked = tx.execute(_BOOKED, {"order": order})
    found, booked = orders.read(tx, order=order), asked.one()
    return Sale(order=found, sold_at=booked.sold_at, receipt=booked.receipt or found.number)
