"""What goes wrong with an open database is one plain sentence, and nothing is changed."""

import itertools
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from boxoffice.db import engine
from boxoffice.db.database import WriteTx
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseUnreachable,
    NoSuchOrder,
    SeatsTaken,
)
from boxoffice.services import holds
from tests.support import bad_disk
from tests.support.cut_line import line_to
from tests.support.desk import Desk
from tests.support.houses import counter, small_plan, studio


def test_a_full_disk(sqlite_file: Path) -> None:
    with closing(open_database(sqlite_file)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by, plan=small_plan(rows="ABCDEF", seats=100)))
        with database.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            # The pool hands the same connection out again.
            driver.execute("PRAGMA max_page_count = 1").fetchall()
        with pytest.raises(DatabaseFull, match="no room left on the disk"):
            desk.take(*desk.seats)
        with pytest.raises(NoSuchOrder):
            desk.read()


def test_a_file_that_is_opened_anew_is_used_over_new_connections(sqlite_file: Path) -> None:
    with closing(open_database(sqlite_file)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        with database.engine.connect() as connection:
            before = connection.connection.driver_connection
        with database.engine.connect() as connection:
            assert connection.connection.driver_connection is before
        database.reopen()
        with database.engine.connect() as connection:
            assert connection.connection.driver_connection is not before
        assert desk.take("A1").total == 4500


def test_a_file_that_was_damaged_is_found_out_when_it_is_opened_anew(sqlite_file: Path) -> None:
    bad_disk.garble(sqlite_file, table="seat_allocation")
    with (
        closing(open_database(sqlite_file)) as database,
        pytest.raises(DatabaseDamaged, match="restore the last backup"),
    ):
        database.reopen()


def test_a_seat_that_another_act_keeps_for_too_long(postgresql_house: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_AT_THE_COUNTER", ("lock_timeout=50",))  # else 4 s
    with closing(open_database(postgresql_house)) as database:
        by = counter(database, "Counter 1")
        first = Desk(database, by, studio(database, by=by))
        second = Desk(database, counter(database, "Counter 2"), first.performance)
        first.take("A1")
        with database.write(by=by) as tx:
            holds.take(tx, order=first.order, performance=first.performance.id, seats=[first.seats["A2"]])
            with pytest.raises(DatabaseBusy, match="busy for too long"):
                second.take("A2")
        assert second.take("A3").total == 4500


def test_a_server_that_ends_the_connection(postgresql_house: str) -> None:
    with closing(open_database(postgresql_house)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        with pytest.raises(DatabaseUnreachable, match="Nothing was changed"):
            desk.act(lambda tx: end_connection(tx, where=postgresql_house))
        assert desk.take("A1").total == 4500


def test_a_server_that_falls_silent(postgresql_house: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_SILENCE_S", 0.3)
    with line_to(postgresql_house) as (line, over_the_line), closing(open_database(over_the_line)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))

        def fall_silent(tx: WriteTx) -> None:
            line.is_silent = True
            tx.execute(Statement("SELECT 1"))

        with pytest.raises(DatabaseUnreachable, match="silent for"):
            desk.act(fall_silent)
        line.come_up()
        assert desk.take("A1").total == 4500


def test_two_acts_that_wait_for_each_other_end_with_one_of_them_done(postgresql_house: str) -> None:
    with closing(open_database(postgresql_house)) as database:
        by = counter(database, "Counter 1")
        first = Desk(database, by, studio(database, by=by))
        second = Desk(database, counter(database, "Counter 2"), first.performance)
        with ThreadPoolExecutor(2) as counters:
            both = threading.Barrier(2)
            acts = [
                counters.submit(crosswise, first, "A1", "B1", both=both),
                counters.submit(crosswise, second, "B1", "A1", both=both),
            ]
            assert sorted(act.result() for act in acts) == [False, True]


def crosswise(desk: Desk, *names: str, both: threading.Barrier) -> bool:
    """Take two seats one after the other in one act; whether it got them, done again after a deadlock."""
    tries = itertools.count()

    def work(tx: WriteTx) -> None:
        is_first_try = next(tries) == 0
        for name in names:
            holds.take(tx, order=desk.order, performance=desk.performance.id, seats=[desk.seats[name]])
            if is_first_try and name == names[0]:
                both.wait(30)

    try:
        desk.act(work)
    except SeatsTaken:
        return False
    return True


def end_connection(tx: WriteTx, *, where: str) -> None:
    """What an administrator or a restart does to a connection in the middle of an act."""
    process = tx.execute(Statement("SELECT pg_backend_pid()")).scalar_one()
    with closing(open_database(where)) as administrator, administrator.read() as other:
        other.execute(Statement("SELECT pg_terminate_backend(CAST(:process AS integer))"), {"process": process}).all()
    tx.execute(Statement("SELECT 1")).all()


def test_two_servers_that_do_not_answer_are_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as first, socket.create_server(("127.0.0.1", 0)) as second:
        ports = ",".join(str(server.getsockname()[1]) for server in (first, second))
        since = time.monotonic()
        with pytest.raises(DatabaseUnreachable):
            open_database(f"postgresql://counter@/house?host=127.0.0.1,127.0.0.1&port={ports}")
        waited = time.monotonic() - since
    # A statement that is not answered may have come before.
    assert waited + engine._SILENCE_S < 10  # noqa: SLF001 (its own limit)
