"""Real old databases, with rows in every table, brought up by this program: `tests/golden/house-*.sql`."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from boxoffice.db.opening import open_database
from boxoffice.services import performances
from tests.support import ledger, warm
from tests.support.desk import Desk
from tests.support.houses import counter

OLD = sorted((Path(__file__).parents[1] / "golden").glob("house-*.sql"))
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


@pytest.fixture(params=OLD, ids=lambda dump: dump.stem)
def old_house(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A house as an old program left it."""
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(request.param.read_text("utf-8"))
    return file


def counts(file: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute(_TABLES)]
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def triggers(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(_TRIGGERS).fetchall()


def test_no_row_is_lost_and_the_guards_stay(old_house: Path, sqlite_file: Path) -> None:
    before, guards = counts(old_house), triggers(old_house)
    assert min(before.values()) > 0, before
    open_database(old_house).close()
    after = counts(old_house)
    assert {table: after[table] for table in before} == before
    assert triggers(old_house) == guards == triggers(sqlite_file)


def test_its_books_add_up_and_it_goes_on_selling(old_house: Path) -> None:
    with closing(open_database(old_house)) as database:
        assert ledger.faults(database) == []
        show = database.look(lambda tx: performances.read(tx, performance=1))
        desk = Desk(database, counter(database, "Counter 9"), show)
        desk.take("C7")
        assert desk.sell().total == 3000 + sum(fee.amount for fee in desk.read().fees)
        assert ledger.faults(database) == []


def test_programs_that_start_at_once_migrate_it_once(old_house: Path) -> None:
    before = counts(old_house)
    with warm.context().Pool(3) as pool:
        opened = pool.map(open_and_close, [str(old_house)] * 3, chunksize=1)
        pool.close()
        pool.join()
    assert opened == [""] * 3
    after = counts(old_house)
    assert {table: after[table] for table in before} == before
    (backup,) = old_house.parent.glob("*.backup")
    assert counts(backup) == before  # and not of what another program had migrated already


def open_and_close(where: str) -> str:
    """What kept the house from being opened."""
    try:
        open_database(where).close()
    except Exception as fault:  # noqa: BLE001 (a refusal is not carried from process to process)
        return f"{type(fault).__name__}: {fault}"
    return ""
