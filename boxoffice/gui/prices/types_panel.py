"""The price types of the house: what an order must have for each, and when this list offers it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.price_types import ALWAYS, PriceType
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.form import Form, count, fault_line, tell_fault
from boxoffice.gui.widgets.scrolled import scrolled
from boxoffice.gui.widgets.text import Text
from boxoffice.gui.widgets.validity_edit import ValidityEdit, fault_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from boxoffice.domain.price_types import Validity

_NOBODY = "nothing else"
_MOST = 99


class TypesPanel(QWidget):
    """All types at the left, the chosen one at the right; ``changed`` after every change, ``added`` names a new one."""

    changed = Signal()
    added = Signal(str)
    ordered = Signal()

    def __init__(self, *, zone: str, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.types: list[PriceType] = []
        self.offers: dict[str, Validity] = {}
        self._before: object = None
        self._showing = False
        self.list = QListWidget()
        self.list.setAccessibleName("Price types")
        self.new_name = QLineEdit(maxLength=60, placeholderText="Such as Child")
        self.new_name.setAccessibleName("A new price type")
        self.new = QPushButton("Add")
        self.new_fault = fault_line()
        self.up, self.down = QPushButton("Up"), QPushButton("Down")
        self.title = Text()
        self.least = count(least=1, most=_MOST)
        self.most = count(least=0, most=_MOST, special="no limit")
        self.needs = QComboBox()
        self.one_each = QCheckBox("one for each")
        self.reason = QCheckBox("The clerk must give a reason")
        self.comp = QCheckBox("Free of charge (comp): keeps its price on paper")
        self.validity = ValidityEdit(zone=zone, now=now)
        self.form = Form(width=300)
        tones.set_type(self.title, 1.2, bold=True)
        self._arrange()
        self._connect()

    @property
    def state(self) -> object:
        """Whether, and what, differs from what was shown."""
        now = (tuple(self.types), dict(self.offers))
        return None if now == self._before else now

    def show_types(self, types: Sequence[PriceType], *, offers: Mapping[str, Validity]) -> None:
        """Show all price types, and when a list offers them."""
        at = max(0, self.list.currentRow())
        self.types, self.offers = list(types), dict(offers)
        self._before = (tuple(self.types), dict(self.offers))
        self.new_name.clear()
        self._refill(at)

    def tell(self) -> bool:
        """Say what is wrong, and show the type it is about; whether anything is."""
        wrong = next((row for row, kind in enumerate(self.types) if self._fault(kind) or self._offer(kind)), None)
        if wrong is not None:
            self.list.setCurrentRow(wrong)
            self._judge()
        return wrong is not None

    def add_type(self) -> None:
        """Add the price type whose name is typed, or say why not."""
        name = self.new_name.text().strip()
        there = any(kind.name.casefold() == name.casefold() for kind in self.types)
        tell_fault(self.new_fault, self.new_name, f"There is already a price type {name}." if there else "")
        if name and not there:
            self.types.append(PriceType(name))
            self.new_name.clear()
            self._refill(len(self.types) - 1)
            self.added.emit(name)
            self.changed.emit()

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        to = at + step
        if 0 <= at < len(self.types) and 0 <= to < len(self.types):
            self.types[at], self.types[to] = self.types[to], self.types[at]
            self._refill(to)
            self.ordered.emit()
            self.changed.emit()

    def _refill(self, at: int) -> None:
        self._showing = True
        self.list.clear()
        self.list.addItems([kind.name for kind in self.types])
        self.list.setCurrentRow(min(at, len(self.types) - 1))
        self._showing = False
        self._show_type()

    def _show_type(self) -> None:
        at = self.list.currentRow()
        if self._showing or at < 0:
            return
        kind = self.types[at]
        self._showing = True
        self.title.setText(kind.name)
        self.least.setValue(kind.least)
        self.most.setValue(kind.most or 0)
        self.needs.clear()
        self.needs.addItem(_NOBODY, None)
        for other in self.types:
            if other.name != kind.name:
                self.needs.addItem(f"a ticket for {other.name}", other.name)
        self.needs.setCurrentIndex(max(0, self.needs.findData(kind.needs)))
        self.one_each.setChecked(kind.one_each)
        self.reason.setChecked(kind.needs_reason)
        self.comp.setChecked(kind.comp)
        self.validity.show_validity(self.offers.get(kind.name, ALWAYS))
        self.validity.setEnabled(kind.name != FULL_PRICE)  # every click on a seat begins with it
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < len(self.types) - 1)
        self._showing = False
        self._judge()

    def _take(self, *_change: object) -> None:
        at = self.list.currentRow()
        if self._showing or at < 0:
            return
        kind = self.types[at] = replace(
            self.types[at],
            least=self.least.value(),
            most=self.most.value() or None,
            needs=self.needs.currentData(),
            one_each=self.one_each.isChecked() and self.needs.currentData() is not None,
            needs_reason=self.reason.isChecked(),
            comp=self.comp.isChecked(),
        )
        validity = self.validity.validity
        if validity == ALWAYS:
            self.offers.pop(kind.name, None)
        else:
            self.offers[kind.name] = validity
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        at = self.list.currentRow()
        if at >= 0:
            self.one_each.setEnabled(self.needs.currentData() is not None)
            self.form.tell_quietly({"most": self._fault(self.types[at])})

    def _fault(self, kind: PriceType) -> str:
        if kind.most is not None and kind.most < kind.least:
            return f"At most {kind.most} is less than at least {kind.least}. Change one of the two."
        return ""

    def _offer(self, kind: PriceType) -> str:
        return fault_of(self.offers.get(kind.name, ALWAYS))

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._show_type())
        self.new.clicked.connect(self.add_type)
        self.new_name.returnPressed.connect(self.add_type)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        for signal in (
            self.least.valueChanged,
            self.most.valueChanged,
            self.needs.currentIndexChanged,
            self.one_each.toggled,
            self.reason.toggled,
            self.comp.toggled,
            self.validity.changed,
        ):
            signal.connect(self._take)

    def _arrange(self) -> None:
        self.form.add("least", "At least in an order", self.least)
        self.form.add("most", "At most in an order", self.most)
        self.form.add("needs", "Needs in the order", self.needs)
        for box in (self.one_each, self.reason, self.comp):
            self.form.addRow(QLabel(), box)
        offered = QLabel("Offered in this list")
        tones.set_type(offered, 1.0, bold=True)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.title)
        right.addLayout(self.form)
        right.addWidget(offered)
        right.addWidget(self.validity)
        right.addStretch(1)
        right.setContentsMargins(0, 0, 12, 0)
        chosen = QWidget()
        chosen.setObjectName("plain")
        chosen.setMaximumWidth(620)
        chosen.setLayout(right)
        order = QHBoxLayout()
        words = QLabel("Order on the keys")
        words.setBuddy(self.up)
        for part in (words, self.up, self.down):
            order.addWidget(part)
        order.addStretch(1)
        new = QHBoxLayout()
        new.addWidget(self.new_name, 1)
        new.addWidget(self.new)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(order)
        left.addLayout(new)
        left.addWidget(self.new_fault)
        side = QWidget()
        side.setObjectName("plain")
        side.setFixedWidth(320)
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(40)
        layout.addWidget(side)
        layout.addWidget(scrolled(chosen), 1)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
