"""Price lists as they are set up: read and stored whole, copied, and used for performances."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from boxoffice.db.asking import Row
from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain import moments
from boxoffice.domain.errors import ChangedMeanwhile, NoSuchPlace, NoSuchPriceList
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.permissions import Permission
from boxoffice.domain.price_lists import PriceList, demand_full_prices, demand_plain_charges
from boxoffice.domain.price_types import PriceType, Validity
from boxoffice.domain.pricing import Fee, FeePer
from boxoffice.domain.taxes import Rounding, Tax
from boxoffice.services import price_lists
from boxoffice.services.house import day_begins
from boxoffice.services.journal import record

_ALL = Statement(
    "SELECT l.id, l.name, count(p.id) AS performances, min(p.starts_at) AS first FROM price_list l"
    " LEFT JOIN performance p ON p.price_list_id = l.id AND p.starts_at >= :earliest"
    " GROUP BY l.id, l.name ORDER BY l.name, first, l.id"
)
_PRICED = Statement("SELECT price_list_id AS list, zone FROM price WHERE price_type = :full")
_HEAD = Statement("SELECT id, name, taxes_included FROM price_list WHERE id = :list")
# Two who change a list, or use it for a night, wait for each other.
_LOCK = Statement("SELECT 1 FROM price_list WHERE id = :list $for_update")
_AMOUNTS = Statement("SELECT zone, price_type, amount FROM price WHERE price_list_id = :list ORDER BY zone, price_type")
_OFFERS = Statement(
    "SELECT price_type, since, until, weekdays, minutes_before FROM price_offer WHERE price_list_id = :list"
)
_TAXES = Statement(
    "SELECT name, rate, rounding, since FROM tax WHERE price_list_id = :list ORDER BY place, name, since"
)
_FEES = Statement("SELECT name, per, amount FROM fee WHERE price_list_id = :list ORDER BY name")
_ZONES_SOLD = Statement(
    "SELECT z.name FROM plan_zone z JOIN (SELECT DISTINCT plan_id FROM performance WHERE price_list_id = :list) used"
    " ON used.plan_id = z.plan_id GROUP BY z.name ORDER BY min(z.zone), z.name"
)
_ZONES_OF = Statement(
    "SELECT z.name FROM plan_zone z JOIN performance p ON p.plan_id = z.plan_id WHERE p.id = :performance"
    " ORDER BY z.zone"
)
_ALL_ZONES = Statement("SELECT name FROM plan_zone GROUP BY name ORDER BY min(zone), name")
_TYPES = Statement("SELECT name, least, most, needs, one_each, comp, needs_reason FROM price_type ORDER BY place, name")
_RENAME = Statement("UPDATE price_list SET name = :name WHERE id = :list")
_STRIKE_PRICE = Statement("DELETE FROM price WHERE price_list_id = :list AND zone = :zone AND price_type = :price_type")
_STRIKE_OFFER = Statement("DELETE FROM price_offer WHERE price_list_id = :list AND price_type = :price_type")
_STRIKE_TAXES = Statement("DELETE FROM tax WHERE price_list_id = :list")
_STRIKE_FEE = Statement("DELETE FROM fee WHERE price_list_id = :list AND name = :name")
_ADD_COPY = Statement(
    "INSERT INTO price_list (name, taxes_included) SELECT :name, taxes_included FROM price_list WHERE id = :list"
    " RETURNING id"
)
_COPIED = tuple(
    Statement(f"INSERT INTO {table} (price_list_id, {columns}) SELECT :copy, {columns} FROM {table}"
              " WHERE price_list_id = :list")
    for table, columns in (
        ("price", "zone, price_type, amount"),
        ("price_offer", "price_type, since, until, weekdays, minutes_before"),
        ("tax", "name, since, place, rate, rounding"),
        ("fee", "name, per, amount"),
    )
)  # fmt: skip
_NIGHTS = Statement(
    "SELECT p.id, e.name AS event, h.name AS hall, p.starts_at, l.id AS list, l.name AS list_name,"
    " (SELECT count(*) FROM performance_price own WHERE own.performance_id = p.id) AS own"
    " FROM performance p JOIN event e ON e.id = p.event_id JOIN hall h ON h.id = p.hall_id"
    " JOIN price_list l ON l.id = p.price_list_id WHERE p.starts_at >= :earliest ORDER BY p.starts_at, h.name, p.id"
)
_ASSIGN = Statement("UPDATE performance SET price_list_id = :list WHERE id = :performance RETURNING id")
_OWN = Statement("SELECT zone, price_type, amount FROM performance_price WHERE performance_id = :performance")
_STRIKE_OWN = Statement(
    "DELETE FROM performance_price WHERE performance_id = :performance AND zone = :zone AND price_type = :price_type"
)


@dataclass(frozen=True, slots=True)
class ListedPriceList:
    """A price list by name; how many performances from today on use it, and when the first of them starts.

    ``priced`` are the zones that it has a full price for.
    """

    id: int
    name: str
    performances: int
    first: int | None
    priced: frozenset[str] = frozenset()

    def told(self, *, zone: str) -> str:
        """How it is told from others of its name: "Hamlet · 3 performances from Fri 4 Dec 19:30"."""
        if self.first is None:
            return f"{self.name} · not used"
        count = "1 performance," if self.performances == 1 else f"{self.performances} performances from"
        return f"{self.name} · {count} {moments.day_and_time(self.first, zone=zone)}"


@dataclass(frozen=True, slots=True)
class PricedNight:
    """A performance from today on with the price list that it uses, and how many prices of its own it has."""

    id: int
    event: str
    hall: str
    starts_at: int
    price_list: int
    list_name: str
    own_prices: int


def lists(tx: Tx) -> tuple[ListedPriceList, ...]:
    """All price lists by name."""
    priced: dict[int, set[str]] = {}
    for row in tx.execute(_PRICED, {"full": FULL_PRICE}).all():
        priced.setdefault(row.list, set()).add(row.zone)
    rows = tx.execute(_ALL, {"earliest": day_begins(tx)}).all()
    return tuple(
        ListedPriceList(row.id, row.name, row.performances, row.first, frozenset(priced.get(row.id, ())))
        for row in rows
    )


def nights(tx: Tx) -> tuple[PricedNight, ...]:
    """Every performance from the current business day on, with its price list."""
    rows = tx.execute(_NIGHTS, {"earliest": day_begins(tx)}).all()
    return tuple(
        PricedNight(row.id, row.event, row.hall, row.starts_at, row.list, row.list_name, row.own) for row in rows
    )


def price_types(tx: Tx) -> tuple[PriceType, ...]:
    """All price types of the house in their order, the full price among them; offers are a price list's."""
    found = tuple(
        PriceType(row.name, row.least, row.most, row.needs, bool(row.one_each), bool(row.comp), bool(row.needs_reason))
        for row in tx.execute(_TYPES).all()
    )
    return found if any(kind.name == FULL_PRICE for kind in found) else (PriceType(FULL_PRICE), *found)


