"""Taking the money in the place of the order panel: cash first, a card or a gift voucher by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.gui.sell.card import CardView
from boxoffice.gui.sell.cash import CashView
from boxoffice.gui.sell.order_panel import TICK_MS, WARN_BELOW_MS
from boxoffice.gui.sell.recorded import Recorded
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.band import Band
from boxoffice.gui.widgets.question import Question
from boxoffice.gui.widgets.rule import rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.gui.counter import Counter


class PaymentView(QWidget):
    """What is paid already, and the next payment."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self.cash = CashView(counter)
        self.card = CardView(counter)
        self.recorded = Recorded(counter.money)
        self.question = Question()
        self.band = Band(zone=counter.house.time_zone, narrow=True)
        self.title = QLabel(wordWrap=True)
        self.time = QLabel(wordWrap=True)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.count_down)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.cash)
        self._stack.addWidget(self.card)
        self.recorded.take_back_asked.connect(self.ask_why)
        self.question.left.connect(self.cash.given.setFocus)
        self._arrange()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        self.cash.bind(actions)
        self.card.bind(actions)

    @property
    def is_card(self) -> bool:
        """Whether a card's answer is waited for, or the sale once all is paid."""
        return self._stack.currentWidget() is self.card

    def begin(self, *, anew: bool) -> None:
        """Show the payment as the counter's order has it; ``anew`` when it was just opened."""
        order = self._counter.order
        if order is None:
            return
        if anew:
            self.question.take_back()
        self.title.setText(f"Payment · {order.number} · {order.contents}")
        self.band.show_days(self._counter.other_days())
        self.recorded.show_order(order)
        self.count_down()
        self._timer.start()
        if order.unsettled is not None or (order.paid and order.balance <= 0):
            self._stack.setCurrentWidget(self.card)
            self.card.begin()
        else:
            was_card = self.is_card
            self._stack.setCurrentWidget(self.cash)
            self.cash.begin(anew=anew or was_card)

    def ask_voucher(self) -> None:
        """Let the clerk type a gift voucher's code."""
        self.question.ask("Gift voucher: its code", self._counter.paying.pay_voucher)

    def ask_why(self, payment: str) -> None:
        """Take a payment back once the clerk has said why."""
        self.question.ask(
            "Take this payment back: why?", lambda reason: self._counter.paying.take_back(payment, reason=reason)
        )

    def take_last_back(self) -> None:
        """Take the payment back that was recorded last."""
        if self.recorded.last is not None:
            self.ask_why(self.recorded.last)

    def count_down(self) -> None:
        """Show how long the payment lasts; nothing once money is recorded, when no clock runs any more."""
        order, left = self._counter.order, self._counter.milliseconds_left
        over = left == 0 or (order is not None and bool(order.lapsed))
        if over:
            self.time.setText("The payment time is over; taking the money still sells what nobody took.")
        elif left is not None:
            self.time.setText(f"{moments.minutes_and_seconds(left)} until the seats go back")
        tones.set_tone(self.time, "danger" if over or (left is not None and left < WARN_BELOW_MS) else "quiet")
        self.time.setVisible(over or left is not None)
        if over or left is None or not self._counter.is_paying:
            self._timer.stop()

    def _arrange(self) -> None:
        tones.set_type(self.title, 1.15, bold=True)
        tones.set_type(self.time, 1.0, tone="quiet")
        head, inner = QVBoxLayout(), QVBoxLayout()
        for column in (head, inner):
            column.setContentsMargins(16, 0, 16, 0)
        for label in (self.title, self.time):
            head.addWidget(label)
        inner.addWidget(self.question)
        inner.addWidget(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 14)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self.band)
        layout.addWidget(self.recorded)
        layout.addLayout(inner, 1)
