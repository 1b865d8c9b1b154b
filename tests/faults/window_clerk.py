"""A clerk at the real window who does the next thing as soon as it can be done, and waits for nothing."""

import random

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.desk import Desk
from tests.e2e.hands import Hands


class WindowClerk:
    """Clicks a seat or two, opens the payment, takes the money, again and again, one step every so often."""

    def __init__(self, desk: Desk, *, every_ms: int) -> None:
        self._desk, self._hands = desk, Hands(desk)
        self._timer = QTimer(desk.window, interval=every_ms)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Do nothing more."""
        self._timer.stop()

    def close(self, answer: str) -> None:
        """Close the window; where it asks, give this answer, or the one that there is."""
        self._desk.window.close()
        QTimer.singleShot(50, self._desk.window, lambda: self._answer(answer))

    def _answer(self, answer: str) -> None:
        for box in self._desk.window.findChildren(QMessageBox):
            offered = [button for button in box.buttons() if "Go on" not in button.text()]
            if offered:
                next((button for button in offered if answer in button.text()), offered[0]).click()
        if self._desk.window.isVisible():  # an answer on its way changed what there was to ask
            QTimer.singleShot(50, self._desk.window, lambda: self.close(answer))

    def _step(self) -> None:
        counter, seats = self._desk.counter, self._desk.sell.showing.map
        if not seats.seat_count:
            return
        if counter.is_paying:
            self._trigger("exact")
        elif counter.sale is None and len(counter.lines) >= random.randint(1, 3):  # noqa: S311 (no secret)
            self._trigger("forward")
        else:
            free = [seat for seat in range(seats.seat_count) if seats.status(seat) is SeatStatus.FREE]
            plan = seats.plan
            if free and plan is not None:
                seat = plan.seats[random.choice(free)]  # noqa: S311 (no secret)
                self._hands.click(f"{seat.row}{seat.number}")

    def _trigger(self, name: str) -> None:
        action = self._desk.actions[name]
        if action.isEnabled():
            action.trigger()
