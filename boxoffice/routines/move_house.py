"""A house moved from one PC's file to a PostgreSQL server, so that many counters can sell it."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from boxoffice.db.counter_lock import claim
from boxoffice.db.database import Database
from boxoffice.db.move import copy_house
from boxoffice.db.server import as_owner
from boxoffice.domain.errors import CountersAtWork, MoveFailed, NotAFile
from boxoffice.routines.open_counter import system
from boxoffice.services import counters, journal
from boxoffice.services.totals import Totals, totals


@dataclass(frozen=True, slots=True)
class Moved:
    """What arrived: rows by table, the sums of what was sold, breaks of the journal, and the address for counters."""

    rows: dict[str, int]
    totals: Totals
    breaks: tuple[str, ...]
    address: str


def move_house(database: Database, *, where: str) -> Moved:
    """The house of a file copied to the empty one on a server, each row compared; the file is left as it is.

    Nobody can sell from the file meanwhile. Raises NotAFile, CountersAtWork and HouseNotEmpty, and MoveFailed where
    something did not arrive.
    """
    if database.dialect != "sqlite":
        raise NotAFile(place=database.place)
    by = system(database)
    with as_owner(where) as (target, roles), _nobody_at_work(database), database.write(by=by):
        before = database.look(totals)
        rows = copy_house(database.engine, target, new_id=uuid.uuid4().hex)
        with closing(Database(target, place=where)) as moved:
            arrived, breaks = moved.look(totals), moved.look(journal.breaks)
        if arrived != before:
            raise MoveFailed(table="sums", expected=before, arrived=arrived)
        address = target.url.set(drivername="postgresql", username=roles.counter).render_as_string()
    return Moved(rows, arrived, breaks, address)


@contextmanager
def _nobody_at_work(database: Database) -> Iterator[None]:
    """All counters kept, so that no program opens one meanwhile."""
    known = database.look(counters.list_counters)
    with ExitStack() as kept:
        busy = []
        for counter in known:
            lock = claim(database, counter=counter.id)
            if lock is None:
                busy.append(f"{counter.name} ({counter.program})")
            else:
                kept.callback(lock.release)
        if busy:
            raise CountersAtWork(counters=", ".join(busy))
        yield
