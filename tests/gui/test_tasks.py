"""The door to the database: work on worker threads, answers on the window's, one after the other."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from boxoffice.db.opening import open_database
from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import NothingToSell
from boxoffice.gui.tasks import Tasks
from tests.support.houses import counter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
