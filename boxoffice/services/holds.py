"""Holds: a seat is claimed for one order until a moment, and free for the next taker from that moment on.

The rules: a take is one guarded statement for all its seats, all or nothing. A hold is live while
``now < expires_at <= now + cap`` or, once money is recorded, for ever; that condition stands in every statement, so
that nothing depends on a clock having tidied. Releases and sales say "and the owner is me".
"""

import json
from collections.abc import Sequence
from typing import Final

from boxoffice.db.database import WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain import moments
from boxoffice.domain.errors import HasMoney, HoldGone, NoPrice, ReasonNeeded, SeatsTaken
from boxoffice.domain.holds import Occupancy, ReleasedBy
from boxoffice.domain.orders import FULL_PRICE, LineState, Order
from boxoffice.domain.permissions import Permission
from boxoffice.domain.plan import seat_name
from boxoffice.services import orders, pricing
from boxoffice.services.house import house
from boxoffice.services.journal import record
from boxoffice.services.seat_history import SeatEntry, remember

CHUNK: Final = 500

_LAPSED = "(occupant.expires_at <= :now OR occupant.expires_at > :horizon)"
_LIVE = "(occupant.expires_at > :now AND occupant.expires_at <= :horizon)"
_MINE = "occupant.status IN ({mine}) AND occupant.order_id = :order"
# What the performance's plan says of a wanted seat, looked up seat by seat: a server that knows nothing of a plan yet
# (it was just imported, moved or restored) expects a dozen seats in it, and would rather read all of them.
_DRAWN = "(SELECT drawn.{} FROM plan_seat drawn WHERE drawn.plan_id = p.plan_id AND drawn.seat_id = wanted.value)"
_WANTED = "performance p CROSS JOIN $each_seat AS wanted WHERE p.id = :performance"
_IN_PLAN = f"{_DRAWN.format('seat_id')} IS NOT NULL"


def _take(status: str, *, mine: str) -> Statement:
    own = f"{_MINE.format(mine=mine)} AND {_LIVE}"
    # A hold that is renewed never goes past the cap; a payment has its own length.
    renewed = (
        "$greatest(occupant.expires_at, $least(:until, occupant.taken_at + :cap))" if status == "held" else ":until"
    )
    return Statement(
        "INSERT INTO occupant (performance_id, seat_id, status, order_id, counter_id, taken_at, expires_at, mark)"
        f" SELECT p.id, wanted.value, '{status}', :order, :counter, :now, :until, :mark"
        f" FROM {_WANTED} AND {_IN_PLAN}"
        " AND EXISTS (SELECT 1 FROM orders WHERE id = :order AND state = 'open' AND parked_as IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM seat_allocation kept WHERE kept.performance_id = :performance"
        " AND kept.seat_id = wanted.value AND kept.released_at IS NULL)"
        " ORDER BY 2"
        f" ON CONFLICT (performance_id, seat_id) DO UPDATE SET status = '{status}',"
        " order_id = excluded.order_id, counter_id = excluded.counter_id, mark = excluded.mark,"
        f" taken_at = CASE WHEN {own} THEN occupant.taken_at ELSE excluded.taken_at END,"
        f" expires_at = CASE WHEN {own} THEN {renewed} ELSE excluded.expires_at END"
        " WHERE occupant.status = 'free'"
        f" OR (occupant.status IN ('held', 'paying') AND {_LAPSED})"
        f" OR ({_MINE.format(mine=mine)})"
        " RETURNING seat_id"
    )


TAKE: Final = _take("held", mine="'held'")
TAKE_FOR_PAYMENT: Final = _take("paying", mine="'held', 'paying'")

