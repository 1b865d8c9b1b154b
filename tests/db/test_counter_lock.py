"""A counter is one running program, on each database, until that program ends or gives it back."""

import threading
import time
from contextlib import closing

import pytest

from boxoffice.db import counter_lock
from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.errors import CounterInUse, CounterTakenOver
from boxoffice.routines.open_counter import OpenCounter, open_counter, stay_open, system
from tests.support.cut_line import line_to


def test_a_counter_is_held_by_one_program_and_the_refusal_says_which(database: Database, where: str) -> None:
    first = open_counter(database, name="Box 1")
    with closing(open_database(where)) as other:
        with pytest.raises(CounterInUse, match=r"Box 1 is already at work \(.*, process \d+\)"):
            open_counter(other, name="Box 1")
        first.close()
        open_counter(other, name="Box 1").close()


def test_without_a_name_the_first_free_counter_is_opened(database: Database, where: str) -> None:
    first = open_counter(database)
    with closing(open_database(where)) as other:
        second = open_counter(other)
        assert (first.by.counter_name, second.by.counter_name) == ("Counter 1", "Counter 2")
        first.close()
        again = open_counter(other)
        assert again.by == first.by
        again.close()
        second.close()


def test_a_counter_taken_on_one_thread_is_given_back_on_another(database: Database, where: str) -> None:
    held = open_counter(database, name="Box 1")
    thread = threading.Thread(target=held.close)
    thread.start()
    thread.join()
    with closing(open_database(where)) as other:
        open_counter(other, name="Box 1").close()


def test_a_counter_whose_lock_was_lost_is_taken_again(postgresql_house: str) -> None:
    with line_to(postgresql_house) as (line, over_the_line), closing(open_database(over_the_line)) as database:
        held = open_counter(database, name="Box 1")
        before = held.lock.is_held
        line.go_down()
        assert (before, held.lock.is_held) == (True, False)
        line.come_up()
        stay_open(database, held)
        assert held.lock.is_held
        with closing(open_database(postgresql_house)) as other, pytest.raises(CounterInUse):
            open_counter(other, name="Box 1")
        held.close()


def test_a_counter_whose_last_connection_the_server_still_believes_in(postgresql_house: str) -> None:
    with closing(open_database(postgresql_house)) as database:
        held = open_counter(database, name="Box 1")
        # As after a cable was pulled: lost here, and the server has not noticed.
        assert isinstance(held.lock, counter_lock.ServerLock)
        believed_in, held.lock.connection = held.lock.connection, None
        stay_open(database, held)
        assert held.lock.is_held
        assert believed_in is not None
        believed_in.close()
        held.close()


def test_a_counter_that_another_program_became_meanwhile(postgresql_house: str) -> None:
    with (
        line_to(postgresql_house) as (line, over_the_line),
        closing(open_database(over_the_line)) as database,
        closing(open_database(postgresql_house)) as other,
    ):
        held = open_counter(database, name="Box 1")
        line.go_down()
        quicker = opened_when_free(other, name="Box 1")
        line.come_up()
        with pytest.raises(CounterTakenOver, match="has become Box 1"):
            stay_open(database, held)
        quicker.close()
        stay_open(database, held)
        held.close()


def opened_when_free(database: Database, *, name: str) -> OpenCounter:
    """The counter, once the server has noticed that its connection is gone."""
    for _ in range(200):
        try:
            return open_counter(database, name=name)
        except CounterInUse:
            time.sleep(0.05)
    raise TimeoutError(name)


def test_the_clock_and_the_command_line_are_no_desk(database: Database) -> None:
    by = system(database)
    assert by.counter_name.startswith("system of ")
    assert system(database) == by
    opened = open_counter(database)
    assert opened.by.counter != by.counter
    opened.close()
