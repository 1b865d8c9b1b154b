"""What can be read in every theme: also what is disabled, pressed or quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton

from boxoffice.gui.seatmap.tints import contrast
from boxoffice.paths import settings_file
from tests.gui.support import add_performance, press, take

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from boxoffice.settings import Theme
    from tests.gui.conftest import Desks


def legibility(widget: QWidget) -> float:
    """The contrast between the ground of a widget and what stands out most from it, borders left aside."""
    image = widget.grab(widget.rect().adjusted(4, 4, -4, -4)).toImage()
    colors = [image.pixel(x, y) for x in range(image.width()) for y in range(image.height())]
    ground = QColor(max(set(colors), key=colors.count))
    return max(contrast(QColor(color), ground) for color in set(colors))


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_button_is_legible_also_disabled_or_pressed(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    desk.wear(theme)
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    forward = desk.sell.side.payment.cash.take_money
    assert not forward.isEnabled()
    assert legibility(forward) >= 3
    tool = next(each for each in desk.window.findChildren(QToolButton) if each.isVisible() and each.text())
    tool.setDown(True)
    assert legibility(tool) >= 3
    press(desk, "Esc")
    desk.window.show_page(desk.new_page)
    create = desk.new_page.create_button
    assert create.isDefault()
    assert not create.isEnabled()
    assert legibility(create) >= 3


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_band_over_another_day_is_legible_while_it_is_only_looked_at(
    house: Database, open_desk: Desks, theme: Theme, qtbot: QtBot
) -> None:
    add_performance(house, days=1)
    desk = open_desk()
    desk.wear(theme)
    band = desk.sell.band
    qtbot.waitUntil(lambda: band.height() >= band.heightForWidth(band.width()) > 0)
    assert band.property("tone") == "quiet"
    assert legibility(band) >= 4.5


def test_settings_that_cannot_be_stored_hold_all_the_same_and_are_told(desk: Desk, qtbot: QtBot) -> None:
    settings_file().mkdir()
    desk.actions["flip"].trigger()
    assert desk.settings.stage_at_bottom
    qtbot.waitUntil(lambda: "settings cannot be stored" in desk.window.strip.text)
    assert [path.name for path in settings_file().parent.iterdir()] == ["settings.json"]
