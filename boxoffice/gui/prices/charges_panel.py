"""Taxes and fees of a price list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from boxoffice.domain import taxes as taxation
from boxoffice.gui.prices.charge_rows import FeeRow, Rows, TaxRow
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.scrolled import scrolled
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from boxoffice.domain.money import Currency
    from boxoffice.domain.price_lists import PriceList
    from boxoffice.domain.pricing import Fee
    from boxoffice.domain.taxes import Tax

_HOW = (("The prices include the taxes", True), ("The taxes are added to the prices", False))
_TAXES = (
    f"At most {taxation.MOST} at once. A new rate of a tax: add it once more under the same name, from a day on. Which"
    " rate counts is decided by the day of the performance."
)


class ChargesPanel(QWidget):
    """Taxes above, fees below; ``changed`` after every change."""

    changed = Signal()

    def __init__(self, currency: Currency, *, zone: str, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._before: object = None
        self.how = QComboBox()
        for words, included in _HOW:
            self.how.addItem(words, included)
        self.taxes = Rows(lambda: TaxRow(zone=zone, now=now), "Add a tax")
        self.fees = Rows(lambda: FeeRow(currency), "Add a fee")
        self._arrange()
        self.how.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.taxes.changed.connect(self._judge)
        self.fees.changed.connect(self._judge)

    @property
    def included(self) -> bool:
        """Whether the prices contain the taxes."""
        return bool(self.how.currentData())

    @property
    def tax_list(self) -> tuple[Tax, ...]:
        """The taxes whose fields make sense."""
        return tuple(tax for row in self.taxes.rows if (tax := row.tax) is not None)

    @property
    def fee_list(self) -> tuple[Fee, ...]:
        """The fees whose fields make sense."""
        return tuple(fee for row in self.fees.rows if (fee := row.fee) is not None)

    @property
    def state(self) -> object:
        """Whether, and what, differs from what was shown."""
        now = (self.included, tuple(row.raw for row in self.taxes.rows), tuple(row.raw for row in self.fees.rows))
        return None if now == self._before else now

    def show_list(self, price_list: PriceList) -> None:
        """Show the taxes and fees of a list."""
        self.how.setCurrentIndex(self.how.findData(price_list.taxes_included))
        self.taxes.begin(len(price_list.taxes))
        for row, tax in zip(self.taxes.rows, price_list.taxes, strict=True):
            row.show_tax(tax)
        self.fees.begin(len(price_list.fees))
        for fee_row, fee in zip(self.fees.rows, price_list.fees, strict=True):
            fee_row.show_fee(fee)
        self._before = None
        self._before = self.state
        self.changed.emit()

    def tell(self) -> bool:
        """Say beside each row what is wrong with it; whether anything is."""
        self._judge()
        taxes, fees = self.taxes.tell(), self.fees.tell()
        return taxes or fees

    def _judge(self) -> None:
        seen: set[tuple[str, int]] = set()
        names: set[str] = set()
        for row in self.taxes.rows:
            key = row.name.text().strip(), row.since.moment or 0
            names.add(key[0])
            row.twice = key in seen
            row.too_many = len(names) > taxation.MOST
            seen.add(key)
        fees: set[str] = set()
        for fee_row in self.fees.rows:
            name = fee_row.name.text().strip()
            fee_row.twice = name in fees
            fees.add(name)
        self.changed.emit()

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        how = QLabel("Prices and taxes")
        how.setBuddy(self.how)
        row = QHBoxLayout()
        row.addWidget(how)
        row.addWidget(self.how)
        row.addStretch(1)
        hint = Text(_TAXES, wordWrap=True)
        tones.set_type(hint, 0.95, tone="quiet")
        column.addWidget(_heading("Taxes"))
        column.addLayout(row)
        column.addWidget(self.taxes)
        column.addWidget(hint)
        column.addSpacing(12)
        column.addWidget(_heading("Fees"))
        column.addWidget(self.fees)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(scrolled(inner))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    tones.set_type(label, 1.1, bold=True)
    return label
