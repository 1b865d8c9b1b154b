"""The books of a house: what must be true of its orders, money, tickets and seats, whatever was done in it."""

from boxoffice.db.database import Tx
from boxoffice.db.statement import Statement
from boxoffice.services import journal

_BOOKS = Statement(
    "SELECT o.number, (SELECT coalesce(sum(p.amount), 0) FROM payment p"
    " WHERE p.order_id = o.id AND p.state = 'approved') AS paid,"
    " (SELECT sum(l.due) FROM order_line l WHERE l.order_id = o.id) AS due,"
    " (SELECT count(*) FROM order_line l WHERE l.order_id = o.id AND l.kind = 'seat') AS lines,"
    " (SELECT count(*) FROM ticket t JOIN order_line l ON l.id = t.order_line_id WHERE l.order_id = o.id) AS tickets,"
    " (SELECT count(*) FROM occupant s WHERE s.order_id = o.id AND s.status = 'sold') AS seats"
    " FROM orders o WHERE o.state = 'sold'"
)
_UNSOLD = Statement(
    "SELECT (SELECT count(*) FROM ticket t JOIN order_line l ON l.id = t.order_line_id"
    " JOIN orders o ON o.id = l.order_id WHERE o.state <> 'sold')"
    " + (SELECT count(*) FROM occupant s JOIN orders o ON o.id = s.order_id WHERE s.status = 'sold'"
    " AND o.state <> 'sold')"
)
_WRONG_LINES = Statement(
    "SELECT l.id FROM order_line l JOIN performance p ON p.id = l.performance_id"
    " JOIN price_list ON price_list.id = p.price_list_id JOIN orders o ON o.id = l.order_id WHERE l.due"
    " <> l.face_price - l.discount + CASE WHEN price_list.taxes_included THEN 0"
    " ELSE (SELECT coalesce(sum(t.amount), 0) FROM order_line_tax t WHERE t.order_line_id = l.id) END"
    " OR l.due < 0 OR l.discount < 0 OR l.discount > l.face_price ORDER BY l.id"
)
_VOUCHERS = Statement(
    "SELECT v.code, v.balance, (SELECT coalesce(sum(l.due), 0) FROM order_line l JOIN orders o ON o.id = l.order_id"
    " WHERE l.voucher_id = v.id AND o.state = 'sold') - (SELECT coalesce(sum(p.amount), 0) FROM payment p"
    " WHERE p.voucher_id = v.id AND p.state IN ('approved', 'reversed')) AS left_on_it FROM voucher v"
)
_REVERSED = Statement(
    "SELECT p.id FROM payment p LEFT JOIN payment r ON r.reverses_payment = p.id WHERE p.state = 'reversed'"
    " AND p.reverses_payment IS NULL AND p.method <> 'card' AND (r.id IS NULL OR r.amount <> -p.amount)"
)
_TWICE = Statement(
    "SELECT l.performance_id, l.seat_id, count(*) AS tickets FROM ticket t JOIN order_line l ON l.id = t.order_line_id"
    " GROUP BY l.performance_id, l.seat_id HAVING count(*) > 1"
)


def faults(tx: Tx) -> list[str]:
    """Every way in which the house's books do not add up, and its journal is broken; empty when all is well."""
    return [*_money_faults(tx), *journal.breaks(tx)]


def _money_faults(tx: Tx) -> list[str]:
    found = [f"seat {row.seat_id} has {row.tickets} tickets" for row in tx.execute(_TWICE).all()]
    for book in tx.execute(_BOOKS).all():
        if book.paid != book.due:
            found.append(f"{book.number}: {book.paid} paid for {book.due}")
        if not book.lines == book.tickets == book.seats:
            found.append(f"{book.number}: {book.lines} lines, {book.tickets} tickets, {book.seats} seats sold")
    found += [
        f"voucher {row.code} has {row.balance} and should have {row.left_on_it}"
        for row in tx.execute(_VOUCHERS).all()
        if row.balance != row.left_on_it
    ]
    found += [f"payment {payment} was taken back by nothing" for payment in tx.execute(_REVERSED).scalars()]
    found += [f"line {line} does not add up" for line in tx.execute(_WRONG_LINES).scalars()]
    if tx.execute(_UNSOLD).scalar_one():
        found.append("tickets or sold seats of an order that is not sold")
    return found
