"""The current order beside the map: its lines, the time left, the total, and the way to the payment."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.domain.orders import LineState
from boxoffice.gui.sell.left_alone import LeftAloneLine
from boxoffice.gui.sell.order_list import OrderList
from boxoffice.gui.sell.price_bar import PriceBar
from boxoffice.gui.sell.whose import Whose
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.band import Band
from boxoffice.gui.widgets.rule import rule
from boxoffice.services import customers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.domain.orders import Order
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.sell.customer_finder import CustomerFinder
    from boxoffice.gui.tasks import WriteTx

WARN_BELOW_MS = 60_000
TICK_MS = 250


class OrderPanel(QWidget):
    """Shows the counter's current order; ``ran_out`` tells that the countdown reached its end.

    ``left`` tells that the clerk is done typing here.
    """

    ran_out = Signal()
    left = Signal()

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._currency = counter.money
        self.title = QLabel("Current order")
        self.seats = QLabel()
        self.whose = Whose(counter)
        self.list = OrderList(currency=self._currency, zone=counter.house.time_zone)
        self.hint = QLabel(
            "Click a free seat,\nor type its name: C12 or C12-15,\nor how many want the best: 4",
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        self.prices = PriceBar()
        self.left_alone = LeftAloneLine()
        self.lapsed = QLabel(wordWrap=True)
        self.countdown = QLabel()
        self.warning = QLabel(wordWrap=True)
        self.band = Band(zone=counter.house.time_zone, narrow=True)
        self.total = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self._take_again = ActionButton("Take again")
        self._keep = ActionButton("Keep")
        self._give_back = ActionButton("Give back")
        self._give_back_all = ActionButton("All")
        self._exact = ActionButton("Exact cash")
        self._card = ActionButton("Card")
        self._sell = ActionButton("Sell", name="forward")
        self._set_type()
        self._arrange()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.count_down)
        self.prices.type_asked.connect(self._set_price_type)
        self.prices.promotion_asked.connect(counter.use_promotion)
        self.prices.full_price_asked.connect(counter.leave_promotions)
        self.whose.ask.begun.connect(self.prices.end_asking)
        self.prices.ask.begun.connect(self.whose.ask.take_back)
        for question in (self.whose.ask, self.prices.ask):
            question.begun.connect(self._end_finding)
            question.left.connect(self.left)
        counter.order_changed.connect(self.show_order)
        self.show_order()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        self.whose.bind(actions)
        self.prices.bind(actions)
        self.left_alone.bind(actions["leave_none_alone"])
        self._take_again.bind(actions["take_again"])
        self._keep.bind(actions["keep"])
        self._give_back.bind(actions["give_back"])
        self._give_back_all.bind(actions["give_back_all"])
        self._exact.bind(actions["exact"])
        self._card.bind(actions["card"])
        self._sell.bind(actions["forward"])

    def lines_to_give_back(self) -> list[int]:
        """The selected lines, else the one added last."""
        newest = self.list.newest
        return self.list.selected() or ([newest] if newest is not None else [])

    def show_order(self) -> None:
        """Show the order as the counter has it now."""
        order = self._counter.order
        self.list.show_order(order)
        self.whose.show_order()
        self.prices.show_order(order)
        empty = self._counter.is_empty
        self._stack.setCurrentIndex(0 if empty else 1)
        self.title.setText("Current order" if order is None or empty else f"Order {order.number}")
        self.seats.setText("" if order is None or empty else order.contents)
        self.total.setText(self._currency.format(order.total if order is not None else 0))
        self.band.show_days(self._counter.other_days())
        self._show_lapsed()
        self.count_down()
        if self._counter.milliseconds_left is None:
            self._timer.stop()
        else:
            self._timer.start()

    def count_down(self) -> None:
        """Show how long the holds last, by the database's clock."""
        left = self._counter.milliseconds_left
        self._clock_row.setVisible(left is not None)
        if left is None:
            return
        self.countdown.setText(moments.minutes_and_seconds(left))
        near = left < WARN_BELOW_MS
        tones.set_tone(self.countdown, "danger" if near else "")
        tones.set_tone(self.warning, "danger" if near else "quiet")
        self.warning.setText("left: keep the seats, or sell" if near else "until the seats go back")
        if left == 0:
            self._timer.stop()
            self.ran_out.emit()

    @property
    def is_finding(self) -> bool:
        """Whether a customer is being looked for."""
        return self._middle.currentIndex() > 0

    def find_customer(self) -> None:
        """Let the clerk look for the order's customer, in the place of its lines."""
        self.prices.end_asking()
        self.whose.ask.take_back()
        order = self._counter.order
        self._middle.setCurrentWidget(self._finder)
        self._finder.begin(has_customer=order is not None and order.customer is not None)

    def end_asking(self) -> None:
        """Take back what is being asked or looked for, if anything is."""
        self.prices.end_asking()
        self.whose.ask.take_back()
        if self.is_finding:
            self._end_finding()
            self.left.emit()

    def step(self, by: int) -> None:
        """Select the next line, or the one before."""
        self.list.step(by)

    @cached_property
    def _finder(self) -> CustomerFinder:
        from boxoffice.gui.sell.customer_finder import CustomerFinder  # noqa: PLC0415 (no start waits for it)

        finder = CustomerFinder(self._counter.find_customers)
        finder.chosen.connect(self._attach)
        finder.added.connect(self._add_customer)
        self._middle.addWidget(finder)
        return finder

    def _attach(self, customer: str | None) -> None:
        self.end_asking()
        self._counter.write_or_begin(lambda tx, order: customers.attach(tx, order=order, customer=customer))

    def _add_customer(self, name: str, phone: str, email: str) -> None:
        self.end_asking()
        customer = uuid.uuid4().hex

        def add_and_attach(tx: WriteTx, order: str) -> Order:
            customers.add(tx, customer=customer, name=name, phone=phone, email=email)
            return customers.attach(tx, order=order, customer=customer)

        self._counter.write_or_begin(add_and_attach)

    def _end_finding(self) -> None:
        self._middle.setCurrentIndex(0)

    def _set_price_type(self, price_type: str, reason: str) -> None:
        lines = self.list.selected() or [line.id for line in self._counter.lines]
        self._counter.set_price_type(lines, price_type, reason=reason)

    def _show_lapsed(self) -> None:
        lapsed = self._counter.order.lapsed if self._counter.order is not None else ()
        free = sum(line.state is LineState.FREE_AGAIN for line in lapsed)
        taken = len(lapsed) - free
        parts = [f"{free} free again" if free else "", f"{taken} taken by others" if taken else ""]
        self.lapsed.setText("The hold ran out: " + ", ".join(part for part in parts if part) + ".")
        self._lapsed_row.setVisible(bool(lapsed))
        self._take_again.setVisible(free > 0)

    def _set_type(self) -> None:
        tones.set_type(self.title, 1.15, bold=True)
        tones.set_type(self.seats, 1.0, tone="quiet")
        tones.set_type(self.hint, 1.0, tone="quiet")
        tones.set_type(self.lapsed, 1.0, bold=True, tone="warning")
        tones.set_type(self.countdown, 1.9, bold=True)
        tones.set_type(self.warning, 0.9, tone="quiet")
        tones.set_type(self.total, 2.9, bold=True)
        self.total.setAccessibleName("Total")
        self.countdown.setAccessibleName("Time left")

    def _arrange(self) -> None:
        head = _row(self.title, None, self.seats)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.hint)
        self._stack.addWidget(self.list)
        self._lapsed_row = QWidget()
        self._lapsed_row.setLayout(_row(self.lapsed, self._take_again, stretch=0))
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._stack, 1)
        for part in (self.left_alone, self._lapsed_row, self.prices):
            column.addWidget(part)
        self._middle = QStackedLayout()
        self._middle.addWidget(lines)
        self._clock_row = QWidget()
        stays = self._clock_row.sizePolicy()
        stays.setRetainSizeWhenHidden(True)
        self._clock_row.setSizePolicy(stays)  # the first seat must not push the list about
        self._clock_row.setLayout(_row(self.countdown, self.warning, self._keep, stretch=1))
        word = QLabel("Total")
        tones.set_type(word, 1.15)
        code = QLabel(self._currency.code)
        tones.set_type(code, 1.15, tone="quiet")
        money = _row(word, None, self.total, code)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.whose)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self._clock_row)
        layout.addWidget(rule())
        layout.addWidget(self.band)
        layout.addLayout(money)
        layout.addLayout(_row(self._give_back, self._give_back_all, stretch=0))
        layout.addLayout(_row(self._exact, self._card, stretch=0))
        layout.addLayout(_row(self._sell, stretch=0))


def _row(*parts: QWidget | None, stretch: int | None = None) -> QHBoxLayout:
    """Widgets side by side; None takes the room between them, and so does the one at ``stretch``."""
    row = QHBoxLayout()
    row.setContentsMargins(16, 0, 16, 0)
    row.setSpacing(8)
    for at, part in enumerate(parts):
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, 1 if at == stretch else 0)
    return row
