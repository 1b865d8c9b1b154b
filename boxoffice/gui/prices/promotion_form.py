"""A new promotion: its name and code, by how much it lowers what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from boxoffice.domain.price_types import ALWAYS
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.domain.taxes import read_rate
from boxoffice.gui.widgets.amount import AmountEdit
from boxoffice.gui.widgets.form import Form, count
from boxoffice.gui.widgets.text import Text
from boxoffice.gui.widgets.validity_edit import ValidityEdit, fault_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from boxoffice.domain.money import Currency

_LOWERINGS = (
    ("by per cent", Lowering.PERCENT),
    ("by an amount", Lowering.AMOUNT),
    ("to a fixed price", Lowering.FIXED),
)
_MANY = 1_000_000
_LISTED = 4  # lines of a list of zones or price types


class PromotionForm(QWidget):
    """``asked`` carries a promotion that makes sense, with its code and how often it may be used at most."""

    asked = Signal(object, str, int)

    def __init__(self, currency: Currency, *, zone: str, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._usual = currency.format(5 * currency.unit)
        self.name = QLineEdit(maxLength=60, placeholderText="Such as Friends")
        self.code = QLineEdit(maxLength=40, placeholderText="None: a button at the counter")
        self.lowering = QComboBox()
        for words, lowering in _LOWERINGS:
            self.lowering.addItem(words, lowering)
        self.percent = QLineEdit(maxLength=8, placeholderText="per cent")
        self.amount = AmountEdit(currency)
        self.amount.setPlaceholderText(currency.code)
        self.adds = QCheckBox("Lowers what another promotion leaves")
        self.limit = count(least=0, most=_MANY, special="no limit")
        self.zones, self.types = _ticks("Price zones"), _ticks("Price types")
        self.validity = ValidityEdit(zone=zone, now=now)
        self.add_button = QPushButton("Add the promotion")
        self._form = Form(width=300)
        self._arrange()
        self.lowering.currentIndexChanged.connect(lambda _index: self._show_value())
        self.add_button.clicked.connect(self.ask)
        self._show_value()

    def offer(self, zones: Sequence[str], types: Sequence[str]) -> None:
        """Offer price zones and price types to be ticked."""
        for box, names in ((self.zones, zones), (self.types, types)):
            ticked = _ticked(box)
            box.clear()
            for name in names:
                item = QListWidgetItem(name, box)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
                )
                item.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)

    def clear(self) -> None:
        """Empty all fields for the next one."""
        for line in (self.name, self.code, self.percent, self.amount):
            line.clear()
        self.adds.setChecked(False)
        self.limit.setValue(0)
        for box in (self.zones, self.types):
            for row in range(box.count()):
                box.item(row).setCheckState(Qt.CheckState.Unchecked)
        self.validity.show_validity(ALWAYS)
        self.tell({})

    def tell(self, faults: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it."""
        self._form.tell(faults)

    def told(self, name: str) -> str:
        """What is said to be wrong with a field."""
        return self._form.told(name)

    def ask(self) -> None:
        """Ask for the promotion, or say what is missing."""
        faults = self._faults()
        self.tell(faults)
        if faults or fault_of(self.validity.validity):
            return
        promotion = Promotion(
            name=self.name.text().strip(),
            lowering=self._lowering,
            value=self._value or 0,
            adds=self.adds.isChecked(),
            zones=_ticked(self.zones) or None,
            price_types=_ticked(self.types) or None,
            validity=self.validity.validity,
        )
        self.asked.emit(promotion, self.code.text().strip(), self.limit.value())

    @property
    def _lowering(self) -> Lowering:
        return Lowering(self.lowering.currentData())

    @property
    def _value(self) -> int | None:
        return read_rate(self.percent.text()) if self._lowering is Lowering.PERCENT else self.amount.amount

    def _faults(self) -> dict[str, str]:
        found = {}
        if not self.name.text().strip():
            found["name"] = "The promotion needs a name, which receipts print. Type one."
        value = self._value
        if self._lowering is Lowering.PERCENT:
            if value is None or not Promotion("", self._lowering, value).is_sound:
                found["percent"] = "Type how much per cent, above 0 and up to 100."
        elif value is None or not Promotion("", self._lowering, value).is_sound:
            found["amount"] = f"This is no amount that lowers anything. Type one such as {self._usual}."
        return found

    def _show_value(self) -> None:
        is_percent = self._lowering is Lowering.PERCENT
        self._form.show_field("percent", shown=is_percent)
        self._form.show_field("amount", shown=not is_percent)

    def _arrange(self) -> None:
        self._form.add("name", "Name", self.name)
        self._form.add("code", "Code", self.code)
        self._form.add("lowering", "Lowers a price", self.lowering)
        self._form.add("percent", "By how many %", self.percent)
        self._form.add("amount", "Amount", self.amount)
        self._form.add("limit", "Used at most", self.limit)
        self._form.addRow(QLabel(), self.adds)
        lists = QHBoxLayout()
        for words, box in (("Only in zones", self.zones), ("Only for types", self.types)):
            column = QVBoxLayout()
            label = Text(words)
            label.setBuddy(box)
            column.addWidget(label)
            column.addWidget(box)
            lists.addLayout(column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(10)
        layout.addLayout(self._form)
        layout.addLayout(lists)
        layout.addWidget(self.validity)
        layout.addStretch(1)


def _ticks(name: str) -> QListWidget:
    box = QListWidget()
    box.setAccessibleName(f"Only for these {name.lower()}; none ticked means all")
    box.setFixedHeight((box.fontMetrics().height() + 10) * _LISTED)
    return box


def _ticked(box: QListWidget) -> frozenset[str]:
    items = [box.item(row) for row in range(box.count())]
    return frozenset(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)