# A plan that is being imported for it is waited for: the take then sees the seats of the new one.
_LOCK_PERFORMANCE = Statement("SELECT 1 FROM performance WHERE id = :performance $for_key_share")
# A row that is not there yet cannot be locked in its turn; one that is there is not waited for here.
_ADD_FREE_ROWS = Statement(
    "INSERT INTO occupant (performance_id, seat_id, status, taken_at, mark)"
    f" SELECT p.id, wanted.value, 'free', :now, :mark FROM {_WANTED} AND {_IN_PLAN} ORDER BY 2 ON CONFLICT DO NOTHING"
)
# Sorted, and for all that the act may change before any of it is changed: its own seats, those that its lines had and
# would have again in whatever performance, and the new ones. So no two orders lock crosswise. One by one, in their
# order: joined otherwise, a house with few occupants yet would be read whole, with that plan kept while it fills.
_LOCK_SEATS = Statement(
    "SELECT 1 FROM ("
    "SELECT performance_id, seat_id FROM occupant WHERE order_id = :order"
    " UNION SELECT performance_id, seat_id FROM order_line WHERE order_id = :order"
    " UNION SELECT :performance, value FROM $each_seat AS wanted ORDER BY 1, 2) AS wanted CROSS JOIN LATERAL"
    " (SELECT 1 FROM occupant WHERE performance_id = wanted.performance_id AND seat_id = wanted.seat_id $for_update)"
    " AS locked"
)
# The seats are looked up before the prices, for the same reason.
_FOUND = (
    "WITH found AS MATERIALIZED (SELECT p.id AS performance, p.plan_id, p.price_list_id, wanted.value AS seat_id,"
    f" {_DRAWN.format('zone')} AS zone, {_DRAWN.format('place')} AS place FROM {_WANTED})"
)
_ADD_LINES = Statement(
    f"{_FOUND}"
    " INSERT INTO order_line (order_id, kind, performance_id, seat_id, zone, price_type, face_price, discount, due)"
    " SELECT :order, 'seat', found.performance, found.seat_id, price.zone, price.price_type,"
    " coalesce(own.amount, price.amount), 0, coalesce(own.amount, price.amount)"
    " FROM found CROSS JOIN plan_zone CROSS JOIN price LEFT JOIN performance_price own"
    " ON own.performance_id = found.performance AND own.zone = price.zone AND own.price_type = price.price_type"
    " WHERE plan_zone.plan_id = found.plan_id AND plan_zone.zone = found.zone"
    " AND price.price_list_id = found.price_list_id AND price.zone = plan_zone.name"
    " AND price.price_type = :price_type ORDER BY found.place ON CONFLICT DO NOTHING"
)
_ZONES_WITHOUT_PRICE = Statement(
    f"{_FOUND} SELECT DISTINCT plan_zone.name FROM found CROSS JOIN plan_zone"
    " WHERE plan_zone.plan_id = found.plan_id AND plan_zone.zone = found.zone AND NOT EXISTS (SELECT 1 FROM price"
    " WHERE price.price_list_id = found.price_list_id AND price.zone = plan_zone.name"
    " AND price.price_type = :price_type) ORDER BY 1"
)
_RENEW = Statement(
    "UPDATE occupant SET mark = :mark, expires_at = $greatest(expires_at, $least(:until, taken_at + :cap))"
    f" WHERE order_id = :order AND status = 'held' AND {_LIVE} AND (performance_id, seat_id) IN ("
    "SELECT performance_id, seat_id FROM occupant WHERE order_id = :order AND status = 'held'"
    " ORDER BY performance_id, seat_id $for_update)"
)
_OF_SEAT = "(SELECT {} FROM occupant o WHERE o.performance_id = :performance AND o.seat_id = wanted.value)"
_WHO_HAS = Statement(
    f"WITH found AS MATERIALIZED (SELECT wanted.value AS seat, {_OF_SEAT.format('o.status')} AS status,"
    f" {_OF_SEAT.format('o.expires_at')} AS expires_at, {_OF_SEAT.format('o.counter_id')} AS counter,"
    " (SELECT kept.reason FROM seat_allocation kept WHERE kept.performance_id = :performance"
    " AND kept.seat_id = wanted.value AND kept.released_at IS NULL) AS reason FROM $each_seat AS wanted)"
    " SELECT s.section, s.row, s.number, found.status, found.expires_at, c.name AS counter, found.reason"
    " FROM found CROSS JOIN seat s LEFT JOIN counter c ON c.id = found.counter WHERE s.id = found.seat ORDER BY s.id"
)
_THESE_LINES = "order_id = :order AND id $in_seats"
_GIVE_BACK = Statement(
    "UPDATE occupant SET status = 'free', mark = :mark WHERE order_id = :order AND status = 'held'"
    " AND (performance_id, seat_id) IN (SELECT performance_id, seat_id FROM occupant WHERE order_id = :order"
    f" AND (performance_id, seat_id) IN (SELECT performance_id, seat_id FROM order_line WHERE {_THESE_LINES})"
    " ORDER BY performance_id, seat_id $for_update)"
    " RETURNING performance_id, seat_id, order_id, counter_id, expires_at"
)
_DROP_LINES = Statement(f"DELETE FROM order_line WHERE {_THESE_LINES}")


