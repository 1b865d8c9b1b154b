"""Names that others gave are shown as they are written: no markup of theirs is read, and no picture fetched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from boxoffice.domain.plan import Zone
from boxoffice.gui.widgets.elided import Elided
from boxoffice.gui.widgets.text import tip
from boxoffice.services import house as house_service
from tests.gui.support import add_performance, settle
from tests.support.houses import counter

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from tests.gui.conftest import Desks

NAME = "<img src='//host/share/x.png'>"


def test_no_label_reads_the_markup_of_a_plan_or_an_event(
    open_desk: Desks, house: Database, tmp_path: Path, qtbot: QtBot
) -> None:
    add_performance(house, event=NAME)
    desk = open_desk("<b>Bob</b>")
    file = tmp_path / "plan.csv"
    file.write_text(f"zone,section,row,seat,x,y,accessible\nR&B {NAME},Pit,A,1,0,0,no\n", "utf-8")
    desk.window.show_page(desk.import_page)
    desk.import_page.read(file)
    qtbot.waitUntil(lambda: desk.import_page.outcome.text().startswith("Imported"))
    desk.new_performance()
    settle(qtbot, desk)
    desk.new_page.hall.setCurrentIndex(desk.new_page.hall.findText("plan"))
    desk.window.strip.warn(NAME)
    desk.show_about()
    desk.window.show_fault(ValueError(NAME))
    boxes = desk.window.findChildren(QMessageBox)
    labels = [label for label in desk.window.findChildren(QLabel) if "<" in label.text()]
    assert len(boxes) == 2
    assert any("R&B" in label.text() for label in labels)
    assert [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText] == []
    for box in boxes:
        box.accept()


def test_nor_does_any_label_of_the_bar_the_pages_or_the_legend(open_desk: Desks, house: Database) -> None:
    by = counter(house, "Office")
    house.act(lambda tx: house_service.change(tx, name=NAME), by=by)
    desk = open_desk()
    window, bar = desk.window, desk.window.clocks
    bar.show_place(counter=NAME, database=NAME, house=NAME, zone="UTC")
    bar.show_refresh_failure(ValueError(NAME), now=0)
    bar.show_job(at=0, released=0, error=NAME)
    window.notify(NAME, NAME)
    desk.sell.showing.legend.show_zones([Zone(NAME, "#3366cc")])
    shown = {*window.findChildren(QLabel), *desk.sell.findChildren(QLabel)}
    labels = [label for label in shown if "<" in label.text()]
    assert len(labels) == 7  # three clocks' and places' in the bar, and the counter's; two of the notice; a zone
    assert [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText] == []
    assert {label.toolTip() for label in (bar.database, bar.view, bar.job)} == {tip(NAME)}
    assert "<img" not in tip(NAME)


def test_nor_does_a_page_read_the_markup_in_the_name_of_a_plan(open_desk: Desks, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "plan.json"
    seat = {"seat_guid": "A-1", "seat_number": "1", "position": {"x": 0, "y": 0}, "category": "Pit"}
    row = {"row_number": "A", "position": {"x": 0, "y": 0}, "seats": [seat]}
    plan = {
        "name": NAME,
        "categories": [{"name": "Pit", "color": "#3366cc"}],
        "zones": [{"name": "Pit", "rows": [row]}],
    }
    file.write_text(json.dumps(plan), "utf-8")
    desk = open_desk()
    page = desk.import_page
    desk.window.show_page(page)
    page.read(file)
    qtbot.waitUntil(lambda: not page.outcome.text().startswith("Reading"))
    if page.repair.isVisible():
        page.repair.click()
    qtbot.waitUntil(lambda: page.outcome.text().startswith("Imported into"))
    labels = [page.outcome, page.counts]
    assert all(NAME in label.text() for label in labels)
    assert [label.textFormat() for label in labels] == [Qt.TextFormat.PlainText] * 2


def test_a_tooltip_says_the_whole_name_as_it_is_written(qtbot: QtBot) -> None:
    name = Elided(NAME * 9)
    qtbot.addWidget(name)
    name.resize(60, 30)
    name.grab()
    assert "&lt;img" in name.toolTip()
    assert "<img" not in name.toolTip()
