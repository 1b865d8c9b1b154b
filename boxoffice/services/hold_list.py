"""Lists that anyone can check: every held seat, and every hold that came back."""

import json
from collections.abc import Iterable
from itertools import chain

from boxoffice.db.database import Tx
from boxoffice.db.statement import Statement
from boxoffice.domain.holds import HeldSeat, Occupancy, ReleasedBy, ReleasedHold
from boxoffice.domain.plan import seat_name
from boxoffice.services.seat_history import Expiry, SeatEntry, expiries

_HELD = Statement(
    "SELECT o.performance_id, e.name AS event, h.name AS hall, p.starts_at, o.seat_id, s.section, s.row, s.number,"
    " o.status, o.taken_at, o.expires_at, c.name AS counter, r.id AS order_id, r.number AS order_number,"
    " pay.at AS paid_at, pay.method, pay.amount"
    " FROM occupant o JOIN performance p ON p.id = o.performance_id JOIN event e ON e.id = p.event_id"
    " JOIN hall h ON h.id = p.hall_id JOIN seat s ON s.id = o.seat_id JOIN counter c ON c.id = o.counter_id"
    " JOIN orders r ON r.id = o.order_id LEFT JOIN payment pay ON pay.id = (SELECT min(p2.id) FROM payment p2"
    " WHERE p2.order_id = r.id AND p2.state IN ('started', 'approved', 'unknown')) WHERE o.status IN ('held', 'paying')"
    " ORDER BY p.starts_at, p.id, o.expires_at, o.seat_id"
)
_LAPSED = Statement(
    "SELECT performance_id, seat_id, order_id, counter_id, expires_at FROM occupant"
    " WHERE status IN ('held', 'paying') AND (expires_at <= :now OR expires_at > :horizon)"
    " ORDER BY expires_at, performance_id, seat_id"
)
_SEATS = Statement("SELECT s.id, s.section, s.row, s.number FROM seat s WHERE s.id $in_seats")
_PERFORMANCES = Statement(
    "SELECT p.id, e.name AS event, p.starts_at FROM performance p JOIN event e ON e.id = p.event_id"
    " WHERE p.id $in_seats"
)
_COUNTERS = Statement("SELECT id, name FROM counter")


def list_holds(tx: Tx) -> tuple[HeldSeat, ...]:
    """Every seat that is held or being paid for, by performance and end, expired ones among them."""
    return tuple(
        HeldSeat(
            performance=row.performance_id,
            event=row.event,
            hall=row.hall,
            starts_at=row.starts_at,
            seat_id=row.seat_id,
            seat=seat_name(row.section, row.row, row.number),
            counter=row.counter,
            order=row.order_id,
            order_number=row.order_number,
            since=row.taken_at,
            expires_at=row.expires_at,
            expired=not tx.rules.is_live(row.expires_at, now=tx.now),
            paying=row.status == Occupancy.PAYING,
            stuck=row.expires_at is None and row.paid_at is not None and row.paid_at + tx.rules.paying < tx.now,
            method=row.method,
            amount=row.amount,
        )
        for row in tx.execute(_HELD)
    )


def lapsed(tx: Tx) -> tuple[ReleasedHold, ...]:
    """The holds that a release would bring back now, named; nothing is changed."""
    entries = tuple(
        SeatEntry._make(row) for row in tx.execute(_LAPSED, {"now": tx.now, "horizon": tx.now + tx.rules.cap})
    )
    return named(tx, [Expiry(tx.now, ReleasedBy.COMMAND.value, "", entries)])


def released_since(tx: Tx, *, since: int) -> tuple[ReleasedHold, ...]:
    """Every hold that came back from a moment on (epoch ms), by whichever way, oldest first."""
    return named(tx, expiries(tx, since=since))


def named(tx: Tx, releases: Iterable[Expiry]) -> tuple[ReleasedHold, ...]:
    """The releases seat by seat, with the names that a clerk knows."""
    releases = tuple(releases)
    entries = tuple(chain.from_iterable(release.seats for release in releases))
    seats = {
        row.id: seat_name(row.section, row.row, row.number) for row in tx.execute(_SEATS, _ids(e.seat for e in entries))
    }
    shows = {row.id: row for row in tx.execute(_PERFORMANCES, _ids(e.performance for e in entries))}
    counters = {row.id: row.name for row in tx.execute(_COUNTERS)}
    return tuple(
        ReleasedHold(
            performance=entry.performance,
            event=shows[entry.performance].event,
            starts_at=shows[entry.performance].starts_at,
            seat_id=entry.seat,
            seat=seats[entry.seat],
            counter=counters.get(entry.counter or 0, ""),
            expired_at=entry.expires_at or release.at,
            released_at=release.at,
            by=ReleasedBy(release.via),
            released_by=release.released_by,
        )
        for release in releases
        for entry in release.seats
    )


def _ids(ids: Iterable[int]) -> dict[str, str]:
    return {"seats": json.dumps(sorted(set(ids)))}