def _release(of: str) -> Statement:
    return Statement(
        "UPDATE occupant SET status = 'free', mark = :mark WHERE (performance_id, seat_id) IN ("
        "SELECT performance_id, seat_id FROM occupant"
        f" WHERE status IN ('held', 'paying') AND {_LAPSED}{of} ORDER BY expires_at LIMIT :chunk $skip_locked)"
        f" AND status IN ('held', 'paying') AND {_LAPSED}"
        " RETURNING performance_id, seat_id, order_id, counter_id, expires_at"
    )


_RELEASE_ALL = _release("")
# The plus keeps the planner on the index of what can lapse, and off all the seats of the performance.
_RELEASE_OF_PERFORMANCE = _release(" AND +performance_id = :performance")
_HOLD = Statement(
    "SELECT o.seat_id, o.order_id, o.counter_id, o.status, o.expires_at, s.section, s.row, s.number, c.name AS counter"
    # Only the occupant is locked: a locked counter's row would stop every take there.
    " FROM (SELECT * FROM occupant WHERE performance_id = :performance AND seat_id = :seat $for_update) o"
    " JOIN seat s ON s.id = o.seat_id JOIN counter c ON c.id = o.counter_id"
)
_RELEASE_ONE = Statement(
    "UPDATE occupant SET status = 'free', mark = :mark WHERE performance_id = :performance AND seat_id = :seat"
    " AND order_id = :order AND status IN ('held', 'paying') AND expires_at IS NOT NULL"
)


def take(tx: WriteTx, *, order: str, performance: int, seats: Sequence[int]) -> Order:
    """The order with the seats held for it, all or none, and all its other holds renewed.

    Begins the order where it does not exist yet. Raises SeatsTaken naming who has a seat until when, OrderClosed,
    and NoPrice where a changed plan put a seat into a zone that this performance has no price for.
    """
    tx.by.demand(Permission.SELL)
    if orders.lock(tx, order=order) is None:
        orders.begin(tx, order=order)
    wanted = sorted(set(seats))
    _hold(tx, TAKE, order=order, performance=performance, seats=wanted)
    values = _values(tx, order=order, performance=performance, seats=wanted)
    priced = values | {"price_type": FULL_PRICE}
    tx.execute(_ADD_LINES, priced)
    pricing.reprice(tx, order=order)
    tx.execute(_RENEW, values)
    taken = orders.read(tx, order=order)
    if not {line.seat_id for line in taken.lines if line.performance == performance}.issuperset(wanted):
        raise NoPrice(zones=", ".join(tx.execute(_ZONES_WITHOUT_PRICE, priced).scalars()))
    return taken


def keep(tx: WriteTx, *, order: str) -> Order:
    """The order with its live holds renewed to their full length, never past the cap; what lapsed stays so."""
    tx.by.demand(Permission.SELL)
    orders.lock_open(tx, order=order)
    tx.execute(_RENEW, _values(tx, order=order))
    return orders.read(tx, order=order)


def take_again(tx: WriteTx, *, order: str) -> Order:
    """The order with every lapsed seat that is still free held anew, its cap counted from now; others are renewed."""
    tx.by.demand(Permission.SELL)
    orders.lock_open(tx, order=order)
    _lock_seats(tx, _values(tx, order=order))  # what is found free below stays so
    free = [line for line in orders.read(tx, order=order).lapsed if line.state is LineState.FREE_AGAIN]
    for performance in sorted({line.performance for line in free}):
        seats = sorted(line.seat_id for line in free if line.performance == performance)
        _hold(tx, TAKE, order=order, performance=performance, seats=seats)
    tx.execute(_RENEW, _values(tx, order=order))
    if free:
        record(tx, "take again", order=order, seats=[line.seat for line in free])
    return orders.read(tx, order=order)


def give_back(tx: WriteTx, *, order: str, lines: Sequence[int]) -> Order:
    """The order without these lines, their seats free for anyone; its other holds are renewed."""
    tx.by.demand(Permission.SELL)
    orders.lock_open(tx, order=order)
    values = _values(tx, order=order, seats=sorted(set(lines)))
    _lock_seats(tx, values)
    given = tx.execute(_GIVE_BACK, values).all()
    if pricing.has_rules(tx, order=order):
        pricing.strike(tx, order=order)
        tx.execute(_DROP_LINES, values)
        pricing.reprice(tx, order=order)
    else:
        tx.execute(_DROP_LINES, values)
    tx.execute(_RENEW, values)
    if given:
        remember(tx, "give back", seats=(SeatEntry._make(row) for row in given))
    return orders.read(tx, order=order)


