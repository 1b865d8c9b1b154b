"""The command line: each command's words, its JSON, and its refusals, on a house in a file."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from boxoffice.cli import main
from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain import moments
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.performances import Performance
from boxoffice.services import house as house_service
from boxoffice.services import performances, plans
from tests.support.desk import Desk, age
from tests.support.houses import counter, small_plan

ZONE = "Europe/Vienna"


@pytest.fixture
def database(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A house in Vienna, open in another program all the time, which the commands find by BOXOFFICE_DATABASE."""
    monkeypatch.setenv("BOXOFFICE_DATABASE", str(sqlite_file))
    with closing(open_database(sqlite_file)) as opened:
        by = counter(opened, "Counter 1")
        opened.act(lambda tx: house_service.change(tx, name="Studio", time_zone=ZONE), by=by)
        yield opened


@pytest.fixture
def show(database: Database) -> Performance:
    """Taylor Swift on the next Friday 4 December at 19:30."""
    starts_at = moments.epoch_ms(datetime(next_year_of_friday(), 12, 4, 18, 30, tzinfo=UTC))
    by = counter(database, "Counter 1")
    stored = database.act(lambda tx: plans.store(tx, plan=small_plan(), hall="Studio"), by=by)
    prices = {"Front": 4500, "Rear": 3000}
    return database.act(
        lambda tx: performances.create(tx, event="Taylor Swift", hall=stored.hall, starts_at=starts_at, prices=prices),
        by=by,
    )


def next_year_of_friday() -> int:
    now = datetime.now(UTC)
    years = range(now.year, now.year + 12)
    return next(
        year
        for year in years
        if datetime(year, 12, 4, tzinfo=UTC) > now and datetime(year, 12, 4, tzinfo=UTC).weekday() == 4
    )


@pytest.fixture
def desk(database: Database, show: Performance) -> Desk:
    return Desk(database, counter(database, "Counter 1"), show)


