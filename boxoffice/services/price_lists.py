"""Price lists: price types, taxes, fees and promotions set up for the house, and what applies to a performance now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from boxoffice.db.asking import Row
from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain import moments
from boxoffice.domain.errors import NoSuchPlace, NothingLowered, PromotionThere
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.permissions import Permission
from boxoffice.domain.price_lists import demand_sound_types
from boxoffice.domain.price_types import PriceType, Validity
from boxoffice.domain.pricing import Fee, FeePer, PriceRules
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.domain.taxes import Rounding, Tax, in_force
from boxoffice.services.house import house
from boxoffice.services.journal import record

_LIST = Statement(
    "SELECT p.price_list_id AS list, p.starts_at, l.taxes_included FROM performance p"
    " JOIN price_list l ON l.id = p.price_list_id WHERE p.id = :performance"
)
_TYPES = Statement(
    "SELECT t.name, t.least, t.most, t.needs, t.one_each, t.comp, t.needs_reason,"
    " o.since, o.until, o.weekdays, o.minutes_before FROM price_type t"
    " LEFT JOIN price_offer o ON o.price_type = t.name AND o.price_list_id = :list"
    " WHERE EXISTS (SELECT 1 FROM price WHERE price.price_list_id = :list AND price.price_type = t.name)"
    " OR EXISTS (SELECT 1 FROM performance_price own WHERE own.performance_id = :performance"
    " AND own.price_type = t.name) ORDER BY t.place, t.name"
)
_TAXES = Statement("SELECT name, rate, rounding, since FROM tax WHERE price_list_id = :list ORDER BY place, name")
_FEES = Statement("SELECT name, per, amount FROM fee WHERE price_list_id = :list ORDER BY name")
_AMOUNTS = Statement(
    "SELECT price.zone, price.price_type, coalesce(own.amount, price.amount) AS amount FROM price"
    " LEFT JOIN performance_price own ON own.performance_id = :performance AND own.zone = price.zone"
    " AND own.price_type = price.price_type WHERE price.price_list_id = :list"
)
_PROMOTIONS = (
    "SELECT id, name, code, lowering, value, adds, zones, price_types, since, until, weekdays, minutes_before,"
    " most_uses, uses FROM promotion"
)
_ALL_PROMOTIONS = Statement(f"{_PROMOTIONS} ORDER BY name")
_OF_ORDER = Statement(
    f"{_PROMOTIONS} WHERE id IN (SELECT promotion_id FROM order_promotion WHERE order_id = :order) ORDER BY id"
)
_PUT_TYPE = Statement(
    "INSERT INTO price_type (name, place, least, most, needs, one_each, comp, needs_reason)"
    " VALUES (:name, :place, :least, :most, :needs, :one_each, :comp, :needs_reason) ON CONFLICT (name) DO UPDATE SET"
    " place = excluded.place, least = excluded.least, most = excluded.most, needs = excluded.needs,"
    " one_each = excluded.one_each, comp = excluded.comp, needs_reason = excluded.needs_reason"
)
_NEED = Statement("UPDATE price_type SET needs = :needs WHERE name = :name")
_PUT_PRICE = Statement(
    "INSERT INTO price (price_list_id, zone, price_type, amount) VALUES (:list, :zone, :price_type, :amount)"
    " ON CONFLICT (price_list_id, zone, price_type) DO UPDATE SET amount = excluded.amount"
)
_OVERRIDE = Statement(
    "INSERT INTO performance_price (performance_id, zone, price_type, amount)"
    " VALUES (:performance, :zone, :price_type, :amount)"
    " ON CONFLICT (performance_id, zone, price_type) DO UPDATE SET amount = excluded.amount"
)
_PUT_OFFER = Statement(
    "INSERT INTO price_offer (price_list_id, price_type, since, until, weekdays, minutes_before)"
    " VALUES (:list, :price_type, :since, :until, :weekdays, :minutes_before)"
    " ON CONFLICT (price_list_id, price_type) DO UPDATE SET since = excluded.since, until = excluded.until,"
    " weekdays = excluded.weekdays, minutes_before = excluded.minutes_before"
)
_PUT_TAX = Statement(
    "INSERT INTO tax (price_list_id, name, since, place, rate, rounding)"
    " VALUES (:list, :name, :since, :place, :rate, :rounding)"
    " ON CONFLICT (price_list_id, name, since) DO UPDATE SET rate = excluded.rate, rounding = excluded.rounding"
)
_TAXES_INCLUDED = Statement("UPDATE price_list SET taxes_included = :included WHERE id = :list")
_PUT_FEE = Statement(
    "INSERT INTO fee (price_list_id, name, per, amount) VALUES (:list, :name, :per, :amount)"
    " ON CONFLICT (price_list_id, name) DO UPDATE SET per = excluded.per, amount = excluded.amount"
)
_ADD_PROMOTION = Statement(
    "INSERT INTO promotion (name, code, lowering, value, adds, zones, price_types, since, until, weekdays,"
    " minutes_before, most_uses, uses) VALUES (:name, :code, :lowering, :value, :adds, :zones, :price_types, :since,"
    " :until, :weekdays, :minutes_before, :most_uses, 0) ON CONFLICT DO NOTHING RETURNING id"
)
_END_PROMOTION = Statement(
    "UPDATE promotion SET until = :now WHERE id = :promotion AND (until IS NULL OR until > :now)"
)
_DROP_UNUSED = Statement(
    "DELETE FROM promotion WHERE id = :promotion AND uses = 0"
    " AND NOT EXISTS (SELECT 1 FROM order_promotion WHERE promotion_id = :promotion)"
)


@dataclass(frozen=True, slots=True)
class PriceSheet:
    """What a performance asks now: the price types offered, in their order, and each zone's price of each.

    ``amounts`` are minor units by (price zone, price type), ``promotions`` those that a clerk may choose without a
    code, ``has_codes`` whether there are any with one, and ``until`` the moment (epoch ms) at which something begins or
    ends to be offered.
    """

    types: tuple[PriceType, ...]
    amounts: dict[tuple[str, str], int]
    promotions: tuple[str, ...] = ()
    has_codes: bool = False
    until: int | None = None

    @property
    def full_prices(self) -> dict[str, int]:
        """The full price of each price zone."""
        return {zone: amount for (zone, price_type), amount in self.amounts.items() if price_type == FULL_PRICE}


@dataclass(frozen=True, slots=True)
class ListedPromotion:
    """A promotion as it is stored: with its code, if it has one, and how often it was used of how often at most."""

    id: int
    code: str | None
    uses: int
    most_uses: int | None
    promotion: Promotion


def rules(tx: Tx, *, performance: int) -> PriceRules:
    """The rules of a performance's price list, with the taxes in force when it takes place; raises NoSuchPlace."""
    found = _list(tx, performance)
    values = {"list": found.list, "performance": performance}
    taxes = [Tax(row.name, row.rate, Rounding(row.rounding), row.since) for row in tx.execute(_TAXES, values).all()]
    return PriceRules(
        types={kind.name: kind for kind in _types(tx, values)},
        taxes=in_force(taxes, at=found.starts_at),
        taxes_included=bool(found.taxes_included),
        fees=tuple(Fee(row.name, FeePer(row.per), row.amount) for row in tx.execute(_FEES, values).all()),
    )


