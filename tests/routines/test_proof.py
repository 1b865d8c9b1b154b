"""The venue's own proof: it leaves no trace, touches no house, and finds what is planted."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url, text

from boxoffice import self_test
from boxoffice.cli import proof as command
from boxoffice.db.engine import postgresql_engine
from boxoffice.db.opening import open_database
from boxoffice.db.scratch import Scratch, scratch_beside
from boxoffice.db.server import init_server
from boxoffice.domain.errors import DatabaseOnShare, RightsMissing
from boxoffice.routines.open_counter import open_counter
from boxoffice.routines.proof import proof
from boxoffice.routines.proof.clerk import Night, Work
from boxoffice.services import totals
from tests.support import plants
from tests.support.houses import counter, studio


@pytest.fixture
def owners_house(postgresql_server: str) -> Iterator[str]:
    """A house on a server, with roles of its own, as its owner reaches it."""
    house = make_url(postgresql_server).set(database="venue")
    init_server(house.render_as_string(), password_for=lambda _role: "")
    yield house.set(username="venue_owner").render_as_string()
    on_server(house, "DROP DATABASE venue WITH (FORCE)")
    on_server(house, "DROP ROLE venue_counter, venue_report, venue_owner")


def on_server(url: URL, statement: str) -> list[str]:
    engine = postgresql_engine(url.set(database="postgres")).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        answer = connection.execute(text(statement))
        found = list(answer.scalars()) if answer.returns_rows else []
    engine.dispose()
    return found


def databases(url: str) -> list[str]:
    return on_server(make_url(url).set(username="boxoffice"), "SELECT datname FROM pg_database ORDER BY datname")


def prove(where: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    arguments = ["--counters", "2", "--seconds", "1", "--database", where, *more]
    status = self_test.main(arguments, open_program=lambda _file: pytest.fail("no window is opened"))
    return status, capsys.readouterr().out


def test_a_file_s_house_is_not_touched_and_nothing_is_left(
    sqlite_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sqlite_file.read_bytes()
    left = sqlite_file.with_name(f".{sqlite_file.name}.self-test-0123abcd")  # by a power cut
    for name in (left, f"{left}-wal", f"{left}.lock"):
        Path(name).touch()
    status, said = prove(str(sqlite_file), capsys)
    assert status == 0
    assert "No seat was sold twice" in said
    assert sqlite_file.read_bytes() == before
    assert [file.name for file in sqlite_file.parent.iterdir() if file.is_file()] == [sqlite_file.name]


def test_a_house_on_a_server_is_not_touched_and_nothing_is_left(
    owners_house: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work = make_url(owners_house).set(username="venue_counter").render_as_string()
    with closing(open_database(at_work)) as database:
        studio(database, by=counter(database, "Office"))
        opened = open_counter(database, name="Box 7")
        before = databases(owners_house), database.look(totals.totals)
        status, said = prove(owners_house, capsys, "--json")
        assert (databases(owners_house), database.look(totals.totals)) == before
        opened.close()
    told = json.loads(said)
    assert status == 0
    assert told["works"] is True
    assert told["at_work"] == ["Box 7"]
    assert told["changes"] > 0


def test_what_a_power_cut_left_on_a_server_is_taken_away(owners_house: str) -> None:
    house = make_url(owners_house).set(username="boxoffice")
    on_server(house, 'CREATE DATABASE "venue_self_test_0123abcd" OWNER venue_owner')
    on_server(house, 'CREATE DATABASE "venue_self_test_of_mine" OWNER venue_owner')
    with scratch_beside(owners_house, rules=proof.RULES):
        pass
    assert "venue_self_test_0123abcd" not in databases(owners_house)
    assert "venue_self_test_of_mine" in databases(owners_house)
    on_server(house, 'DROP DATABASE "venue_self_test_of_mine"')


def test_two_proofs_at_once_leave_each_other_alone(owners_house: str) -> None:
    with (
        scratch_beside(owners_house, rules=proof.RULES) as first,
        scratch_beside(owners_house, rules=proof.RULES) as second,
    ):
        assert first.place != second.place
        for scratch in (first, second):
            proof.open_scratch(scratch).close()


def test_an_owner_without_the_right_to_make_databases_is_told_who_gives_it(owners_house: str) -> None:
    on_server(make_url(owners_house).set(username="boxoffice"), "ALTER ROLE venue_owner NOCREATEDB")
    with pytest.raises(RightsMissing, match="boxoffice init-server"), scratch_beside(owners_house, rules=proof.RULES):
        pass


def test_a_folder_where_no_house_may_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    with (
        pytest.raises(DatabaseOnShare),
        scratch_beside(str(tmp_path / "Dropbox" / "house.sqlite3"), rules=proof.RULES),
    ):
        pass


def takes_anything(scratch: Scratch, name: str, nights: Sequence[Night], seconds: float) -> Work:
    """A program that gives a seat to whoever asks."""
    with pytest.MonkeyPatch.context() as patch:
        plants.install(plants.TAKES_ANYTHING, patch, meet=lambda: None)
        return proof.work_for(scratch, name, nights, seconds)


def breaks_down(_scratch: Scratch, _name: str, _nights: Sequence[Night], _seconds: float) -> Work:
    """A program that ends in the middle."""
    proof.wait_for_all()  # else the others would wait for it
    raise ZeroDivisionError


def test_a_program_that_sells_twice_is_found_out(
    sqlite_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = proof.prove(str(sqlite_file), clerks=2, seconds=1.0, work=takes_anything)
    assert any("who held it" in fault or "sold, then" in fault for fault in found.faults)
    monkeypatch.setattr(command, "prove", lambda *_where, **_how: found)
    status, said = prove(str(sqlite_file), capsys)
    assert status == 1
    assert "FAULTS" in said


def test_a_process_that_breaks_down_is_a_fault(sqlite_file: Path) -> None:
    found = proof.prove(str(sqlite_file), clerks=1, seconds=1.0, work=breaks_down)
    assert any("ZeroDivisionError" in fault for fault in found.faults)
