"""The house set up at the window: saved whole or not at all, each fault beside its field, nothing lost unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTime
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from boxoffice.domain.moments import MINUTE
from boxoffice.services import house as house_service
from tests.gui.support import press, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from boxoffice.gui.house.house_page import HousePage
    from tests.gui.conftest import Desks

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/></svg>'


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> HousePage:
    """The page of the house, opened by its key."""
    return opened(desk, qtbot)


def opened(desk: Desk, qtbot: QtBot) -> HousePage:
    press(desk, "Ctrl+Shift+H")
    page = desk.office.house_page
    qtbot.waitUntil(lambda: page.fields.house is not None)
    return page


def answer(desk: Desk, words: str) -> None:
    boxes = [box for box in desk.window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1
    next(button for button in boxes[0].buttons() if button.text() == words).click()


def test_all_of_it_is_saved_by_one_key(desk: Desk, page: HousePage, house: Database, qtbot: QtBot) -> None:
    fields = page.fields
    assert not page.has_changes
    fields.name.selectAll()
    QTest.keyClicks(fields.name, "Stadttheater")
    fields.seller.setText("Stadttheater GmbH")
    fields.address.setPlainText("Am Markt 1\n\n1010 Wien ")
    fields.tax_number.setText("ATU 123")
    fields.conditions.setPlainText("No return.")
    fields.language.setCurrentIndex(fields.language.findData("de_AT"))
    fields.hold.setValue(7)
    fields.cash_step.setText("0.05")
    fields.card_details.setChecked(True)
    fields.scan_prefix.setText("~")
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: not page.has_changes)
    with house.read() as tx:
        stored = house_service.house(tx)
        assert tx.rules.hold == 7 * MINUTE
    assert (stored.name, stored.seller, stored.address) == (
        "Stadttheater",
        "Stadttheater GmbH",
        ("Am Markt 1", "1010 Wien"),
    )
    assert (stored.tax_number, stored.conditions, stored.language) == ("ATU 123", "No return.", "de_AT")
    assert (stored.cash_step, stored.card_details, stored.scan_prefix) == (5, True, "~")
    assert desk.window.windowTitle().startswith("Stadttheater – ")
    assert desk.counter.house == stored
    press(desk, "Esc")
    assert desk.is_selling()


def test_each_fault_is_told_beside_its_field_and_nothing_is_stored(
    desk: Desk, page: HousePage, house: Database, qtbot: QtBot
) -> None:
    before = house.look(house_service.house)
    fields = page.fields
    fields.seller.setText("Somebody")
    fields.name.setText(" ")
    fields.currency.setCurrentText("euros")
    fields.time_zone.setCurrentText("Europe/Nowhere")
    fields.cash_step.setText("x")
    fields.scan_prefix.setText("T")
    fields.hold.setValue(30)
    press(desk, "Ctrl+S")
    settle(qtbot, desk)
    for name, words in {
        "name": "needs a name",
        "currency": "There is no currency “EUROS”",
        "time_zone": "There is no time zone “Europe/Nowhere”",
        "cash_step": "smallest coin",
        "scan_prefix": "what clerks type too",
        "hold": "1 to 29 minutes",
    }.items():
        assert words in fields.told(name)
        assert words in {**fields.paper.fields, **fields.desks.fields}[name].accessibleDescription()
    assert fields.told("seller") == ""
    assert fields.name.hasFocus()
    assert house.look(house_service.house) == before
    page.discard()
    assert fields.told("name") == ""
    assert not page.has_changes


def test_the_currency_stays_where_prices_are_set_and_so_does_all_else(
    desk: Desk, page: HousePage, house: Database, qtbot: QtBot
) -> None:
    before = house.look(house_service.house)
    page.fields.name.setText("Other")
    page.fields.currency.setCurrentText("JPY")
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: "Prices are set in EUR" in page.fields.told("currency"))
    assert house.look(house_service.house) == before
    assert page.has_changes
    page.discard()


def test_after_another_currency_the_window_is_to_be_opened_anew(
    open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    desk = open_desk()
    page = opened(desk, qtbot)
    page.fields.currency.setCurrentText("jpy")
    assert page.fields.cash_step.text() == "1"  # the minor unit stays the smallest coin
    page.fields.day_start.setTime(QTime(4, 30))
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: desk.window.pages.currentWidget() is not page)
    stored = house.look(house_service.house)
    assert (stored.currency, stored.day_start) == ("JPY", 270)
    assert {name for name, action in desk.actions.items() if action.isEnabled()} == {"quit", "keys", "about"}
    desk.show_sell()
    assert not desk.is_selling()
    again = open_desk.again(desk)
    assert again.counter.house.currency == "JPY"
    assert again.actions["new_performance"].isEnabled()


def test_a_logo_is_chosen_shown_and_stored(
    desk: Desk, page: HousePage, house: Database, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(SVG, "utf-8")
    page.logo.read(file)
    assert not page.logo.picture.pixmap().isNull()
    assert page.has_changes
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: not page.has_changes)
    assert house.look(house_service.logo) == SVG.encode()
    page.logo.remove.click()
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: not page.has_changes)
    assert house.look(house_service.logo) is None


def test_what_is_no_logo_is_told_beside_it_and_changes_nothing(page: HousePage, tmp_path: Path) -> None:
    good, cut, large, gone = (tmp_path / name for name in ("good.png", "cut.png", "large.png", "gone.png"))
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(good))
    cut.write_bytes(good.read_bytes()[:40])
    large.write_bytes(good.read_bytes() + bytes(1_000_001))
    for file, reason in ((cut, "cannot be drawn"), (large, "larger than 1 MB"), (gone, "gone.png cannot be read")):
        page.logo.read(file)
        assert reason in page.logo.fault.text()
        assert page.logo.logo is None
    page.logo.read(good)
    assert page.logo.fault.text() == ""
    assert page.logo.logo == good.read_bytes()
    page.discard()


def test_escape_and_closing_ask_about_what_is_not_saved(
    desk: Desk, page: HousePage, house: Database, qtbot: QtBot
) -> None:
    page.fields.name.setText("Stadttheater")
    press(desk, "Esc")
    answer(desk, "Go on editing")
    assert desk.window.pages.currentWidget() is page
    desk.window.close()
    assert desk.window.isVisible()
    answer(desk, "Go on editing")
    press(desk, "Esc")
    press(desk, "Esc", at=desk.office.question)
    assert desk.window.pages.currentWidget() is page
    assert page.fields.name.text() == "Stadttheater"
    press(desk, "Esc")
    answer(desk, "Save")
    qtbot.waitUntil(desk.is_selling)
    assert house.look(house_service.house).name == "Stadttheater"
    desk.office.show_house()
    settle(qtbot, desk)
    page.fields.name.setText("")
    press(desk, "Esc")
    answer(desk, "Save")
    assert "needs a name" in page.fields.told("name")
    press(desk, "Esc")
    answer(desk, "Discard the changes")
    assert desk.is_selling()
