"""Figures on the screen as the house's language writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from boxoffice.gui.figures import figures, money
from boxoffice.services import house as house_service
from tests.gui.support import press, take
from tests.support.houses import counter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from tests.gui.conftest import Desks


@pytest.mark.parametrize(
    ("language", "amount", "count"),
    [
        ("en", "1,234.50", "1,057"),
        ("en-GB", "1,234.50", "1,057"),
        ("de", "1.234,50", "1.057"),
        ("de_CH", "1’234.50", "1’057"),
        ("fr", "1\N{NARROW NO-BREAK SPACE}234,50", "1\N{NARROW NO-BREAK SPACE}057"),
        ("es", "1234,50", "1057"),
        ("no such language", "1,234.50", "1,057"),
        ("ar", "1,234.50", "1,057"),  # digits of its own, which nobody could type
    ],
)
def test_a_languages_figures(house: Database, language: str, amount: str, count: str) -> None:
    here = replace(house.look(house_service.house), language=language)
    assert money(here).format(123_450) == amount
    assert figures(language).count(1057) == count


def test_a_german_house_reads_and_types_german_amounts(
    open_desk: Desks, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    assert tonight.free
    here = house.look(house_service.house)
    by = counter(house, "Office")
    house.act(lambda tx: house_service.describe(tx, described=replace(here, language="de")), by=by)
    desk = open_desk()
    take(qtbot, desk, "A1", "C1")
    assert desk.sell.order.total.text() == "75,00"
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    cash = desk.sell.side.payment.cash
    QTest.keyClicks(cash.given, "1.000,50")
    assert cash.change.text() == "925,50"
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert "Cash: 75,00 EUR, 1.000,50 given" in desk.sell.side.done.paid.text()