def sheet(tx: Tx, *, performance: int) -> PriceSheet:
    """The price types that are offered for a performance now, with their prices."""
    found = _list(tx, performance)
    values = {"list": found.list, "performance": performance}
    weekday = _weekday(tx, found.starts_at)
    types, offers = _types(tx, values), promotions(tx)
    validities = [*(kind.validity for kind in types), *(each.promotion.validity for each in offers)]
    changes = [moment for each in validities for moment in each.changes_after(tx.now, starts_at=found.starts_at)]
    now_on = [
        each for each in offers if each.promotion.validity.holds(now=tx.now, starts_at=found.starts_at, weekday=weekday)
    ]
    return PriceSheet(
        types=tuple(
            kind for kind in types if kind.validity.holds(now=tx.now, starts_at=found.starts_at, weekday=weekday)
        ),
        amounts={(row.zone, row.price_type): row.amount for row in tx.execute(_AMOUNTS, values).all()},
        promotions=tuple(each.promotion.name for each in now_on if each.code is None),
        has_codes=any(each.code is not None for each in now_on),
        until=min(changes, default=None),
    )


def promotions(tx: Tx) -> tuple[ListedPromotion, ...]:
    """All promotions by name."""
    return tuple(_promotion(row) for row in tx.execute(_ALL_PROMOTIONS).all())


