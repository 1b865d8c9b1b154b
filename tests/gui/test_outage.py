"""A database that does not answer is said over the window; nothing is lost, and work goes on by itself."""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url

from boxoffice.db import engine
from boxoffice.db.opening import open_database
from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import CounterInUse
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.widgets.notice import Notice
from boxoffice.routines.open_counter import open_counter
from boxoffice.services import sales
from tests.gui.conftest import Desks
from tests.gui.support import add_performance, click, held, press, settle, status, take
from tests.support import bad_disk, ledger
from tests.support.cut_line import line_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from boxoffice.routines.open_counter import OpenCounter
    from tests.support.cut_line import Line


@pytest.fixture
def server_house(postgresql_house: str) -> Iterator[Database]:
    """The house on a server, reached past the line that breaks."""
    with closing(open_database(postgresql_house)) as database:
        add_performance(database)
        yield database


@pytest.fixture
def line(server_house: Database, postgresql_house: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """The counter's line to the server."""
    assert server_house.place
    monkeypatch.setattr(engine, "_SILENCE_S", 0.5)
    with line_to(postgresql_house) as (line, _):
        yield line


@pytest.fixture
def far_desk(qtbot: QtBot, line: Line, postgresql_house: str, faults: list[BaseException]) -> Iterator[Desk]:
    """Counter 1 on the server's house, with A1 in its order."""
    assert faults == []
    desks = Desks(qtbot, make_url(postgresql_house).set(port=line.port).render_as_string())
    desk = desks()
    take(qtbot, desk, "A1")
    yield desk
    desks.close()


def banner(desk: Desk) -> str:
    return desk.window.banner.text


def notice(desk: Desk) -> str:
    page = desk.window.pages.currentWidget()
    return page.text.text() if isinstance(page, Notice) else ""


def sell_over(line: Line, cut: str, desk: Desk, qtbot: QtBot) -> None:
    """Sell over a line that is cut before or after the commit, until the window says that nobody answers."""
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.counter.is_paying)
    for _ in range(3):
        settle(qtbot, desk)  # so that the next commit is the sale's
    line.cut = cut
    line.stays_down = True
    press(desk, "F6")
    qtbot.waitUntil(lambda: line.was_cut)
    qtbot.waitUntil(lambda: "No answer" in banner(desk))


def test_a_server_that_is_gone_and_comes_back(far_desk: Desk, line: Line, qtbot: QtBot) -> None:
    desk = far_desk
    line.go_down()
    click(desk, "A2")
    qtbot.waitUntil(lambda: "No answer from the database since" in banner(desk))
    assert held(desk) == {"Stalls A1"}  # the order in the making is kept
    assert desk.window.strip.text == ""  # the banner says it all
    tried: list[Exception] = []
    desk.refresh.failed.connect(tried.append)
    desk.refresh.tick()
    qtbot.waitUntil(lambda: bool(tried))
    assert banner(desk)
    line.come_up()
    desk.refresh.tick()
    qtbot.waitUntil(lambda: not banner(desk))
    qtbot.waitUntil(lambda: "answers again" in desk.window.strip.text)
    take(qtbot, desk, "A2")
    assert held(desk) == {"Stalls A1", "Stalls A2"}


def test_a_server_that_falls_silent_keeps_each_click_waiting_once(far_desk: Desk, line: Line, qtbot: QtBot) -> None:
    desk = far_desk
    line.is_silent = True
    refused: list[str] = []
    desk.tasks.out_of_order.connect(lambda refusal: refused.append(type(refusal).__name__))
    for name in ("A2", "A3", "A4", "A5", "A6", "A7"):
        click(desk, name)
    qtbot.waitUntil(lambda: desk.tasks.waiting_ms > 2000)
    qtbot.waitUntil(lambda: len(refused) >= 6, timeout=9_000)  # each alone would take as long as the first
    assert set(refused) == {"DatabaseUnreachable"}
    line.come_up()
    desk.refresh.tick()
    qtbot.waitUntil(lambda: not banner(desk))
    take(qtbot, desk, "A2")


