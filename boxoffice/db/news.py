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
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from boxoffice.db.engine import answering

log = logging.getLogger(__name__)

_CHANNEL: Final = "boxoffice"
# On a busy night everybody tells and hears this often, and not with every click of a hundred counters.
_REST_S: Final = 0.2
_RECONNECT_S: Final = 2.0
_PATIENCE_S: Final = 2.0  # a server that does not answer keeps no program from ending


class News:
    """What this program tells the others, and what it hears from them; its own it does not hear.

    Both go over one connection, opened when there is something to tell or somebody to hear, and again where it breaks.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._name = secrets.token_hex(8)
        self._heard: Callable[[], object] | None = None
        self._untold, self._ending = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._bell, self._rung = socket.socketpair()  # wakes the thread from its waiting for the server
        self._bell.settimeout(0)

    def tell(self) -> None:
        """Let the others know soon; costs the caller nothing."""
        if not self._untold.is_set():
            self._untold.set()
            self._wake()

    def hear(self, heard: Callable[[], object]) -> None:
        """Call ``heard``, on the news' own thread, whenever another program has changed something, until the end."""
        self._heard = heard
        self._wake()

    def close(self) -> None:
        """Tell what is still untold, and end."""
        with self._lock:
            self._ending.set()
        if self._thread is not None:
            self._wake()
            self._thread.join(_PATIENCE_S)
        if self._thread is None or not self._thread.is_alive():
            self._bell.close()
            self._rung.close()

    def _wake(self) -> None:
        with self._lock:
            if self._thread is None and not self._ending.is_set():
                self._thread = threading.Thread(target=self._run, name="news", daemon=True)
                self._thread.start()
        with suppress(OSError):  # it has been rung often enough, or ended
            self._bell.send(b"!")

    def _run(self) -> None:
        from psycopg import Error  # noqa: PLC0415 (a house on SQLite never loads it)

        is_over = False
        while not is_over:
            try:
                with own_connection(self._engine) as connection:
                    self._pass_on(connection.connection.dbapi_connection)
            except (DBAPIError, Error, OSError) as fault:
                log.info("news are neither told nor heard: %s", fault)  # the 3 s clocks find them
                self._untold.set()  # what was told last may not have arrived
            is_over = self._ending.wait(_RECONNECT_S)

    def _pass_on(self, driver: Any) -> None:  # noqa: ANN401 (the driver's own connection)
        """Tell and hear until the end, or until the connection breaks."""
        driver.execute(f"LISTEN {_CHANNEL}")
        looking: Callable[[], object] | None = None
        while True:
            is_last = self._ending.is_set()
            if self._untold.is_set():
                self._untold.clear()
                driver.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, self._name))
            heard = self._heard
            if heard is not None and heard is not looking:  # who only tells is not woken by all that the others tell
                driver.execute(f"LISTEN {_CHANNEL}")
            is_news = any(notice.payload != self._name for notice in driver.notifies(timeout=0))
            if heard is not None and (is_news or heard is not looking):
                looking = heard  # at first, what happened while nobody listened
                heard()
            if is_last:
                return
            self._ending.wait(_REST_S)
            ready, _, _ = select.select([driver.fileno(), self._rung], [], [])
            if self._rung in ready:
                self._rung.recv(4096)


def _ask(connection: Connection) -> None:
    connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("SELECT 1")


def own_connection(engine: Engine) -> Connection:
    """A connection beside the pool's, which nothing else uses and which outlives a pool that is made anew."""
    connection, _ = answering(engine, _ask)
    connection.detach()
    return connection
