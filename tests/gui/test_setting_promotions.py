"""Promotions set up at the window, used in an order, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from boxoffice.domain.moments import MINUTE
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.services import price_lists
from tests.gui.support import press, settle, take
from tests.support.houses import counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from boxoffice.gui.prices.promotions_panel import PromotionsPanel


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> PromotionsPanel:
    """The promotions, on the page of prices."""
    desk.office.show_prices()
    page = desk.office.prices_page
    qtbot.waitUntil(lambda: page.promotions.form.zones.count() == 2)
    page.tabs.setCurrentWidget(page.promotions)
    return page.promotions


def words(panel: PromotionsPanel, row: int) -> list[str]:
    model = panel.list.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_a_promotion_is_added_and_used(desk: Desk, panel: PromotionsPanel, qtbot: QtBot) -> None:
    form = panel.form
    QTest.keyClicks(form.name, "Friends")
    QTest.keyClicks(form.percent, "10")
    form.limit.setValue(5)
    form.zones.item(0).setCheckState(Qt.CheckState.Checked)
    form.add_button.click()
    qtbot.waitUntil(lambda: len(panel.list.shown) == 1)
    assert words(panel, 0) == ["Friends", "", "by 10 %", "Front", "always", "0 of 5"]
    assert form.name.text() == ""
    settle(qtbot, desk)
    press(desk, "Esc")
    assert desk.is_selling()
    take(qtbot, desk, "A1", "C1")
    next(button for button in desk.sell.order.prices.buttons if button.text() == "% Friends").click()
    qtbot.waitUntil(lambda: desk.sell.order.total.text() == "70.50")  # 40.50 in front, 30.00 at the back


def test_one_with_a_code_lowers_to_a_fixed_price(desk: Desk, panel: PromotionsPanel, qtbot: QtBot) -> None:
    form = panel.form
    assert form.percent.isVisible()
    form.lowering.setCurrentIndex(form.lowering.findData(Lowering.FIXED))
    assert not form.percent.isVisible()
    QTest.keyClicks(form.name, "Opening")
    QTest.keyClicks(form.code, "Open26")
    QTest.keyClicks(form.amount, "10")
    form.add_button.click()
    qtbot.waitUntil(lambda: len(panel.list.shown) == 1)
    assert words(panel, 0)[:3] == ["Opening", "OPEN26", "to 10.00"]
    settle(qtbot, desk)
    press(desk, "Esc")
    take(qtbot, desk, "A1")
    desk.counter.use_promotion("open26")
    qtbot.waitUntil(lambda: desk.sell.order.total.text() == "10.00")


def test_what_is_missing_is_told_beside_its_field(panel: PromotionsPanel, house: Database, qtbot: QtBot) -> None:
    form = panel.form
    form.add_button.click()
    assert "needs a name" in form.told("name")
    assert "per cent" in form.told("percent")
    assert form.window().focusWidget() is form.name
    form.name.setText("Friends")
    form.percent.setText("101")
    form.add_button.click()
    assert form.told("name") == ""
    assert form.told("percent")
    form.percent.setText("100")
    for day in form.validity.days:
        day.setChecked(False)
    form.add_button.click()
    assert "Tick one" in form.validity.fault.text()
    form.validity.days[0].setChecked(True)
    form.validity.since.given.setChecked(True)
    form.validity.until.given.setChecked(True)
    form.validity.until.edit.setDateTime(form.validity.since.edit.dateTime())
    form.add_button.click()
    assert "end before it begins" in form.validity.fault.text()
    assert house.look(price_lists.promotions) == ()
    form.validity.until.edit.setDateTime(form.validity.since.edit.dateTime().addDays(1))
    form.add_button.click()
    qtbot.waitUntil(lambda: len(house.look(price_lists.promotions)) == 1)
    [made] = house.look(price_lists.promotions)
    assert made.promotion.validity.weekdays == frozenset({0})
    assert made.promotion.validity.until == (made.promotion.validity.since or 0) + 24 * 3_600_000


def test_a_second_one_of_a_code_is_refused_beside_it(
    desk: Desk, panel: PromotionsPanel, house: Database, qtbot: QtBot
) -> None:
    by = counter(house, "Office")
    first = Promotion("Opening", Lowering.AMOUNT, 500)
    house.act(lambda tx: price_lists.add_promotion(tx, promotion=first, code="OPEN"), by=by)
    form = panel.form
    for name, code, field in (("Other", "open", "code"), ("Opening", "", "name")):
        form.name.setText(name)
        form.code.setText(code)
        form.percent.setText("5")
        form.add_button.click()
        settle(qtbot, desk)
        assert "already a promotion" in form.told(field)
    assert len(house.look(price_lists.promotions)) == 1


def test_one_that_was_used_is_ended_and_stays_in_sight(
    desk: Desk, panel: PromotionsPanel, house: Database, qtbot: QtBot
) -> None:
    by = counter(house, "Office")
    half = Promotion("Half", Lowering.PERCENT, 50_000)
    house.act(lambda tx: price_lists.add_promotion(tx, promotion=half), by=by)
    press(desk, "Esc")
    take(qtbot, desk, "A1")
    desk.counter.use_promotion("Half")
    qtbot.waitUntil(lambda: desk.sell.order.total.text() == "22.50")
    desk.office.show_prices()
    qtbot.waitUntil(lambda: len(panel.list.shown) == 1)
    assert not panel.end.isEnabled()
    panel.list.selectRow(0)
    desk.counter.clock.set(desk.counter.clock.now() - MINUTE)  # the window's clock may be behind the database's
    panel.end.click()
    qtbot.waitUntil(lambda: words(panel, 0)[4] == "ended")
    assert not panel.end.isEnabled()
    settle(qtbot, desk)
    assert not any(button.text() == "% Half" for button in desk.sell.order.prices.buttons)
