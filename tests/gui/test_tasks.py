"""The door to the database: work on worker threads, answers on the window's, one after the other."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from boxoffice.db.opening import open_database
from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import NothingToSell, ProgramEnds
from boxoffice.gui.tasks import Tasks
from boxoffice.services import counters
from tests.support.houses import counter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from boxoffice.domain.permissions import By
    from boxoffice.gui.tasks import Database, WriteTx


@pytest.fixture
def tasks(qtbot: QtBot, sqlite_file: Path, faults: list[BaseException]) -> Iterator[Tasks]:
    assert isinstance(qtbot, QtBot)
    assert faults == []
    database = open_database(sqlite_file)
    opened = Tasks(database, by=counter(database, "Counter 1"))
    yield opened
    opened.close()
    database.close()


def test_work_runs_on_a_worker_and_its_answer_here(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []

    def work(_tx: object) -> int:
        threads.append(threading.current_thread())
        return 7

    def done(answer: int) -> None:
        assert answer == 7
        threads.append(threading.current_thread())

    tasks.read(work, done)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_changes_are_announced_after_the_answer(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[object] = []
    tasks.committed.connect(told.append)
    tasks.write(lambda tx: tx.mark, lambda _mark: told.append("answer"), changes=Changes.SEATS)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["answer", Changes.SEATS]


def test_a_refusal_is_told_and_changes_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[object] = []
    tasks.committed.connect(told.append)

    def refuse(_tx: object) -> None:
        raise NothingToSell

    with qtbot.waitSignal(tasks.refused) as signal:
        tasks.write(refuse, told.append, changes=Changes.SEATS)
    assert isinstance(signal.args[0], NothingToSell)
    assert told == []


def test_an_unexpected_fault_is_told_and_the_lane_lives_on(
    tasks: Tasks, qtbot: QtBot, faults: list[BaseException]
) -> None:
    answers: list[int] = []

    def fail(_tx: object) -> int:
        raise ZeroDivisionError

    tasks.read(fail, answers.append)
    tasks.read(lambda _tx: 1, answers.append)
    qtbot.waitUntil(lambda: answers == [1])
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    faults.clear()


def test_slow_work_keeps_no_customer_waiting(tasks: Tasks, qtbot: QtBot) -> None:
    go_on = threading.Event()
    answers: list[str] = []
    tasks.slow(lambda _database, _by: go_on.wait(30), lambda _set: answers.append("slow"))
    tasks.read(lambda _tx: None, lambda _nothing: answers.append("counter"))
    qtbot.waitUntil(lambda: answers == ["counter"])
    go_on.set()
    qtbot.waitUntil(lambda: answers == ["counter", "slow"])


def test_closing_ends_both_threads_and_drops_late_answers(tasks: Tasks, qtbot: QtBot) -> None:
    answers: list[int] = []
    tasks.read(lambda _tx: 1, answers.append)
    tasks.close()
    assert not {"counter", "slow"} & {thread.name for thread in threading.enumerate()}
    tasks.read(lambda _tx: 1, answers.append)
    qtbot.wait(1)
    assert answers == []


def test_closing_gives_up_long_work_and_nothing_of_it_is_changed(tasks: Tasks, sqlite_file: Path) -> None:
    begun = threading.Event()
    ended: list[BaseException] = []

    def import_for_long(database: Database, by: By) -> None:
        def add_on_and_on(tx: WriteTx) -> None:
            for number in range(20_000):
                counters.add(tx, name=f"Counter {number + 2}")
                begun.set()

        try:
            database.act(add_on_and_on, by=by)
        except BaseException as fault:
            ended.append(fault)
            raise

    tasks.slow(import_for_long, lambda _none: None)
    assert begun.wait(10)
    tasks.close()
    assert [type(fault) for fault in ended] == [ProgramEnds]
    with closing(open_database(sqlite_file)) as database:
        assert [each.name for each in database.look(counters.list_counters)] == ["Counter 1"]
