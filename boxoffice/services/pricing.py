"""What an order's lines are charged: worked out anew by the rules of their price lists whenever its seats change."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.permissions import Permission
from boxoffice.domain.pricing import Charged, Priced, PriceRules, Wanted, charge_fees, price_ticket
from boxoffice.domain.promotions import Promotion
from boxoffice.services import price_lists

# Most orders are of lists without any of this, and are charged as they were added.
_HAS_RULES = Statement(
    "SELECT EXISTS (SELECT 1 FROM order_promotion WHERE order_id = :order)"
    " OR EXISTS (SELECT 1 FROM order_line l JOIN performance p ON p.id = l.performance_id WHERE l.order_id = :order"
    " AND (l.discount <> 0 OR l.kind = 'fee' OR EXISTS (SELECT 1 FROM tax WHERE tax.price_list_id = p.price_list_id)"
    " OR EXISTS (SELECT 1 FROM fee WHERE fee.price_list_id = p.price_list_id)"
    " OR EXISTS (SELECT 1 FROM price_type t WHERE t.name = l.price_type AND t.comp)))"
)
_SEATS = Statement(
    "SELECT l.id, l.performance_id, l.zone, l.price_type, l.face_price, p.starts_at FROM order_line l"
    " JOIN performance p ON p.id = l.performance_id WHERE l.order_id = :order AND l.kind = 'seat'"
    " AND l.reverses_line IS NULL ORDER BY l.performance_id, l.id"
)
_CHARGE = Statement("UPDATE order_line SET discount = :discount, due = :due, promotions = :promotions WHERE id = :line")
_ADD_FEE = Statement(
    "INSERT INTO order_line (order_id, kind, performance_id, zone, price_type, face_price, discount, due, name,"
    " of_line)"
    " VALUES (:order, 'fee', :performance, '', '', :face, 0, :due, :name, :of_line) RETURNING id"
)
_ADD_TAX = Statement(
    "INSERT INTO order_line_tax (order_line_id, name, rate, amount) VALUES (:line, :name, :rate, :amount)"
)
_STRIKE_TAXES = Statement(
    "DELETE FROM order_line_tax WHERE order_line_id IN (SELECT id FROM order_line WHERE order_id = :order)"
)
_WAIVED = Statement("SELECT fees_waived FROM orders WHERE id = :order AND fees_waived IS NOT NULL")
_STRIKE_FEES = Statement("DELETE FROM order_line WHERE order_id = :order AND kind = 'fee'")


def has_rules(tx: Tx, *, order: str) -> bool:
    """Whether anything but plain prices is charged for the order."""
    return bool(tx.execute(_HAS_RULES, {"order": order}).scalar_one())


def strike(tx: WriteTx, *, order: str) -> None:
    """Take the taxes and fees off an order that is not sold, so that its lines can go."""
    tx.by.demand(Permission.SELL)
    tx.execute(_STRIKE_TAXES, {"order": order})
    tx.execute(_STRIKE_FEES, {"order": order})


def reprice(tx: WriteTx, *, order: str) -> frozenset[str]:
    """The promotions that lower a price of an order that is not sold, after all its lines are charged anew.

    Each is charged by the rules of its price list, and so are its fees.
    """
    tx.by.demand(Permission.SELL)
    if not has_rules(tx, order=order):
        return frozenset()
    lowering: set[str] = set()
    strike(tx, order=order)
    waived = tx.execute(_WAIVED, {"order": order}).one_or_none() is not None
    used = price_lists.promotions_of(tx, order=order)
    seats = tx.execute(_SEATS, {"order": order}).all()
    for performance, found in groupby(seats, key=lambda row: row.performance_id):
        rows = list(found)
        promotions = [
            each.promotion
            for each in used
            if price_lists.is_offered(tx, each.promotion.validity, starts_at=rows[0].starts_at)
        ]
        rules = price_lists.rules(tx, performance=performance)
        if waived:
            rules = replace(rules, fees=())
        lowering |= _reprice(tx, rows, order=order, rules=rules, promotions=promotions)
    return frozenset(lowering)


def _reprice(
    tx: WriteTx, rows: list[Any], *, order: str, rules: PriceRules, promotions: Iterable[Promotion]
) -> set[str]:
    lowering: set[str] = set()
    tickets = [Wanted(row.zone, row.price_type, row.face_price) for row in rows]
    for row, ticket in zip(rows, tickets, strict=True):
        priced = price_ticket(ticket, rules=rules, promotions=promotions)
        charge = {"line": row.id, "discount": priced.discount, "due": priced.due}
        tx.execute(_CHARGE, charge | {"promotions": ", ".join(priced.promotions)})
        _add_taxes(tx, row.id, priced)
        lowering.update(priced.promotions)
    for charged in charge_fees(tickets, rules=rules):
        _add_fee(tx, charged, rows, order=order)
    return lowering


def _add_fee(tx: WriteTx, charged: Charged, rows: list[Any], *, order: str) -> None:
    values = {
        "order": order,
        "performance": rows[0].performance_id,
        "face": charged.priced.face,
        "due": charged.priced.due,
        "name": charged.name,
        "of_line": None if charged.ticket is None else rows[charged.ticket].id,
    }
    _add_taxes(tx, tx.execute(_ADD_FEE, values).scalar_one(), charged.priced)


def _add_taxes(tx: WriteTx, line: int, priced: Priced) -> None:
    for tax in priced.taxes:
        tx.execute(_ADD_TAX, {"line": line, "name": tax.name, "rate": tax.rate, "amount": tax.amount})