class Said:
    """What a command printed, and with what it ended."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: str) -> None:
        capsys.readouterr()
        self.status = main(words)
        captured = capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        self.lines = captured.out.splitlines()

    @property
    def json(self) -> object:
        return json.loads(self.out)


def test_a_release_says_each_seat_and_the_total(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.take("A1", "A2")
    age(desk.database, 6 * MINUTE)
    said = Said(capsys, "release-expired-holds")
    assert said.lines == [
        "Released hold on seat Stalls A1 (Event: Taylor Swift, Fri 4 Dec 19:30)",
        "Released hold on seat Stalls A2 (Event: Taylor Swift, Fri 4 Dec 19:30)",
        "Total holds released: 2",
    ]
    assert (said.status, said.err) == (0, "")
    assert Said(capsys, "release-expired-holds").lines == ["Total holds released: 0"]


def test_a_dry_run_says_what_would_be_released_and_changes_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.take("A1")
    age(desk.database, 6 * MINUTE)
    for _ in range(2):
        said = Said(capsys, "release-expired-holds", "--dry-run")
        assert said.lines == [
            "Would release hold on seat Stalls A1 (Event: Taylor Swift, Fri 4 Dec 19:30)",
            "Holds to release: 1",
        ]
    assert "[EXPIRED]" in Said(capsys, "holds").out


def test_a_release_in_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.take("A1")
    age(desk.database, 6 * MINUTE)
    dry = Said(capsys, "release-expired-holds", "--dry-run", "--json").json
    said = Said(capsys, "release-expired-holds", "--json")
    assert said.json == dry
    assert isinstance(said.json, dict)
    released = said.json["released"][0]
    assert said.json["total"] == 1
    assert (released["event"], released["seat"], released["counter"]) == ("Taylor Swift", "Stalls A1", "Counter 1")
    assert released["starts_at"].endswith("-12-04T19:30:00.000+01:00")
    assert datetime.fromisoformat(released["expired_at"]) < datetime.now(UTC)


def test_nineteen_stuck_holds_are_seen_and_then_released_in_one_go(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    seats = [f"{row}{number}" for row in "AB" for number in range(1, 11)][:19]
    desk.take(*seats)
    age(desk.database, 7 * MINUTE)
    desk.next_customer()
    desk.take("C1")
    before = Said(capsys, "holds")
    assert sum("[EXPIRED]" in line for line in before.lines) == 19
    assert before.lines[-1] == "Seats held: 20, expired: 19"
    said = Said(capsys, "release-expired-holds")
    assert said.lines[-1] == "Total holds released: 19"
    assert len(said.lines) == 20
    assert Said(capsys, "holds").lines[-1] == "Seats held: 1, expired: 0"


def test_holds_in_words(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.take("A1")
    desk.open_payment()
    desk.start_card("card")
    desk.next_customer()
    order = desk.take("A2")
    assert order.expires_at is not None
    until = moments.clock(order.expires_at, zone=ZONE, seconds=True)
    show = "(Event: Taylor Swift, Fri 4 Dec 19:30)"
    assert sorted(Said(capsys, "holds").lines) == sorted(
        [
            f"Stalls A1 {show} held by Counter 1 for order K1-0001 until its payment is done [PAYING]",
            f"Stalls A2 {show} held by Counter 1 for order K1-0002 until {until}",
            "Seats held: 2, expired: 0",
        ]
    )


def test_holds_in_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    order = desk.take("A1")
    said = Said(capsys, "holds", "--json").json
    assert isinstance(said, list)
    (hold,) = said
    assert (hold["event"], hold["seat"], hold["counter"]) == ("Taylor Swift", "Stalls A1", "Counter 1")
    assert hold["expired"] is False
    assert moments.epoch_ms(datetime.fromisoformat(hold["expires_at"])) == order.expires_at
    assert datetime.fromisoformat(hold["expires_at"]).utcoffset() is not None
    age(desk.database, 6 * MINUTE)
    aged = Said(capsys, "holds", "--json").json
    assert isinstance(aged, list)
    assert aged[0]["expired"] is True
    assert (hold["method"], hold["amount"]) == (None, None)


def test_holds_in_json_say_which_money_is_on_them(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.take("A1")
    desk.open_payment()
    desk.start_card("card")
    said = Said(capsys, "holds", "--json").json
    assert isinstance(said, list)
    assert [(hold["paying"], hold["method"], hold["amount"]) for hold in said] == [(True, "card", 4500)]


def test_performances(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.take("A1")
    said = Said(capsys, "performances")
    assert said.lines == ["Fri 4 Dec 19:30  Taylor Swift, Studio: 29 of 30 free", "Performances: 1"]
    listed = Said(capsys, "performances", "--json").json
    assert isinstance(listed, list)
    assert (listed[0]["event"], listed[0]["free"], listed[0]["seats"]) == ("Taylor Swift", 29, 30)


SEATS = "zone,section,row,seat,x,y,accessible\nStalls,Stalls,A,1,0,0,no\nStalls,Stalls,A,2,25,0,no\n"
DOUBLED = SEATS + "Stalls,Stalls,A,2,50,0,no\n"


def test_a_plan_is_imported(database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cellar.csv").write_text(SEATS, "utf-8")
    said = Said(capsys, "import-plan", str(tmp_path / "cellar.csv"), "--hall", "Cellar")
    assert (said.status, said.err) == (0, "")
    assert "2 seats in 1 rows" in said.out
    with database.read() as tx:
        assert [hall.name for hall in performances.halls(tx)] == ["Cellar"]


def test_a_plan_with_doubled_seats_is_imported_when_it_is_repaired(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cellar.csv"
    file.write_text(DOUBLED, "utf-8")
    refused = Said(capsys, "import-plan", str(file), "--json")
    assert refused.status == 1
    assert isinstance(refused.json, dict)
    assert (refused.json["imported"], refused.json["seats"]) == (False, 3)
    assert {"kind", "where"} <= set(refused.json["faults"][0])
    with database.read() as tx:
        assert performances.halls(tx) == ()
    repaired = Said(capsys, "import-plan", str(file), "--json", "--repair")
    assert repaired.status == 0
    assert isinstance(repaired.json, dict)
    assert set(repaired.json) == {"name", "seats", "sections", "rows", "zones", "faults", "imported"}
    assert repaired.json["imported"] is True


def test_a_plan_that_cannot_be_read_is_refused_in_a_sentence(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.json").write_text("{", "utf-8")
    said = Said(capsys, "import-plan", str(tmp_path / "broken.json"), "--json")
    assert (said.status, said.out) == (1, "")
    assert "Nothing was imported" in said.err
    assert "Traceback" not in said.err
    with database.read() as tx:
        assert performances.halls(tx) == ()


def test_a_plan_file_that_is_not_there(database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert database.place
    said = Said(capsys, "import-plan", str(tmp_path / "none.json"))
    assert (said.status, said.out) == (1, "")
    assert "Traceback" not in said.err


def test_the_demo_does_not_go_into_a_house_of_ones_own(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.seats
    said = Said(capsys, "demo")
    assert (said.status, said.out) == (1, "")
    assert "already holds a house of its own" in said.err


@pytest.mark.parametrize("command", ["release-expired-holds", "holds", "performances"])
def test_a_database_that_is_not_there_is_refused_on_stderr(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Said(capsys, command, "--json", "--database", str(tmp_path / "none.sqlite3"))
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("There is no database at ")


def test_a_command_works_beside_a_program_that_is_reading(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.take("A1")
    age(desk.database, 6 * MINUTE)
    with desk.database.read() as tx:
        assert performances.board(tx)
        assert Said(capsys, "release-expired-holds").lines[-1] == "Total holds released: 1"


def test_the_demo_fills_an_empty_database_and_only_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(tmp_path / "demo.sqlite3")
    first = Said(capsys, "demo", "--json", "--database", where).json
    again = Said(capsys, "demo", "--database", where)
    assert isinstance(first, dict)
    assert first["added"] == first["performances"] > 14
    assert again.lines == [f"The demo house has {first['performances']} performances, 0 of them new."]
