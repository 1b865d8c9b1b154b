"""A scratch database beside a house: the same server or the same folder, no row of the house touched, gone afterwards.

Every change of a seat in it is written down (`seat_revisions`). What a power cut leaves behind is taken away by the
next one that is made there, known by its name and by nobody using it.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from psycopg import sql
from sqlalchemy import URL, Engine, text

from boxoffice.db import seat_revisions
from boxoffice.db.counter_lock import at_work
from boxoffice.db.database import Database
from boxoffice.db.engine import sqlite_engine
from boxoffice.db.opening import open_database, set_up
from boxoffice.db.place import check_folder, place_of
from boxoffice.db.server import Roles, as_owner, grant, owned_engine, run
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import RightsMissing
from boxoffice.domain.holds import HoldRules

_RULES: Final = text("UPDATE house SET hold_ms = :hold, paying_ms = :paying, cap_ms = :cap")
# A connection's figures are there once it is closed.
_DEADLOCKS: Final = Statement("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
_LEFT: Final = (
    "SELECT datname FROM pg_database WHERE datname ~ %s AND pg_get_userbyid(datdba) = %s"
    " AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)"
)
_MAY_MAKE: Final = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = %s"


@dataclass(frozen=True, slots=True)
class Scratch:
    """Where it is, the role that a counter has there (None in a file), and which counters are at work in the house."""

    place: str
    role: str | None
    at_work: tuple[str, ...]


@contextmanager
def scratch_beside(where: str, *, rules: HoldRules) -> Iterator[Scratch]:
    """An empty house with these rules beside the one at a path or URL; raises DatabaseRefused.

    On a server ``where`` names the house as its owner or an administrator reaches it.
    """
    place = place_of(where)
    if place.url is not None:
        with _on_server(where, place.url, rules) as scratch:
            yield scratch
    else:
        assert place.file is not None  # noqa: S101 (a place is a file or a URL)
        with _in_folder(place.file, rules) as scratch:
            yield scratch


def deadlocks(database: Database) -> int:
    """How many transactions the server ended there because they waited for each other; a file has one writer."""
    if database.dialect == "sqlite":
        return 0
    return database.look(lambda tx: int(tx.execute(_DEADLOCKS).scalar_one()))


def _prepare(owner: Engine, rules: HoldRules) -> None:
    with owner.execution_options(boxoffice_writes=True).begin() as connection:
        connection.execute(_RULES, asdict(rules))
    seat_revisions.install(owner)


# -- a file


@contextmanager
def _in_folder(house: Path, rules: HoldRules) -> Iterator[Scratch]:
    check_folder(house)
    for left in house.parent.glob(f".{house.name}.self-test-*.lock"):
        _sweep(left.with_suffix(""))
    file = house.with_name(f".{house.name}.self-test-{secrets.token_hex(4)}")
    with FileLock(f"{file}.lock"):
        try:
            open_database(file).close()
            engine = sqlite_engine(str(file))
            _prepare(engine, rules)
            engine.dispose()
            yield Scratch(str(file), role=None, at_work=())
        finally:
            _remove(file)
    Path(f"{file}.lock").unlink(missing_ok=True)


def _sweep(file: Path) -> None:
    """Take away what was left behind, unless it is in use."""
    try:
        with FileLock(f"{file}.lock", timeout=0):
            _remove(file)
    except Timeout:
        return
    Path(f"{file}.lock").unlink(missing_ok=True)


def _remove(file: Path) -> None:
    for part in (file, *file.parent.glob(f"{file.name}-*"), *file.parent.glob(f"{file.name}.counter-*")):
        part.unlink(missing_ok=True)


# -- a server


@contextmanager
def _on_server(where: str, url: URL, rules: HoldRules) -> Iterator[Scratch]:
    with as_owner(where) as (house, roles):
        counters = tuple(name for name, _program in at_work(house))
        server = house.execution_options(isolation_level="AUTOCOMMIT")
        _demand_right(server, roles, where=where)
        name = f"{house.url.database}_self_test_"
        for left in _left(server, name, owner=roles.owner):
            _drop(server, left)
        name += secrets.token_hex(4)
        with server.connect() as connection:
            run(connection, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'", sql.Identifier(name))
        try:
            with owned_engine(url.set(database=name), role=roles.owner) as scratch:
                set_up(scratch)
                with scratch.begin() as connection:
                    grant(connection, roles)
                _prepare(scratch, rules)
                with scratch.connect():  # so that nobody takes it for one that was left behind
                    yield Scratch(url.set(database=name).render_as_string(), role=roles.counter, at_work=counters)
        finally:
            _drop(server, name)


def _demand_right(server: Engine, roles: Roles, *, where: str) -> None:
    with server.connect() as connection:
        may = connection.exec_driver_sql(_MAY_MAKE, (roles.owner,)).scalar_one()
    if not may:
        raise RightsMissing(place=where, reason=f"{roles.owner} may not make a scratch database")


def _left(server: Engine, stem: str, *, owner: str) -> list[str]:
    with server.connect() as connection:
        pattern = f"^{re.escape(stem)}[0-9a-f]{{8}}$"
        return list(connection.exec_driver_sql(_LEFT, (pattern, owner)).scalars())


def _drop(server: Engine, name: str) -> None:
    with server.connect() as connection:
        run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", sql.Identifier(name))
