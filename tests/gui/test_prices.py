"""Prices at the window: for whom the tickets are by one key, comps with a reason, promotions, fees, what is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.price_types import PriceType
from boxoffice.domain.pricing import Fee, FeePer
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.services import price_lists
from tests.gui.support import add_performance, press, settle, take
from tests.support.houses import counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks

TYPES = (
    PriceType(FULL_PRICE),
    PriceType("Child", needs=FULL_PRICE),
    PriceType("Comp", comp=True, needs_reason=True),
)


@pytest.fixture
def desk(open_desk: Desks, house: Database, tonight: Performance) -> Desk:
    """Counter 1, where children pay 20.00 and guests nothing."""
    amounts = {(zone, kind): 2000 for zone in ("Front", "Rear") for kind in ("Child", "Comp")}
    with house.write(by=counter(house, "Office")) as tx:
        price_lists.put_types(tx, types=TYPES)
        price_list = price_lists.list_of(tx, performance=tonight.id)
        price_lists.put_prices(tx, price_list=price_list, amounts=amounts)
        price_lists.add_promotion(tx, promotion=Promotion("Friends", Lowering.PERCENT, 10_000))
        price_lists.add_promotion(tx, promotion=Promotion("Opening", Lowering.FIXED, 1000), code="OPEN26")
    return open_desk()


def total(desk: Desk) -> str:
    return desk.sell.order.total.text()


def words(desk: Desk) -> list[str]:
    model = desk.sell.order.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_house_with_one_price_type_has_nothing_to_choose(open_desk: Desks, tonight: Performance) -> None:
    assert tonight.free
    plain = open_desk()
    assert plain.sell.order.prices.buttons == []
    assert not plain.actions["price_1"].isEnabled()


def test_one_key_makes_the_selected_ticket_a_childs(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "A2")
    press(desk, "Ctrl+Down")
    press(desk, "Ctrl+Down")
    press(desk, "Ctrl+2")
    qtbot.waitUntil(lambda: total(desk) == "65.00")
    assert words(desk)[1:] == [
        "Front · 1 × 45.00, 45.00",
        "Stalls A1, 45.00",
        "Front · Child · 1 × 20.00, 20.00",
        "Stalls A2, 20.00",
    ]


def test_without_a_selection_all_are_meant_and_what_they_lack_is_told(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1", "A2")
    press(desk, "Ctrl+2")
    qtbot.waitUntil(lambda: total(desk) == "40.00")
    lacks = desk.sell.order.prices.lacks
    assert lacks.isVisible()
    assert lacks.text() == "Child needs 1 more of Full price."
    press(desk, "F12")
    qtbot.waitUntil(lambda: "Child needs 1 more of Full price" in desk.window.strip.text)
    assert not desk.sell.side.is_paying
    press(desk, "Ctrl+1")
    qtbot.waitUntil(lambda: total(desk) == "90.00")
    assert not lacks.isVisible()


def test_a_button_does_what_its_key_does(desk: Desk, qtbot: QtBot) -> None:
    assert not any(button.isEnabled() for button in desk.sell.order.prices.buttons)
    take(qtbot, desk, "A1")
    buttons = {button.text(): button for button in desk.sell.order.prices.buttons}
    assert list(buttons) == ["1 Full price", "2 Child", "3 Comp", "% Friends", "% Code…"]
    buttons["2 Child"].click()
    qtbot.waitUntil(lambda: total(desk) == "20.00")
    buttons["% Friends"].click()
    qtbot.waitUntil(lambda: total(desk) == "18.00")


def test_a_comp_asks_why_and_none_of_the_answer_takes_a_seat(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+3")
    ask = desk.sell.order.prices.ask
    assert ask.isVisible()
    QTest.keyClicks(desk.window.focusWidget(), "B3 press")
    assert ask.text() == "B3 press"
    press(desk, "Return")
    qtbot.waitUntil(lambda: total(desk) == "0.00")
    (line,) = desk.counter.lines
    assert (line.price_type, line.reason, line.face_price) == ("Comp", "B3 press", 2000)
    assert not ask.isVisible()
    assert desk.sell.showing.map.hasFocus()


def test_a_question_can_be_left(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+3")
    press(desk, "Esc")
    assert not desk.sell.order.prices.ask.isVisible()
    assert total(desk) == "45.00"


def test_a_code_lowers_the_price_and_is_taken_off_again(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+P")
    QTest.keyClicks(desk.window.focusWidget(), "open26")
    press(desk, "Return")
    qtbot.waitUntil(lambda: total(desk) == "10.00")
    assert "Front · Opening · 1 × 10.00, 10.00" in words(desk)
    off = desk.sell.order.prices.off
    assert off.isVisible()
    off.click()
    qtbot.waitUntil(lambda: total(desk) == "45.00")
    assert not off.isVisible()


def test_a_used_promotion_can_be_taken_off_from_another_night_too(desk: Desk, house: Database, qtbot: QtBot) -> None:
    add_performance(house, event="Matinee", days=1)
    desk.read_anew()
    take(qtbot, desk, "A1")
    desk.counter.use_promotion("Friends")
    qtbot.waitUntil(lambda: total(desk) == "40.50")
    qtbot.waitUntil(lambda: len(desk.sell.board.performances) == 2)
    press(desk, "Ctrl+PgDown")
    qtbot.waitUntil(lambda: desk.sell.order.prices.buttons == [] or desk.sell.showing.has_house)
    settle(qtbot, desk)
    assert desk.sell.order.prices.off.isVisible()


def test_the_menu_calls_the_price_types_what_they_are(desk: Desk) -> None:
    acts = [desk.actions[f"price_{number}"] for number in range(1, 5)]
    assert [act.text() for act in acts if act.isVisible()] == ["Full price", "Child", "Comp"]


def test_a_wrong_code_is_told(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "Ctrl+P")
    QTest.keyClicks(desk.window.focusWidget(), "OPEN27")
    press(desk, "Return")
    qtbot.waitUntil(lambda: "There is no promotion “OPEN27”" in desk.window.strip.text)
    assert total(desk) == "45.00"


def test_fees_stand_under_the_tickets(desk: Desk, house: Database, tonight: Performance, qtbot: QtBot) -> None:
    with house.write(by=counter(house, "Office")) as tx:
        price_list = price_lists.list_of(tx, performance=tonight.id)
        price_lists.put_fee(tx, price_list=price_list, fee=Fee("Booking fee", FeePer.TICKET, 150))
    take(qtbot, desk, "A1", "A2")
    qtbot.waitUntil(lambda: total(desk) == "93.00")
    assert words(desk)[-1] == "Booking fee · 2 × 1.50, 3.00"
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.payment.cash.total.text() == "93.00")
