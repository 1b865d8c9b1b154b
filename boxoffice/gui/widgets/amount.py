"""The one field in which money is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from boxoffice.gui.widgets import tones

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

    from boxoffice.domain.money import Currency

_NOT_TYPED = frozenset("+-*/")  # the number pad's acts


class AmountEdit(QLineEdit):
    """An amount as clerks type it ("45.5", "45,50", "45"), as whole minor units; ``changed`` after every key."""

    changed = Signal()

    def __init__(self, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(16)
        self.textChanged.connect(self._judge)

    @property
    def amount(self) -> int | None:
        """The amount in minor units; None where nothing, or no amount, is typed."""
        return self._currency.parse(self.text()) if self.text().strip() else None

    @property
    def makes_sense(self) -> bool:
        """Whether what is typed is empty or an amount."""
        return not self.text().strip() or self.amount is not None

    def set_amount(self, amount: int | None) -> None:
        """Show an amount, or nothing."""
        self.setText("" if amount is None else self._currency.format(amount))
        self.selectAll()

    def set_currency(self, currency: Currency) -> None:
        """Read and show amounts of another currency; the minor units stay."""
        amount = self.amount
        self._currency = currency
        self.set_amount(amount)

    def event(self, event: QEvent) -> bool:
        # A line edit claims every printable key from the shortcuts; these are acts here.
        if isinstance(event, QKeyEvent) and event.text() in _NOT_TYPED:
            event.ignore()
            return False
        return super().event(event)

    def _judge(self) -> None:
        tones.set_tone(self, "" if self.makes_sense else "danger")
        self.changed.emit()