def promotions_of(tx: Tx, *, order: str) -> tuple[ListedPromotion, ...]:
    """The promotions that an order uses."""
    return tuple(_promotion(row) for row in tx.execute(_OF_ORDER, {"order": order}).all())


def is_offered(tx: Tx, validity: Validity, *, starts_at: int) -> bool:
    """Whether something is offered now for a performance that starts at a moment (epoch ms)."""
    return validity.holds(now=tx.now, starts_at=starts_at, weekday=_weekday(tx, starts_at))


def list_of(tx: Tx, *, performance: int) -> int:
    """The id of a performance's price list; raises NoSuchPlace."""
    return int(_list(tx, performance).list)


def put_types(tx: WriteTx, *, types: Iterable[PriceType]) -> None:
    """Set up price types in the order given; raises MostBelowLeast."""
    tx.by.demand(Permission.SET_PRICES)
    wanted = tuple(types)
    demand_sound_types(wanted)
    for place, kind in enumerate(wanted):
        values: Row = {
            "name": kind.name,
            "place": place,
            "least": kind.least,
            "most": kind.most,
            "needs": kind.needs,
        }
        values |= {"one_each": kind.one_each, "comp": kind.comp, "needs_reason": kind.needs_reason}
        tx.execute(_PUT_TYPE, values | {"needs": None})  # which may come later in their order
        record(tx, "price type set", **values)
    for kind in wanted:
        tx.execute(_NEED, {"name": kind.name, "needs": kind.needs})


def put_prices(tx: WriteTx, *, price_list: int, amounts: dict[tuple[str, str], int]) -> None:
    """Set prices (minor units) of a list by (price zone, price type)."""
    tx.by.demand(Permission.SET_PRICES)
    rows: list[Row] = [
        {"list": price_list, "zone": zone, "price_type": price_type, "amount": amount}
        for (zone, price_type), amount in amounts.items()
    ]
    tx.execute(_PUT_PRICE, rows)
    record(tx, "prices set", prices=rows)


def override_price(tx: WriteTx, *, performance: int, zone: str, price_type: str, amount: int) -> None:
    """Ask another price (minor units) for one performance than its list does."""
    tx.by.demand(Permission.SET_PRICES)
    values: Row = {"performance": performance, "zone": zone, "price_type": price_type, "amount": amount}
    tx.execute(_OVERRIDE, values)
    record(tx, "price overridden", **values)


def put_offer(tx: WriteTx, *, price_list: int, price_type: str, validity: Validity) -> None:
    """Say when a list offers a price type."""
    tx.by.demand(Permission.SET_PRICES)
    values = _stored(validity) | {"list": price_list, "price_type": price_type}
    tx.execute(_PUT_OFFER, values)
    record(tx, "price type offered", **values)


def put_taxes(tx: WriteTx, *, price_list: int, taxes: Iterable[Tax], included: bool) -> None:
    """Set the taxes of a list, in the order in which a line bears them, and whether its prices contain them."""
    tx.by.demand(Permission.SET_PRICES)
    tx.execute(_TAXES_INCLUDED, {"list": price_list, "included": included})
    for place, tax in enumerate(taxes):
        values: Row = {"list": price_list, "name": tax.name, "since": tax.since, "place": place, "rate": tax.rate}
        values |= {"rounding": tax.rounding.value}
        tx.execute(_PUT_TAX, values)
        record(tx, "tax set", included=included, **values)


