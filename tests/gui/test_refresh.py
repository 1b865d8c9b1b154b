"""The 3 s clock: sees what others do, never overlaps or piles up, survives what goes wrong, and says so."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from boxoffice.clock import wall_ms
from boxoffice.domain.changes import Changes
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui import refresh
from tests.gui.support import add_performance, age, settle, status, take

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


def test_questions_do_not_pile_up_behind_a_slow_database(desk: Desk, qtbot: QtBot) -> None:
    seen: list[int] = []
    go_on = threading.Event()
    desk.refresh.seen.connect(lambda performance, _answer, _whole: seen.append(performance))
    desk.tasks.routine(lambda _database, _by: go_on.wait(30), lambda _set: None, changes=Changes.NOTHING)
    for _ in range(10):
        desk.refresh.ask()
    for _ in range(10):
        desk.refresh.tick()
    go_on.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    settle(qtbot, desk)
    assert len(seen) == 2  # the one under way, and one more for all that were asked meanwhile


def test_another_counters_take_and_its_end_are_seen(
    desk: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    bob = open_desk("Counter 2")
    take(qtbot, desk, "A1")
    bob.refresh.ask()
    qtbot.waitUntil(lambda: status(bob, "A1") is SeatStatus.HELD)
    facts = bob.sell.showing.map.facts(0)
    assert facts is not None
    assert facts.counter == "Counter 1"
    assert facts.seconds_left is not None
    assert facts.seconds_left > 290
    age(house, seconds=301)
    bob.refresh.ask()
    qtbot.waitUntil(lambda: status(bob, "A1") is SeatStatus.FREE)
    assert "30 of 30 free" in bob.sell.showing.free.text()


def test_a_failure_shows_in_the_status_bar_and_the_clock_goes_on(desk: Desk, house: Database, qtbot: QtBot) -> None:
    bar = desk.window.clocks
    qtbot.waitUntil(lambda: bar.view.text().startswith("View refreshed"))
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant RENAME TO occupant_away")
    desk.refresh.tick()
    qtbot.waitUntil(lambda: "not refreshed" in bar.view.text())
    assert bar.view.property("tone") == "danger"
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant_away RENAME TO occupant")
    desk.refresh.tick()
    qtbot.waitUntil(lambda: bar.view.text().startswith("View refreshed"))
    assert bar.view.property("tone") == "quiet"


def test_the_job_leaves_the_keys_where_the_clerk_types(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    question = desk.sell.order.whose.ask
    desk.actions["park"].trigger()
    assert desk.window.focusWidget() is question
    with qtbot.waitSignal(desk.sell.board_changed):
        desk.job_ran(at=desk.counter.clock.now(), released=0, error=None)
    assert desk.window.focusWidget() is question


def test_the_job_says_when_it_ran_and_what_it_released(desk: Desk) -> None:
    bar = desk.window.clocks
    desk.job_ran(at=desk.counter.clock.now(), released=19, error=None)
    assert "released 19" in bar.job.text()
    desk.job_ran(at=desk.counter.clock.now(), released=0, error="disk is full")
    assert "failed" in bar.job.text()
    assert "disk is full" in bar.job.text()
    assert bar.job.property("tone") == "danger"


def test_a_pc_whose_clock_is_wrong_says_so_until_it_is_right(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = desk.window.clocks
    desk.refresh.tick()
    settle(qtbot, desk)
    assert bar.pc.isHidden()
    for wrong, said in ((3_700_000, "1 h fast"), (-90_000, "90 s slow"), (1_900, "")):
        monkeypatch.setattr(refresh, "wall_ms", lambda wrong=wrong: wall_ms() + wrong)
        desk.refresh.tick()
        settle(qtbot, desk)
        assert bar.pc.isHidden() == (not said)
        assert said in bar.pc.text()


def test_two_failed_clocks_fit_in_the_status_bar(desk: Desk) -> None:
    bar = desk.window.clocks
    narrowest = desk.window.minimumSizeHint().width()
    reason = "The database does not answer (" + "connection to the server was lost, " * 9
    bar.show_refresh_failure(ValueError(reason), now=desk.counter.clock.now())
    desk.job_ran(at=desk.counter.clock.now(), released=0, error=reason)
    assert sum(each.sizeHint().width() for each in (bar.counter, bar.database, bar.view, bar.job)) <= narrowest
    for clock in (bar.view, bar.job):
        assert "The database does not answer" in clock.text()
        assert reason in clock.toolTip()


def test_an_answer_about_a_performance_left_meanwhile_is_not_shown(desk: Desk, house: Database, qtbot: QtBot) -> None:
    add_performance(house, event="Swan Lake", days=1)
    desk.sell.read_board()
    qtbot.waitUntil(lambda: len(desk.sell.board.performances) == 2)
    desk.refresh.ask()
    desk.sell.board.step(1)
    desk.sell.board.step(-1)
    desk.sell.board.step(1)
    assert desk.sell.showing.event_name.text() == "Swan Lake"
    qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0)
    take(qtbot, desk, "B5")
    assert {line.event for line in desk.counter.lines} == {"Swan Lake"}
