"""Performances: the board of what is on sale, and setting one up."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain import moments
from boxoffice.domain.errors import DoorsAfterStart, NoSuchPlace, PerformanceThere
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.performances import Performance
from boxoffice.domain.permissions import Permission
from boxoffice.domain.price_lists import demand_full_prices
from boxoffice.services.house import house
from boxoffice.services.journal import record

_TAKEN = (
    "FROM occupant o WHERE o.performance_id = p.id AND (o.status IN ('sold', 'reserved')"
    " OR (o.status IN ('held', 'paying')"
    " AND (o.expires_at IS NULL OR (o.expires_at > :now AND o.expires_at <= :horizon))))"
)
_PERFORMANCES = (
    f"SELECT p.id, e.name AS event, h.name AS hall, p.plan_id, p.starts_at, plan.seats, (SELECT count(*) {_TAKEN})"
    " AS taken, (SELECT count(*) FROM seat_allocation a WHERE a.performance_id = p.id AND a.released_at IS NULL"
    f" AND NOT EXISTS (SELECT 1 {_TAKEN} AND o.seat_id = a.seat_id)) AS kept"
    " FROM performance p JOIN event e ON e.id = p.event_id JOIN hall h ON h.id = p.hall_id"
    " JOIN plan ON plan.id = p.plan_id"
)
_BOARD = Statement(f"{_PERFORMANCES} WHERE p.starts_at >= :earliest ORDER BY p.starts_at, h.name, p.id")
_ONE = Statement(f"{_PERFORMANCES} WHERE p.id = :performance")
_HALLS = Statement(
    "SELECT h.id, h.name, plan.id AS plan_id, plan.seats FROM hall h JOIN plan ON plan.hall_id = h.id"
    " WHERE plan.version = (SELECT max(version) FROM plan newest WHERE newest.hall_id = h.id) ORDER BY h.name"
)
_ZONES = Statement("SELECT name FROM plan_zone WHERE plan_id = :plan ORDER BY zone")
_ADD_EVENT = Statement("INSERT INTO event (name) VALUES (:name) ON CONFLICT DO NOTHING")
_EVENT = Statement("SELECT id FROM event WHERE name = :name")
_ADD_LIST = Statement("INSERT INTO price_list (name) VALUES (:name) RETURNING id")
_ADD_PRICE = Statement(
    "INSERT INTO price (price_list_id, zone, price_type, amount) VALUES (:list, :zone, :type, :amount)"
)
_ADD = Statement(
    "INSERT INTO performance (event_id, hall_id, plan_id, price_list_id, starts_at, doors_at, entrance)"
    " VALUES (:event, :hall, :plan, :list, :starts_at, :doors_at, :entrance) ON CONFLICT DO NOTHING RETURNING id"
)
_KEEP_BACK = Statement(
    "INSERT INTO seat_allocation (performance_id, seat_id, code, reason, mark)"
    " SELECT :performance, value, :code, :reason, :mark FROM $each_seat AS wanted"
)


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall with its newest plan: how many seats it draws, and its price zones."""

    id: int
    name: str
    plan: int
    seats: int
    zones: tuple[str, ...]


def board(tx: Tx) -> tuple[Performance, ...]:
    """Every performance from the current business day on, by time and hall, with its free seats counted now."""
    here = house(tx)
    today = moments.business_date(tx.now, zone=here.time_zone, day_start=here.day_start)
    earliest = moments.day_begins(today, zone=here.time_zone, day_start=here.day_start)
    values = {"now": tx.now, "horizon": tx.now + tx.rules.cap, "earliest": earliest}
    return tuple(_performance(row) for row in tx.execute(_BOARD, values))


def halls(tx: Tx) -> tuple[Hall, ...]:
    """The house's halls by name."""
    return tuple(
        Hall(row.id, row.name, row.plan_id, row.seats, _zones(tx, plan=row.plan_id)) for row in tx.execute(_HALLS).all()
    )


