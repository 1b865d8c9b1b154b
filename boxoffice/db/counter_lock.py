"""The lock that says that a running program is this counter; it ends with the program, however that ends."""

from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text

from boxoffice.db.database import Database

_PURPOSE = 8226412


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


class _ServerLock:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def release(self) -> None:
        # The pool keeps connections open, and with this one the lock.
        self._connection.invalidate()
        self._connection.close()


def _claim_on_server(database: Database, *, counter: int) -> CounterLock | None:
    connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    values = {"purpose": _PURPOSE, "counter": counter}
    if connection.execute(text("SELECT pg_try_advisory_lock(:purpose, :counter)"), values).scalar_one():
        return _ServerLock(connection)
    connection.close()
    return None
