"""The view made true: what a window's 3 s clock does for the performance that it shows."""

from dataclasses import dataclass

from boxoffice.db.database import Database
from boxoffice.domain.holds import ReleasedBy
from boxoffice.domain.permissions import By
from boxoffice.routines.release_expired import release_expired
from boxoffice.services import seatmap
from boxoffice.services.seatmap import SeatsRead


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What changed since the reading before, and how many lapsed holds this refresh released."""

    seats: SeatsRead
    released: int


def refresh(database: Database, *, by: By, performance: int, since: int | None) -> Refreshed:
    """What changed in a performance, its lapsed holds released first; one quiet look where nothing did."""
    with database.read() as tx:
        seats = seatmap.read_seats(tx, performance=performance, since=since)
    if not seats.lapsed:
        return Refreshed(seats, released=0)
    releases = release_expired(database, by=by, via=ReleasedBy.REFRESH, performance=performance)
    with database.read() as tx:
        seats = seatmap.read_seats(tx, performance=performance, since=since)
    return Refreshed(seats, released=sum(len(release.seats) for release in releases))
