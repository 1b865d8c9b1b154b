"""News between the programs on one PostgreSQL server: one that has changed something tells the others at once.

It carries no facts, only that there are some: who hears it looks for himself, and the 3 s clock looks anyway. It is
sent after the commit and apart from it, since inside the transaction it would make all commits of the server queue.
"""

import logging
import secrets
import select
import socket
import threading
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

log = logging.getLogger(__name__)

_CHANNEL: Final = "boxoffice"
# On a busy night everybody tells and hears this often, and not with every click of a hundred counters.
_REST_S: Final = 0.2
_RECONNECT_S: Final = 2.0
_PATIENCE_S: Final = 2.0  # a server that does not answer keeps no program from ending


class News:
    """What this program tells the others, and what it hears from them; its own it does not hear."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._name = secrets.token_hex(8)
        self._untold, self._ending = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._teller: threading.Thread | None = None

    def tell(self) -> None:
        """Let the others know soon; costs the caller nothing."""
        self._untold.set()
        with self._lock:
            if self._teller is None and not self._ending.is_set():
                self._teller = threading.Thread(target=self._tell, name="news", daemon=True)
                self._teller.start()

    def hear(self, heard: Callable[[], object]) -> "Listening":
        """Call ``heard``, on a thread of its own, whenever another program has changed something, until closed."""
        return Listening(self._engine, own=self._name, heard=heard)

    def close(self) -> None:
        """Tell what is still untold, and end."""
        with self._lock:
            self._ending.set()
        self._untold.set()
        if self._teller is not None:
            self._teller.join(_PATIENCE_S)

    def _tell(self) -> None:
        connection: Connection | None = None
        last = False
        while not last:
            self._untold.wait()
            last = self._ending.is_set()
            self._untold.clear()
            try:
                connection = connection or own_connection(self._engine)
                connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (_CHANNEL, self._name))
            except DBAPIError as fault:
                log.info("the other counters were not told: %s", fault.orig)  # their 3 s clock finds it
                _close(connection)
                connection = None
            self._ending.wait(_REST_S)
        _close(connection)


class Listening:
    """An ear on the server, opened again where its connection breaks."""

    def __init__(self, engine: Engine, *, own: str, heard: Callable[[], object]) -> None:
        self._engine, self._own, self._heard = engine, own, heard
        self._stop, self._stopped = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hear no more."""
        self._stop.close()
        self._thread.join(_PATIENCE_S)
        if not self._thread.is_alive():
            self._stopped.close()

    def _run(self) -> None:
        while True:
            try:
                if self._listen():
                    return
            except (DBAPIError, OSError) as fault:
                log.info("news are not heard: %s", fault)
            if self._is_over(_RECONNECT_S):
                return

    def _listen(self) -> bool:
        """Hear until the end, which is True, or until the connection breaks."""
        from psycopg import Error  # noqa: PLC0415 (a house on SQLite never loads it)

        with own_connection(self._engine) as connection:
            driver: Any = connection.connection.dbapi_connection
            try:
                driver.execute(f"LISTEN {_CHANNEL}")
                self._heard()  # what happened while nobody listened
                while True:
                    ready, _, _ = select.select([driver.fileno(), self._stopped], [], [])
                    if self._stopped in ready:
                        return True
                    if self._has_news(driver):
                        self._heard()
                        if self._is_over(_REST_S):
                            return True
            except Error as fault:
                log.info("news are not heard: %s", fault)
                return False

    def _has_news(self, driver: Any) -> bool:  # noqa: ANN401 (the driver's own connection)
        driver.pgconn.consume_input()
        senders = []
        while (notice := driver.pgconn.notifies()) is not None:
            senders.append(notice.extra.decode())
        return any(sender != self._own for sender in senders)

    def _is_over(self, seconds: float) -> bool:
        """Rest so long; whether the end came meanwhile."""
        ready, _, _ = select.select([self._stopped], [], [], seconds)
        return bool(ready)


def own_connection(engine: Engine) -> Connection:
    """A connection beside the pool's, which nothing else uses and which outlives a pool that is made anew."""
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()
    return connection


def _close(connection: Connection | None) -> None:
    if connection is not None:
        connection.close()
