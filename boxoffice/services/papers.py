"""What paper says of a sale, read from its rows: nothing is worked out anew that the sale wrote down."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from boxoffice.db.database import Tx
from boxoffice.db.statement import Statement
from boxoffice.domain.orders import Method
from boxoffice.domain.performances import House
from boxoffice.domain.plan import seat_name
from boxoffice.domain.taxes import TaxAmount
from boxoffice.services.house import house

_LOGO = Statement("SELECT logo FROM house")
_TICKETS = Statement(
    "SELECT t.id, e.name AS event, h.name AS hall, p.starts_at, p.doors_at, p.entrance, s.section, s.row, s.number,"
    " l.zone, l.price_type, l.due, o.number AS order_number,"
    " (SELECT c.code FROM ticket_code c WHERE c.ticket_id = t.id AND c.revoked_at IS NULL"
    " ORDER BY c.issue DESC LIMIT 1) AS code"
    " FROM ticket t JOIN order_line l ON l.id = t.order_line_id JOIN orders o ON o.id = l.order_id"
    " JOIN performance p ON p.id = l.performance_id JOIN event e ON e.id = p.event_id JOIN hall h ON h.id = p.hall_id"
    " JOIN seat s ON s.id = l.seat_id"
    " WHERE t.voided_at IS NULL AND t.id $in_seats"
)
_VOUCHERS = Statement(
    "SELECT l.id, l.due, v.code, v.valid_until, o.number AS order_number FROM order_line l"
    " JOIN orders o ON o.id = l.order_id JOIN voucher v ON v.id = l.voucher_id"
    " WHERE l.id $in_seats"
)
_SALE = Statement(
    "SELECT o.number, coalesce(o.receipt, o.number) AS receipt, o.sold_at, c.name AS till FROM orders o"
    " JOIN counter c ON c.id = o.counter_id WHERE o.id = :order"
)
_LINES = Statement(
    "SELECT l.id, l.kind, l.performance_id, e.name AS event, p.starts_at, l.zone, l.price_type, l.due, l.name,"
    # What was added when it was sold is what is to pay beyond the price less discount, whatever its list says now.
    " l.promotions, l.due = l.face_price - l.discount AS taxes_included FROM order_line l"
    " LEFT JOIN performance p ON p.id = l.performance_id LEFT JOIN event e ON e.id = p.event_id"
    " WHERE l.order_id = :order AND l.reverses_line IS NULL ORDER BY l.id"
)
_TAXES = Statement(
    "SELECT t.order_line_id, t.name, t.rate, t.amount FROM order_line_tax t"
    " JOIN order_line l ON l.id = t.order_line_id WHERE l.order_id = :order ORDER BY t.order_line_id, t.name"
)
_PAYMENTS = Statement(
    "SELECT method, amount, tendered, rounding, person FROM payment WHERE order_id = :order AND state = 'approved'"
    " AND reverses_payment IS NULL ORDER BY at, id"
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The house as its paper names it, with its logo: the content of a PNG or SVG file."""

    house: House
    logo: bytes | None


@dataclass(frozen=True, slots=True)
class PaperTicket:
    """What one ticket says; times in epoch ms, the price in minor units."""

    id: int
    event: str
    hall: str
    starts_at: int
    doors_at: int | None
    entrance: str
    section: str
    row: str
    seat: str
    zone: str
    price_type: str
    price: int
    order: str
    code: str


@dataclass(frozen=True, slots=True)
class PaperVoucher:
    """What one gift voucher says (minor units, epoch ms)."""

    id: int
    amount: int
    code: str
    valid_until: int | None
    order: str


