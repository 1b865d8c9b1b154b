"""The fields of the price grid: a row for each price zone, a column for each price type."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from boxoffice.domain.orders import FULL_PRICE
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.amount import AmountEdit
from boxoffice.gui.widgets.emptied import empty
from boxoffice.gui.widgets.text import Text, tip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QScrollArea

    from boxoffice.domain.money import Currency

Key = tuple[str, str]
_WIDTH = 136


class PriceCells(QWidget):
    """Amounts of a list (under None) and of performances (under their ids), of which one is shown.

    ``changed`` after every change; ``removed`` carries the price type whose column is to go.
    """

    changed = Signal()
    removed = Signal(str)

    def __init__(self, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._currency = currency
        self._of: int | None = None
        self._amounts: dict[int | None, dict[Key, int]] = {None: {}}
        self._bad: dict[tuple[int | None, Key], str] = {}
        self._before: dict[int | None, dict[Key, int]] = {}
        self._area: QScrollArea | None = None
        self.fields: dict[Key, AmountEdit] = {}
        self._rows: list[list[AmountEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)

    @property
    def usual(self) -> str:
        """An amount as it may be typed."""
        return self._currency.format(45 * self._currency.unit // 2)

    @property
    def bad(self) -> list[tuple[str, str, str]]:
        """Zone, price type and text of every field whose text is no amount."""
        return [(zone, price_type, text) for (_, (zone, price_type)), text in self._bad.items()]

    @property
    def state(self) -> object:
        """Whether, and where, amounts differ from what was first shown."""
        changed = {of: amounts for of, amounts in self._amounts.items() if amounts != self._before.get(of)}
        return (changed, dict(self._bad)) if changed or self._bad else None

    def begin(self, amounts: Mapping[Key, int]) -> None:
        """Take over the prices of a list; nothing of any performance is known yet."""
        self._amounts, self._before, self._bad = {None: dict(amounts)}, {None: dict(amounts)}, {}

    def know(self, night: int, amounts: Mapping[Key, int]) -> None:
        """Take over the own prices of a performance."""
        self._amounts[night], self._before[night] = dict(amounts), dict(amounts)

    def knows(self, night: int) -> bool:
        """Whether the own prices of a performance were taken over."""
        return night in self._amounts

    def amounts_of(self, of: int | None) -> dict[Key, int]:
        """The amounts (minor units) of the list or of a performance."""
        return dict(self._amounts[of])

    def forget(self, price_type: str) -> None:
        """Drop the list's prices of a type."""
        for key in [key for key in self._amounts[None] if key[1] == price_type]:
            del self._amounts[None][key]
        for at in [at for at in self._bad if at[1][1] == price_type]:
            del self._bad[at]

    def show_cells(self, zones: Sequence[str], types: Sequence[str], *, of: int | None) -> None:
        """Build the fields of the list or of a performance."""
        self._clear()
        self._of = of
        for column, name in enumerate(types, 1):
            self._grid.addWidget(self._heading(name), 0, column)
        for row, zone in enumerate(zones, 1):
            self._grid.addWidget(Text(zone), row, 0)
            self._rows.append([self._cell(zone, name) for name in types])
            for column, field in enumerate(self._rows[-1], 1):
                self._grid.addWidget(field, row, column)
        self._grid.setColumnStretch(len(types) + 1, 1)
        self._grid.setRowStretch(len(zones) + 1, 1)

    def focus(self, zone: str, price_type: str) -> None:
        """Give a field the keys."""
        field = self.fields.get((zone, price_type))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_bad(self) -> AmountEdit | None:
        """The first field that is shown and holds no amount."""
        return next((field for field in self.fields.values() if not field.makes_sense), None)

    def follow_in(self, area: QScrollArea) -> None:
        """Bring the field that gets the keys into sight of an area."""
        self._area = area

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Walk up and down a column; a line edit leaves these keys."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
        step = steps.get(Qt.Key(event.key()))
        for down, row in enumerate(self._rows):
            for across, field in enumerate(row):
                if step is not None and field.hasFocus():
                    wanted = self._rows[max(0, min(len(self._rows) - 1, down + step))][across]
                    wanted.setFocus()
                    if self._area is not None:
                        self._area.ensureWidgetVisible(wanted)
                    return
        super().keyPressEvent(event)

    def _clear(self) -> None:
        empty(self._grid)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self.fields, self._rows = {}, []

    def _heading(self, name: str) -> QWidget:
        head = QWidget()
        head.setObjectName("plain")
        head.setFixedWidth(_WIDTH)
        words = Text(name, wordWrap=True)
        tones.set_type(words, 1.0, bold=True)
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        if name != FULL_PRICE and self._of is None:
            remove = QPushButton("✕")
            remove.setProperty("chip", True)  # noqa: FBT003 (Qt's own signature)
            remove.setAccessibleName(f"Offer {name} no more")
            remove.setToolTip(tip(f"Offer {name} no more"))
            remove.clicked.connect(partial(self.removed.emit, name))
            line.addWidget(remove)
        return head

    def _cell(self, zone: str, name: str) -> AmountEdit:
        key = zone, name
        field = self.fields[key] = AmountEdit(self._currency)
        field.setFixedWidth(_WIDTH)
        field.setAccessibleName(f"{zone}, {name}")
        if self._of is not None:
            of_list = self._amounts[None].get(key)
            field.setEnabled(of_list is not None)
            field.setPlaceholderText("" if of_list is None else self._currency.format(of_list))
        if (self._of, key) in self._bad:
            field.setText(self._bad[self._of, key])
        else:
            field.set_amount(self._amounts[self._of].get(key))
            field.deselect()
        self._mark(field)
        field.changed.connect(partial(self._take, key))
        return field

    def _take(self, key: Key) -> None:
        field, amounts = self.fields[key], self._amounts[self._of]
        self._bad.pop((self._of, key), None)
        amounts.pop(key, None)
        if field.amount is not None:
            amounts[key] = field.amount
        elif not field.makes_sense:
            self._bad[self._of, key] = field.text()
        self._mark(field)
        self.changed.emit()

    def _mark(self, field: AmountEdit) -> None:
        """Show that a price is a performance's own."""
        if self._of is not None and field.amount is not None:
            tones.set_tone(field, "warning")
            field.setAccessibleDescription("Differs from the list")
