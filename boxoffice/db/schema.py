"""The schema's versions: which one a database has, and how it is brought to this program's."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from boxoffice.db.faults import refusal_for
from boxoffice.domain.errors import DatabaseDamaged, DatabaseTooNew

# The newest migration. Alembic is imported only when a database does not have it: that takes a while at every start.
NEWEST: Final = "0003"
OLDEST: Final = "0001"
MIGRATIONS: Final = Path(__file__).parent / "migrations"


def stored_version(engine: Engine) -> str | None:
    """The schema's version in the database, "" where there is no table at all, None where it is not ours."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return ""
        if "alembic_version" not in tables or "house" not in tables:
            return None
        version: str = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        return version


def check_program(engine: Engine, *, version: str, place: str) -> None:
    """Refuse a database that only a newer program may write."""
    try:
        with engine.connect() as connection:
            oldest = connection.execute(text("SELECT oldest_program FROM house")).scalar_one()
    except DBAPIError as fault:
        if refusal_for(fault, place=place) is not None:
            raise
        raise DatabaseTooNew(place=place, oldest="a newer version", version=version) from fault
    if _numbers(oldest) > _numbers(version):
        raise DatabaseTooNew(place=place, oldest=oldest, version=version)


def migrate(engine: Engine, *, finish: Callable[[Connection], None] = lambda _: None, to: str = "head") -> None:
    """Bring the database to the newest schema in one transaction, begun outside Alembic: two programs queue here.

    ``finish`` does what else belongs into that transaction; ``to`` stops at an older schema.
    """
    from alembic import command  # noqa: PLC0415 (see NEWEST)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.execution_options(boxoffice_writes=True).connect() as connection:
        _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                one_at_a_time(connection)
                config.attributes["connection"] = connection
                command.upgrade(config, to)
                finish(connection)
                _check_foreign_keys(connection)
                # Readers start anew; and no log is without the house, see wal.
                connection.execute(text("UPDATE house SET mark = mark + 1"))
        finally:
            _foreign_keys(connection, on=True)


def one_at_a_time(connection: Connection) -> None:
    """Wait for whoever changes this server's tables or their rights now; others wait until this transaction ends."""
    if connection.dialect.name == "postgresql":  # in SQLite whoever writes is alone
        connection.execute(text("SELECT pg_advisory_xact_lock(8226411)"))


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    # A table that a migration rebuilds would take what points at it along.
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 (an open connection has one)
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise DatabaseDamaged(place=connection.engine.url.database, reason=f"{len(broken)} rows point at nothing")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
