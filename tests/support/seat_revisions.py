"""Every change of a seat written down in a test's database, to be judged: see `boxoffice.db.seat_revisions`."""

from collections.abc import Mapping, Sequence

from boxoffice.db import seat_revisions as revisions
from boxoffice.db.database import Database
from boxoffice.domain import seat_revisions as rules
from boxoffice.domain.seat_revisions import Revision, SeatFact
from tests.support.postgres import owned


def install(database: Database) -> None:
    """Have every change of a seat written down from now on."""
    with owned(database) as house:
        revisions.install(house.engine)


def changes(database: Database) -> list[Revision]:
    """Every change of every seat."""
    with database.read() as tx:
        return [
            change
            for performance in revisions.performances(tx)
            for seat in revisions.replay(tx, performance=performance)
            for change in seat
        ]


def violations(database: Database) -> list[str]:
    """Every change that no rule allows."""
    return database.look(revisions.faults)


def missed(database: Database, told: Mapping[int, Sequence[SeatFact]], *, performance: int) -> list[str]:
    """Every way in which what a reader of one performance's changes was told differs from what happened."""
    with database.read() as tx:
        return [fault for seat in revisions.replay(tx, performance=performance) for fault in rules.missed(seat, told)]
