"""A house on a PostgreSQL server, with passwords asked for: what each role may do there, and what none may."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import DBAPIError

from boxoffice.cli import main
from boxoffice.db import schema
from boxoffice.db.engine import postgresql_engine
from boxoffice.db.opening import open_database
from boxoffice.db.place import place_of
from boxoffice.db.server import init_server
from boxoffice.domain.errors import (
    DatabaseTooOld,
    DatabaseUnreachable,
    NotAServer,
    NotOurDatabase,
    PasswordInAddress,
    RightsMissing,
)
from boxoffice.routines.open_counter import open_counter
from tests.support import ledger, postgres, warm
from tests.support.desk import Desk
from tests.support.houses import counter, studio

WORD = "it's 100 % secret"


@pytest.fixture(scope="module")
def strict_server() -> Iterator[URL]:
    """A server that lets nobody but its administrator in without a password."""
    with postgres.server(guarded=True) as url:
        yield make_url(url)


@pytest.fixture
def house(strict_server: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> URL:
    """Where a house can be made on it; the password file has the passwords of its counters and reports."""
    place = strict_server.set(database=f"house {uuid.uuid4().hex[:8]}")
    passfile = tmp_path / "pgpass"
    passfile.write_text("".join(f"{place.host}:*:*:{place.database}_{role}:{WORD}\n" for role in ("counter", "report")))
    passfile.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    return place


def made(house: URL) -> URL:
    init_server(shown(house), password_for=lambda _role: WORD)
    return house


def shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def by_role(house: URL, role: str) -> URL:
    return house.set(username=f"{house.database}_{role}")


def test_a_counter_sells_with_the_password_of_the_password_file(house: URL) -> None:
    with closing(open_database(shown(by_role(made(house), "counter")))) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        desk.take("A1")
        desk.sell()
        assert ledger.faults(database) == []


def test_without_the_password_it_cannot_be_reached(house: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    made(house)
    monkeypatch.setenv("PGPASSFILE", "/dev/null")
    with pytest.raises(DatabaseUnreachable, match="password"):
        open_database(shown(by_role(house, "counter")))


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE journal SET act = 'nothing'",
        "DELETE FROM journal",
        "TRUNCATE journal",
        "DELETE FROM seat_history",
        "DELETE FROM payment",
        "DELETE FROM orders",
        "DROP TABLE occupant",
        "CREATE TABLE mine (id INT)",
        "ALTER TABLE journal DISABLE TRIGGER ALL",
        "UPDATE alembic_version SET version_num = '9999'",
    ],
)
def test_what_a_counter_may_not_do(house: URL, act: str) -> None:
    refused(by_role(made(house), "counter"), act)


@pytest.mark.parametrize("act", ["INSERT INTO journal_head VALUES (1, 1, '')", "SELECT * FROM ticket_code"])
def test_what_a_report_may_not_do(house: URL, act: str) -> None:
    engine = postgresql_engine(by_role(made(house), "report"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM orders")).scalar_one() == 0
    engine.dispose()
    refused(by_role(house, "report"), act)


def test_a_role_without_its_rights_is_told_so(house: URL) -> None:
    engine = postgresql_engine(made(house))
    with engine.begin() as connection:
        connection.execute(text(f'REVOKE ALL ON orders FROM "{house.database}_counter"'))
    engine.dispose()
    with closing(open_database(shown(by_role(house, "counter")))) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        with pytest.raises(RightsMissing, match="boxoffice init-server"):
            desk.take("A1")


def refused(url: URL, act: str) -> None:
    engine = postgresql_engine(url)
    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), engine.begin() as connection:
        connection.execute(text(act))
    engine.dispose()


def test_making_it_again_changes_nothing(house: URL) -> None:
    asked: list[str] = []

    def password_for(role: str) -> str:
        asked.append(role)
        return WORD

    first = init_server(shown(house), password_for=password_for)
    again = init_server(shown(house), password_for=password_for)
    assert asked == list(first.new) == [f"{house.database}_{role}" for role in ("owner", "counter", "report")]
    assert again.new == ()
    assert again.roles == first.roles


def test_another_programs_database_is_left_alone(strict_server: URL) -> None:
    place = strict_server.set(database="postgres")
    engine = postgresql_engine(place)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INT)"))
    try:
        with pytest.raises(NotOurDatabase):
            init_server(shown(place), password_for=lambda _role: "")
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE theirs"))
        engine.dispose()


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(PasswordInAddress) as refusal:
        place_of("postgresql://me:hunter2@server/house")
    assert "hunter2" not in str(refusal.value)
    with pytest.raises(PasswordInAddress):
        place_of("postgresql://me@server/house?password=hunter2")


def test_a_file_is_no_server(tmp_path: Path) -> None:
    with pytest.raises(NotAServer):
        init_server(str(tmp_path / "house.sqlite3"), password_for=lambda _role: "")


def test_a_house_of_an_older_schema_waits_for_its_owner(house: URL, capsys: pytest.CaptureFixture[str]) -> None:
    grow_old(made(house))
    where = shown(house)
    with pytest.raises(DatabaseTooOld, match="boxoffice migrate"):
        open_database(shown(by_role(house, "counter")))
    with pytest.raises(DatabaseTooOld):
        init_server(where, password_for=lambda _role: "")
    assert main(["migrate", "--database", where]) == 1  # nobody said yes
    assert "Is there a backup" in capsys.readouterr().err
    assert main(["migrate", "--yes", "--database", where]) == 0
    assert capsys.readouterr().out == "Migrated from 0001 to 0003.\n"
    open_database(shown(by_role(house, "counter"))).close()
    assert main(["migrate", "--database", where]) == 0
    assert capsys.readouterr().out == "Nothing to migrate.\n"


def test_two_migrations_at_once_queue(house: URL) -> None:
    grow_old(made(house))
    migrate = ["migrate", "--yes", "--database", shown(house)]
    with warm.context().Pool(2) as pool:
        assert pool.map(main, [migrate, migrate], chunksize=1) == [0, 0]
        pool.close()
        pool.join()
    open_database(shown(by_role(house, "counter"))).close()


def test_a_migration_names_the_counters_at_work(
    house: URL, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_database(shown(by_role(made(house), "counter")))) as database:
        at_work = open_counter(database, name="Box 7")
        monkeypatch.setattr("boxoffice.db.schema.NEWEST", "9999")
        assert main(["migrate", "--database", shown(house)]) == 1
        assert "At work now: Box 7 (" in capsys.readouterr().err
        at_work.close()
        assert main(["migrate", "--database", shown(house)]) == 1
        assert "At work" not in capsys.readouterr().err


def grow_old(house: URL) -> None:
    """The house with nothing but the first schema."""
    roles = [f'"{house.database}_{role}"' for role in ("owner", "counter", "report")]
    administrator = postgresql_engine(house)
    with administrator.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {', '.join(roles)}"))
        connection.execute(text(f"GRANT CREATE ON SCHEMA public TO {roles[0]}"))
    administrator.dispose()
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    owner = postgresql_engine(house, role=f"{house.database}_owner")
    with owner.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO house (id, database_id, name, time_zone, currency, day_start, hold_ms, paying_ms, cap_ms,"
                " is_demo, oldest_program, mark)"
                " VALUES (1, 'x', 'Old', 'UTC', 'EUR', 300, 300000, 900000, 1800000, false, '0.1.0', 1)"
            )
        )
        connection.execute(text(f"GRANT SELECT ON house, alembic_version TO {roles[1]}"))
    owner.dispose()


def test_passwords_are_in_no_log_of_the_server(house: URL, strict_server: URL) -> None:
    made(house)
    engine = postgresql_engine(strict_server)
    with engine.connect() as connection:
        stored = connection.execute(
            text("SELECT rolpassword FROM pg_authid WHERE rolname = :name"), {"name": f"{house.database}_counter"}
        ).scalar_one()
        log = Path(connection.execute(text("SHOW data_directory")).scalar_one()).parent / "log"
    engine.dispose()
    assert stored.startswith("SCRAM-SHA-256$")
    assert "CREATE ROLE" in log.read_text("utf-8")
    assert "secret" not in log.read_text("utf-8")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl to make a certificate with")
def test_over_a_network_the_server_must_show_who_it_is(
    house: URL, strict_server: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not postgres.has_tls(strict_server):
        pytest.skip("this server was built without TLS")
    made(house)
    monkeypatch.setenv("HOME", str(tmp_path))  # no certificate of this PC's user
    passfile = Path(os.environ["PGPASSFILE"])
    passfile.write_text(passfile.read_text("utf-8").replace("127.0.0.1", "*"), "utf-8")
    afar = by_role(house, "counter").set(host=postgres.AFAR)
    postgres.certificate(strict_server, of=postgres.AFAR)
    several = {"host": f"{postgres.AFAR},{postgres.AFAR}", "port": f"{afar.port},{afar.port}"}
    for unverified in (afar, afar.set(host=None, port=None).update_query_dict(several)):
        with pytest.raises(DatabaseUnreachable, match="root certificate"):
            open_database(shown(unverified))
    known = afar.update_query_dict({"sslrootcert": str(postgres.certificate(strict_server, of="127.0.0.9"))})
    with pytest.raises(DatabaseUnreachable, match="certificate"):
        open_database(shown(known))
    known = afar.update_query_dict({"sslrootcert": str(postgres.certificate(strict_server, of=postgres.AFAR))})
    with closing(open_database(shown(known))) as database, database.engine.connect() as connection:
        used = connection.execute(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).scalar_one()
        assert used