def test_an_answer_that_takes_long_is_waited_for_in_words(desk: Desk, qtbot: QtBot) -> None:
    go_on = threading.Event()
    desk.tasks.routine(lambda _database, _by: go_on.wait(30), lambda _set: None, changes=Changes.NOTHING)
    qtbot.waitUntil(lambda: "Waiting for the database" in banner(desk))
    go_on.set()
    qtbot.waitUntil(lambda: not banner(desk))


def test_a_sale_that_was_booked_while_its_answer_was_lost_shows_itself(
    far_desk: Desk, line: Line, server_house: Database, qtbot: QtBot
) -> None:
    desk = far_desk
    sell_over(line, "after", desk, qtbot)
    assert desk.counter.sale is None
    line.come_up()
    desk.refresh.tick()
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert "not sold" not in desk.window.strip.text
    assert ledger.faults(server_house) == []


def test_a_sale_that_the_server_has_yet_to_book_is_not_told_as_not_sold(
    far_desk: Desk, line: Line, server_house: Database, qtbot: QtBot
) -> None:
    desk = far_desk
    sell_over(line, "before", desk, qtbot)
    order = desk.counter.order_id
    assert order is not None
    with server_house.write(by=desk.tasks.by) as tx:  # as the server would go on with the sale whose line broke
        sales.sell(tx, order=order, payment="cash", tendered=1_000_000)
        line.come_up()
        desk.refresh.tick()
        qtbot.wait(1000)
        assert "not sold" not in desk.window.strip.text

    def is_shown() -> bool:
        assert "not sold" not in desk.window.strip.text
        desk.refresh.tick()
        return desk.counter.sale is not None

    qtbot.waitUntil(is_shown, timeout=15_000)
    assert ledger.faults(server_house) == []


def test_a_sale_that_was_not_booked_is_told_as_not_sold(far_desk: Desk, line: Line, qtbot: QtBot) -> None:
    desk = far_desk
    sell_over(line, "before", desk, qtbot)
    line.come_up()
    desk.refresh.tick()
    qtbot.waitUntil(lambda: "is not sold" in desk.window.strip.text)
    assert desk.counter.is_paying
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)


def test_a_counter_that_another_program_became_meanwhile_leaves_it(
    far_desk: Desk, line: Line, server_house: Database, qtbot: QtBot
) -> None:
    desk = far_desk
    taken_over: list[OpenCounter] = []
    line.go_down()

    def is_free() -> bool:
        try:
            taken_over.append(open_counter(server_house, name="Counter 1"))
        except CounterInUse:
            return False
        return True

    qtbot.waitUntil(is_free)
    line.come_up()
    desk.refresh.tick()
    qtbot.waitUntil(lambda: "another program has become Counter 1" in notice(desk))
    desk.show_sell()  # whoever finds the way back there can do nothing
    click(desk, "A2")
    qtbot.waitUntil(lambda: "has become Counter 1" in desk.window.strip.text)
    assert held(desk) == {"Stalls A1"}
    taken_over[0].close()


@pytest.mark.skipif(sys.platform == "win32", reason="no file's growth can be limited there")
def test_a_disk_that_fails_is_said_until_it_takes_what_is_written(
    desk: Desk, house: Database, sqlite_file: Path, qtbot: QtBot
) -> None:
    take(qtbot, desk, "A1")
    with bad_disk.failing(Path(f"{sqlite_file}-wal")):
        click(desk, "A2")
        qtbot.waitUntil(lambda: "No answer from the database" in banner(desk))
        desk.refresh.tick()
        settle(qtbot, desk)
        assert status(desk, "A1") is SeatStatus.MINE  # looking goes on
        assert banner(desk)
    desk.refresh.tick()
    qtbot.waitUntil(lambda: not banner(desk))
    take(qtbot, desk, "A2")
    assert ledger.faults(house) == []
