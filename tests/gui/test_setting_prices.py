"""Prices set up at the window and sold at once: amounts, price types, taxes, fees, other lists, one night's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from boxoffice.domain.moments import MINUTE, SECOND
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.price_types import PriceType, Validity
from boxoffice.services import price_list_setup, price_lists
from tests.gui.support import add_performance, press, settle, take
from tests.support.houses import counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from boxoffice.gui.desk import Desk
    from boxoffice.gui.prices.prices_page import PricesPage
    from boxoffice.gui.widgets.amount import AmountEdit
    from tests.gui.conftest import Desks


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PricesPage:
    """The page of prices, opened by its key."""
    press(desk, "Ctrl+Shift+P")
    page = desk.office.prices_page
    qtbot.waitUntil(lambda: bool(page.grid.cells.fields))
    return page


def cell(page: PricesPage, zone: str, price_type: str = FULL_PRICE) -> AmountEdit:
    return page.grid.cells.fields[zone, price_type]


def retype(field: AmountEdit, text: str) -> None:
    field.clear()
    QTest.keyClicks(field, text)


def save(desk: Desk, page: PricesPage, qtbot: QtBot) -> None:
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: not page.has_changes)
    settle(qtbot, desk)


def sell_again(desk: Desk, qtbot: QtBot) -> None:
    press(desk, "Esc")
    assert desk.is_selling()
    settle(qtbot, desk)


def total(desk: Desk) -> str:
    return desk.sell.order.total.text()


def answer(desk: Desk, words: str) -> None:
    """Press a button of the question that is on the screen."""
    boxes = [box for box in desk.window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1
    next(button for button in boxes[0].buttons() if button.text() == words).click()


def test_a_price_is_typed_saved_and_sold(desk: Desk, page: PricesPage, qtbot: QtBot) -> None:
    assert [cell(page, zone).text() for zone in ("Front", "Rear")] == ["45.00", "30.00"]
    assert not desk.actions["save"].isEnabled()
    retype(cell(page, "Front"), "47,50")
    assert page.state.text() == "Not saved yet."
    save(desk, page, qtbot)
    assert not desk.actions["save"].isEnabled()
    sell_again(desk, qtbot)
    assert any("47.50" in text for text in desk.sell.showing.legend.texts)
    take(qtbot, desk, "A1")
    assert total(desk) == "47.50"


def test_an_order_in_the_making_keeps_its_prices(desk: Desk, house: Database, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+Shift+P")
    page = desk.office.prices_page
    qtbot.waitUntil(lambda: bool(page.grid.cells.fields))
    retype(cell(page, "Front"), "50")
    save(desk, page, qtbot)
    sell_again(desk, qtbot)
    assert total(desk) == "45.00"
    take(qtbot, desk, "A2")
    assert total(desk) == "95.00"
    assert len(house.look(price_list_setup.lists)) == 1


def test_a_tax_and_a_fee_are_charged_with_the_next_seat(desk: Desk, page: PricesPage, qtbot: QtBot) -> None:
    charges = page.charges
    page.tabs.setCurrentWidget(charges)
    charges.how.setCurrentIndex(charges.how.findData(False))  # noqa: FBT003 (Qt's own signature)
    charges.taxes.add_button.click()
    [tax] = charges.taxes.rows
    QTest.keyClicks(tax.name, "VAT")
    QTest.keyClicks(tax.rate, "8.875")
    charges.fees.add_button.click()
    [fee] = charges.fees.rows
    QTest.keyClicks(fee.name, "Booking fee")
    QTest.keyClicks(fee.amount, "2")
    fee.per.setCurrentIndex(1)
    save(desk, page, qtbot)
    sell_again(desk, qtbot)
    take(qtbot, desk, "C1")
    # 30.00 and 2.662... -> 2.66 of it; 2.00 and 0.1775 -> 0.18 of it
    assert total(desk) == "34.84"


def test_what_is_wrong_with_charges_is_told_beside_each(desk: Desk, page: PricesPage, house: Database) -> None:
    charges = page.charges
    charges.taxes.add_button.click()
    charges.taxes.add_button.click()
    charges.fees.add_button.click()
    first, second = charges.taxes.rows
    first.name.setText("VAT")
    first.rate.setText("one")
    QTest.keyClicks(charges.fees.rows[0].name, "Booking fee")
    press(desk, "Ctrl+S")
    assert "up to three decimals" in first.fault.text()
    assert "needs a name" in second.fault.text()
    assert "no amount" in charges.fees.rows[0].fault.text()
    assert charges.fees.rows[0].amount.accessibleDescription()
    assert page.tabs.currentWidget() is charges
    second.name.setText("VAT")
    first.rate.setText("7")
    second.rate.setText("19")
    assert not first.fault.text()
    press(desk, "Ctrl+S")
    assert "twice" in second.fault.text()
    assert page.has_changes
    with house.read() as tx:
        found = price_list_setup.read(tx, price_list=price_list_setup.lists(tx)[0].id)
    assert (found.taxes, found.fees) == ((), ())


def test_a_price_type_is_made_and_gets_its_key(desk: Desk, page: PricesPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.types)
    QTest.keyClicks(page.types.new_name, "child")
    press(desk, "Return", at=page.types.new_name)
    page.types.needs.setCurrentIndex(page.types.needs.findData(FULL_PRICE))
    page.types.one_each.setChecked(True)
    page.tabs.setCurrentWidget(page.grid)
    QTest.keyClicks(cell(page, "Front", "child"), "20")
    save(desk, page, qtbot)
    sell_again(desk, qtbot)
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+2")
    qtbot.waitUntil(lambda: total(desk) == "20.00")
    assert desk.sell.order.prices.lacks.text() == "child needs 1 more of Full price."


def test_a_price_type_is_there_once_and_can_be_ordered(page: PricesPage) -> None:
    types = page.types
    types.new_name.setText("full PRICE")
    types.add_type()
    assert "already a price type" in types.new_fault.text()
    assert len(types.types) == 1
    for name in ("Child", "Student"):
        types.new_name.setText(name)
        types.add_type()
    types.up.click()
    assert [kind.name for kind in types.types] == [FULL_PRICE, "Student", "Child"]
    types.least.setValue(3)
    types.most.setValue(2)
    assert "At most 2 is less than at least 3" in types.form.told("most")
    types.list.setCurrentRow(0)
    assert types.form.told("most") == ""
    assert types.tell()
    assert types.list.currentRow() == 1


def test_what_is_no_amount_is_told_and_nothing_is_stored(
    desk: Desk, page: PricesPage, house: Database, qtbot: QtBot
) -> None:
    retype(cell(page, "Front"), "50")
    retype(cell(page, "Rear"), "3x")
    press(desk, "Ctrl+S")
    assert page.grid.fault.text() == "Rear, Full price: “3x” is no amount. Type one such as 22.50."
    assert cell(page, "Rear").hasFocus()
    settle(qtbot, desk)
    with house.read() as tx:
        found = price_list_setup.read(tx, price_list=price_list_setup.lists(tx)[0].id)
    assert found.amounts["Front", FULL_PRICE] == 4500
    retype(cell(page, "Rear"), "")
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: "There is no price for Rear" in page.grid.fault.text())
    assert page.has_changes
    page.list_name.clear()
    press(desk, "Ctrl+S")
    assert "needs a name" in page.name_fault.text()


def test_nobody_leaves_changes_without_being_asked(desk: Desk, page: PricesPage, house: Database, qtbot: QtBot) -> None:
    retype(cell(page, "Front"), "50")
    press(desk, "Esc")
    answer(desk, "Go on editing")
    assert desk.window.pages.currentWidget() is page
    assert cell(page, "Front").text() == "50"
    press(desk, "Esc")
    answer(desk, "Discard the changes")
    assert desk.is_selling()
    desk.office.show_prices()
    settle(qtbot, desk)
    assert cell(page, "Front").text() == "45.00"
    retype(cell(page, "Front"), "51")
    press(desk, "Esc")
    answer(desk, "Save")
    qtbot.waitUntil(desk.is_selling)
    with house.read() as tx:
        found = price_list_setup.read(tx, price_list=price_list_setup.lists(tx)[0].id)
    assert found.amounts["Front", FULL_PRICE] == 5100


def test_what_another_counter_changed_is_not_overwritten(
    desk: Desk, page: PricesPage, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    by = counter(house, "Office")
    with house.write(by=by) as tx:
        price_list = price_lists.list_of(tx, performance=tonight.id)
        price_lists.put_prices(tx, price_list=price_list, amounts={("Front", FULL_PRICE): 6000})
    retype(cell(page, "Rear"), "50")
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: "somebody changed this" in desk.window.strip.text)
    page.discard()
    qtbot.waitUntil(lambda: cell(page, "Front").text() == "60.00")
    assert cell(page, "Rear").text() == "30.00"


def test_arrow_keys_and_return_walk_down_a_column(desk: Desk, page: PricesPage) -> None:
    cell(page, "Front").setFocus()
    press(desk, "Down")
    assert cell(page, "Rear").hasFocus()
    press(desk, "Up")
    press(desk, "Return")
    assert cell(page, "Rear").hasFocus()


def test_a_list_is_copied_changed_and_used_for_a_performance(
    desk: Desk, page: PricesPage, house: Database, qtbot: QtBot
) -> None:
    page.copy.click()
    qtbot.waitUntil(lambda: page.list_name.text() == "Taylor Swift, copy")
    qtbot.waitUntil(lambda: page.choice.count() == 2)
    page.list_name.setText("Matinee")
    retype(cell(page, "Front"), "15")
    save(desk, page, qtbot)
    assert page.choice.currentText() == "Matinee · not used"
    page.tabs.setCurrentWidget(page.nights)
    nights = page.nights
    assert not nights.use.isEnabled()
    nights.list.selectRow(0)
    nights.target.setCurrentIndex(nights.target.findText("Matinee · not used"))
    nights.use.click()
    qtbot.waitUntil(lambda: page.choice.currentText().startswith("Matinee · 1 performance"))
    settle(qtbot, desk)
    sell_again(desk, qtbot)
    take(qtbot, desk, "A1")
    assert total(desk) == "15.00"
    assert [each.performances for each in house.look(price_list_setup.lists)] == [1, 0]


def test_another_list_is_not_shown_over_unsaved_changes(
    desk: Desk, page: PricesPage, house: Database, qtbot: QtBot
) -> None:
    add_performance(house, event="Hamlet", days=1)
    page.read()
    qtbot.waitUntil(lambda: page.choice.count() == 2)
    retype(cell(page, "Front"), "50")
    page.choice.setCurrentIndex(0)
    page.choice.activated.emit(0)
    answer(desk, "Go on editing")
    assert page.choice.currentText().startswith("Taylor Swift")
    page.choice.setCurrentIndex(0)
    page.choice.activated.emit(0)
    answer(desk, "Discard the changes")
    qtbot.waitUntil(lambda: page.list_name.text() == "Hamlet")
    assert not page.has_changes


def test_one_night_has_a_price_of_its_own(desk: Desk, page: PricesPage, house: Database, qtbot: QtBot) -> None:
    night = page.grid.night
    assert night.count() == 2
    night.setCurrentIndex(1)
    night.activated.emit(1)
    qtbot.waitUntil(lambda: cell(page, "Front").placeholderText() == "45.00")
    assert cell(page, "Front").text() == ""
    assert not page.has_changes
    QTest.keyClicks(cell(page, "Front"), "99")
    assert cell(page, "Front").property("tone") == "warning"
    assert cell(page, "Rear").property("tone") != "warning"
    save(desk, page, qtbot)
    assert "has prices of its own" in night.itemText(1)
    with house.read() as tx:
        found = price_list_setup.read(tx, price_list=price_list_setup.lists(tx)[0].id)
    assert found.amounts["Front", FULL_PRICE] == 4500
    sell_again(desk, qtbot)
    take(qtbot, desk, "A1")
    assert total(desk) == "99.00"


def test_a_column_taken_out_is_offered_no_more(
    open_desk: Desks, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    by = counter(house, "Office")
    with house.write(by=by) as tx:
        price_lists.put_types(tx, types=(PriceType(FULL_PRICE), PriceType("Child")))
        price_list = price_lists.list_of(tx, performance=tonight.id)
        price_lists.put_prices(tx, price_list=price_list, amounts={("Front", "Child"): 100})
    desk = open_desk()
    assert desk.sell.order.prices.has(2)
    desk.office.show_prices()
    page = desk.office.prices_page
    qtbot.waitUntil(lambda: ("Rear", "Child") in page.grid.cells.fields)
    page.grid.remove_column("Child")
    assert ("Rear", "Child") not in page.grid.cells.fields
    assert page.grid.more.currentText() == "Child"
    save(desk, page, qtbot)
    qtbot.waitUntil(lambda: not desk.sell.order.prices.has(2))


def stand_by(house: Database, tonight: Performance, validity: Validity) -> None:
    with house.write(by=counter(house, "Office")) as tx:
        price_lists.put_types(tx, types=(PriceType(FULL_PRICE), PriceType("Stand-by")))
        price_list = price_lists.list_of(tx, performance=tonight.id)
        price_lists.put_prices(tx, price_list=price_list, amounts={("Front", "Stand-by"): 1000})
        price_lists.put_offer(tx, price_list=price_list, price_type="Stand-by", validity=validity)


def test_a_stand_by_price_appears_when_it_begins(
    open_desk: Desks, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    desk = open_desk()
    begins = house.look(lambda tx: tx.now) + 2 * SECOND
    stand_by(house, tonight, Validity(since=begins))
    desk.sell.sheet.read()
    settle(qtbot, desk)
    assert not desk.sell.order.prices.has(2)
    while desk.counter.clock.now() < begins:
        desk.refresh.tick()
        qtbot.wait(100)
    desk.refresh.tick()
    qtbot.waitUntil(lambda: desk.sell.order.prices.has(2))


def test_what_others_set_is_read_once_a_minute(desk: Desk, house: Database, tonight: Performance, qtbot: QtBot) -> None:
    stand_by(house, tonight, Validity())
    desk.refresh.tick()
    settle(qtbot, desk)
    assert not desk.sell.order.prices.has(2)
    desk.sell.sheet.read_at -= MINUTE
    desk.refresh.tick()
    qtbot.waitUntil(lambda: desk.sell.order.prices.has(2))
