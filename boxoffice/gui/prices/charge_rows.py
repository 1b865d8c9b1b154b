"""A tax or a fee in one row of fields, and rows that come and go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from boxoffice.domain import taxes as taxation
from boxoffice.domain.pricing import Fee, FeePer
from boxoffice.domain.taxes import Rounding, Tax, read_rate, write_rate
from boxoffice.gui.widgets.amount import AmountEdit
from boxoffice.gui.widgets.form import fault_line, tell_fault
from boxoffice.gui.widgets.moment_edit import MomentEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from boxoffice.domain.money import Currency

_ROUNDINGS = (("half up", Rounding.HALF_UP), ("always up", Rounding.UP))
_PER = (("for every ticket", FeePer.TICKET), ("once for an order", FeePer.ORDER))


class Row(QWidget):
    """Fields side by side, with what is wrong with them below; ``removed`` tells that the row is to go."""

    changed = Signal()
    removed = Signal()

    def __init__(self, noun: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.twice = False
        self.name = QLineEdit(maxLength=60, placeholderText=placeholder)
        self.name.setAccessibleName(f"Name of the {noun}")
        self.name.setFixedWidth(220)
        self.remove = QPushButton("Take out")
        self.fault = fault_line()
        self.line = QHBoxLayout()
        self.line.setSpacing(12)
        self.line.addWidget(self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self.line)
        layout.addWidget(self.fault)
        self.name.textChanged.connect(self._tell_change)
        self.remove.clicked.connect(self.removed)

    def tell(self) -> bool:
        """Say what is wrong with the row; whether anything is."""
        fault, field = self.wrong()
        tell_fault(self.fault, field, fault)
        if fault:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(fault)

    def wrong(self) -> tuple[str, QWidget]:
        """What is wrong, and with which field."""
        raise NotImplementedError

    def _close(self) -> None:
        self.line.addWidget(self.remove)
        self.line.addStretch(1)

    def _tell_change(self, *_change: object) -> None:
        tell_fault(self.fault, self.name, "")
        self.changed.emit()


class TaxRow(Row):
    """One rate of a tax."""

    def __init__(self, *, zone: str, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__("tax", "Such as VAT", parent)
        self.too_many = False
        self.rate = QLineEdit(maxLength=8)
        self.rate.setFixedWidth(90)
        self.rate.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.rate.setAccessibleName("Rate in per cent")
        self.rounding = QComboBox()
        self.rounding.setAccessibleName("Rounded")
        for words, rounding in _ROUNDINGS:
            self.rounding.addItem(words, rounding)
        self.since = MomentEdit("From", zone=zone, now=now, with_time=False)
        for part in (self.rate, QLabel("%, rounded"), self.rounding, self.since):
            self.line.addWidget(part)
        self._close()
        self.rate.textChanged.connect(self._tell_change)
        self.rounding.currentIndexChanged.connect(self._tell_change)
        self.since.changed.connect(self._tell_change)

    def show_tax(self, tax: Tax) -> None:
        """Show a tax."""
        self.name.setText(tax.name)
        self.rate.setText(write_rate(tax.rate))
        self.rounding.setCurrentIndex(self.rounding.findData(tax.rounding))
        self.since.set_moment(tax.since or None)

    @property
    def raw(self) -> object:
        """All fields as they are."""
        return self.name.text(), self.rate.text(), self.rounding.currentData(), self.since.moment

    @property
    def tax(self) -> Tax | None:
        """The tax, where all fields make sense."""
        rate, name = read_rate(self.rate.text()), self.name.text().strip()
        if rate is None or not name:
            return None
        return Tax(name, rate, Rounding(self.rounding.currentData()), self.since.moment or 0)

    def wrong(self) -> tuple[str, QWidget]:
        """What is wrong, and with which field."""
        if not self.name.text().strip():
            return "The tax needs a name, which receipts print. Type one, or take the row out.", self.name
        if read_rate(self.rate.text()) is None:
            return "The rate is per cent from 0 to 100, with up to three decimals. Type one such as 8.875.", self.rate
        if self.twice:
            return "This tax is there twice from the same day on. Take one of them out.", self.name
        if self.too_many:
            return f"At most {taxation.MOST} taxes can be charged at once. Take one of them out.", self.name
        return "", self.name


class FeeRow(Row):
    """One fee."""

    def __init__(self, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__("fee", "Such as Booking fee", parent)
        self._usual = currency.format(currency.unit * 3 // 2)
        self.amount = AmountEdit(currency)
        self.amount.setFixedWidth(110)
        self.amount.setAccessibleName("Amount of the fee")
        self.per = QComboBox()
        self.per.setAccessibleName("Charged")
        for words, per in _PER:
            self.per.addItem(words, per)
        for part in (self.amount, self.per):
            self.line.addWidget(part)
        self._close()
        self.amount.changed.connect(self._tell_change)
        self.per.currentIndexChanged.connect(self._tell_change)

    def show_fee(self, fee: Fee) -> None:
        """Show a fee."""
        self.name.setText(fee.name)
        self.amount.set_amount(fee.amount)
        self.per.setCurrentIndex(self.per.findData(fee.per))

    @property
    def raw(self) -> object:
        """All fields as they are."""
        return self.name.text(), self.amount.text(), self.per.currentData()

    @property
    def fee(self) -> Fee | None:
        """The fee, where all fields make sense."""
        amount, name = self.amount.amount, self.name.text().strip()
        return Fee(name, FeePer(self.per.currentData()), amount) if amount is not None and name else None

    def wrong(self) -> tuple[str, QWidget]:
        """What is wrong, and with which field."""
        if not self.name.text().strip():
            return "The fee needs a name, which receipts print. Type one, or take the row out.", self.name
        if self.amount.amount is None:
            return f"This is no amount. Type one such as {self._usual}.", self.amount
        if self.twice:
            return "This fee is there twice. Give one of them another name.", self.name
        return "", self.name


R = TypeVar("R", bound=Row)


class Rows(QWidget, Generic[R]):
    """Rows under each other and a button that adds one; ``changed`` after every change."""

    changed = Signal()

    def __init__(self, make: Callable[[], R], add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._make = make
        self.rows: list[R] = []
        self.add_button = QPushButton(add)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        self._layout.addLayout(below)
        self.add_button.clicked.connect(self._add_empty)

    def begin(self, count: int) -> None:
        """Have so many empty rows."""
        while self.rows:
            self._drop(self.rows[-1])
        for _ in range(count):
            self._add()

    def tell(self) -> bool:
        """Say beside each row what is wrong with it; whether anything is."""
        wrong = [row for row in reversed(self.rows) if row.tell()]  # the first of them is left with the keys
        return bool(wrong)

    def _add(self) -> R:
        row = self._make()
        before = self.rows[-1].remove if self.rows else None
        self._layout.insertWidget(len(self.rows), row)
        self.rows.append(row)
        if before is not None:
            QWidget.setTabOrder(before, row.name)
        QWidget.setTabOrder(row.remove, self.add_button)
        row.changed.connect(self.changed)
        row.removed.connect(partial(self._remove, row))
        return row

    def _add_empty(self) -> None:
        self._add().name.setFocus()
        self.changed.emit()

    def _remove(self, row: R) -> None:
        self._drop(row)
        self.add_button.setFocus()
        self.changed.emit()

    def _drop(self, row: R) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
