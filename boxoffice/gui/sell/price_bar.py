"""For whom the tickets are, and what lowers their price: one button and one key each, under the order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.flow import FlowLayout
from boxoffice.gui.widgets.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction

    from boxoffice.domain.orders import Order
    from boxoffice.services.price_lists import PriceSheet

TYPES = 8  # price types that have a key


class PriceBar(QWidget):
    """The price types that are offered now and the promotions; hidden where there is nothing to choose.

    ``type_asked`` carries a price type and the reason for it, ``promotion_asked`` a promotion's name or code, and
    ``full_price_asked`` takes all promotions off.
    """

    type_asked = Signal(str, str)
    promotion_asked = Signal(str)
    full_price_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: PriceSheet | None = None
        self._used: tuple[str, ...] = ()  # promotions of the order
        self._has_lines = False
        self._actions: Mapping[str, QAction] = {}
        self.buttons: list[QPushButton] = []
        self.lacks = QLabel(wordWrap=True)
        self.ask = Question()
        tones.set_type(self.lacks, 1.0, bold=True, tone="warning")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, across=5, down=4)
        self._flow.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(6)
        for part in (self.lacks, self._chips, self.ask):
            layout.addWidget(part)
        self.lacks.hide()
        self._fill()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        self._actions = actions
        self._fill()

    def show_sheet(self, sheet: PriceSheet | None) -> None:
        """Offer what a performance offers now."""
        if sheet != self._sheet:
            self._sheet = sheet
            self.end_asking()
            self._fill()

    def show_order(self, order: Order | None) -> None:
        """Say what the order lacks, and let its promotions be taken off."""
        lacks = order.lacks if order is not None else ()
        self.lacks.setText(", ".join(lack.told for lack in lacks) + ".")
        self.lacks.setVisible(bool(lacks))
        self._used = order.promotions if order is not None else ()
        self._has_lines = order is not None and bool(order.lines)
        self._show_used()

    def has(self, number: int) -> bool:
        """Whether there is a price type of this number, from 1."""
        return self._sheet is not None and len(self._sheet.types) > 1 and number <= len(self._sheet.types)

    @property
    def has_promotions(self) -> bool:
        """Whether a promotion can be asked for."""
        return self._sheet is not None and (bool(self._sheet.promotions) or self._sheet.has_codes)

    def choose(self, number: int) -> None:
        """Take the price type of this number, asking for a reason where it needs one."""
        if self._sheet is None or not self.has(number):
            return
        kind = self._sheet.types[number - 1]
        if kind.needs_reason:
            self.ask.ask(f"{kind.name}: why?", lambda reason: self.type_asked.emit(kind.name, reason))
        else:
            self.end_asking()
            self.type_asked.emit(kind.name, "")

    def ask_promotion(self) -> None:
        """Let the clerk type a promotion's code or name."""
        self.ask.ask("Promotion: its code or name", self.promotion_asked.emit)

    def end_asking(self) -> None:
        """Take back the question that is open, if there is one."""
        self.ask.take_back()

    def _show_used(self) -> None:
        for button in self.buttons:
            button.setVisible(button.text() not in {f"% {name}" for name in self._used})
            if not isinstance(button, ActionButton):  # those follow their acts
                button.setEnabled(self._has_lines)
        self.off.setVisible(bool(self._used))
        self.off.setText(f"✕ {', '.join(self._used)}")
        self._chips.setVisible(self.has(1) or self.has_promotions or bool(self._used))

    def _fill(self) -> None:
        self._flow.clear()
        self.buttons = []
        for number, kind in enumerate(self._sheet.types[:TYPES] if self.has(1) and self._sheet else (), 1):
            button = ActionButton(f"{number} {kind.name}", tells_key=False)
            if self._actions:
                button.bind(self._actions[f"price_{number}"])
            self._add(button)
        for name in self._sheet.promotions if self._sheet is not None else ():
            self._add_plain(f"% {name}", partial(self.promotion_asked.emit, name))
        if self._sheet is not None and self._sheet.has_codes:
            self._add_plain("% Code…", self.ask_promotion)
        self.off = QPushButton()
        self.off.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.off.setAccessibleName("Without promotion")
        self.off.setProperty("chip", True)  # noqa: FBT003 (Qt's own signature)
        self.off.clicked.connect(self.full_price_asked)
        self._flow.addWidget(self.off)
        self._name_acts()
        self._show_used()

    def _name_acts(self) -> None:
        """Call the acts of the price types in the menu what they are."""
        for number in range(1, TYPES + 1) if self._actions else ():
            action = self._actions[f"price_{number}"]
            has = self._sheet is not None and self.has(number)
            action.setVisible(has)
            if self._sheet is not None and has:
                action.setText(self._sheet.types[number - 1].name.replace("&", "&&"))

    def _add_plain(self, text: str, act: Callable[[], None]) -> None:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: act())
        self._add(button)

    def _add(self, button: QPushButton) -> None:
        button.setProperty("chip", True)  # noqa: FBT003 (Qt's own signature)
        self.buttons.append(button)
        self._flow.addWidget(button)
