"""Release expired holds from the menu, and the list of every held seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from boxoffice.domain.holds import ReleasedBy
from boxoffice.domain.seats import SeatStatus
from boxoffice.routines.release_expired import release_expired
from boxoffice.services import hold_list
from tests.gui.support import add_performance, age, click, held, press, settle, status, take

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


def rows(listing: QTableView) -> list[list[str]]:
    """What the rows of a listing say."""
    model = listing.model()
    return [[model.index(row, col).data() for col in range(model.columnCount())] for row in range(model.rowCount())]


def test_the_menu_releases_in_all_performances_and_says_what(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot
) -> None:
    assert tonight.free == 30
    add_performance(house, event="Swan Lake", days=1)
    desk = open_desk()
    take(qtbot, desk, "A1", "A2")
    desk.sell.board.step(1)
    qtbot.waitUntil(lambda: status(desk, "A1") is SeatStatus.FREE)
    take(qtbot, desk, "C3")
    age(house, seconds=301)
    desk.actions["release_expired"].trigger()
    qtbot.waitUntil(lambda: desk.released.total.text() == "Total holds released: 3")
    told = rows(desk.released.now)
    assert {(row[0], row[2], row[3]) for row in told} == {
        ("Taylor Swift", "Stalls A1", "Counter 1"),
        ("Taylor Swift", "Stalls A2", "Counter 1"),
        ("Swan Lake", "Stalls C3", "Counter 1"),
    }
    assert house.look(hold_list.list_holds) == ()


def test_what_the_clocks_released_is_listed_with_when_and_by_which(
    desk: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    bob = open_desk("Counter 2")
    take(qtbot, desk, "A1")
    age(house, seconds=301)
    bob.refresh.ask()
    qtbot.waitUntil(lambda: house.look(hold_list.list_holds) == ())
    press(desk, "Ctrl+E")
    qtbot.waitUntil(lambda: desk.released.total.text() == "Total holds released: 0")
    [row] = rows(desk.released.before)
    assert row[2] == "Stalls A1"
    assert row[-1] == "the window's clock of Counter 2"
    assert desk.released.now.isHidden()
    press(desk, "Esc")
    assert desk.is_selling()


def test_a_release_takes_nothing_from_a_living_hold(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+E")
    qtbot.waitUntil(lambda: desk.released.total.text() == "Total holds released: 0")
    assert held(desk) == {"Stalls A1"}


def test_every_hold_is_listed_searched_and_released_for_a_reason(desk: Desk, open_desk: Desks, qtbot: QtBot) -> None:
    bob = open_desk("Counter 2")
    take(qtbot, desk, "A1", "A2")
    take(qtbot, bob, "B9")
    press(bob, "Ctrl+H")
    page = bob.all_holds
    qtbot.waitUntil(lambda: len(rows(page.list)) == 3)
    assert page.count.text() == "3 held"
    QTest.keyClicks(page.search, "counter 1 a2")
    [row] = rows(page.list)
    assert row[0].startswith("Taylor Swift, ")
    assert (row[1], row[2], row[6], row[7]) == ("Stalls A2", "Counter 1", "no", "")
    page.list.selectRow(0)
    assert not page.release.isEnabled()
    QTest.keyClicks(page.reason, "customer left the building")
    assert page.release.isEnabled()
    page.release.click()
    qtbot.waitUntil(lambda: "Released: Stalls A2" in bob.window.strip.text)
    desk.refresh.ask()
    qtbot.waitUntil(lambda: "1 free again" in desk.sell.order.lapsed.text())
    assert status(desk, "A1") is SeatStatus.MINE


def test_an_expired_hold_is_marked_and_needs_no_reason(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    age(house, seconds=301)
    press(desk, "Ctrl+H")
    page = desk.all_holds
    qtbot.waitUntil(lambda: len(rows(page.list)) == 1)
    assert rows(page.list)[0][6] == "yes"
    assert page.count.text() == "1 held · 1 expired"
    page.list.selectRow(0)
    assert page.release.isEnabled()
    page.release.click()
    qtbot.waitUntil(lambda: rows(page.list) == [])
    assert desk.window.strip.text == "Released: Stalls A1."
    assert page.count.text() == "Nothing is held"


def test_a_hold_that_is_another_orders_by_now_stays(desk: Desk, open_desk: Desks, qtbot: QtBot) -> None:
    bob = open_desk("Counter 2")
    take(qtbot, desk, "A1")
    press(bob, "Ctrl+H")
    page = bob.all_holds
    qtbot.waitUntil(lambda: len(rows(page.list)) == 1)
    page.list.selectRow(0)
    QTest.keyClicks(page.reason, "went home")
    click(desk, "A1")
    qtbot.waitUntil(lambda: held(desk) == set())
    eve = open_desk("Counter 3")
    take(qtbot, eve, "A1")
    page.release.click()
    qtbot.waitUntil(lambda: bool(bob.window.strip.text))
    assert "Released" not in bob.window.strip.text
    eve.counter.reread()
    settle(qtbot, eve)
    assert eve.counter.order is not None
    assert not eve.counter.order.lapsed


def test_a_lapsed_hold_that_went_meanwhile_is_not_told_as_released(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    age(house, seconds=301)
    press(desk, "Ctrl+H")
    page = desk.all_holds
    qtbot.waitUntil(lambda: len(rows(page.list)) == 1)
    page.list.selectRow(0)
    release_expired(house, by=desk.tasks.by, via=ReleasedBy.JOB)
    page.release.click()
    qtbot.waitUntil(lambda: desk.window.strip.text == "Nobody held these seats any more.")


def test_a_payment_shows_in_the_list(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "Ctrl+H")
    qtbot.waitUntil(lambda: [row[7] for row in rows(desk.all_holds.list)] == ["paying"])


def test_a_card_that_is_tried_shows_in_the_list_with_its_amount(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F7")
    qtbot.waitUntil(lambda: desk.sell.side.awaits_card)
    press(desk, "Ctrl+H")
    qtbot.waitUntil(lambda: [row[7] for row in rows(desk.all_holds.list)] == ["card 45.00"])
    assert desk.all_holds.count.text() == "1 held"


def test_a_release_that_fails_says_so_and_can_be_done_again(
    desk: Desk, house: Database, qtbot: QtBot, faults: list[BaseException]
) -> None:
    page = desk.released
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant RENAME TO occupant_away")
    press(desk, "Ctrl+E")
    qtbot.waitUntil(lambda: page.total.text() == "Not released")
    assert page.earlier.text() == ""
    assert len(faults) == 1
    faults.clear()
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant_away RENAME TO occupant")
    press(desk, "Esc")
    press(desk, "Ctrl+E")
    qtbot.waitUntil(lambda: page.total.text() == "Total holds released: 0")


def test_a_list_that_cannot_be_read_says_so_until_it_is_read_again(desk: Desk, house: Database, qtbot: QtBot) -> None:
    page = desk.all_holds
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant RENAME TO occupant_away")
    press(desk, "Ctrl+H")
    qtbot.waitUntil(lambda: page.count.text() == "The list could not be read")
    assert "no such table" in page.count.toolTip()
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE occupant_away RENAME TO occupant")
    page.read()
    qtbot.waitUntil(lambda: page.count.text() == "Nothing is held")
    assert page.count.toolTip() == ""


def test_a_selection_is_of_a_hold_not_of_whoever_holds_the_seat_next(
    desk: Desk, open_desk: Desks, qtbot: QtBot
) -> None:
    bob = open_desk("Counter 2")
    take(qtbot, desk, "A1")
    press(bob, "Ctrl+H")
    page = bob.all_holds
    qtbot.waitUntil(lambda: [row[2] for row in rows(page.list)] == ["Counter 1"])
    page.list.selectRow(0)
    QTest.keyClicks(page.reason, "went home")
    assert page.release.isEnabled()
    click(desk, "A1")
    qtbot.waitUntil(lambda: held(desk) == set())
    take(qtbot, open_desk("Counter 3"), "A1")
    page.read()
    qtbot.waitUntil(lambda: [row[2] for row in rows(page.list)] == ["Counter 3"])
    assert not page.release.isEnabled()