def create(
    tx: WriteTx,
    *,
    event: str,
    hall: int,
    starts_at: int,
    prices: Mapping[str, int] | None = None,
    price_list: int | None = None,
    doors_at: int | None = None,
    entrance: str = "",
) -> Performance:
    """A new performance of an event in a hall's newest plan, at the prices of a list or of one of its own.

    ``prices`` are the full prices (minor units) of the zones in a new list; ``doors_at`` is epoch ms. Raises
    NoSuchPlace, NoSuchPriceList, NoPrice naming the zones without a price, DoorsAfterStart and PerformanceThere.
    """
    tx.by.demand(Permission.PLAN_HOUSE)
    found = next((candidate for candidate in halls(tx) if candidate.id == hall), None)
    if found is None:
        raise NoSuchPlace(what="such hall")
    zone = house(tx).time_zone
    if doors_at is not None and doors_at > starts_at:
        doors, starts = moments.clock(doors_at, zone=zone), moments.clock(starts_at, zone=zone)
        raise DoorsAfterStart(doors=doors, starts=starts)
    if price_list is None:
        price_list = _new_list(tx, name=event, zones=found.zones, prices=prices or {})
    else:
        from boxoffice.services import price_list_setup  # noqa: PLC0415 (no board waits for it)

        demand_full_prices(price_list_setup.read(tx, price_list=price_list).amounts, zones=found.zones)
    tx.execute(_ADD_EVENT, {"name": event})
    values = {
        "event": tx.execute(_EVENT, {"name": event}).scalar_one(),
        "hall": hall,
        "plan": found.plan,
        "list": price_list,
        "starts_at": starts_at,
        "doors_at": doors_at,
        "entrance": entrance.strip(),
    }
    performance = tx.execute(_ADD, values).scalar_one_or_none()
    if performance is None:
        raise PerformanceThere(hall=found.name, when=moments.day_and_time(starts_at, zone=zone))
    record(tx, "performance set up", event=event, hall=found.name, starts_at=starts_at, performance=performance)
    return read(tx, performance=performance)


def read(tx: Tx, *, performance: int) -> Performance:
    """One performance with its free seats counted now; raises NoSuchPlace."""
    values = {"now": tx.now, "horizon": tx.now + tx.rules.cap, "performance": performance}
    row = tx.execute(_ONE, values).one_or_none()
    if row is None:
        raise NoSuchPlace(what="such performance")
    return _performance(row)


def keep_back(tx: WriteTx, *, performance: int, seats: Sequence[int], code: str, reason: str) -> None:
    """Keep seats back for the house (guests, sound desk) or take them off sale; a sold one stays sold."""
    tx.by.demand(Permission.PLAN_HOUSE)
    values = {"performance": performance, "seats": json.dumps(sorted(set(seats)))}
    tx.execute(_KEEP_BACK, values | {"code": code, "reason": reason, "mark": tx.mark})
    record(tx, "kept back", performance=performance, seats=len(seats), code=code, reason=reason)


def _new_list(tx: WriteTx, *, name: str, zones: Sequence[str], prices: Mapping[str, int]) -> int:
    amounts = {(zone, FULL_PRICE): amount for zone, amount in prices.items()}
    demand_full_prices(amounts, zones=zones)
    price_list = int(tx.execute(_ADD_LIST, {"name": name}).scalar_one())
    tx.execute(
        _ADD_PRICE,
        [{"list": price_list, "zone": zone, "type": FULL_PRICE, "amount": prices[zone]} for zone in zones],
    )
    return price_list


def _performance(row: Any) -> Performance:  # noqa: ANN401 (a row of the statement above)
    free = row.seats - row.taken - row.kept
    return Performance(row.id, row.event, row.hall, row.plan_id, row.starts_at, row.seats, free)


def _zones(tx: Tx, *, plan: int) -> tuple[str, ...]:
    return tuple(tx.execute(_ZONES, {"plan": plan}).scalars())
