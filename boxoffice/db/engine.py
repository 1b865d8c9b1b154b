"""Engines as a box office needs them. pysqlite3 is imported here and nowhere else: it carries its own SQLite."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy import __version__ as sqlalchemy_version
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")

SQLITE_VERSION: Final[str] = sqlite.sqlite_version
# Earlier ones can corrupt a WAL file when two connections write and checkpoint at once (sqlite.org/wal.html).
_OLDEST_SQLITE = (3, 51, 3)
_BUSY_DEADLINE_S = 8.0

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",
)
# FULL: under NORMAL a power cut loses sales that were acknowledged.
_TO_WRITE = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
# The journal's mode is kept in the file: a file that may be another program's is not given ours.
_TO_LOOK = ("PRAGMA query_only=ON",)
_THIS_PC = frozenset({"localhost", "127.0.0.1", "::1"})
# How long a counter waits on a server. Whatever fails is told within ten seconds: at worst a statement that is not
# answered, and then a connection that is not made, over which it would have been looked up.
_CONNECT_S = 3
_CONNECT_EACH_S = 2  # libpq takes no less
_SILENCE_S = 5.5
_AT_THE_COUNTER: Final = (
    "statement_timeout=5000",  # of all but a COMMIT, which the server must not cancel while it waits for a standby
    "lock_timeout=4000",
    # What is asked is always alike: a few rows by their keys. To plan it for the values of each time takes longer than
    # to do it.
    "plan_cache_mode=force_generic_plan",
    "random_page_cost=1.1",  # all that is on sale is in the server's memory
    # A frozen PC must not block the others for longer than this; and what a program whose line broke has locked keeps
    # its own order from being sold over the next one.
    "idle_in_transaction_session_timeout=10000",
)
# Migrations and moved houses take as long as they take.
_OWNERS_SILENCE_S = 600.0
_AS_OWNER: Final = ("lock_timeout=60000",)
# So that a PC that lost its power, or its network, lets go of its counter.
_AT_THE_SERVER: Final = ("tcp_keepalives_idle=10", "tcp_keepalives_interval=5", "tcp_keepalives_count=3")
# A server has a hundred connections for all its counters. At rest a program keeps the counter's; beside it there may be
# one for slow work, and one that is just being made and then leaves the pool: the lock's or the news'.
_POOL: Final[dict[str, Any]] = {"pool_size": 1, "max_overflow": 2}
_POSTGRESQL_CONNECT: Final[dict[str, Any]] = {
    "connect_timeout": _CONNECT_S,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
    "application_name": "boxoffice",
}


def versions() -> dict[str, str]:
    """The versions of the libraries that reach the databases, by their names."""
    from psycopg import pq  # noqa: PLC0415 (a house on SQLite never loads it)

    libpq = pq.version()
    return {
        "SQLAlchemy": sqlalchemy_version,
        "SQLite": SQLITE_VERSION,
        "PostgreSQL client": f"{libpq // 10_000}.{libpq % 10_000}",
    }


def sqlite_is_sound() -> bool:
    """Whether the SQLite that this program carries is one that cannot corrupt a WAL file."""
    return tuple(int(part) for part in SQLITE_VERSION.split(".")) >= _OLDEST_SQLITE


def sqlite_engine(file: str, *, only_looks: bool = False) -> Engine:
    """An engine on a SQLite file: durable at every commit, writers queue fairly, foreign keys hold.

    With ``only_looks`` nothing in the file is changed, whoever's it is.
    """
    pragmas = _PRAGMAS + (_TO_LOOK if only_looks else _TO_WRITE)
    return _sqlite_engine(URL.create("sqlite+pysqlite", database=file), pragmas)


def sqlite_engine_on_file_alone(file: Path) -> Engine:
    """An engine that sees what a SQLite file holds without its write-ahead log, and changes neither."""
    alone = {"immutable": "1", "uri": "true"}
    return _sqlite_engine(URL.create("sqlite+pysqlite", database=file.absolute().as_uri(), query=alone), _TO_LOOK)


def _sqlite_engine(url: URL, pragmas: tuple[str, ...]) -> Engine:
    engine = create_engine(url, module=sqlite)
    event.listen(engine, "connect", lambda connection, _record: _prepare_sqlite(connection, pragmas))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgresql_engine(url: URL, *, as_owner: bool = False, role: str | None = None) -> Engine:
    """An engine on a PostgreSQL database that answers or fails within ten seconds; acting as ``role``, where given.

    Of several servers in the URL it uses the one that can be written to. ``as_owner`` has the patience that a migration
    needs. Over a network a server must show a certificate of its own name, unless the URL says otherwise: what libpq
    does by itself verifies nothing (postgresql.org/docs/current/libpq-ssl.html).
    """
    from boxoffice.db.line import Line  # noqa: PLC0415 (a house on SQLite never loads the driver)

    options = _AT_THE_SERVER + (_AS_OWNER if as_owner else _AT_THE_COUNTER) + ((f"role={role}",) if role else ())
    connect = {**_POSTGRESQL_CONNECT, "options": " ".join(f"-c {_escaped(option)}" for option in options)}
    engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=connect, **_POOL)
    silence = _OWNERS_SILENCE_S if as_owner else _SILENCE_S
    event.listen(engine, "do_connect", lambda _dialect, _record, _args, given: Line.to(silence=silence, **_fit(given)))
    return engine


def answering(engine: Engine, ask: Callable[[Connection], T], *, again: bool = True) -> tuple[Connection, T]:
    """A connection and its answer to a first question, which changes nothing; raises DBAPIError.

    One that the pool kept may be broken since: that shows when it is asked, and then a new one is.
    """
    connection = engine.connect()
    try:
        return connection, ask(connection)
    except BaseException as fault:
        connection.close()
        if not again or not isinstance(fault, DBAPIError) or not fault.connection_invalidated:
            raise
    engine.dispose()  # what else it kept is no better
    return answering(engine, ask, again=False)


def _fit(given: dict[str, Any]) -> dict[str, Any]:
    """What is given to connect with, as it fits the servers that are named: more than one, where there is a standby."""
    hosts = [host for host in str(given.get("host") or given.get("hostaddr") or "").split(",") if host]
    fit = dict(given)
    if any(host not in _THIS_PC and not host.startswith("/") for host in hosts):
        fit.setdefault("sslmode", "verify-full")
    if len(hosts) > 1:  # they are tried one after the other
        fit["connect_timeout"] = _CONNECT_EACH_S
        fit.setdefault("target_session_attrs", "read-write")
    return fit


def _escaped(option: str) -> str:
    return re.sub(r"([\\\s])", r"\\\1", option)


def _prepare_sqlite(connection: Any, pragmas: tuple[str, ...]) -> None:  # noqa: ANN401 (the driver has no types)
    connection.isolation_level = None  # the driver's own BEGIN is deferred: read-then-write fails without waiting
    for pragma in pragmas:
        connection.execute(pragma).fetchall()
    # SQLite's own waiting backs off and is unfair; asking again each millisecond cuts the worst wait twentyfold.
    connection.set_busy_handler(_patience())


def _patience() -> Callable[[int], bool]:
    deadline = 0.0

    def wait(tries: int) -> bool:
        nonlocal deadline
        if tries == 0:
            deadline = time.monotonic() + _BUSY_DEADLINE_S
        time.sleep(0.001)
        return time.monotonic() < deadline

    return wait


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("boxoffice_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
