"""Closing the window never leaves seats held unseen: it asks what becomes of an open order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from boxoffice.domain import moments
from boxoffice.domain.orders import OrderState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QPushButton

    from boxoffice.domain.orders import Order
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.main_window import MainWindow

_OVER = frozenset({OrderState.SOLD, OrderState.ABANDONED})


def welcome_back(order: Order) -> str:
    """What is said of an order that was left open when the program ended, however that was."""
    come_back = f"Order {order.number} was left open here and has come back."
    if order.unsettled is not None:
        return f"{come_back} Its card payment has no answer yet: say what the terminal answered."
    return f"{come_back} Finish it or give its seats back."


class Closing(QObject):
    """Lets the window close at once where nothing is open, else asks: give back, keep until hh:mm, or go on."""

    def __init__(self, window: MainWindow, counter: Counter) -> None:
        super().__init__(window)
        self._window = window
        self._counter = counter
        self._settled: str | None = None  # the order (id) that was asked about and is left as it is
        self._keep: QPushButton | None = None
        self.box: QMessageBox | None = None

    def may_leave(self) -> bool:
        """Whether the window may close now; if not, the question is on the screen."""
        wanted, order = self._counter.order_id, self._counter.order
        if wanted in {None, self._settled} or (order is not None and order.state in _OVER):
            return True
        if order is not None and _is_empty(order):
            self._counter.abandon(_nothing, failed=_nothing)  # a window that closes does not wait for the answer
            return True
        if self.box is None:
            self._ask()
        return False

    def _ask(self) -> None:
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 (no start waits for it)

        order = self._counter.order
        box = self.box = QMessageBox(self._window)
        box.setWindowTitle("Boxoffice")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._answered)
        go_on = box.addButton("Go on selling", QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(go_on)
        if order is None:
            box.setText("The seats that were asked for last may be held by now; there is no answer yet.")
            self._offer(box, "Give back and close", self._give_back)
            self._offer(box, "Keep and close", self._leave)
        elif order.unsettled is not None or order.paid:
            what = "a card payment" if order.unsettled is not None else "a payment"
            box.setText(f"Order {order.number} has {what} that is not finished.")
            box.setInformativeText("Its seats stay with it. This counter asks about the payment first when it starts.")
            self._offer(box, "Close all the same", self._leave)
        else:
            box.setText(f"Order {order.number} still has {order.contents}.")
            box.setInformativeText(
                "Give back, or keep for a while? A kept order is opened again when this counter starts."
            )
            self._offer(box, "Give back and close", self._give_back)
            self._keep = self._offer(box, "Keep and close", self._leave)
            self._show_end(order)
            self._renew()
        box.setDefaultButton(go_on)
        box.open()

    def _offer(self, box: QMessageBox, text: str, act: object) -> QPushButton:
        button = box.addButton(text, box.ButtonRole.AcceptRole)
        button.clicked.connect(act)
        return button

    def _show_end(self, order: Order) -> None:
        """Say until when the seats are kept."""
        if self._keep is not None and order.expires_at is not None:
            end = moments.clock(order.expires_at, zone=self._counter.house.time_zone)
            self._keep.setText(f"Keep until {end} and close")

    def _give_back(self) -> None:
        self._counter.abandon(self._leave, failed=self._not_given_back)

    def _not_given_back(self, fault: Exception) -> None:
        """A database that does not answer must not keep the window open: the holds end by themselves."""
        self._window.strip.warn(f"The seats could not be given back ({fault}). Close again to leave them as they are.")
        self._settled = self._counter.order_id

    def _leave(self) -> None:
        self._settled = self._counter.order_id
        self._window.close()

    def _renew(self) -> None:
        """Renew the holds while the question stands, so that what it says is true; a payment is left for it."""
        if self._counter.is_paying:
            self._counter.paying.leave(self._show_end)
        else:
            self._counter.keep(self._show_end)

    def _answered(self) -> None:
        self.box = self._keep = None


def _is_empty(order: Order) -> bool:
    """Whether neither a seat nor money is on the order any more."""
    return len(order.lines) == len(order.lapsed) and not order.vouchers and order.unsettled is None and not order.paid


def _nothing(_fault: Exception | None = None) -> None:
    """Let it be."""
