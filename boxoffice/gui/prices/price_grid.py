"""What each price zone costs whom: the prices of a list, or those that one performance has of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from boxoffice.domain import moments
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.gui.prices.price_cells import PriceCells
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.form import fault_line, tell_fault
from boxoffice.gui.widgets.scrolled import scrolled
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from boxoffice.domain.money import Currency
    from boxoffice.domain.price_lists import PriceList
    from boxoffice.services.price_list_setup import PricedNight

Amounts = dict[tuple[str, str], int]

_OF_LIST = "An empty field is not offered. Clicks on seats begin with the full price."
_OF_NIGHT = "Only what differs on this night: an empty field is as the list, whose price stands in grey."


class PriceGrid(QWidget):
    """Editable amounts; ``changed`` after every change, ``night_wanted`` carries whose own prices are to be read."""

    changed = Signal()
    night_wanted = Signal(int)

    def __init__(self, currency: Currency, *, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._zone = zone
        self._zones: tuple[str, ...] = ()
        self._types: tuple[str, ...] = ()
        self._columns: list[str] = []
        self._nights: tuple[PricedNight, ...] = ()
        self.night = QComboBox()
        self.night.setAccessibleName("Prices of")
        self.more = QComboBox()
        self.more.setAccessibleName("Another price type")
        self.add = QPushButton("Offer it")
        self.hint = Text(_OF_LIST)
        self.fault = fault_line()
        self.cells = PriceCells(currency)
        tones.set_type(self.hint, 0.95, tone="quiet")
        self._arrange()
        self.night.activated.connect(lambda _index: self._turn_to_night())
        self.add.clicked.connect(lambda: self.add_column(self.more.currentText()))
        self.cells.changed.connect(self._judge)
        self.cells.removed.connect(self.remove_column)

    @property
    def amounts(self) -> Amounts:
        """The prices (minor units) of the list."""
        return self.cells.amounts_of(None)

    @property
    def own(self) -> dict[int, Amounts]:
        """The own prices of every performance whose were looked at."""
        return {night.id: self.cells.amounts_of(night.id) for night in self._nights if self.cells.knows(night.id)}

    @property
    def state(self) -> object:
        """What is compared to tell whether anything was changed."""
        return self.cells.state

    def show_list(self, price_list: PriceList, *, types: Sequence[str], nights: Sequence[PricedNight]) -> None:
        """Show the prices of a list, and offer the performances that use it."""
        self._zones, self._types = price_list.zones, tuple(types)
        self._nights = tuple(night for night in nights if night.price_list == price_list.id)
        with_prices = {price_type for _, price_type in price_list.amounts} | {FULL_PRICE}
        self._columns = [name for name in types if name in with_prices]
        self.cells.begin(price_list.amounts)
        self.night.clear()
        self.night.addItem("all performances of the list", None)
        for night in self._nights:
            when = moments.day_and_time(night.starts_at, zone=self._zone)
            mark = " · has prices of its own" if night.own_prices else ""
            self.night.addItem(f"{when} · {night.event}{mark}", night.id)
        self._build(None)

    def show_own(self, night: int, amounts: Mapping[tuple[str, str], int]) -> None:
        """Show the own prices of a performance."""
        self.cells.know(night, amounts)
        if self.night.currentData() == night:
            self._build(night)
        self.changed.emit()

    def set_types(self, types: Sequence[str]) -> None:
        """Offer the price types that there are now."""
        self._types = tuple(types)
        self._columns.sort(key=self._types.index)
        self._build(self.night.currentData())

    def add_column(self, price_type: str) -> None:
        """Give a price type a column, and the keys to its first field."""
        if price_type in self._types and price_type not in self._columns:
            self._columns.append(price_type)
            self._columns.sort(key=self._types.index)
            self._build(self.night.currentData())
            self.cells.focus(self._zones[0] if self._zones else "", price_type)
            self.changed.emit()

    def remove_column(self, price_type: str) -> None:
        """Offer a price type no more."""
        self._columns.remove(price_type)
        self.cells.forget(price_type)
        self._build(self.night.currentData())
        self.changed.emit()

    def tell(self) -> bool:
        """Say what is no amount, or where a full price is missing; whether anything is wrong."""
        wrong = self._fault()
        field = self.cells.first_bad()
        tell_fault(self.fault, field or self.night, wrong)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(wrong)

    def refuse(self, sentence: str) -> None:
        """Say why the prices were not stored."""
        tell_fault(self.fault, self.night, sentence)

    def _fault(self) -> str:
        bad = self.cells.bad
        if not bad:
            return ""
        zone, price_type, text = bad[0]
        return f"{zone}, {price_type}: “{text}” is no amount. Type one such as {self.cells.usual}."

    def _turn_to_night(self) -> None:
        night = self.night.currentData()
        if night is None or self.cells.knows(night):
            self._build(night)
        else:
            self.night_wanted.emit(night)

    def _build(self, night: int | None) -> None:
        self.hint.setText(_OF_LIST if night is None else _OF_NIGHT)
        self.cells.show_cells(self._zones, self._columns, of=night)
        offered = [name for name in self._types if name not in self._columns]
        self.more.clear()
        self.more.addItems(offered)
        for part in (self.more, self.add):
            part.setEnabled(bool(offered) and night is None)
        self._judge()

    def _judge(self) -> None:
        if not self.cells.bad:
            tell_fault(self.fault, self.night, "")
        self.changed.emit()

    def _arrange(self) -> None:
        of = QLabel("Prices of")
        of.setBuddy(self.night)
        more = QLabel("Another price type")
        more.setBuddy(self.more)
        self.night.setMinimumWidth(360)
        self.more.setMinimumWidth(180)
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(of)
        above.addWidget(self.night)
        above.addStretch(1)
        above.addWidget(more)
        above.addWidget(self.more)
        above.addWidget(self.add)
        area = scrolled(self.cells, across=True)
        self.cells.follow_in(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(above)
        layout.addWidget(self.hint)
        layout.addWidget(area, 1)
        layout.addWidget(self.fault)
