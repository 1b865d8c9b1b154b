"""One PC's house moved to a server: what was sold there is sold here, and selling goes on."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from boxoffice import settings
from boxoffice.cli import main
from boxoffice.db.database import Database
from boxoffice.db.move import copy_house
from boxoffice.db.opening import open_database
from boxoffice.db.tables import metadata
from boxoffice.domain.errors import CountersAtWork, HouseMoved, HouseNotEmpty, MoveFailed, NotAFile, SeatsTaken
from boxoffice.routines.move_house import move_house
from boxoffice.routines.open_counter import open_counter
from boxoffice.services import performances
from boxoffice.services.totals import totals
from tests.support import ledger
from tests.support.desk import Desk
from tests.support.houses import counter, studio
from tests.support.priced import priced_house


@pytest.fixture
def house(sqlite_file: Path) -> Iterator[Database]:
    """A file with two performances and all kinds of prices, a sale, a logo, and an order that was begun and left."""
    with closing(open_database(sqlite_file)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        priced_house(database)
        desk.take("A1", "A2")
        desk.sell()
        desk.next_customer()
        desk.take("B1")
        with database.engine.begin() as connection:
            connection.execute(text("UPDATE house SET logo = x'89504E470D0A'"))
        yield database


@pytest.fixture
def server(postgresql_house: str) -> str:
    """The empty house on a server, as its owner reaches it."""
    url = make_url(postgresql_house)
    assert url.username is not None
    return url.set(username=url.username.replace("_counter", "_owner")).render_as_string()


def test_all_rows_arrive_and_selling_goes_on(house: Database, server: str, postgresql_house: str) -> None:
    before = house.look(totals)
    moved = move_house(house, where=server)
    assert moved.totals == before
    assert moved.breaks == ()
    assert set(moved.rows) == set(metadata.tables)
    assert moved.rows["occupant"] > moved.rows["house"] == 1
    with closing(open_database(postgresql_house)) as there:
        by = counter(there, "Counter 1")
        show = next(show for show in there.look(performances.board) if show.event == "Taylor Swift")
        desk = Desk(there, by, show)
        with pytest.raises(SeatsTaken):
            desk.take("A1")
        desk.take("C3")
        desk.sell()
        assert ledger.faults(there) == []
        assert there.look(totals).orders == before.orders + 1


def test_the_command_moves_switches_and_puts_the_file_away(
    house: Database, server: str, sqlite_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house.close()
    assert main(["move-to", server, "--json", "--database", str(sqlite_file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert settings.load().database == told["address"]
    assert "_counter@" in told["address"]
    assert not sqlite_file.exists()
    assert Path(told["kept_as"]).exists()
    with pytest.raises(HouseMoved):  # by a shortcut that still names it; no new one is made in its place
        open_database(sqlite_file)
    assert main(["performances"]) == 0
    assert "Performances: 2" in capsys.readouterr().out


def test_a_house_at_work_is_not_moved(house: Database, server: str) -> None:
    at_work = open_counter(house, name="Box 7")
    with pytest.raises(CountersAtWork, match="Box 7"):
        move_house(house, where=server)
    at_work.close()
    move_house(house, where=server)


def test_a_house_is_moved_into_an_empty_one_alone(house: Database, server: str) -> None:
    move_house(house, where=server)
    with pytest.raises(HouseNotEmpty):
        move_house(house, where=server)


def test_a_house_on_a_server_is_not_moved(postgresql_house: str, server: str) -> None:
    with closing(open_database(postgresql_house)) as there, pytest.raises(NotAFile):
        move_house(there, where=server)


def test_what_does_not_arrive_whole_is_not_kept(house: Database, server: str) -> None:
    with closing(open_database(server)) as there:
        with there.engine.begin() as connection:
            connection.execute(
                text(
                    "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;"
                    "CREATE TRIGGER lose BEFORE INSERT ON ticket FOR EACH ROW WHEN (NEW.id % 2 = 0)"
                    " EXECUTE FUNCTION lose()"
                )
            )
        with pytest.raises(MoveFailed, match="ticket"):
            copy_house(house.engine, there.engine, new_id="new")
        assert there.look(totals).orders == 0
