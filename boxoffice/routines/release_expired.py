"""Every lapsed hold released, in chunks, so that no sale waits for it."""

import time
from typing import Final

from boxoffice.db.database import Database
from boxoffice.domain.holds import ReleasedBy, ReleasedHold
from boxoffice.domain.permissions import By
from boxoffice.services import hold_list, holds
from boxoffice.services.seat_history import Expiry

# Without a pause the next chunk has the database again before anybody who waits for it.
_PAUSE_S: Final = 0.002


def release_expired(
    database: Database, *, by: By, via: ReleasedBy, performance: int | None = None
) -> tuple[Expiry, ...]:
    """What was released, one entry a chunk; of all performances, or of one."""
    releases: list[Expiry] = []
    while True:
        with database.write(by=by) as tx:
            seats = holds.release_expired(tx, via=via, performance=performance)
            at = tx.now
        if seats:
            releases.append(Expiry(at, via.value, by.counter_name, seats))
        if len(seats) < holds.CHUNK:
            return tuple(releases)
        time.sleep(_PAUSE_S)


def release_and_name(database: Database, *, by: By, via: ReleasedBy) -> tuple[ReleasedHold, ...]:
    """What was released of all performances, seat by seat, with the names that a clerk knows."""
    releases = release_expired(database, by=by, via=via)
    with database.read() as tx:
        return hold_list.named(tx, releases)
