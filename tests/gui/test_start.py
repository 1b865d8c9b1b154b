"""Start and end of the whole program: the window first, refusals as calm pages, both clocks, nothing left behind."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from boxoffice import logs
from boxoffice.app import Program, Wanted, parse
from boxoffice.db.opening import open_database
from boxoffice.gui.widgets.notice import Notice
from boxoffice.jobs.scheduler import ExpiryJob
from boxoffice.routines.open_counter import open_counter
from tests.gui.support import add_performance, held, take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks

ROOT = Path(__file__).parents[2]


def notice(program: Program) -> Notice:
    page = program.window.pages.currentWidget()
    assert isinstance(page, Notice)
    return page


def title(program: Program) -> str:
    """The title of the page that says one thing; empty while there is none."""
    page = program.window.pages.currentWidget()
    return page.title.text() if isinstance(page, Notice) else ""


def at_work(program: Program, qtbot: QtBot) -> Desk:
    """The program's desk, once it is there."""
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    return program.desk


def press(program: Program, text: str) -> None:
    next(each for each in notice(program).findChildren(QPushButton) if each.text() == text).click()


@pytest.fixture(autouse=True)
def _own_listeners(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    assert isinstance(logs.log.name, str)
    assert qtbot is not None
    monkeypatch.setattr(logs, "_listeners", [])
    monkeypatch.setattr(logs, "start", lambda _folder: None)  # its hooks are the process's, and pytest's


def test_the_window_is_there_before_the_database(sqlite_file: Path, qtbot: QtBot) -> None:
    with Program(Wanted(str(sqlite_file))) as program:
        assert program.window.isVisible()
        assert program.desk is None
        at_work(program, qtbot)
        assert notice(program).title.text() == "No performances yet"
    assert {thread.name for thread in threading.enumerate()} == {"MainThread"}


def test_both_clocks_run_and_both_end(sqlite_file: Path, qtbot: QtBot, tmp_path: Path) -> None:
    database = open_database(sqlite_file)
    add_performance(database)
    database.close()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text('{"refresh_seconds": 1, "job_seconds": 1}', "utf-8")
    with Program(Wanted(str(sqlite_file))) as program:
        clocks = at_work(program, qtbot).window.clocks
        qtbot.waitUntil(lambda: clocks.job.text().startswith("Job ran"), timeout=20_000)
        qtbot.waitUntil(lambda: clocks.view.text().startswith("View refreshed"))
        assert program.desk is not None
        with qtbot.waitSignal(program.desk.refresh.seen, timeout=10_000):
            pass
    assert {thread.name for thread in threading.enumerate()} == {"MainThread"}


@pytest.mark.parametrize("broken", ["__init__", "start"])
def test_a_job_that_cannot_start_is_shown_and_tried_again(
    broken: str, sqlite_file: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text('{"job_seconds": 1}', "utf-8")
    with monkeypatch.context() as fault, Program(Wanted(str(sqlite_file))) as program:

        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("can't start new thread")

        fault.setattr(ExpiryJob, broken, fail)
        clocks = at_work(program, qtbot).window.clocks
        qtbot.waitUntil(lambda: clocks.job.text().startswith("⚠ Job failed at"), timeout=20_000)
        assert clocks.job.text().endswith("can't start new thread")
        fault.undo()
        qtbot.waitUntil(lambda: clocks.job.text().startswith("Job ran"), timeout=20_000)
    assert {thread.name for thread in threading.enumerate()} == {"MainThread"}


def test_the_counter_is_free_again_after_the_program(sqlite_file: Path, qtbot: QtBot) -> None:
    for _ in range(2):
        with Program(Wanted(str(sqlite_file), "Foyer")) as program:
            assert at_work(program, qtbot).counter.name == "Foyer"


def test_a_counter_at_work_is_refused_on_a_page_and_another_is_offered(sqlite_file: Path, qtbot: QtBot) -> None:
    database = open_database(sqlite_file)
    taken = open_counter(database, name="Foyer")
    with Program(Wanted(str(sqlite_file), "Foyer")) as program:
        qtbot.waitUntil(lambda: "already at work" in title(program))
        assert "Foyer is already at work" in notice(program).text.text()
        press(program, "Open another counter")
        assert at_work(program, qtbot).counter.name != "Foyer"
    taken.close()
    database.close()


def test_a_missing_folder_is_a_calm_page_and_can_be_tried_again(tmp_path: Path, qtbot: QtBot) -> None:
    place = tmp_path / "nowhere" / "house.sqlite3"
    with Program(Wanted(str(place))) as program:
        qtbot.waitUntil(lambda: title(program) == "The box office cannot open")
        assert "does not exist" in notice(program).text.text()
        place.parent.mkdir()
        press(program, "Try again")
        qtbot.waitUntil(lambda: program.desk is not None)


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b""])
def test_a_file_that_is_something_else_is_refused_and_left_as_it_is(
    tmp_path: Path, qtbot: QtBot, content: bytes
) -> None:
    place = tmp_path / "letter.txt"
    place.write_bytes(content or b"SQLite format 3\x00" + b"\xff" * 4000)
    before = place.read_bytes()
    with Program(Wanted(str(place))) as program:
        qtbot.waitUntil(lambda: title(program) == "The box office cannot open")
        press(program, "Quit")
        assert program.window.isHidden()
    assert place.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_is_refused(sqlite_file: Path, qtbot: QtBot) -> None:
    sqlite_file.chmod(stat.S_IRUSR)
    with Program(Wanted(str(sqlite_file))) as program:
        qtbot.waitUntil(lambda: title(program) == "The box office cannot open")
        assert "cannot be written" in notice(program).text.text()


