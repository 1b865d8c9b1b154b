"""A counter is one running program, on each database, until that program ends or gives it back."""

import threading
from contextlib import closing

import pytest

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.errors import CounterInUse
from boxoffice.routines.open_counter import open_counter, system


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


def test_the_clock_and_the_command_line_are_no_desk(database: Database) -> None:
    by = system(database)
    assert by.counter_name.startswith("system of ")
    assert system(database) == by
    opened = open_counter(database)
    assert opened.by.counter != by.counter
    opened.close()
