"""The list of parked orders, cleared of those that nobody comes for any more."""

from contextlib import suppress

from boxoffice.db.database import Database
from boxoffice.domain.errors import NotParked
from boxoffice.domain.parked import ParkedOrder
from boxoffice.domain.permissions import By
from boxoffice.services import parked


def list_parked(database: Database, *, by: By) -> tuple[ParkedOrder, ...]:
    """The parked orders of all counters; those of an earlier day that ran out are given up first.

    Their seats are long free and their customers gone, so nothing is lost but a dead line. Each is a transaction of
    its own: seats of two orders are never locked together.
    """
    listed = database.look(parked.parked)
    for each in listed:
        if each.is_over:
            with suppress(NotParked):
                database.act(lambda tx, order=each.order: parked.give_up(tx, order=order), by=by)  # type: ignore[misc]
    return tuple(each for each in listed if not each.is_over)
