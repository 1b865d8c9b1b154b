"""Sales: the payment is opened, money is recorded, and one transaction makes held seats sold ones."""

import secrets
from dataclasses import replace
from typing import Final

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import (
    CardNotSettled,
    MoneyRecorded,
    NoSuchOrder,
    NotEnoughMoney,
    NothingToSell,
    NotPaying,
    OrderLacks,
    ReasonNeeded,
    SeatsLapsed,
)
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.money import Currency
from boxoffice.domain.orders import Method, Order, OrderState, PaymentState, Sale
from boxoffice.domain.permissions import Permission
from boxoffice.services import holds, order_prices, orders, print_jobs
from boxoffice.services.house import business_date, house
from boxoffice.services.journal import record
from boxoffice.services.seat_history import SeatEntry, remember

_MINE_PAYING = (
    " WHERE status = 'paying' AND order_id = :order AND (performance_id, seat_id) IN (SELECT performance_id, seat_id"
    " FROM occupant WHERE order_id = :order AND status = 'paying' ORDER BY performance_id, seat_id $for_update)"
)
_HOLD_AGAIN = Statement(
    "UPDATE occupant SET status = 'held', mark = :mark,"
    f" expires_at = $greatest(:at_least, $least(:until, taken_at + :cap)){_MINE_PAYING}"
)
_SET_END = Statement(f"UPDATE occupant SET expires_at = :until, mark = :mark{_MINE_PAYING} RETURNING seat_id")
_SELL: Final = Statement(
    f"UPDATE occupant SET status = 'sold', expires_at = NULL, mark = :mark{_MINE_PAYING}"
    " RETURNING performance_id, seat_id, order_id, counter_id, expires_at"
)
_ADD_PAYMENT = Statement(
    "INSERT INTO payment (id, order_id, method, state, amount, tendered, rounding, counter_id, shift, person, at,"
    " business_date) VALUES (:payment, :order, :method, :state, :amount, :tendered, 0, :counter, :shift, :person,"
    " :now, :business_date)"
)
# A terminal answers once: what was approved or declined is not made something else by a late answer.
_SETTLE = Statement(
    "UPDATE payment SET state = :state WHERE id = :payment AND order_id = :order AND state IN ('started', 'unknown')"
    " RETURNING id"
)
_REVERSE = Statement("UPDATE payment SET state = 'reversed' WHERE id = :payment")
_ADD_REVERSAL = Statement(
    "INSERT INTO payment (id, order_id, method, state, amount, tendered, rounding, reverses_payment, counter_id, shift,"
    " person, at, business_date) SELECT :reversal, order_id, method, 'reversed', -amount, -tendered, -rounding, id,"
    " :counter, :shift, :person, :now, :business_date FROM payment WHERE id = :payment"
)
_CLOSE = Statement("UPDATE orders SET state = 'sold', sold_at = :now, business_date = :business_date WHERE id = :order")
_ISSUE = Statement(
    "INSERT INTO ticket (order_line_id, issued_at) SELECT id, :now FROM order_line"
    " WHERE order_id = :order AND kind = 'seat' ORDER BY id RETURNING id"
)
_ADD_CODE = Statement("INSERT INTO ticket_code (ticket_id, issue, code) VALUES (:ticket, 1, :code)")
_SOLD_AT = Statement("SELECT sold_at FROM orders WHERE id = :order")


def open_payment(tx: WriteTx, *, order: str) -> Order:
    """The order with all its seats *paying*: held for 15 minutes, taken again where they had lapsed untaken.

    Raises SeatsTaken naming the seat that is gone (nothing changes then), NothingToSell, NotPaying, and OrderLacks
    where a price type wants what the order does not have.
    """
    tx.by.demand(Permission.SELL)
    state, number = _locked(tx, order=order)
    if state not in {OrderState.OPEN, OrderState.PAYING}:
        raise NotPaying(number=number)
    found = orders.read(tx, order=order)
    if not found.lines:
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
    state, number = _locked(tx, order=order)
    if state is not OrderState.PAYING:
        return orders.read(tx, order=order)
    if orders.has_money(orders.read(tx, order=order)):
        raise MoneyRecorded(number=number)
    orders.set_state(tx, order=order, state=OrderState.OPEN)
    values = {"until": tx.now + tx.rules.hold, "at_least": tx.now + MINUTE, "cap": tx.rules.cap}
    tx.execute(_HOLD_AGAIN, {"order": order, "mark": tx.mark} | values)
    return orders.read(tx, order=order)


