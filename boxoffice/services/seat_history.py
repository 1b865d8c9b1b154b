"""The seats' history: takes, give-backs, releases and sales; one entry an act, beside the journal."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement

_ADD = Statement(
    "INSERT INTO seat_history (at, act, via, counter_id, seats) VALUES (:at, :act, :via, :counter, :seats)"
)
_EXPIRED = Statement(
    "SELECT h.at, h.via, h.seats, c.name FROM seat_history h JOIN counter c ON c.id = h.counter_id"
    " WHERE h.act = 'expire' AND h.at >= :since ORDER BY h.at, h.id"
)


class SeatEntry(NamedTuple):
    """One seat in an entry: which, and whose it was until when (epoch ms)."""

    performance: int
    seat: int
    order: str | None
    counter: int | None
    expires_at: int | None


class Expiry(NamedTuple):
    """One release of lapsed holds: when, by which way, at which counter or PC, and the seats."""

    at: int
    via: str
    released_by: str
    seats: tuple[SeatEntry, ...]


def remember(tx: WriteTx, act: str, *, seats: Iterable[SeatEntry], via: str = "clerk") -> None:
    """Add one entry for all the seats of an act."""
    values = {"at": tx.now, "act": act, "via": via, "counter": tx.by.counter, "seats": json.dumps(list(seats))}
    tx.execute(_ADD, values)


def expiries(tx: Tx, *, since: int) -> tuple[Expiry, ...]:
    """The releases of lapsed holds from a moment on, oldest first."""
    return tuple(
        Expiry(row.at, row.via, row.name, tuple(SeatEntry(*seat) for seat in json.loads(row.seats)))
        for row in tx.execute(_EXPIRED, {"since": since})
    )