def release_expired(
    tx: WriteTx, *, via: ReleasedBy, performance: int | None = None, chunk: int = CHUNK
) -> tuple[SeatEntry, ...]:
    """Up to ``chunk`` lapsed holds made free rows, the oldest first; remembered in one entry.

    Safe at every counter at once: rows that another is just changing are left to it.
    """
    tx.by.demand(Permission.RELEASE_EXPIRED_HOLDS)
    statement = _RELEASE_ALL if performance is None else _RELEASE_OF_PERFORMANCE
    values = _values(tx, performance=performance) | {"chunk": chunk}
    released = tuple(sorted(SeatEntry._make(row) for row in tx.execute(statement, values).all()))
    if released:
        remember(tx, "expire", seats=released, via=via.value)
    return released


def release_live(tx: WriteTx, *, performance: int, seat: int, order: str, reason: str) -> SeatEntry:
    """An order's hold on a seat, ended before its time for a reason that the journal keeps.

    Raises ReasonNeeded, HoldGone where that order does not hold it any more (whoever does keeps it), and HasMoney
    where a payment is recorded on it.
    """
    tx.by.demand(Permission.RELEASE_LIVE_HOLDS)
    if not reason.strip():
        raise ReasonNeeded
    values = {"performance": performance, "seat": seat}
    row = tx.execute(_HOLD, values).one_or_none()
    if row is None or row.order_id != order or row.status not in {Occupancy.HELD, Occupancy.PAYING}:
        raise HoldGone
    name = seat_name(row.section, row.row, row.number)
    if row.expires_at is None:
        raise HasMoney(seat=name, counter=row.counter)
    tx.execute(_RELEASE_ONE, values | {"order": order, "mark": tx.mark})
    released = SeatEntry(performance, seat, order, row.counter_id, row.expires_at)
    remember(tx, "release live", seats=[released])
    record(tx, "release live hold", order=order, seat=name, performance=performance, reason=reason.strip())
    return released


def take_for_payment(tx: WriteTx, *, order: str, performance: int, seats: Sequence[int]) -> None:
    """Hold the order's seats of one performance for the length of a payment, all or none; raises SeatsTaken."""
    tx.by.demand(Permission.SELL)
    _hold(tx, TAKE_FOR_PAYMENT, order=order, performance=performance, seats=seats)


def _hold(tx: WriteTx, statement: Statement, *, order: str, performance: int, seats: Sequence[int]) -> None:
    length = tx.rules.hold if statement is TAKE else tx.rules.paying
    until = tx.now + length
    values = _values(tx, order=order, performance=performance, seats=seats)
    values |= {"until": until}
    _lock_seats(tx, values)
    held = {row.seat_id for row in tx.execute(statement, values).all()}
    if len(held) < len(seats):
        orders.lock_open(tx, order=order)
        _refuse(tx, performance=performance, seats=[seat for seat in seats if seat not in held])
    entries = (SeatEntry(performance, seat, order, tx.by.counter, until) for seat in seats)
    remember(tx, "take" if statement is TAKE else "open payment", seats=entries)


def _lock_seats(tx: WriteTx, values: dict[str, object]) -> None:
    """Lock, where there are other writers, what the act may change, before it changes any of it."""
    if tx.dialect == "postgresql":
        tx.execute(_LOCK_PERFORMANCE, values)
        tx.execute(_ADD_FREE_ROWS, values)
        tx.execute(_LOCK_SEATS, values)


def _values(
    tx: WriteTx, *, order: str | None = None, performance: int | None = None, seats: Sequence[int] = ()
) -> dict[str, object]:
    return {
        "order": order,
        "performance": performance,
        "seats": json.dumps(list(seats)),
        "counter": tx.by.counter,
        "now": tx.now,
        "cap": tx.rules.cap,
        "horizon": tx.now + tx.rules.cap,
        "until": tx.now + tx.rules.hold,
        "mark": tx.mark,
    }


def _refuse(tx: WriteTx, *, performance: int, seats: Sequence[int]) -> None:
    zone = house(tx).time_zone
    reasons = []
    for row in tx.execute(_WHO_HAS, {"performance": performance, "seats": json.dumps(seats)}).all():
        name = seat_name(row.section, row.row, row.number)
        if row.status in {None, Occupancy.FREE}:
            reasons.append(
                f"{name} is kept back by the house ({row.reason})" if row.reason else f"{name} is not on sale"
            )
        elif row.status in {Occupancy.HELD, Occupancy.PAYING}:
            until = f" until {moments.clock(row.expires_at, zone=zone, seconds=True)}" if row.expires_at else ""
            reasons.append(f"{name} is held by {row.counter}{until}")
        else:
            reasons.append(f"{name} is {row.status}")
    raise SeatsTaken(seats=", ".join(reasons), taken=tuple(seats))
