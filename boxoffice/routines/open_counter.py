"""A counter opened: this program is it, and no other, until it ends."""

import os
import platform
from dataclasses import dataclass
from itertools import chain, count

from boxoffice.db.counter_lock import CounterLock, claim
from boxoffice.db.database import Database
from boxoffice.domain.errors import CounterInUse, CounterTakenOver
from boxoffice.domain.permissions import By
from boxoffice.services import counters

# Who acts before anybody is somebody.
NOBODY = By(counter=0, counter_name="")


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """The counter that this program is."""

    by: By
    lock: CounterLock

    def close(self) -> None:
        """Let another program be this counter."""
        self.lock.release()


def open_counter(database: Database, *, name: str | None = None) -> OpenCounter:
    """The counter of this name, or the first one that is free; made where there is none.

    Raises CounterInUse, saying which program is the named counter.
    """
    if name is not None:
        return _open(database, name=name)
    with database.read() as tx:
        known = counters.list_counters(tx)
    new = (f"Counter {number}" for number in count(len(known) + 1))
    for candidate in chain((counter.name for counter in known), new):
        try:
            return _open(database, name=candidate)
        except CounterInUse:
            continue
    raise AssertionError("there is always another number")


def stay_open(database: Database, counter: OpenCounter) -> None:
    """Be the counter again after the database was lost, over new connections; returns once it can be written to.

    Raises what keeps it from that, and CounterTakenOver where another program has become the counter meanwhile.
    """
    database.reopen()
    if not counter.lock.renew():
        raise CounterTakenOver(counter=counter.by.counter_name, program=_holder(database, counter.by))
    _note(database, counter.by)


def system(database: Database) -> By:
    """Who acts for this PC without a desk: its clock and its command line."""
    return database.act(
        lambda tx: counters.add(tx, name=f"system of {platform.node() or 'this PC'}", is_system=True), by=NOBODY
    )


def _open(database: Database, *, name: str) -> OpenCounter:
    by = database.act(lambda tx: counters.add(tx, name=name), by=NOBODY)
    lock = claim(database, counter=by.counter)
    if lock is None:
        raise CounterInUse(counter=name, program=_holder(database, by))
    _note(database, by)
    return OpenCounter(by=by, lock=lock)


def _holder(database: Database, by: By) -> str:
    """The program that was last the counter."""
    with database.read() as tx:
        known = {counter.id: counter.program for counter in counters.list_counters(tx)}
    return known.get(by.counter) or "another program"


def _note(database: Database, by: By) -> None:
    """Write down which program is the counter."""
    program = f"{platform.node() or 'this PC'}, process {os.getpid()}"
    database.act(lambda tx: counters.hold(tx, counter=by.counter, program=program), by=by)
