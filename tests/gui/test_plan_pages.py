"""Importing a plan and setting up a performance at the window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTime
from PySide6.QtTest import QTest

from boxoffice.db.statement import Statement
from boxoffice.domain import moments
from boxoffice.services import house as house_service
from boxoffice.services import performances, price_lists
from tests.gui.support import press, settle
from tests.support.houses import counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from tests.gui.conftest import Desks

_DOORS = Statement("SELECT price_list_id, doors_at, entrance FROM performance WHERE starts_at = :starts_at")
PLANS = Path(__file__).parents[3] / "shared" / "plans"


def test_a_plan_with_faults_is_repaired_after_the_clerk_has_seen_them(
    open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    file = PLANS / "pretix-demo-theatre.en.json"
    if not file.exists():
        pytest.skip("the shared seating plans are not here")
    desk = open_desk()
    page = desk.import_page
    desk.window.show_page(page)
    page.read(file)
    qtbot.waitUntil(lambda: page.outcome.text().startswith("Not imported yet"), timeout=20_000)
    assert "1,057 seats" in page.counts.text()
    assert len(page.faults.shown) >= 84
    assert house.look(performances.halls) == ()
    page.repair.click()
    qtbot.waitUntil(lambda: page.outcome.text().startswith("Imported into"), timeout=20_000)
    [hall] = house.look(performances.halls)
    assert hall.seats == 1057
    assert not page.repair.isVisible()
    page.next.click()
    assert desk.window.pages.currentWidget() is desk.new_page
    qtbot.waitUntil(lambda: len(desk.new_page.prices) == len(hall.zones))


def test_a_file_that_is_no_plan_is_refused_in_a_sentence(open_desk: Desks, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "letter.json"
    file.write_text(json.dumps({"dear": "box office"}), "utf-8")
    desk = open_desk()
    desk.window.show_page(desk.import_page)
    desk.import_page.read(file)
    qtbot.waitUntil(lambda: "letter.json" in desk.import_page.outcome.text() and ":" in desk.import_page.outcome.text())
    assert "Nothing was imported" in desk.import_page.outcome.text()


def test_a_seat_list_becomes_a_hall_and_a_performance_on_the_board(
    open_desk: Desks, house: Database, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "Cellar.csv"
    rows = [f"Pit,Pit,A,{number},{number * 25},0,no" for number in range(1, 9)]
    file.write_text("\n".join(["zone,section,row,seat,x,y,accessible", *rows]), "utf-8")
    desk = open_desk()
    desk.window.show_page(desk.import_page)
    desk.import_page.read(file)
    qtbot.waitUntil(lambda: desk.import_page.outcome.text().startswith("Imported into"))
    desk.import_page.next.click()
    page = desk.new_page
    qtbot.waitUntil(lambda: list(page.prices) == ["Pit"])
    assert not page.create_button.isEnabled()
    assert "the event's name" in page.missing.text()
    QTest.keyClicks(page.event_name, "Late Night Jazz")
    assert "a price for Pit" in page.missing.text()
    assert page.prices["Pit"].accessibleName() == "Pit"
    QTest.keyClicks(page.prices["Pit"], "12,50")
    page.time.setTime(QTime(23, 30))
    assert page.create_button.isEnabled()
    page.create_button.click()
    qtbot.waitUntil(desk.is_selling)
    qtbot.waitUntil(lambda: desk.sell.showing.event_name.text() == "Late Night Jazz")
    qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count == 8)
    [made] = house.look(performances.board)
    assert moments.clock(made.starts_at, zone=desk.counter.house.time_zone) == "23:30"


def test_a_performance_is_made_once_and_never_in_the_past(
    open_desk: Desks, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    desk = open_desk()
    page = desk.new_page
    desk.new_performance()
    qtbot.waitUntil(lambda: bool(page.prices))
    page.event_name.setText("Hamlet")
    for field in page.prices.values():
        field.setText("10")
    page.date.setDate(page.date.date().addDays(-3))
    assert desk.counter.is_today(page.starts_at())
    page.date.setDate(page.date.date().addDays(3))
    page.create_button.click()
    assert not page.create_button.isEnabled()
    page.create_button.click()
    qtbot.waitUntil(desk.is_selling)
    settle(qtbot, desk)
    assert [made.event for made in house.look(performances.board)] == [tonight.event, "Hamlet"]
    desk.window.show_page(page)
    page.create_button.click()
    qtbot.waitUntil(lambda: "already a performance" in desk.window.strip.text)
    assert page.create_button.isEnabled()


def test_a_show_after_midnight_belongs_to_the_night_of_its_date(open_desk: Desks) -> None:
    desk = open_desk()
    page = desk.new_page
    page.begin()
    page.time.setTime(QTime(0, 30))
    assert desk.counter.is_today(page.starts_at())
    press(desk, "Esc")


def test_after_midnight_a_new_performance_is_still_for_the_night_that_began(open_desk: Desks, house: Database) -> None:
    by = counter(house, "Office")
    hour = house.look(lambda tx: tx.now) // moments.HOUR % 24
    zone = f"Etc/GMT{(hour + 10) % 24 - 12:+d}"  # where it is between two and three at night; + is west
    house.act(lambda tx: house_service.change(tx, time_zone=zone), by=by)
    desk = open_desk()
    page = desk.new_page
    page.begin()
    assert page.starts_at() < desk.counter.clock.now()
    assert desk.counter.is_today(page.starts_at())


def test_a_performance_at_the_prices_of_a_list_says_doors_and_entrance(
    open_desk: Desks, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    desk = open_desk()
    page = desk.new_page
    desk.new_performance()
    qtbot.waitUntil(lambda: bool(page.prices))
    page.event_name.setText("Hamlet")
    assert not page.create_button.isEnabled()
    page.price_list.setCurrentIndex(1)
    assert page.price_list.currentText().startswith(tonight.event)
    assert page.prices == {}
    page.date.setDate(page.date.date().addDays(3))
    page.time.setTime(QTime(20, 0))
    page.has_doors.setChecked(True)
    page.doors.setTime(QTime(20, 30))
    assert "after the start" in page.doors_fault.text()
    assert not page.create_button.isEnabled()
    page.doors.setTime(QTime(19, 15))
    assert page.doors_fault.text() == ""
    page.entrance.setText("North")
    starts, doors = page.starts_at(), page.doors_at()
    page.create_button.click()
    qtbot.waitUntil(desk.is_selling)
    with house.read() as tx:
        found = tx.execute(_DOORS, {"starts_at": starts}).one()
    assert found == (price_list_of(house, tonight), doors, "North")
    assert doors == starts - 45 * moments.MINUTE


def price_list_of(house: Database, performance: Performance) -> int:
    return house.look(lambda tx: price_lists.list_of(tx, performance=performance.id))