@dataclass(frozen=True, slots=True)
class SoldLine:
    """One line of a sale: what is to pay for it (minor units), and the taxes in it or on it."""

    kind: str
    performance: int | None
    event: str
    starts_at: int | None
    zone: str
    price_type: str
    promotions: str
    name: str
    due: int
    taxes: tuple[TaxAmount, ...]
    taxes_included: bool

    @property
    def price(self) -> int:
        """What it adds to a receipt before taxes that are added."""
        return self.due if self.taxes_included else self.due - sum(tax.amount for tax in self.taxes)

    @property
    def net(self) -> int:
        """What its taxes are of."""
        return self.due - sum(tax.amount for tax in self.taxes)


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that was taken for a sale (minor units); what went over the counter is the amount with its rounding."""

    method: Method
    amount: int
    tendered: int
    rounding: int


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """What a receipt says."""

    number: str
    order: str
    at: int
    till: str
    clerk: str
    lines: tuple[SoldLine, ...]
    payments: tuple[Paid, ...]


def letterhead(tx: Tx) -> Letterhead:
    """The house and its logo."""
    logo = tx.execute(_LOGO).scalar_one()
    return Letterhead(house(tx), None if logo is None else bytes(logo))


def tickets(tx: Tx, *, ids: Sequence[int]) -> tuple[PaperTicket, ...]:
    """Tickets by their ids, in that order, each with the code that opens the door now; one that is void is left out."""
    found = {row.id: _ticket(row) for row in tx.execute(_TICKETS, _wanted(ids)).all() if row.code}
    return tuple(found[each] for each in ids if each in found)


def vouchers(tx: Tx, *, lines: Sequence[int]) -> tuple[PaperVoucher, ...]:
    """Gift vouchers by the order lines that sold them, in that order."""
    rows = tx.execute(_VOUCHERS, _wanted(lines)).all()
    found = {row.id: PaperVoucher(row.id, row.due, row.code, row.valid_until, row.order_number) for row in rows}
    return tuple(found[each] for each in lines if each in found)


def receipt(tx: Tx, *, order: str) -> PaperReceipt:
    """The receipt of a sale; its number is the order's until the till has given it one."""
    head = tx.execute(_SALE, {"order": order}).one()
    payments = tx.execute(_PAYMENTS, {"order": order}).all()
    taxes = {
        line: tuple(TaxAmount(row.name, row.rate, row.amount) for row in rows)
        for line, rows in groupby(tx.execute(_TAXES, {"order": order}).all(), key=lambda row: row.order_line_id)
    }
    return PaperReceipt(
        number=head.receipt,
        order=head.number,
        at=head.sold_at,
        till=head.till,
        clerk=next((row.person for row in payments if row.person), ""),
        lines=tuple(_line(row, taxes.get(row.id, ())) for row in tx.execute(_LINES, {"order": order}).all()),
        payments=tuple(Paid(Method(row.method), row.amount, row.tendered, row.rounding) for row in payments),
    )


def seats(tx: Tx, *, ids: Sequence[int]) -> tuple[str, ...]:
    """The seats of tickets (ids), as a clerk names them, in that order."""
    return tuple(seat_name(each.section, each.row, each.seat) for each in tickets(tx, ids=ids))


def _ticket(row: Any) -> PaperTicket:  # noqa: ANN401 (a row of the statement above)
    return PaperTicket(
        id=row.id,
        event=row.event,
        hall=row.hall,
        starts_at=row.starts_at,
        doors_at=row.doors_at,
        entrance=row.entrance,
        section=row.section,
        row=row.row,
        seat=row.number,
        zone=row.zone,
        price_type=row.price_type,
        price=row.due,
        order=row.order_number,
        code=row.code,
    )


def _line(row: Any, taxes: tuple[TaxAmount, ...]) -> SoldLine:  # noqa: ANN401 (a row of the statement above)
    return SoldLine(
        kind=row.kind,
        performance=row.performance_id,
        event=row.event or "",
        starts_at=row.starts_at,
        zone=row.zone,
        price_type=row.price_type,
        promotions=row.promotions,
        name=row.name,
        due=row.due,
        taxes=taxes,
        taxes_included=bool(row.taxes_included),
    )


def _wanted(ids: Sequence[int]) -> dict[str, str]:
    return {"seats": json.dumps(sorted(set(ids)))}
