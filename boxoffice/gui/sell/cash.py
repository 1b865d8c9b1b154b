"""What is left to pay, what was given for it, and what goes back; a part of it is taken too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boxoffice.domain.cash import in_coins
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.amount import AmountEdit
from boxoffice.gui.widgets.emptied import empty
from boxoffice.gui.widgets.figure import figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.gui.counter import Counter

# Notes and coins that people hand over, in major units.
_NOTES = (10, 20, 50, 100, 500, 1000)
_LARGEST_NOTE = 100
_QUICK = 4
_FINGER = 36  # so high that a finger finds it


def quick_amounts(total: int, *, unit: int) -> tuple[int, ...]:
    """What people are likely to hand over for a total (minor units): the next full amounts, none far above it."""
    above = {-(-total // (note * unit)) * note * unit for note in _NOTES}
    most = max(2 * total, _LARGEST_NOTE * unit)
    return tuple(sorted(amount for amount in above if total < amount <= most)[:_QUICK])


class CashView(QWidget):
    """What is left, what was given, and what goes back; ``changed`` when the amount given is another."""

    changed = Signal()

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._currency = counter.money
        self.total_word = QLabel("Total")
        self.total = figure(2.6)
        self.rounded = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.given = AmountEdit(self._currency)
        self.given.setFont(tones.sized(self.given.font(), 2.0, bold=True))
        self.given.setAccessibleName("Amount given")
        self.given.changed.connect(self._count)
        self.given.returnPressed.connect(self._finish)
        self.change_word = QLabel("Change")
        self.change = figure(2.6)
        self.part_only = ActionButton("")
        self.exact = ActionButton("Exact amount")
        self.card = ActionButton("Card")
        self.voucher = ActionButton("Voucher")
        self.leave = ActionButton("Back to the seats")
        self.take_money = ActionButton("Take the money", name="forward")
        self._quick = QGridLayout()
        self._arrange()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        for button, act in (
            (self.part_only, "part"),
            (self.exact, "exact"),
            (self.card, "card"),
            (self.voucher, "voucher"),
            (self.leave, "back"),
            (self.take_money, "forward"),
        ):
            button.bind(actions[act])

    @property
    def asked(self) -> int:
        """The cash (minor units) that settles the rest, in the coins that there are."""
        return in_coins(max(0, self._balance), step=self._counter.house.cash_step)

    @property
    def tendered(self) -> int | None:
        """The amount given (minor units) where it is enough, else None."""
        given = self.given.amount
        if given is None and self.asked == 0 and self.given.makes_sense:
            return 0  # less than the smallest coin is left
        return given if given is not None and given >= self.asked else None

    @property
    def part(self) -> int | None:
        """The amount given (minor units) where it is a part of what is left, else None."""
        given = self.given.amount
        return given if given is not None and 0 < given < min(self.asked, self._balance) else None

    def begin(self, *, anew: bool) -> None:
        """Show what is left and wait for the amount; unless ``anew``, the same rest keeps what is typed."""
        left = self._currency.format(self._balance)
        if not anew and left == self.total.text():
            return
        has_money = self._counter.order is not None and self._counter.order.paid != 0
        self.total_word.setText("Left to pay" if has_money else "Total")
        self.leave.setVisible(not has_money)
        self.total.setText(left)
        self.rounded.setText(f"in cash {self._currency.format(self.asked)}")
        self.rounded.setVisible(self.asked != self._balance)
        self.given.setText("")  # clear would keep all that was ever typed, to be undone
        self._offer()
        self._count()
        self.given.setFocus()

    @property
    def _balance(self) -> int:
        return self._counter.order.balance if self._counter.order is not None else 0

    def _count(self) -> None:
        given = self.given.amount
        back = 0 if given is None else given - self.asked
        self.change_word.setText("Still to pay" if back < 0 else "Change")
        tones.set_tone(self.change, "danger" if back < 0 else "")
        self.change.setText("" if given is None else self._currency.format(abs(back)))
        self.part_only.setVisible(self.part is not None)
        self.exact.setVisible(self.part is None)
        self.part_only.set_text(f"Take {self._currency.format(self.part or 0)} as a part")
        self.changed.emit()

    def _finish(self) -> None:
        if self.take_money.isEnabled():
            self.take_money.click()

    def _offer(self) -> None:
        empty(self._quick)
        for place, amount in enumerate(quick_amounts(self.asked, unit=self._currency.unit)):
            button = QPushButton(self._currency.format(amount))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, amount=amount: self.given.set_amount(amount))
            button.setMinimumHeight(_FINGER)
            button.setProperty("chip", True)  # noqa: FBT003 (Qt's own signature)
            self._quick.addWidget(button, 0, place)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        tones.set_type(self.rounded, 1.0, tone="quiet")
        for row, (word, field) in enumerate(
            ((self.total_word, self.total), (QLabel("Given"), self.given), (self.change_word, self.change))
        ):
            tones.set_type(word, 1.15)
            grid.addWidget(word, row * 3, 0)
            grid.addWidget(field, row * 3, 1)
        grid.addWidget(self.rounded, 1, 0, 1, 2)
        one_of = QVBoxLayout()
        for button in (self.exact, self.part_only):
            one_of.addWidget(button)
        grid.addLayout(one_of, 4, 0, 1, 2)
        self._quick.setSpacing(6)
        grid.addLayout(self._quick, 5, 0, 1, 2)
        grid.setRowMinimumHeight(6, 64)
        others = QHBoxLayout()
        others.setSpacing(8)
        for button in (self.card, self.voucher):
            others.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addLayout(others)
        layout.addWidget(self.leave)
        layout.addWidget(self.take_money)
