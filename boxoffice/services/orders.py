"""Orders: begun at the first take, kept in the database while they are made, read back after a crash."""

from typing import Any

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.customers import Customer
from boxoffice.domain.errors import MoneyRecorded, NoSuchOrder, OrderClosed, OrderParked
from boxoffice.domain.holds import Occupancy
from boxoffice.domain.orders import (
    FULL_PRICE,
    LineState,
    Method,
    Order,
    OrderFee,
    OrderLine,
    OrderState,
    OrderVoucher,
    Payment,
    PaymentState,
)
from boxoffice.domain.permissions import Permission
from boxoffice.domain.plan import seat_name
from boxoffice.domain.price_types import Lack, PriceType, lacks
from boxoffice.services import pricing
from boxoffice.services.house import business_date
from boxoffice.services.seat_history import SeatEntry, remember

_LOCK = Statement("SELECT state, number, parked_as FROM orders WHERE id = :order $for_update")
_COUNT = Statement("UPDATE counter SET orders = orders + 1 WHERE id = :counter")
# "K3-0412": four digits, or more where there are more orders.
_BEGIN = Statement(
    "INSERT INTO orders (id, number, counter_id, state, begun_at, business_date)"
    " SELECT :order, code || '-' || CASE WHEN orders < 10000 THEN substr(CAST(10000 + orders AS text), 2)"
    " ELSE CAST(orders AS text) END, id, 'open', :now, :business_date FROM counter WHERE id = :counter"
)
_SET_STATE = Statement("UPDATE orders SET state = :state WHERE id = :order")
_ORDER = Statement(
    "SELECT o.id, o.number, o.state, c.name AS counter, o.customer, o.note, o.parked_as,"
    " EXISTS (SELECT 1 FROM order_line f WHERE f.order_id = o.id AND f.kind = 'fee') AS has_fees,"
    " EXISTS (SELECT 1 FROM order_promotion u WHERE u.order_id = o.id) AS has_promotions,"
    " EXISTS (SELECT 1 FROM order_line f WHERE f.order_id = o.id AND f.kind = 'voucher') AS has_vouchers,"
    " EXISTS (SELECT 1 FROM payment f WHERE f.order_id = o.id) AS has_payments,"
    " o.fees_waived"
    " FROM orders o JOIN counter c ON c.id = o.counter_id WHERE o.id = :order"
)
_FEES = Statement("SELECT name, due, of_line FROM order_line WHERE order_id = :order AND kind = 'fee' ORDER BY id")
_PROMOTIONS = Statement(
    "SELECT p.name FROM order_promotion u JOIN promotion p ON p.id = u.promotion_id WHERE u.order_id = :order"
    " ORDER BY p.name"
)
_CUSTOMER = Statement("SELECT id, name, phone, email FROM customer WHERE id = :customer")
_TYPES = Statement(
    "SELECT name, least, most, needs, one_each, needs_reason FROM price_type"
    " WHERE least > 1 OR most IS NOT NULL OR needs IS NOT NULL OR needs_reason"
)
_LINES = Statement(
    "SELECT l.id, l.performance_id, e.name AS event, h.name AS hall, p.starts_at, l.seat_id,"
    " s.section, s.row, s.number, l.zone, l.price_type, l.due AS price, l.face_price, l.promotions, l.reason,"
    " o.status, o.order_id AS owner, o.expires_at, c.name AS counter"
    " FROM order_line l JOIN performance p ON p.id = l.performance_id JOIN event e ON e.id = p.event_id"
    " JOIN hall h ON h.id = p.hall_id JOIN seat s ON s.id = l.seat_id"
    " LEFT JOIN occupant o ON o.performance_id = l.performance_id AND o.seat_id = l.seat_id"
    " LEFT JOIN counter c ON c.id = o.counter_id"
    " WHERE l.order_id = :order AND l.kind = 'seat' AND l.reverses_line IS NULL ORDER BY l.id"
)
_PAYMENTS = Statement(
    "SELECT p.id, p.method, p.state, p.amount, p.tendered, p.at, p.rounding, v.code AS voucher"
    " FROM payment p LEFT JOIN voucher v ON v.id = p.voucher_id WHERE p.order_id = :order ORDER BY p.at, p.id"
)
_VOUCHERS = Statement(
    "SELECT l.id, l.due, v.code FROM order_line l LEFT JOIN voucher v ON v.id = l.voucher_id"
    " WHERE l.order_id = :order AND l.kind = 'voucher' ORDER BY l.id"
)
_CURRENT = Statement(
    "SELECT id FROM orders WHERE counter_id = :counter AND state IN ('open', 'paying') AND parked_as IS NULL"
    " AND EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = orders.id) ORDER BY begun_at DESC LIMIT 1"
)
_NUMBERED = Statement("SELECT id FROM orders WHERE number = :number")
_FREE_SEATS = Statement(
    "UPDATE occupant SET status = 'free', mark = :mark WHERE order_id = :order AND status IN ('held', 'paying')"
    " AND (performance_id, seat_id) IN (SELECT performance_id, seat_id FROM occupant WHERE order_id = :order"
    " ORDER BY performance_id, seat_id $for_update)"
    " RETURNING performance_id, seat_id, order_id, counter_id, expires_at"
)
_DROP_LINES = Statement("DELETE FROM order_line WHERE order_id = :order")