def test_the_demo_house_can_be_loaded_into_an_empty_database(sqlite_file: Path, qtbot: QtBot) -> None:
    with Program(Wanted(str(sqlite_file))) as program:
        desk = at_work(program, qtbot)
        press(program, "Load the demo house")
        qtbot.waitUntil(desk.is_selling, timeout=60_000)
        qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0, timeout=20_000)
        assert desk.sell.board.performances


def test_a_demo_house_that_cannot_be_built_brings_the_welcome_back(
    open_desk: Desks, house: Database, qtbot: QtBot, faults: list[BaseException]
) -> None:
    desk = open_desk()
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE seat RENAME TO seat_away")
    welcome = desk.window.pages.currentWidget()
    assert isinstance(welcome, Notice)
    [load] = [each for each in welcome.findChildren(QPushButton) if each.text() == "Load the demo house"]
    load.click()
    qtbot.waitUntil(lambda: bool(faults), timeout=20_000)
    faults.clear()
    page = desk.window.pages.currentWidget()
    assert isinstance(page, Notice)
    assert page.title.text() == "No performances yet"


def test_an_unexpected_fault_is_shown_once_with_its_details(sqlite_file: Path, qtbot: QtBot) -> None:
    with Program(Wanted(str(sqlite_file))) as program:
        qtbot.waitUntil(lambda: program.desk is not None)
        for _ in range(3):
            logs.fault(ZeroDivisionError("the sum of nothing"))
        qtbot.waitUntil(lambda: len(program.window.findChildren(QMessageBox)) == 1)
        [box] = program.window.findChildren(QMessageBox)
        assert "Nothing was lost" in box.text()
        assert "ZeroDivisionError" in box.detailedText()
        box.accept()


def test_an_order_is_kept_from_one_program_to_the_next(sqlite_file: Path, qtbot: QtBot) -> None:
    database = open_database(sqlite_file)
    add_performance(database)
    database.close()
    with Program(Wanted(str(sqlite_file))) as program:
        desk = at_work(program, qtbot)
        qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0)
        take(qtbot, desk, "A1")
    with Program(Wanted(str(sqlite_file))) as program:
        assert held(at_work(program, qtbot)) == {"Stalls A1"}


def test_what_is_no_option_of_the_window_goes_to_the_command_line() -> None:
    assert parse([]) == Wanted(None, None)
    assert parse(["--database", "x.sqlite3", "--counter", "Foyer"]) == Wanted("x.sqlite3", "Foyer")
    for others in (["holds"], ["--help"], ["release-expired-holds", "--json"], ["--version"]):
        assert parse(others) is None


def test_importing_the_program_imports_neither_qt_nor_the_database() -> None:
    code = "import sys, boxoffice.app; print([m for m in ('PySide6', 'sqlalchemy', 'apscheduler') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
