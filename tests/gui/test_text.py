"""Names that others gave are shown as they are written: no markup of theirs is read, and no picture fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from boxoffice.gui.widgets.elided import Elided
from tests.gui.support import add_performance, settle

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


def test_a_tooltip_says_the_whole_name_as_it_is_written(qtbot: QtBot) -> None:
    name = Elided(NAME * 9)
    qtbot.addWidget(name)
    name.resize(60, 30)
    name.grab()
    assert "&lt;img" in name.toolTip()
    assert "<img" not in name.toolTip()