def lock(tx: WriteTx, *, order: str) -> tuple[OrderState, str] | None:
    """The order's state and number, locked first in every act on it; None where it was not begun."""
    row = tx.execute(_LOCK, {"order": order}).one_or_none()
    return (OrderState(row.state), row.number) if row else None


def lock_open(tx: WriteTx, *, order: str) -> None:
    """Lock an order whose seats may change; raises NoSuchOrder, OrderClosed or OrderParked."""
    row = tx.execute(_LOCK, {"order": order}).one_or_none()
    if row is None:
        raise NoSuchOrder
    if row.state != OrderState.OPEN:
        raise OrderClosed(number=row.number, state=row.state)
    if row.parked_as is not None:
        raise OrderParked(number=row.number, word=row.parked_as)


def begin(tx: WriteTx, *, order: str) -> None:
    """Begin an order of this counter under an id that the counter made; its number carries the counter ("K3-0412")."""
    tx.by.demand(Permission.SELL)
    values = {"order": order, "counter": tx.by.counter, "now": tx.now, "business_date": business_date(tx).isoformat()}
    tx.execute(_COUNT, values)
    tx.execute(_BEGIN, values)


def set_state(tx: WriteTx, *, order: str, state: OrderState) -> None:
    """Move a locked order on."""
    tx.by.demand(Permission.SELL)
    tx.execute(_SET_STATE, {"order": order, "state": state.value})


def read(tx: Tx, *, order: str) -> Order:
    """The order with its lines as they stand now and its payments; raises NoSuchOrder."""
    values = {"order": order}
    found, found_lines = tx.execute(_ORDER, values), tx.execute(_LINES, values)
    head = found.one_or_none()
    if head is None:
        raise NoSuchOrder
    payments = tx.execute(_PAYMENTS, values) if head.has_payments else ()
    fees = tx.execute(_FEES, values) if head.has_fees else ()
    promotions = tx.execute(_PROMOTIONS, values).scalars() if head.has_promotions else ()
    bought = tx.execute(_VOUCHERS, values) if head.has_vouchers else ()
    lines = tuple(_line(tx, row, order=order) for row in found_lines)
    return Order(
        id=head.id,
        number=head.number,
        counter=head.counter,
        state=OrderState(head.state),
        lines=lines,
        payments=tuple(_payment(row) for row in payments),
        now=tx.now,
        fees=tuple(OrderFee(row.name, row.due, row.of_line) for row in fees),
        lacks=_lacks(tx, lines),
        promotions=tuple(promotions),
        vouchers=tuple(OrderVoucher(row.id, row.due, row.code or "") for row in bought),
        fees_waived=head.fees_waived is not None,
        customer=_customer(tx, head.customer) if head.customer else None,
        note=head.note,
        parked_as=head.parked_as,
    )


def read_locked(tx: WriteTx, *, order: str) -> Order:
    """The order, locked before it is read; raises NoSuchOrder."""
    tx.by.demand(Permission.SELL)
    if tx.dialect == "postgresql":  # SQLite has one writer, which this is
        tx.execute(_LOCK, {"order": order})
    return read(tx, order=order)


