"""The lock that says that a running program is this counter; it ends with the program, however that ends."""

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from boxoffice.db.database import Database

_PURPOSE = 8226412
_LOCK = text("SELECT pg_try_advisory_lock(:purpose, :counter)")
# In words, since the server notices the end of a connection a moment later.
_UNLOCK = text("SELECT pg_advisory_unlock(:purpose, :counter)")


_AT_WORK = text(
    "SELECT counter.name, counter.program FROM counter JOIN pg_locks ON pg_locks.objid = counter.id"
    " WHERE locktype = 'advisory' AND classid = :purpose AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY counter.id"
)


class CounterLock(Protocol):
    """A counter held by this program until it is given back."""

    def release(self) -> None:
        """Let another program be this counter."""


def claim(database: Database, *, counter: int) -> CounterLock | None:
    """The counter for this program alone, or None where another program is it.

    SQLite: a locked file beside the database. PostgreSQL: an advisory lock on a connection of its own.
    """
    if database.dialect == "sqlite":
        file = Path(f"{database.engine.url.database}.counter-{counter}.lock")
        # Taken on a worker's thread, given back on the window's.
        lock = FileLock(file, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return None
        return lock
    return _claim_on_server(database, counter=counter)


def at_work(engine: Engine) -> tuple[tuple[str, str], ...]:
    """The counters of a house on a server that a program is at this moment: name, program."""
    with engine.connect() as connection:
        found = connection.execute(_AT_WORK, {"purpose": _PURPOSE}).all()
    return tuple((name, program or "a program that is just starting") for name, program in found)


class _ServerLock:
    def __init__(self, connection: Connection, *, counter: int) -> None:
        self._connection = connection
        self._counter = counter

    def release(self) -> None:
        with suppress(DBAPIError):  # a server that is gone has let go of it already
            self._connection.execute(_UNLOCK, {"purpose": _PURPOSE, "counter": self._counter})
        # Whatever happened above, the lock ends with its connection, which the pool would keep open.
        self._connection.invalidate()
        self._connection.close()


def _claim_on_server(database: Database, *, counter: int) -> CounterLock | None:
    connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    values = {"purpose": _PURPOSE, "counter": counter}
    if connection.execute(_LOCK, values).scalar_one():
        return _ServerLock(connection, counter=counter)
    connection.close()
    return None
