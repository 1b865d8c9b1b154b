"""Taking the money: cash with its change, or a card with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from boxoffice.domain.orders import PaymentState
from boxoffice.gui.sell.order_panel import TICK_MS, WARN_BELOW_MS, minutes_and_seconds
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.amount import AmountEdit
from boxoffice.gui.widgets.band import Band
from boxoffice.gui.widgets.rule import rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.gui.counter import Counter

# Notes and coins that people hand over, in major units.
_NOTES = (10, 20, 50, 100, 500, 1000)
_LARGEST_NOTE = 100
_QUICK = 4
_QUICK_COLUMNS = 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def quick_amounts(total: int, *, unit: int) -> tuple[int, ...]:
    """What people are likely to hand over for a total (minor units): the next full amounts, none far above it."""
    above = {-(-total // (note * unit)) * note * unit for note in _NOTES}
    most = max(2 * total, _LARGEST_NOTE * unit)
    return tuple(sorted(amount for amount in above if total < amount <= most)[:_QUICK])


class CashView(QWidget):
    """The total, what was given, and what goes back; ``changed`` when the amount given is another."""

    changed = Signal()

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._currency = counter.money
        self.total = _figure(2.6)
        self.given = AmountEdit(self._currency)
        self.given.setFont(tones.sized(self.given.font(), 2.0, bold=True))
        self.given.setAccessibleName("Amount given")
        self.given.changed.connect(self._count)
        self.given.returnPressed.connect(self._finish)
        self.change_word = QLabel("Change")
        self.change = _figure(2.6)
        self.exact = ActionButton("Exact amount")
        self.card = ActionButton("Pay by card")
        self.leave = ActionButton("Back to the seats")
        self.take_money = ActionButton("Take the money", name="forward")
        self._quick = QGridLayout()
        self._arrange()

    @property
    def tendered(self) -> int | None:
        """The amount given (minor units) where it is enough, else None."""
        given = self.given.amount
        return given if given is not None and given >= self._due else None

    def begin(self, *, anew: bool) -> None:
        """Show the order's total and wait for the amount; unless ``anew``, the same total keeps what is typed."""
        total = self._currency.format(self._due)
        if not anew and total == self.total.text():
            return
        self.total.setText(total)
        self.given.clear()
        self._offer()
        self._count()
        self.given.setFocus()

    def give_exact(self) -> None:
        """The customer gave exactly the total."""
        self.given.set_amount(self._due)

    @property
    def _due(self) -> int:
        return self._counter.order.total if self._counter.order is not None else 0

    def _count(self) -> None:
        given = self.given.amount
        back = 0 if given is None else given - self._due
        self.change_word.setText("Still to pay" if back < 0 else "Change")
        tones.set_tone(self.change, "danger" if back < 0 else "")
        self.change.setText("" if given is None else self._currency.format(abs(back)))
        self.changed.emit()

    def _finish(self) -> None:
        if self.take_money.isEnabled():
            self.take_money.click()

    def _offer(self) -> None:
        while (item := self._quick.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.deleteLater()
        for place, amount in enumerate(quick_amounts(self._due, unit=self._currency.unit)):
            button = QPushButton(self._currency.format(amount))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, amount=amount: self.given.set_amount(amount))
            self._quick.addWidget(button, *divmod(place, _QUICK_COLUMNS))

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (word, field) in enumerate(
            ((QLabel("Total"), self.total), (QLabel("Given"), self.given), (self.change_word, self.change))
        ):
            tones.set_type(word, 1.15)
            grid.addWidget(word, row * 3, 0)
            grid.addWidget(field, row * 3, 1)
        grid.addWidget(self.exact, 4, 0, 1, 2)
        grid.addLayout(self._quick, 5, 0, 1, 2)
        grid.setRowMinimumHeight(6, 64)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addWidget(self.card)
        layout.addWidget(self.leave)
        layout.addWidget(self.take_money)


