"""A sale whose answer is lost is looked up and told as it is, never made twice, never called failed."""

import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from boxoffice.db.opening import open_database
from boxoffice.domain.errors import DatabaseDamaged, DatabaseLost, DatabaseRefused
from boxoffice.domain.holds import ReleasedBy
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.orders import OrderState, Sale
from boxoffice.routines.release_expired import release_expired
from boxoffice.routines.sell import sell
from boxoffice.services import sales
from tests.support import bad_disk, ledger
from tests.support.cut_line import Line, line_to
from tests.support.desk import Desk, age
from tests.support.houses import counter, studio


@pytest.fixture
def where(postgresql_house: str) -> str:
    return postgresql_house


@pytest.fixture
def line_and_desk(where: str) -> Iterator[tuple[Line, Desk]]:
    """A counter whose line to the server can break."""
    with line_to(where) as (line, over_the_line), closing(open_database(over_the_line)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        desk.take("A1", "A2")
        desk.open_payment()
        yield line, desk


def finish(desk: Desk) -> Sale:
    return sell(desk.database, by=desk.by, order=desk.order, payment=uuid.uuid4().hex, tendered=9000)


def test_a_sale_that_was_booked_is_told_as_sold(line_and_desk: tuple[Line, Desk]) -> None:
    line, desk = line_and_desk
    line.cut = "after"
    assert finish(desk).total == 9000
    assert line.was_cut
    assert desk.read().state is OrderState.SOLD
    assert ledger.faults(desk.database) == []


def test_a_sale_that_was_not_booked_is_refused_and_can_be_made(line_and_desk: tuple[Line, Desk]) -> None:
    line, desk = line_and_desk
    line.cut = "before"
    with pytest.raises(DatabaseLost):
        finish(desk)
    assert desk.read().state is OrderState.PAYING
    assert finish(desk).total == 9000
    assert ledger.faults(desk.database) == []


def test_a_late_sale_whose_answer_was_lost_is_told_as_sold(line_and_desk: tuple[Line, Desk]) -> None:
    line, desk = line_and_desk
    age(desk.database, 16 * MINUTE)
    release_expired(desk.database, by=desk.by, via=ReleasedBy.JOB)
    line.cut = "after"
    assert finish(desk).total == 9000
    assert line.was_cut
    assert desk.read().state is OrderState.SOLD
    assert ledger.faults(desk.database) == []


def test_a_sale_that_the_server_has_yet_to_book_is_waited_for(where: str) -> None:
    with closing(open_database(where)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        desk.take("A1")
        desk.open_payment()
        selling, looked = threading.Event(), []

        def look() -> None:
            selling.wait(10)
            with database.read() as tx:
                looked.append(sales.find_sale(tx, order=desk.order))

        looking = threading.Thread(target=look)
        looking.start()
        with database.write(by=by) as tx:  # as a server has it whose client gave up after it had sent its COMMIT
            sales.sell(tx, order=desk.order, payment="cash", tendered=4500)
            selling.set()
            looking.join(0.5)
            assert looked == []
        looking.join(10)
        assert [sale and sale.total for sale in looked] == [4500]


@pytest.mark.skipif(sys.platform == "win32", reason="no file's growth can be limited there")
@pytest.mark.parametrize("damaged", [False, True])
def test_after_a_disk_failed_its_file_is_looked_at_before_the_sale_is_looked_up(
    sqlite_file: Path, *, damaged: bool
) -> None:
    if damaged:
        bad_disk.garble(sqlite_file, table="seat_allocation")
    with closing(open_database(sqlite_file)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        desk.take("A1", "A2")
        desk.open_payment()
        with bad_disk.failing(Path(f"{sqlite_file}-wal")), pytest.raises(DatabaseRefused) as refusal:
            finish(desk)
        assert type(refusal.value) is (DatabaseDamaged if damaged else DatabaseLost)
        assert desk.read().state is OrderState.PAYING