def zones(tx: Tx) -> tuple[str, ...]:
    """The names of all price zones of all plans."""
    return tuple(tx.execute(_ALL_ZONES).scalars())


def read(tx: Tx, *, price_list: int) -> PriceList:
    """A price list whole; raises NoSuchPriceList."""
    values = {"list": price_list}
    head = tx.execute(_HEAD, values).one_or_none()
    if head is None:
        raise NoSuchPriceList
    amounts = {(row.zone, row.price_type): row.amount for row in tx.execute(_AMOUNTS, values).all()}
    sold = tuple(tx.execute(_ZONES_SOLD, values).scalars())
    return PriceList(
        id=head.id,
        name=head.name,
        zones=tuple(dict.fromkeys((*sold, *(zone for zone, _ in amounts)))),
        amounts=amounts,
        offers={
            row.price_type: Validity(row.since, row.until, _days(row.weekdays), row.minutes_before)
            for row in tx.execute(_OFFERS, values).all()
        },
        taxes=tuple(Tax(row.name, row.rate, Rounding(row.rounding), row.since) for row in tx.execute(_TAXES, values)),
        taxes_included=bool(head.taxes_included),
        fees=tuple(Fee(row.name, FeePer(row.per), row.amount) for row in tx.execute(_FEES, values)),
    )


def store(tx: WriteTx, *, price_list: PriceList, seen: PriceList | None = None) -> PriceList:
    """The price list as it is stored now: as given, and nothing else; what is sold stays as it was sold.

    Raises ChangedMeanwhile where the list is not as it was ``seen``, NoSuchPriceList, NoPrice naming the zones that
    are sold without a full price, TaxTwice, TooManyTaxes and FeeTwice.
    """
    tx.by.demand(Permission.SET_PRICES)
    tx.execute(_LOCK, {"list": price_list.id})
    before = read(tx, price_list=price_list.id)
    if seen is not None and replace(seen, zones=before.zones) != before:
        raise ChangedMeanwhile(what=before.name)
    values = {"list": price_list.id}
    demand_full_prices(price_list.amounts, zones=tx.execute(_ZONES_SOLD, values).scalars().all())
    demand_plain_charges(price_list.taxes, price_list.fees)
    if price_list.name != before.name:
        _change(tx, "price list renamed", _RENAME, {"list": price_list.id, "name": price_list.name})
    _store_prices(tx, before, price_list)
    _store_offers(tx, before, price_list)
    _store_charges(tx, before, price_list)
    return read(tx, price_list=price_list.id)


