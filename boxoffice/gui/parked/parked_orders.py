"""Every parked order of the house: under which word, how many seats, for how long; fetched or given up here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.listing import Column, Listing
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.gui.widgets.text import Text, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent

    from boxoffice.domain.money import Currency
    from boxoffice.domain.parked import ParkedOrder

_TICK_MS = 1000
_DELETE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ROLE = QMessageBox.ButtonRole


class ParkedPage(QWidget):
    """The list; ``fetch_asked`` and ``give_up_asked`` carry the order, ``opened`` tells that it is looked at.

    ``now`` is the moment by the database's clock (epoch ms).
    """

    opened = Signal()
    fetch_asked = Signal(object)
    give_up_asked = Signal(object)

    def __init__(self, *, now: Callable[[], int], currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = PageHead(
            "Parked orders",
            "Of all counters. Enter or a double click brings one to this counter; Delete gives its seats back.",
        )
        self.count = Text()
        tones.set_type(self.count, 1.0, tone="quiet")
        self.list: Listing[ParkedOrder] = Listing(
            _columns(now, currency), key=lambda order: order.order, name="Parked orders", stretch=1
        )
        self.list.setSelectionMode(Listing.SelectionMode.SingleSelection)
        self.fetch = QPushButton("Fetch to this counter", default=True)
        self.give_up = QPushButton("Give up…")
        self.box: QMessageBox | None = None
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.list.viewport().update)
        self.list.doubleClicked.connect(self._fetch)
        self.list.selectionModel().selectionChanged.connect(self._judge)
        self.fetch.clicked.connect(self._fetch)
        self.give_up.clicked.connect(self._ask_give_up)
        self._arrange()
        self.show_orders(())

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the button do the act of the table."""
        self.head.back.bind(actions["back"])

    def show_orders(self, orders: tuple[ParkedOrder, ...]) -> None:
        """Show the parked orders as they were read; the first is chosen where none is."""
        self.list.show_things(orders)
        if orders and not self.list.selected():
            self.list.selectRow(0)
        self.count.setText(f"{len(orders)} parked" if orders else "No order is parked")
        self._judge()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self.list.setFocus()
        self._timer.start()
        self.opened.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in _DELETE:
            self._ask_give_up()
        elif event.key() in _ENTER:
            self._fetch()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        chosen = bool(self.list.selected())
        self.fetch.setEnabled(chosen)
        self.give_up.setEnabled(chosen)

    def _fetch(self) -> None:
        for order in self.list.selected():
            self.fetch_asked.emit(order)

    def _ask_give_up(self) -> None:
        chosen = self.list.selected()
        if not chosen or self.box is not None:
            return
        order = chosen[0]
        box = self.box = QMessageBox(self)
        box.setWindowTitle("Boxoffice")
        box.setText(f"Give back the {_seats(order)} of “{order.word}” ({order.number})?")
        box.setInformativeText("Anyone can take them then, and the order is over.")
        plain(box)
        keep = box.addButton("Keep it parked", _ROLE.RejectRole)
        box.setEscapeButton(keep)
        give_up = box.addButton("Give the seats back", _ROLE.AcceptRole)
        give_up.clicked.connect(lambda: self.give_up_asked.emit(order))
        box.setDefaultButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._answered)
        box.open()

    def _answered(self) -> None:
        self.box = None
        self.list.setFocus()

    def _arrange(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.give_up)
        below.addWidget(self.fetch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)


def _columns(now: Callable[[], int], currency: Currency) -> tuple[Column[ParkedOrder], ...]:
    return (
        Column("Parked as", lambda order: order.word),
        Column("Customer, note", lambda order: " · ".join(part for part in (order.customer, order.note) if part)),
        Column("Seats", lambda order: str(order.seats), order=lambda order: order.seats),
        Column("Total", lambda order: currency.format(order.total), order=lambda order: order.total),
        Column("Time left", lambda order: _left(order, now=now()), order=lambda order: order.expires_at or 0,
               warns=lambda order: bool(order.ran_out)),
        Column("Order", lambda order: order.number),
        Column("Counter", lambda order: order.counter),
    )  # fmt: skip


def _left(order: ParkedOrder, *, now: int) -> str:
    """How long the first of its holds lasts; what ran out can still be fetched, if nobody takes it before."""
    if order.expires_at is None or order.expires_at <= now:
        return "ran out"
    left = moments.minutes_and_seconds(order.expires_at - now)
    return f"{left}, {order.ran_out} ran out" if order.ran_out else left


def _seats(order: ParkedOrder) -> str:
    return "1 seat" if order.seats == 1 else f"{order.seats} seats"
