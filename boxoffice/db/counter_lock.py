"""The lock that says that a running program is this counter; it ends with the program, however that ends."""

import select
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from boxoffice.db.database import Database
from boxoffice.db.news import own_connection

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PURPOSE = 8226412
_LOCK = text("SELECT pg_try_advisory_lock(:purpose, :counter)")
# In words, since the server notices the end of a connection a moment later.
_UNLOCK = text("SELECT pg_advisory_unlock(:purpose, :counter)")
_END = text(
    "SELECT pg_terminate_backend(pid, 2000) FROM pg_locks WHERE locktype = 'advisory' AND classid = :purpose"
    " AND objid = :counter AND granted AND pid = :session"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)

_AT_WORK = text(
    "SELECT counter.name, counter.program FROM counter JOIN pg_locks ON pg_locks.objid = counter.id"
    " WHERE locktype = 'advisory' AND classid = :purpose AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY counter.id"
)


class CounterLock(Protocol):
    """A counter held by this program until it is given back."""

    @property
    def is_held(self) -> bool:
        """Whether nothing says that it was lost; nobody is asked."""

    def renew(self) -> bool:
        """Whether this program is the counter again, after its connection was lost."""

    def release(self) -> None:
        """Let another program be this counter."""


def claim(database: Database, *, counter: int) -> CounterLock | None:
    """The counter for this program alone, or None where another program is it.

    SQLite: a locked file beside the database. PostgreSQL: an advisory lock on a connection of its own.
    """
    lock = _lock(database, counter=counter)
    return lock if lock.renew() else None


def at_work(engine: Engine) -> tuple[tuple[str, str], ...]:
    """The counters of a house on a server that a program is at this moment: name, program."""
    with engine.connect() as connection:
        found = connection.execute(_AT_WORK, {"purpose": _PURPOSE}).all()
    return tuple((name, program or "a program that is just starting") for name, program in found)


def _lock(database: Database, *, counter: int) -> CounterLock:
    if database.dialect == "sqlite":
        return _LockedFile(Path(f"{database.engine.url.database}.counter-{counter}.lock"))
    return ServerLock(database, counter=counter)


class _LockedFile:
    def __init__(self, file: Path) -> None:
        # Taken on a worker's thread, given back on the window's.
        self._lock = FileLock(file, timeout=0, thread_local=False)

    @property
    def is_held(self) -> bool:
        return self._lock.is_locked

    def renew(self) -> bool:
        if not self.is_held:
            try:
                self._lock.acquire()
            except Timeout:
                return False
        return True

    def release(self) -> None:
        self._lock.release()


class ServerLock:
    """A lock of the server's, which ends with the ``connection`` that it was taken on."""

    def __init__(self, database: Database, *, counter: int) -> None:
        self._database = database
        self._values = {"purpose": _PURPOSE, "counter": counter}
        self.connection: Connection | None = None
        self._session = 0  # the server's number of the connection that had the lock last

    @property
    def is_held(self) -> bool:
        """Whether the connection stands, as far as this PC knows."""
        if self.connection is None or self.connection.closed or self.connection.invalidated:
            return False
        driver: Any = self.connection.connection.dbapi_connection
        if driver.closed:
            return False
        ready, _, _ = select.select([driver.fileno()], [], [], 0)
        # A server says nothing on this connection unless it ends it.
        return not ready

    def renew(self) -> bool:
        """Whether this program has the lock, taken on a new connection where the last one was lost."""
        if self.is_held:
            return True
        self._drop()
        with self._database.speaking_plainly():
            connection = own_connection(self._database.engine)
            if self._session:
                # The server may not have noticed yet that this program's last connection is gone.
                connection.execute(_END, self._values | {"session": self._session})
            if not connection.execute(_LOCK, self._values).scalar_one():
                connection.close()
                return False
            driver: Any = connection.connection.dbapi_connection
            self._session = driver.info.backend_pid
        self.connection = connection
        return True

    def release(self) -> None:
        """Give the lock back."""
        if self.connection is not None:
            with suppress(DBAPIError):  # a server that is gone has let go of it already
                self.connection.execute(_UNLOCK, self._values)
        self._drop()

    def _drop(self) -> None:
        if self.connection is not None:
            with suppress(DBAPIError):
                self.connection.close()
            self.connection = None