def copy(tx: WriteTx, *, price_list: int, name: str) -> ListedPriceList:
    """A new price list with all that another has, under a name of its own; raises NoSuchPriceList."""
    tx.by.demand(Permission.SET_PRICES)
    made = tx.execute(_ADD_COPY, {"list": price_list, "name": name}).scalar_one_or_none()
    if made is None:
        raise NoSuchPriceList
    for statement in _COPIED:
        tx.execute(statement, {"list": price_list, "copy": made})
    record(tx, "price list copied", list=price_list, copy=made, name=name)
    return next(each for each in lists(tx) if each.id == made)


def assign(tx: WriteTx, *, performance: int, price_list: int) -> None:
    """Let a performance use another price list; what is sold stays as it was sold, and prices of its own stay too.

    Raises NoSuchPlace, NoSuchPriceList, and NoPrice naming the zones of its plan that the list has no full price for.
    """
    tx.by.demand(Permission.SET_PRICES)
    tx.execute(_LOCK, {"list": price_list})
    sold = tx.execute(_ZONES_OF, {"performance": performance}).scalars().all()
    demand_full_prices(read(tx, price_list=price_list).amounts, zones=sold)
    values = {"performance": performance, "list": price_list}
    if not tx.execute(_ASSIGN, values).all():
        raise NoSuchPlace(what="such performance")
    record(tx, "price list used", performance=performance, list=price_list)


def own_prices(tx: Tx, *, performance: int) -> dict[tuple[str, str], int]:
    """The prices (minor units) by zone and price type that a performance has of its own."""
    rows = tx.execute(_OWN, {"performance": performance}).all()
    return {(row.zone, row.price_type): row.amount for row in rows}


def store_own_prices(tx: WriteTx, *, performance: int, amounts: Mapping[tuple[str, str], int]) -> None:
    """Let a performance have these prices of its own and no others."""
    tx.by.demand(Permission.SET_PRICES)
    before = own_prices(tx, performance=performance)
    for (zone, price_type), amount in amounts.items():
        if before.get((zone, price_type)) != amount:
            price_lists.override_price(
                tx, performance=performance, zone=zone, price_type=price_type, amount=amount
            )  # fmt: skip
    for zone, price_type in sorted(before.keys() - amounts.keys()):
        values: Row = {"performance": performance, "zone": zone, "price_type": price_type}
        _change(tx, "price of its own struck", _STRIKE_OWN, values)


def _store_prices(tx: WriteTx, before: PriceList, wanted: PriceList) -> None:
    changed = {key: amount for key, amount in wanted.amounts.items() if before.amounts.get(key) != amount}
    if changed:
        price_lists.put_prices(tx, price_list=wanted.id, amounts=changed)
    gone: list[Row] = [
        {"list": wanted.id, "zone": zone, "price_type": price_type}
        for zone, price_type in sorted(before.amounts.keys() - wanted.amounts.keys())
    ]
    if gone:
        tx.execute(_STRIKE_PRICE, gone)
        record(tx, "prices struck", prices=gone)


def _store_offers(tx: WriteTx, before: PriceList, wanted: PriceList) -> None:
    for price_type, validity in wanted.offers.items():
        if before.offers.get(price_type) != validity:
            price_lists.put_offer(tx, price_list=wanted.id, price_type=price_type, validity=validity)
    for price_type in sorted(before.offers.keys() - wanted.offers.keys()):
        _change(tx, "price type always offered", _STRIKE_OFFER, {"list": wanted.id, "price_type": price_type})


def _store_charges(tx: WriteTx, before: PriceList, wanted: PriceList) -> None:
    if (before.taxes, before.taxes_included) != (wanted.taxes, wanted.taxes_included):
        tx.execute(_STRIKE_TAXES, {"list": wanted.id})
        record(tx, "taxes struck", list=wanted.id)
        price_lists.put_taxes(tx, price_list=wanted.id, taxes=wanted.taxes, included=wanted.taxes_included)
    for fee in wanted.fees:
        if fee not in before.fees:
            price_lists.put_fee(tx, price_list=wanted.id, fee=fee)
    for name in sorted({fee.name for fee in before.fees} - {fee.name for fee in wanted.fees}):
        _change(tx, "fee struck", _STRIKE_FEE, {"list": wanted.id, "name": name})


def _change(tx: WriteTx, act: str, statement: Statement, values: Row) -> None:
    tx.execute(statement, values)
    record(tx, act, **values)


def _days(stored: str | None) -> frozenset[int] | None:
    return frozenset(json.loads(stored)) if stored is not None else None
