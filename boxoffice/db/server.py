"""A house on a PostgreSQL server: made by the server's administrator, its roles given no more than they need.

Three roles: the owner migrates, the counters sell, the report looks. What was written into the journal and the seats'
history no counter can change or take away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from psycopg import sql
from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

from boxoffice import __version__
from boxoffice.db import schema
from boxoffice.db.counter_lock import at_work
from boxoffice.db.engine import postgresql_engine
from boxoffice.db.faults import refusal_before_commit
from boxoffice.db.opening import set_up
from boxoffice.db.place import Place, place_of
from boxoffice.db.tables import metadata
from boxoffice.domain.errors import DatabaseTooOld, NotAServer, NotOurDatabase

_MAINTENANCE: Final = "postgres"  # the database that every server has
_WRITTEN_ONCE: Final = frozenset({"journal", "seat_history"})
# What a clerk strikes again before it is sold, and what the office takes out of a price list.
_STRUCK_AGAIN: Final = frozenset(
    {"order_line", "order_line_tax", "order_promotion"}
    | {"fee", "performance_price", "price", "price_offer", "promotion", "tax"}
)
# With it anybody could enter.
_SECRET: Final = frozenset({"ticket_code"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Who may connect to a house: the owner of its schema, its counters, and who only reads."""

    owner: str
    counter: str
    report: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of a server: the roles of the house there, and which of them were made just now."""

    roles: Roles
    new: tuple[str, ...]


def init_server(where: str, *, password_for: Callable[[str], str]) -> Prepared:
    """The house's database with schema and roles, made where it is not there yet; safe to do again.

    ``where`` names the database and an administrator of its server. ``password_for`` is asked for each new role; ""
    gives it none. It reaches the server only as a SCRAM verifier (RFC 5802). Raises DatabaseRefused.
    """
    place, url = _server(where)
    with _speaking_plainly(place):
        name = _name(place, url)
        with owned_engine(url.set(database=_MAINTENANCE)) as server:
            roles, new = _make_roles(server, name, password_for)
        with owned_engine(url) as house:
            _open_schema(house, roles)
        with owned_engine(url, role=roles.owner) as house:
            _bring_up(house, place)
            with house.begin() as connection:
                grant(connection, roles)
    return Prepared(roles, new)


@dataclass(frozen=True, slots=True)
class Migration:
    """A migration that may be done: the schema that is there and the one that this program brings; who is at work."""

    stored: str
    newest: str
    at_work: tuple[tuple[str, str], ...]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to do."""
        return self.stored < self.newest


def migration_of(where: str) -> Migration:
    """What migrating the house on a server would change; nothing is changed by asking."""
    place, url = _server(where)
    with _speaking_plainly(place), owned_engine(url) as house:
        return Migration(_stored(house, place), schema.NEWEST, at_work(house))


def migrate(where: str) -> None:
    """Bring the house on a server to this program's schema, and its roles to what they need there.

    By the owner's role, or an administrator's. All in one transaction; two that migrate at once queue.
    """
    with as_owner(where) as (house, roles):
        schema.migrate(house, finish=lambda connection: grant(connection, roles))


@contextmanager
def as_owner(where: str) -> Iterator[tuple[Engine, Roles]]:
    """The house on a server that ``where`` names, for its owner's role; raises DatabaseRefused where there is none."""
    place, url = _server(where)
    with _speaking_plainly(place):
        with owned_engine(url) as house, house.connect() as connection:
            roles = _roles_of(connection, _name(place, url))
        with owned_engine(url, role=roles.owner) as house:
            _stored(house, place)
            yield house, roles


def _server(where: str) -> tuple[Place, URL]:
    place = place_of(where)
    if place.url is None:
        raise NotAServer(place=place)
    return place, place.url


def _name(place: Place, url: URL) -> str:
    if not url.database:
        raise NotAServer(place=place)
    return url.database


def _roles_of(connection: Connection, name: str) -> Roles:
    """Who may connect to a house of this name; where it is there already, under whatever name, whom it was made for."""
    owner = _owner(connection, name) or f"{name}_owner"
    stem = owner.removesuffix("_owner") if owner.endswith("_owner") else name
    return Roles(owner, f"{stem}_counter", f"{stem}_report")


