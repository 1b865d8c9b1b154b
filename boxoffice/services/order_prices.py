"""What a clerk chooses of an order's prices: for whom each ticket is, and which promotions are used."""

import json
from collections.abc import Sequence

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import (
    LowersNothing,
    NoPrice,
    NoSuchPromotion,
    PriceTypeNotOffered,
    PromotionUsedUp,
    ReasonNeeded,
)
from boxoffice.domain.orders import Order
from boxoffice.domain.permissions import Permission
from boxoffice.services import holds, orders, price_lists, pricing
from boxoffice.services.journal import record

_THESE = "order_id = :order AND kind = 'seat' AND id $in_seats"
_NIGHTS = Statement(f"SELECT DISTINCT performance_id FROM order_line WHERE {_THESE} ORDER BY 1")
_AMOUNT = (
    "SELECT coalesce(own.amount, price.amount) FROM performance p JOIN price ON price.price_list_id = p.price_list_id"
    " LEFT JOIN performance_price own ON own.performance_id = p.id AND own.zone = price.zone"
    " AND own.price_type = price.price_type WHERE p.id = order_line.performance_id AND price.zone = order_line.zone"
    " AND price.price_type = :price_type"
)
_WITHOUT = Statement(f"SELECT DISTINCT zone FROM order_line WHERE {_THESE} AND NOT EXISTS ({_AMOUNT}) ORDER BY 1")
_SET_TYPE = Statement(
    f"UPDATE order_line SET price_type = :price_type, reason = :reason, face_price = ({_AMOUNT}), discount = 0,"
    f" due = ({_AMOUNT}) WHERE {_THESE}"
)
_USE = Statement(
    "INSERT INTO order_promotion (order_id, promotion_id) VALUES (:order, :promotion) ON CONFLICT DO NOTHING"
)
_WAIVE = Statement("UPDATE orders SET fees_waived = :reason WHERE id = :order")
_LEAVE = Statement("DELETE FROM order_promotion WHERE order_id = :order")
_COUNT_USE = Statement(
    "UPDATE promotion SET uses = uses + 1 WHERE id = :promotion"
    " AND (:paid OR most_uses IS NULL OR uses < most_uses) RETURNING id"
)


def set_price_type(tx: WriteTx, *, order: str, lines: Sequence[int], price_type: str, reason: str = "") -> Order:
    """The order with lines of another price type, all or none; its holds are renewed.

    What the order then lacks is told by ``Order.lacks`` and refused when it is to be paid. Raises
    PriceTypeNotOffered, and NoPrice naming the price zones that have no price of this type.
    """
    tx.by.demand(Permission.SELL)
    orders.lock_open(tx, order=order)
    values = {"order": order, "seats": json.dumps(sorted(set(lines))), "price_type": price_type}
    for performance in tx.execute(_NIGHTS, values).scalars().all():
        if price_type not in {kind.name for kind in price_lists.sheet(tx, performance=performance).types}:
            raise PriceTypeNotOffered(price_type=price_type)
    without = tx.execute(_WITHOUT, values).scalars().all()
    if without:
        raise NoPrice(zones=", ".join(without))
    tx.execute(_SET_TYPE, values | {"reason": reason.strip()})
    pricing.reprice(tx, order=order)
    return holds.keep(tx, order=order)


def use_promotion(tx: WriteTx, *, order: str, asked: str) -> Order:
    """The order with the promotion of a code or a name, its prices lowered.

    Raises NoSuchPromotion, PromotionUsedUp, and LowersNothing where no ticket of the order costs less by it.
    """
    tx.by.demand(Permission.SELL)
    orders.lock_open(tx, order=order)
    found = _promotion(tx, asked)
    if found.most_uses is not None and found.uses >= found.most_uses:
        raise PromotionUsedUp(promotion=found.promotion.name)
    tx.execute(_USE, {"order": order, "promotion": found.id})
    if found.promotion.name not in pricing.reprice(tx, order=order):
        raise LowersNothing(promotion=found.promotion.name)
    return holds.keep(tx, order=order)


def leave_promotions(tx: WriteTx, *, order: str) -> Order:
    """The order at its prices without promotions."""
    tx.by.demand(Permission.SELL)
    orders.lock_open(tx, order=order)
    tx.execute(_LEAVE, {"order": order})
    pricing.reprice(tx, order=order)
    return holds.keep(tx, order=order)


def waive_fees(tx: WriteTx, *, order: str, reason: str) -> Order:
    """The order without its fees, now and what it gets later, for a reason that the journal keeps.

    Raises ReasonNeeded.
    """
    tx.by.demand(Permission.WAIVE_FEES)
    orders.lock_open(tx, order=order)
    if not reason.strip():
        raise ReasonNeeded
    waived = sum(fee.amount for fee in orders.read(tx, order=order).fees)
    tx.execute(_WAIVE, {"order": order, "reason": reason.strip()})
    pricing.reprice(tx, order=order)
    record(tx, "fees waived", order=order, amount=waived, reason=reason.strip())
    return holds.keep(tx, order=order)


def count_uses(tx: WriteTx, *, order: str, paid: bool) -> None:
    """Count the order's promotions as used, as its sale does.

    Raises PromotionUsedUp, and then nothing is sold; but what a terminal has charged already (``paid``) is honoured.
    """
    tx.by.demand(Permission.SELL)
    for each in price_lists.promotions_of(tx, order=order):
        if not tx.execute(_COUNT_USE, {"promotion": each.id, "paid": paid}).all():
            raise PromotionUsedUp(promotion=each.promotion.name)


def _promotion(tx: Tx, asked: str) -> price_lists.ListedPromotion:
    wanted = asked.strip().casefold()
    for each in price_lists.promotions(tx):
        if wanted == each.code or (each.code is None and wanted == each.promotion.name.casefold()):
            return each
    raise NoSuchPromotion(asked=asked.strip())
