"""What the databases themselves promise: durability, one schema, and rows that nobody changes afterwards."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from boxoffice.db import schema
from boxoffice.db.database import Database
from boxoffice.db.engine import sqlite_engine
from boxoffice.db.opening import open_database
from boxoffice.db.tables import metadata
from boxoffice.domain.errors import DatabaseDamaged
from boxoffice.services.house import house
from tests.support.desk import Desk, age
from tests.support.houses import counter, studio
from tests.support.postgres import owned

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
}


def test_every_pooled_connection_is_durable_and_strict(sqlite_file: Path) -> None:
    with closing(open_database(sqlite_file)) as database:
        connections = [database.engine.connect() for _ in range(4)]
        for connection in connections:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in EXPECTED}
            assert found == EXPECTED
        for connection in connections:
            connection.close()


def test_the_same_pragmas_hold_after_a_migration(sqlite_file: Path) -> None:
    with closing(open_database(sqlite_file)) as database:
        schema.migrate(database.engine)
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_change_begins_by_locking_and_a_look_does_not(sqlite_file: Path) -> None:
    with closing(open_database(sqlite_file)) as database:
        by = counter(database, "Counter 1")
        said: list[str] = []
        with database.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.set_trace_callback(said.append)
        with database.write(by=by):
            pass
        assert said[0] == "BEGIN IMMEDIATE"
        assert said[-1] == "COMMIT"
        said.clear()
        with database.read() as tx:
            assert not house(tx).is_demo
        assert said[0] == "BEGIN"


def test_the_migrated_schema_is_the_declared_one(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_the_program_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.NEWEST]


@pytest.fixture
def told(database: Database) -> Database:
    """A house with something in its journal and in its seats' history."""
    by = counter(database, "Counter 1")
    desk = Desk(database, by, studio(database, by=by))
    desk.take("A1")
    desk.sell()
    return database


@pytest.mark.parametrize("table", ["journal", "seat_history"])
@pytest.mark.parametrize("change", ["UPDATE {} SET act = 'nothing'", "DELETE FROM {}"])
def test_what_was_told_cannot_be_changed(told: Database, table: str, change: str) -> None:
    with (
        owned(told) as house,
        pytest.raises(DBAPIError, match="is only ever added to"),
        writing(house) as connection,
    ):
        connection.execute(text(change.format(table)))


@pytest.mark.parametrize("table", ["journal", "seat_history"])
def test_what_was_told_cannot_be_replaced(told: Database, table: str) -> None:
    if told.dialect != "sqlite":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    with pytest.raises(DBAPIError, match="is only ever added to"), writing(told) as connection:
        connection.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))


def test_a_row_points_at_nothing_on_neither_database(told: Database) -> None:
    with pytest.raises(DBAPIError), writing(told) as connection:
        connection.execute(text("INSERT INTO ticket (order_line_id, issued_at) VALUES (4711, 0)"))


def test_a_seat_has_one_occupant_by_its_key(told: Database) -> None:
    with pytest.raises(DBAPIError), writing(told) as connection:
        connection.execute(text("INSERT INTO occupant SELECT * FROM occupant"))


class writing:  # noqa: N801 (reads as what it does: "with writing(database) as connection")
    """A plain transaction beside the services."""

    def __init__(self, database: Database) -> None:
        self._begun = database.engine.execution_options(boxoffice_writes=True).begin()

    def __enter__(self) -> Connection:
        return self._begun.__enter__()

    def __exit__(self, *error: object) -> None:
        self._begun.__exit__(*error)  # type: ignore[arg-type]  # handed on as it came


# An older schema

NEWEST = schema.NEWEST
NEXT = f"{int(NEWEST) + 1:04d}"
MIGRATION = '''"""A note for each house."""

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{newest}"


def upgrade() -> None:
    op.add_column("house", sa.Column("note", sa.Text()))
    {more}
'''


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with one migration more; the fixture is that migration's file."""
    migrations = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    file = migrations / "versions" / f"{NEXT}_note.py"
    file.write_text(migration(), "utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "NEWEST", NEXT)
    return file


def migration(more: str = "") -> str:
    return MIGRATION.format(next=NEXT, newest=NEWEST, more=more)


def fill(file: Path) -> None:
    with closing(open_database(file)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        desk.take("A1", "A2")
        desk.sell()
        desk.next_customer()
        desk.take("B1")
        age(database, 60_000)


@pytest.fixture
def filled_file(sqlite_file: Path) -> Path:
    fill(sqlite_file)
    return sqlite_file


def test_an_older_database_is_backed_up_and_migrated(filled_file: Path, newer_program: Path) -> None:
    assert newer_program.exists()
    with closing(open_database(filled_file)) as database:
        assert columns(database) >= {"note", "name"}
        assert database.look(house).name == "Box office"
    backup = filled_file.with_name(f"house.sqlite3.before-{NEXT}.backup")
    old = sqlite_engine(str(backup), only_looks=True)
    with old.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == NEWEST
        assert connection.exec_driver_sql("SELECT count(*) FROM ticket").scalar_one() == 2
    old.dispose()


def test_what_was_told_stays_unchangeable_after_a_migration(filled_file: Path, newer_program: Path) -> None:
    assert newer_program.exists()
    with closing(open_database(filled_file)) as database:
        test_what_was_told_cannot_be_changed(database, "journal", "DELETE FROM {}")


def test_a_migration_that_fails_changes_nothing(filled_file: Path, newer_program: Path) -> None:
    newer_program.write_text(migration('op.execute("INSERT INTO nowhere VALUES (1)")'), "utf-8")
    with pytest.raises(DBAPIError):
        open_database(filled_file)
    looking = sqlite_engine(str(filled_file), only_looks=True)
    with looking.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == NEWEST
        names = {row.name for row in connection.exec_driver_sql("PRAGMA table_info(house)")}
    looking.dispose()
    assert "note" not in names


def test_a_migration_that_breaks_what_rows_point_at_is_undone(filled_file: Path, newer_program: Path) -> None:
    newer_program.write_text(migration('op.execute("DELETE FROM order_line")'), "utf-8")
    with pytest.raises(DatabaseDamaged, match="rows point at nothing"):
        open_database(filled_file)
    looking = sqlite_engine(str(filled_file), only_looks=True)
    with looking.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM order_line").scalar_one() == 3
    looking.dispose()


def columns(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return {row.name for row in connection.exec_driver_sql("PRAGMA table_info(house)")}