def start_card(tx: WriteTx, *, order: str, payment: str) -> Order:
    """The order with a card *started* at the terminal for its total: from now no clock touches its seats.

    Raises NotPaying, SeatsLapsed where a seat was lost meanwhile, MoneyRecorded where a card was started before.
    """
    tx.by.demand(Permission.SELL)
    found = _paying(tx, order=order)
    if orders.has_money(found):
        raise MoneyRecorded(number=found.number)
    _shield(tx, found)
    _add_payment(tx, found, payment=payment, method=Method.CARD, state=PaymentState.STARTED, tendered=_due(found))
    record(tx, "card started", order=order, payment=payment, amount=_due(found))
    return orders.read(tx, order=order)


def settle_card(tx: WriteTx, *, order: str, payment: str, state: PaymentState) -> Order:
    """The order with the terminal's answer, as the clerk read it there; declined money lets the clock run again.

    The first answer counts: a payment that is approved or declined already stays so. Raises NotPaying.
    """
    tx.by.demand(Permission.SELL)
    _paying(tx, order=order)
    settled = tx.execute(_SETTLE, {"order": order, "payment": payment, "state": state.value}).all()
    found = orders.read(tx, order=order)
    if not settled:
        return found
    if not orders.has_money(found):
        _set_end(tx, order=order, until=tx.now + tx.rules.paying)
    record(tx, f"card {state.value}", order=order, payment=payment)
    return orders.read(tx, order=order)


def sell(tx: WriteTx, *, order: str, payment: str, method: Method, tendered: int) -> Sale:
    """The finished sale: seats sold, tickets issued, payment and journal written, all in one.

    A sale that is booked already is told as it is, never made twice; money that is approved already is not asked for
    again. ``tendered`` is what the customer gave (minor units). Raises NotEnoughMoney, NotPaying, SeatsLapsed,
    CardNotSettled; then nothing is changed.
    """
    tx.by.demand(Permission.SELL)
    state, _ = _locked(tx, order=order)
    if state is OrderState.SOLD:
        return _told(tx, order=order)
    found = _paying(tx, order=order)
    _sell_seats(tx, found)
    _take_money(tx, found, payment=payment, method=method, tendered=tendered)
    order_prices.count_uses(tx, order=order, paid=orders.has_money(found))
    tx.execute(_CLOSE, {"order": order, "now": tx.now, "business_date": business_date(tx).isoformat()})
    tickets = tx.execute(_ISSUE, {"order": order, "now": tx.now}).scalars().all()
    # 128 random bits: a ticket cannot be guessed from another.
    tx.execute(_ADD_CODE, [{"ticket": ticket, "code": secrets.token_hex(16)} for ticket in tickets])
    details = {"seats": [line.seat for line in found.lines], "total": _due(found), "method": method.value}
    record(tx, "sale", order=order, payment=payment, tendered=tendered, **details)
    print_jobs.queue_sale(tx, order=order)
    return _told(tx, order=order)


def reverse_payments(tx: WriteTx, *, order: str, reason: str) -> Order:
    """An order whose money was recorded and never became a sale, its payments reversed one by one for a reason.

    Each is kept, and money that was taken is pointed at by a row of its own that takes it back; from now its seats
    lapse like any. Raises ReasonNeeded, NotPaying.
    """
    tx.by.demand(Permission.REVERSE_PAYMENTS)
    if not reason.strip():
        raise ReasonNeeded
    found = _paying(tx, order=order)
    for paid in found.payments:
        if paid.state is PaymentState.APPROVED:
            values = {"payment": paid.id, "reversal": f"{paid.id} reversed", "now": tx.now, "shift": tx.by.shift}
            values |= {"counter": tx.by.counter, "person": tx.by.person, "business_date": business_date(tx).isoformat()}
            tx.execute(_ADD_REVERSAL, values)
        if paid.state in {PaymentState.STARTED, PaymentState.APPROVED, PaymentState.UNKNOWN}:
            tx.execute(_REVERSE, {"payment": paid.id})
            record(tx, "payment reversed", order=order, payment=paid.id, amount=paid.amount, reason=reason.strip())
    _set_end(tx, order=order, until=tx.now + tx.rules.paying)
    return orders.read(tx, order=order)