class CardView(QWidget):
    """A card is being tried: what the terminal says is written down, and never guessed."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._currency = counter.money
        self.amount = _figure(3.0)
        self.text = QLabel(wordWrap=True)
        self.approved = ActionButton("Approved", name="forward")
        self.declined = ActionButton("Declined")
        self.unknown = ActionButton("Answer not known")
        self.finish = ActionButton("Finish the sale", name="forward")
        tones.set_type(self.text, 1.1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        word = QLabel("Card")
        tones.set_type(word, 1.15)
        for label in (word, self.amount, self.text):
            layout.addWidget(label)
        layout.addStretch(1)
        for button in (self.unknown, self.declined, self.approved, self.finish):
            layout.addWidget(button)

    def begin(self) -> None:
        """Show the card payment that is open, or the approved one whose sale was cut off."""
        order = self._counter.order
        if order is None:
            return
        payment = order.unsettled
        for button in (self.approved, self.declined, self.unknown):
            button.setVisible(payment is not None)
        self.finish.setVisible(payment is None)
        self.amount.setText(self._currency.format(payment.amount if payment is not None else order.paid))
        self.text.setText(_card_text(payment.state if payment is not None else PaymentState.APPROVED))


def _card_text(state: PaymentState) -> str:
    if state is PaymentState.STARTED:
        return "Start this amount at the terminal. Then say here what the terminal answered."
    if state is PaymentState.UNKNOWN:
        return (
            "Nobody knows yet whether the card was charged. Look at the terminal's last payments, or call its hotline."
            " The seats stay with this order until you say what the answer was."
        )
    return "The card was approved. Finish the sale; the customer has paid."


class PaymentView(QWidget):
    """The payment in the place of the order panel: cash first, a card by one key."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self.cash = CashView(counter)
        self.card = CardView(counter)
        self.band = Band(zone=counter.house.time_zone, narrow=True)
        self.title = QLabel()
        self.time = QLabel(wordWrap=True)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.count_down)
        tones.set_type(self.title, 1.15, bold=True)
        tones.set_type(self.time, 1.0, tone="quiet")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.cash)
        self._stack.addWidget(self.card)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 0, 16, 0)
        inner.addWidget(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 14)
        layout.setSpacing(12)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(self.title)
        head.addWidget(self.time)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self.band)
        layout.addLayout(inner, 1)

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        for button, act in (
            (self.cash.exact, "exact"),
            (self.cash.card, "card"),
            (self.cash.leave, "back"),
            (self.cash.take_money, "forward"),
            (self.card.approved, "approved"),
            (self.card.declined, "declined"),
            (self.card.unknown, "unknown"),
            (self.card.finish, "forward"),
        ):
            button.bind(actions[act])

    @property
    def is_card(self) -> bool:
        """Whether a card's answer, or the sale after it, is waited for."""
        return self._stack.currentWidget() is self.card

    def begin(self, *, anew: bool) -> None:
        """Show the payment as the counter's order has it; ``anew`` when it was just opened."""
        order = self._counter.order
        if order is None:
            return
        seats = len(order.lines)
        self.title.setText(f"Payment · {order.number} · {seats} {'seat' if seats == 1 else 'seats'}")
        self.band.show_days(self._counter.other_days())
        self.count_down()
        self._timer.start()
        if order.unsettled is not None or order.paid:
            self._stack.setCurrentWidget(self.card)
            self.card.begin()
        else:
            was_card = self.is_card
            self._stack.setCurrentWidget(self.cash)
            self.cash.begin(anew=anew or was_card)

    def count_down(self) -> None:
        """Show how long the payment lasts; nothing once money is recorded, when no clock runs any more."""
        order, left = self._counter.order, self._counter.milliseconds_left
        over = left == 0 or (order is not None and bool(order.lapsed))
        if over:
            self.time.setText("The payment time is over; taking the money still sells what nobody took.")
        elif left is not None:
            self.time.setText(f"{minutes_and_seconds(left)} until the seats go back")
        tones.set_tone(self.time, "danger" if over or (left is not None and left < WARN_BELOW_MS) else "quiet")
        self.time.setVisible(over or left is not None)
        if over or left is None or not self._counter.is_paying:
            self._timer.stop()


def _figure(factor: float) -> QLabel:
    label = QLabel(alignment=_RIGHT)
    tones.set_type(label, factor, bold=True)
    return label