def put_fee(tx: WriteTx, *, price_list: int, fee: Fee) -> None:
    """Set a fee of a list."""
    tx.by.demand(Permission.SET_PRICES)
    values: Row = {"list": price_list, "name": fee.name, "per": fee.per.value, "amount": fee.amount}
    tx.execute(_PUT_FEE, values)
    record(tx, "fee set", **values)


def add_promotion(
    tx: WriteTx, *, promotion: Promotion, code: str | None = None, most_uses: int | None = None
) -> ListedPromotion:
    """Set up a promotion, asked for by its code or, without one, chosen by the clerk.

    Raises NothingLowered and PromotionThere.
    """
    tx.by.demand(Permission.SET_PRICES)
    if not promotion.is_sound:
        raise NothingLowered(promotion=promotion.name)
    values: Row = {
        "name": promotion.name,
        "code": code and code.casefold(),
        "lowering": promotion.lowering.value,
    }
    values |= {"value": promotion.value, "adds": promotion.adds, "most_uses": most_uses}
    values |= {"zones": _names(promotion.zones), "price_types": _names(promotion.price_types)}
    values |= _stored(promotion.validity)
    found = tx.execute(_ADD_PROMOTION, values).scalar_one_or_none()
    if found is None:
        names = {each.promotion.name for each in promotions(tx)}
        raise PromotionThere(asked=promotion.name if promotion.name in names else code)
    record(tx, "promotion set", promotion=found, **values)
    return ListedPromotion(found, values["code"], 0, most_uses, promotion)


def end_promotion(tx: WriteTx, *, promotion: int) -> None:
    """Offer a promotion no more; one that no order has used goes, and its name may be used again."""
    tx.by.demand(Permission.SET_PRICES)
    tx.execute(_DROP_UNUSED, {"promotion": promotion})
    tx.execute(_END_PROMOTION, {"promotion": promotion, "now": tx.now})
    record(tx, "promotion ended", promotion=promotion)


def _list(tx: Tx, performance: int) -> Any:  # noqa: ANN401 (a row of the statement above)
    found = tx.execute(_LIST, {"performance": performance}).one_or_none()
    if found is None:
        raise NoSuchPlace(what="such performance")
    return found


def _types(tx: Tx, values: dict[str, int]) -> list[PriceType]:
    return [
        PriceType(
            name=row.name,
            least=row.least,
            most=row.most,
            needs=row.needs,
            one_each=bool(row.one_each),
            comp=bool(row.comp),
            needs_reason=bool(row.needs_reason),
            validity=_validity(row),
        )
        for row in tx.execute(_TYPES, values).all()
    ]


def _promotion(row: Any) -> ListedPromotion:  # noqa: ANN401 (a row of the statements above)
    return ListedPromotion(
        row.id,
        row.code,
        row.uses,
        row.most_uses,
        Promotion(
            name=row.name,
            lowering=Lowering(row.lowering),
            value=row.value,
            adds=bool(row.adds),
            zones=frozenset(json.loads(row.zones)) if row.zones is not None else None,
            price_types=frozenset(json.loads(row.price_types)) if row.price_types is not None else None,
            validity=_validity(row),
        ),
    )


def _validity(row: Any) -> Validity:  # noqa: ANN401 (a row with the columns of a validity)
    weekdays = frozenset(json.loads(row.weekdays)) if row.weekdays is not None else None
    return Validity(row.since, row.until, weekdays, row.minutes_before)


def _stored(validity: Validity) -> Row:
    weekdays = json.dumps(sorted(validity.weekdays)) if validity.weekdays is not None else None
    return {
        "since": validity.since,
        "until": validity.until,
        "weekdays": weekdays,
        "minutes_before": validity.minutes_before,
    }


def _names(names: frozenset[str] | None) -> str | None:
    return None if names is None else json.dumps(sorted(names), ensure_ascii=False)


def _weekday(tx: Tx, starts_at: int) -> int:
    here = house(tx)
    return moments.business_date(starts_at, zone=here.time_zone, day_start=here.day_start).weekday()
