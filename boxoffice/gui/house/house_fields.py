"""The fields of the house: what paper says of it, how it counts its days and its money, and what its desks do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from boxoffice.domain.house_settings import LATEST_DAY_START
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.money import Currency
from boxoffice.gui.figures import money
from boxoffice.gui.widgets.amount import AmountEdit
from boxoffice.gui.widgets.form import INSET, Form, count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from boxoffice.domain.performances import House

_LANGUAGES = (
    ("en", "English (United Kingdom)"),
    ("en_IE", "English (Ireland)"),
    ("en_US", "English (United States)"),
    ("en_CA", "English (Canada)"),
    ("en_AU", "English (Australia)"),
    ("de", "Deutsch (Deutschland)"),
    ("de_AT", "Deutsch (Österreich)"),
    ("de_CH", "Deutsch (Schweiz)"),
)
_CURRENCIES = ("EUR", "GBP", "USD", "CHF", "AUD", "CAD", "CZK", "DKK", "HUF", "JPY", "KWD", "NOK", "NZD", "PLN", "SEK")
_LINES = 3


class HouseFields(QWidget):
    """Two columns of fields; ``changed`` after every change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._house: House | None = None
        self.name = QLineEdit(maxLength=200)
        self.seller = QLineEdit(maxLength=200, placeholderText="If another company sells")
        self.address = _lines()
        self.tax_number = QLineEdit(maxLength=60)
        self.conditions = _lines()
        self.language = QComboBox()
        self.currency = _choice(_CURRENCIES)
        self.time_zone = _choice(sorted(available_timezones()))
        self.day_start = QTimeEdit()
        self.hold = count(least=1, most=999, suffix=" minutes")
        self.cash_step = AmountEdit(Currency("EUR"))
        self.card_details = QCheckBox("Ask for approval code and last four digits")
        self.scan_prefix = QLineEdit(maxLength=8, placeholderText="Such as ~, if one is set")
        self.paper = Form()
        self.desks = Form()
        self._fill()
        self._listen()

    def show_house(self, house: House, *, hold: int) -> None:
        """Show a house and the length of its holds (ms)."""
        self._house = house
        self.name.setText(house.name)
        self.seller.setText(house.seller)
        self.address.setPlainText("\n".join(house.address))
        self.tax_number.setText(house.tax_number)
        self.conditions.setPlainText(house.conditions)
        _choose(self.language, house.language)
        self.currency.setCurrentText(house.currency)
        self.time_zone.setCurrentText(house.time_zone)
        self.day_start.setTime(QTime(*divmod(house.day_start, 60)))
        self.hold.setValue(hold // MINUTE)
        self.cash_step.set_currency(money(house))
        self.cash_step.set_amount(house.cash_step)
        self.cash_step.deselect()
        self.card_details.setChecked(house.card_details)
        self.scan_prefix.setText(house.scan_prefix)

    @property
    def house(self) -> House | None:
        """The house as the fields have it; None before one was shown."""
        if self._house is None:
            return None
        start = self.day_start.time()
        return replace(
            self._house,
            name=self.name.text().strip(),
            seller=self.seller.text().strip(),
            address=tuple(line.strip() for line in self.address.toPlainText().splitlines() if line.strip()),
            tax_number=self.tax_number.text().strip(),
            conditions=self.conditions.toPlainText().strip(),
            language=self.language.currentData(),
            currency=self._code(),
            time_zone=self.time_zone.currentText().strip(),
            day_start=start.hour() * 60 + start.minute(),
            cash_step=self.cash_step.amount or 0,
            card_details=self.card_details.isChecked(),
            scan_prefix=self.scan_prefix.text().strip(),
        )

    @property
    def hold_ms(self) -> int:
        """The length of a hold."""
        return self.hold.value() * MINUTE

    def tell(self, faults: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it."""
        self.desks.tell(faults)
        self.paper.tell(faults)

    def told(self, name: str) -> str:
        """What is said to be wrong with a setting."""
        return (self.paper if name in self.paper.fields else self.desks).told(name)

    def _code(self) -> str:
        return self.currency.currentText().strip().upper()

    def _follow_currency(self) -> None:
        self.cash_step.set_currency(Currency(self._code()))
        self.changed.emit()

    def _fill(self) -> None:
        for code, name in _LANGUAGES:
            self.language.addItem(name, code)
        self.day_start.setDisplayFormat("HH:mm")
        self.day_start.lineEdit().setTextMargins(INSET, 0, 0, 0)
        self.day_start.setMaximumTime(QTime(*divmod(LATEST_DAY_START, 60)))
        self.paper.add("name", "Name", self.name)
        self.paper.add("seller", "Seller", self.seller)
        self.paper.add("address", "Address", self.address)
        self.paper.add("tax_number", "Tax number", self.tax_number)
        self.paper.add("conditions", "On every ticket", self.conditions, hint="Conditions of sale, in a line or two.")
        self.desks.add("language", "Language", self.language, hint="Of paper, and how dates and figures are written.")
        self.desks.add("currency", "Currency", self.currency)
        self.desks.add("cash_step", "Smallest coin", self.cash_step, hint="Cash totals are rounded to it.")
        self.desks.add("time_zone", "Time zone", self.time_zone)
        self.desks.add("day_start", "A day begins at", self.day_start, hint="A show past midnight is the evening's.")
        self.desks.add("hold", "A click keeps a seat", self.hold)
        self.desks.add("card_details", "Card payments", self.card_details)
        self.desks.add("scan_prefix", "Scanner's prefix", self.scan_prefix)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(48)
        for form in (self.paper, self.desks):
            column = QVBoxLayout()
            column.addLayout(form)
            column.addStretch(1)
            columns.addLayout(column)
        columns.addStretch(1)

    def _listen(self) -> None:
        for line in (self.name, self.seller, self.tax_number, self.scan_prefix):
            line.textChanged.connect(self.changed)
        for text in (self.address, self.conditions):
            text.textChanged.connect(self.changed)
        self.currency.currentTextChanged.connect(self._follow_currency)
        for signal in (
            self.language.currentIndexChanged,
            self.time_zone.currentTextChanged,
            self.day_start.timeChanged,
            self.hold.valueChanged,
            self.cash_step.changed,
            self.card_details.toggled,
        ):
            signal.connect(self._tell_change)

    def _tell_change(self, *_change: object) -> None:
        self.changed.emit()


def _lines() -> QPlainTextEdit:
    edit = QPlainTextEdit(tabChangesFocus=True)
    edit.setFixedHeight(edit.fontMetrics().lineSpacing() * _LINES + 22)
    return edit


def _choice(words: tuple[str, ...] | list[str]) -> QComboBox:
    box = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
    box.addItems(list(words))
    return box


def _choose(box: QComboBox, code: str) -> None:
    wanted = code.replace("-", "_")
    if box.findData(wanted) < 0:
        box.addItem(wanted, wanted)
    box.setCurrentIndex(box.findData(wanted))