def current(tx: Tx, *, counter: int) -> Order | None:
    """The order in the making at a counter, as a crash or a closed window left it; None where there is none."""
    found = tx.execute(_CURRENT, {"counter": counter}).scalar_one_or_none()
    return read(tx, order=found) if found else None


def find(tx: Tx, *, number: str) -> Order | None:
    """The order of a number as people read it ("K3-0412"); None where there is none."""
    found = tx.execute(_NUMBERED, {"number": number.upper()}).scalar_one_or_none()
    return read(tx, order=found) if found else None


def abandon(tx: WriteTx, *, order: str) -> None:
    """Give back every seat of an order without money and close it; raises MoneyRecorded."""
    tx.by.demand(Permission.SELL)
    found = lock(tx, order=order)
    if found is None:
        return
    state, number = found
    if state not in {OrderState.OPEN, OrderState.PAYING}:
        return
    if has_money(read(tx, order=order)):
        raise MoneyRecorded(number=number)
    freed = tx.execute(_FREE_SEATS, {"order": order, "mark": tx.mark}).all()
    pricing.strike(tx, order=order)
    tx.execute(_DROP_LINES, {"order": order})
    set_state(tx, order=order, state=OrderState.ABANDONED)
    if freed:
        remember(tx, "give back", seats=(SeatEntry._make(row) for row in freed))


def has_money(order: Order) -> bool:
    """Whether money was recorded on the order that was neither declined nor reversed; a started card counts."""
    counts = {PaymentState.STARTED, PaymentState.APPROVED, PaymentState.UNKNOWN}
    return any(payment.state in counts for payment in order.payments)


def _line(tx: Tx, row: Any, *, order: str) -> OrderLine:  # noqa: ANN401 (a row of the statement above)
    state = _line_state(tx, row, order=order)
    has_clock = state in {LineState.HELD, LineState.PAYING}
    return OrderLine(
        id=row.id,
        performance=row.performance_id,
        event=row.event,
        hall=row.hall,
        starts_at=row.starts_at,
        seat_id=row.seat_id,
        seat=seat_name(row.section, row.row, row.number),
        zone=row.zone,
        price_type=row.price_type,
        price=row.price,
        state=state,
        expires_at=row.expires_at if has_clock else None,
        taken_by=row.counter if state is LineState.TAKEN else None,
        face_price=row.face_price,
        promotions=row.promotions,
        reason=row.reason,
    )


def _customer(tx: Tx, customer: str) -> Customer:
    row = tx.execute(_CUSTOMER, {"customer": customer}).one()
    return Customer(row.id, row.name, row.phone, row.email)


def _lacks(tx: Tx, lines: tuple[OrderLine, ...]) -> tuple[Lack, ...]:
    """What the tickets that the order still has lack, night by night."""
    if all(line.price_type == FULL_PRICE for line in lines):
        return ()
    rows = tx.execute(_TYPES).all()
    types = {
        row.name: PriceType(
            name=row.name,
            least=row.least,
            most=row.most,
            needs=row.needs,
            one_each=bool(row.one_each),
            needs_reason=bool(row.needs_reason),
        )
        for row in rows
    }
    nights = dict.fromkeys(line.performance for line in lines)
    return tuple(
        lack
        for night in nights
        for lack in lacks(
            types,
            ((line.price_type, line.reason) for line in lines if line.performance == night and not line.is_lapsed),
        )
    )


def _line_state(tx: Tx, row: Any, *, order: str) -> LineState:  # noqa: ANN401 (a row of the statement above)
    if row.status in {None, Occupancy.FREE}:
        return LineState.FREE_AGAIN
    if row.status in {Occupancy.HELD, Occupancy.PAYING} and not tx.rules.is_live(row.expires_at, now=tx.now):
        return LineState.FREE_AGAIN
    return LineState(row.status) if row.owner == order else LineState.TAKEN


def _payment(row: Any) -> Payment:  # noqa: ANN401 (a row of the statement above)
    return Payment(
        id=row.id,
        method=Method(row.method),
        state=PaymentState(row.state),
        amount=row.amount,
        tendered=row.tendered,
        at=row.at,
        rounding=row.rounding,
        voucher=row.voucher or "",
    )