@contextmanager
def owned_engine(url: URL, *, role: str | None = None) -> Iterator[Engine]:
    engine = postgresql_engine(url, as_owner=True, role=role)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _speaking_plainly(place: Place) -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        refusal = refusal_before_commit(fault, place=str(place))
        if refusal is None:
            raise
        raise refusal from fault


def _make_roles(server: Engine, name: str, password_for: Callable[[str], str]) -> tuple[Roles, tuple[str, ...]]:
    with server.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        roles = _roles_of(connection, name)
        new = tuple(role for role in (roles.owner, roles.counter, roles.report) if not _has_role(connection, role))
        for role in new:
            _make_role(connection, role, password_for(role))
        if _owner(connection, name) is None:
            # C: names are sorted by the program, and a template's locale need not fit UTF-8.
            run(
                connection,
                "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
                *map(sql.Identifier, (name, roles.owner)),
            )
        return roles, new


def _owner(connection: Connection, name: str) -> str | None:
    found = connection.exec_driver_sql(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", (name,)
    ).scalar_one_or_none()
    return None if found is None else str(found)


def _has_role(connection: Connection, role: str) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).first() is not None


def _make_role(connection: Connection, role: str, password: str) -> None:
    run(connection, "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE", sql.Identifier(role))
    if password:
        driver: Any = connection.connection.driver_connection
        verifier = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        run(connection, "ALTER ROLE {} PASSWORD {}", sql.Identifier(role), sql.Literal(verifier))


def _open_schema(house: Engine, roles: Roles) -> None:
    """Let the roles in, and nobody else; as the administrator, whose schema it may be."""
    with house.begin() as connection:
        database = sql.Identifier(str(house.url.database))
        owner, others = sql.Identifier(roles.owner), _both(roles)
        run(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
        run(connection, "GRANT CONNECT ON DATABASE {} TO {}", database, others)
        run(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
        run(connection, "GRANT ALL ON SCHEMA public TO {}", owner)
        run(connection, "GRANT USAGE ON SCHEMA public TO {}", others)
        # For the venue's own proof: a database beside the house, in which the owner acts as a counter.
        run(connection, "ALTER ROLE {} CREATEDB", owner)
        run(connection, "GRANT {} TO {}", sql.Identifier(roles.counter), owner)


def _stored(house: Engine, place: Place) -> str:
    version = schema.stored_version(house)
    if not version:
        raise NotOurDatabase(place=place)
    schema.check_program(house, version=__version__, place=str(place))
    return version


def _bring_up(house: Engine, place: Place) -> None:
    if schema.stored_version(house) == "":
        set_up(house)
    elif _stored(house, place) < schema.NEWEST:
        raise DatabaseTooOld(place=place, version=__version__)


def grant(connection: Connection, roles: Roles) -> None:
    """Give each role what it needs of each table, and take what it had beyond that; by the tables' owner."""
    counter, report = sql.Identifier(roles.counter), sql.Identifier(roles.report)
    # The server does not let two change the rights of one table at once.
    schema.one_at_a_time(connection)
    run(connection, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", _both(roles))
    run(connection, "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}", counter)
    run(connection, "GRANT SELECT ON alembic_version TO {}", _both(roles))
    for table in metadata.tables:
        run(connection, f"GRANT {_rights(table)} ON {{}} TO {{}}", sql.Identifier(table), counter)
        if table not in _SECRET:
            run(connection, "GRANT SELECT ON {} TO {}", sql.Identifier(table), report)


def _rights(table: str) -> str:
    if table in _WRITTEN_ONCE:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE" + (", DELETE" if table in _STRUCK_AGAIN else "")


def _both(roles: Roles) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, (roles.counter, roles.report)))


def run(connection: Connection, statement: str, *names: sql.Composable) -> None:
    """Send what takes no values: names are quoted as the server wants them."""
    driver: Any = connection.connection.driver_connection
    connection.exec_driver_sql(sql.SQL(statement).format(*names).as_string(driver).replace("%", "%%"))