def find_sale(tx: Tx, *, order: str) -> Sale | None:
    """The sale of an order as it is booked, or None where it was not: how a lost answer is looked up."""
    try:
        found = orders.read(tx, order=order)
    except NoSuchOrder:
        return None
    return _told(tx, order=order) if found.state is OrderState.SOLD else None


def _locked(tx: WriteTx, *, order: str) -> tuple[OrderState, str]:
    found = orders.lock(tx, order=order)
    if found is None:
        raise NoSuchOrder
    return found


def _paying(tx: WriteTx, *, order: str) -> Order:
    state, number = _locked(tx, order=order)
    if state is not OrderState.PAYING:
        raise NotPaying(number=number)
    return orders.read(tx, order=order)


def _due(found: Order) -> int:
    """What all its lines come to: a sale that is late still sells every seat, or none."""
    return replace(found, state=OrderState.PAYING).total


def _set_end(tx: WriteTx, *, order: str, until: int | None) -> int:
    return len(tx.execute(_SET_END, {"order": order, "until": until, "mark": tx.mark}).all())


def _shield(tx: WriteTx, found: Order) -> None:
    if _set_end(tx, order=found.id, until=None) < len(found.lines):
        raise _lapsed(found)


def _lapsed(found: Order) -> SeatsLapsed:
    return SeatsLapsed(seats=", ".join(line.seat for line in found.lapsed or found.lines))


def _take_money(tx: WriteTx, found: Order, *, payment: str, method: Method, tendered: int) -> None:
    if any(paid.state is PaymentState.APPROVED for paid in found.payments):
        return
    card = found.unsettled
    if card is not None and card.id == payment:
        tx.execute(_SETTLE, {"order": found.id, "payment": payment, "state": PaymentState.APPROVED.value}).all()
        return
    if card is not None:
        raise CardNotSettled(amount=_currency(tx).format(card.amount))
    if any(declined.id == payment for declined in found.payments):
        raise NotPaying(number=found.number)
    due = _due(found)
    if tendered < due:
        words = {"tendered": tendered, "total": due, "missing": due - tendered}
        raise NotEnoughMoney(**{word: _currency(tx).format(amount) for word, amount in words.items()})
    _add_payment(tx, found, payment=payment, method=method, state=PaymentState.APPROVED, tendered=tendered)


def _sell_seats(tx: WriteTx, found: Order) -> None:
    sold = tx.execute(_SELL, {"order": found.id, "mark": tx.mark}).all()
    if len(sold) < len(found.lines):
        raise _lapsed(found)
    remember(tx, "sell", seats=(SeatEntry._make(row) for row in sold))


def _add_payment(
    tx: WriteTx, found: Order, *, payment: str, method: Method, state: PaymentState, tendered: int
) -> None:
    values = {
        "payment": payment,
        "order": found.id,
        "method": method.value,
        "state": state.value,
        "amount": _due(found),
        "tendered": tendered,
        "counter": tx.by.counter,
        "shift": tx.by.shift,
        "person": tx.by.person,
        "now": tx.now,
        "business_date": business_date(tx).isoformat(),
    }
    tx.execute(_ADD_PAYMENT, values)


def _told(tx: Tx, *, order: str) -> Sale:
    found = orders.read(tx, order=order)
    paid = next(payment for payment in reversed(found.payments) if payment.state is PaymentState.APPROVED)
    return Sale(
        order=found,
        method=paid.method,
        total=found.total,
        tendered=paid.tendered,
        change=paid.tendered - paid.amount,
        sold_at=tx.execute(_SOLD_AT, {"order": order}).scalar_one(),
    )


def _currency(tx: Tx) -> Currency:
    return Currency(house(tx).currency)
