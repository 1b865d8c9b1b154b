"""A clerk's hands and eyes on the real window: clicks, keys, and what can be read there."""

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QAbstractListModel, QElapsedTimer, QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QMessageBox, QWidget

from boxoffice.gui.desk import Desk
from tests.e2e.pulse import Pulse
from tests.support.keyboard import Keyboard

PATIENCE_MS = 20_000


class Hands:
    """What the tests ask of one counter's window; names of seats are as in "A1"."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def take(self, *names: str) -> list[str]:
        """Click seats, one after the other, until the order has each and the map shows it."""
        for name in names:
            self.click(name)
            self._until(partial(self._has, name), f"{name} taken")
        self.wait_for("MINE", *names)  # else the refresh that follows a take could tidy what a test ages
        return self.order()

    def click(self, name: str) -> None:
        """Click a seat."""
        seats = self.desk.sell.showing.map
        at = seats.place_of_seat(self._seat(name)).center().toPoint()
        QTest.mouseClick(seats.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def press(self, *keys: str) -> None:
        """Press keys ("F12", "Ctrl+E"), each once its action can be done."""
        for key in keys:
            sequence = QKeySequence(key)
            action = next((act for act in self.desk.actions.values() if sequence in act.shortcuts()), None)
            if action is not None:
                self._until(action.isEnabled, f"{key} possible")
                action.trigger()
            else:
                self._keyboard().press(Qt.Key(sequence[0].key()))  # type: ignore[index]

    def scan(self, code: str) -> None:
        """Scan a code that ends with Enter."""
        self._keyboard().scan(code)

    def type(self, text: str) -> None:
        """Type as a hand does, on the keys that the window system reports."""
        keyboard = self._keyboard()
        for character in text:
            keyboard.press(Qt.Key.Key_Return if character == "\n" else character)

    def ask(self, text: str) -> None:
        """Type into the box for seats, whatever was there, and Enter."""
        self.desk.sell.showing.map.setFocus()
        self.type(f"{text}\n")

    def click_button(self, text: str) -> None:
        """Click the button that says this, before its key."""
        shown = [button for button in self.desk.window.findChildren(QAbstractButton) if button.isVisible()]
        button = next(button for button in shown if button.text().split("   ")[0] == text)
        self._until(button.isEnabled, f"{text} possible")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_zone(self, name: str) -> None:
        """Click a price zone among those that are offered for a party."""
        chooser = self.desk.sell.showing.chooser
        self._until(chooser.isVisible, "the zones")
        (item,) = chooser.offers.findItems(name, Qt.MatchFlag.MatchContains)
        at = chooser.offers.visualItemRect(item).center()
        QTest.mouseClick(chooser.offers.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def zones(self) -> list[list[str]]:
        """Each seat of the order, or of the sale that is shown, with its price zone."""
        sale = self.desk.counter.sale
        lines = sale.order.lines if sale is not None else self.desk.counter.lines
        return [[line.seat, line.zone] for line in lines]

    def give_back(self, name: str) -> None:
        """Select a seat's line and give it back."""
        order = self.desk.sell.order
        for _ in self.desk.counter.lines:
            self.press("Ctrl+Down")
            (chosen,) = order.list.selected() or [0]
            if next((line.seat for line in self.desk.counter.lines if line.id == chosen), "") == f"Stalls {name}":
                break
        self.press("F8")

    def total(self) -> str:
        """What the order comes to, as it is shown."""
        return self.desk.sell.order.total.text()

    def prices(self) -> list[list[str]]:
        """Each line of the current order: seat, price type, what is to pay."""
        lines = self.desk.counter.lines
        return [[line.seat, line.price_type, self.desk.sell.showing.money(line.price)] for line in lines]

    def choose(self, performance: str) -> None:
        """Choose a performance on the board by its event."""
        board = self.desk.sell.board
        for _ in board.performances:
            shown = self.desk.sell.showing.performance
            if shown is not None and shown.event == performance:
                break
            self.press("Ctrl+PgDown")
        self._until(lambda: self._shows(performance), f"{performance} shown")

    def status(self, name: str) -> str:
        """What the map shows for a seat."""
        return self.desk.sell.showing.map.status(self._seat(name)).name

    def statuses(self) -> list[str]:
        """What the map shows for all seats, in the plan's order."""
        seats = self.desk.sell.showing.map
        return [seats.status(seat).name for seat in range(seats.seat_count)]

    def wait_for(self, status: str, *names: str) -> None:
        """Wait until the map shows a status for seats."""
        self._until(lambda: {self.status(name) for name in names} == {status}, f"{names} {status}")

    def order(self) -> list[str]:
        """The seats of the current order."""
        return [line.seat for line in self.desk.counter.lines]

    def lines(self) -> list[list[str | None]]:
        """Each line of the current order: seat, state, who has it now."""
        return [[line.seat, line.state.value, line.taken_by] for line in self.desk.counter.lines]

    def wait_for_lines(self, *states: str) -> None:
        """Wait until the order's lines are in these states."""
        self._until(lambda: [line.state.value for line in self.desk.counter.lines] == list(states), f"lines {states}")

    def wait_for_text(self, pattern: str) -> str:
        """Wait until something to read in the window matches; the match."""
        found: list[str] = []

        def look() -> bool:
            match = re.search(pattern, self.text())
            found[:] = [match[0]] if match else []
            return bool(found)

        self._until(look, f"“{pattern}” to read, in: {self.text()}")
        return found[0]

    def text(self) -> str:
        """Everything that can be read in the window now, lists included."""
        shown = [widget for widget in self.desk.window.findChildren(QWidget) if widget.isVisible()]
        texts = [widget.text() for widget in shown if isinstance(widget, QLabel | QAbstractButton)]
        for widget in shown:
            if isinstance(widget, QAbstractItemView):
                texts += _cells(widget)
        return "\n".join(text for text in texts if text)

    def pulse(self) -> float:
        """The longest time (ms) in which the window did not answer, since this was asked before."""
        had: Pulse | None = self.desk.window.findChild(Pulse)
        return (had or Pulse(self.desk.window)).longest()

    def outage(self) -> list[str]:
        """What is said over the window until it is over, and what was said last in passing."""
        return [self.desk.window.banner.text, self.desk.window.strip.text]

    def is_sold(self) -> bool:
        """Whether a finished sale is shown."""
        return self.desk.counter.sale is not None

    def try_key(self, key: str) -> bool:
        """Press a key if its action can be done now."""
        action = next(act for act in self.desk.actions.values() if QKeySequence(key) in act.shortcuts())
        action.trigger()
        return action.isEnabled()

    def close(self, answer: str | None = None) -> None:
        """Close the window, with the answer to what it asks."""
        self.desk.window.close()
        if answer is not None:
            (box,) = self.desk.window.findChildren(QMessageBox)
            button = next(button for button in box.buttons() if answer in button.text())
            button.click()

    def _keyboard(self) -> Keyboard:
        window = self.desk.window
        window.activateWindow()
        self._until(window.isActiveWindow, "the window in front")
        had: Keyboard | None = window.findChild(Keyboard)
        if had is None:
            _ = self.desk.scanner  # the keyboard dates the events before the scanner's filter judges them
            had = Keyboard(window)
        return had

    def _has(self, name: str) -> bool:
        return f"Stalls {name}" in self.order()

    def _shows(self, performance: str) -> bool:
        showing = self.desk.sell.showing
        shown = showing.performance
        return shown is not None and shown.event == performance and showing.map.seat_count > 0

    def _seat(self, name: str) -> int:
        plan = self.desk.sell.showing.map.plan
        if plan is None:
            raise LookupError(name)
        return next(index for index, seat in enumerate(plan.seats) if seat.row + seat.number == name)

    def _until(self, condition: Callable[[], bool], what: str) -> None:
        since = QElapsedTimer()
        since.start()
        while not condition():
            if since.hasExpired(PATIENCE_MS):
                raise TimeoutError(f"waited in vain for {what}")
            QTest.qWait(10)  # lets the window live meanwhile


def _cells(view: QAbstractItemView) -> list[str]:
    model = view.model()
    # A list has one column, and does not say so.
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex()))
    rows = range(model.rowCount(QModelIndex()))
    return [" ".join(str(model.index(row, column).data() or "") for column in columns) for row in rows]
