"""A clerk's varied evening: seats by mouse and by key, children's prices, cash, an order set aside."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from boxoffice.db.database import WriteTx
from boxoffice.domain.changes import Changes
from boxoffice.domain.moments import HOUR
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.performances import Performance
from boxoffice.domain.price_types import PriceType
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.desk import Desk
from boxoffice.gui.seatmap.seat_map import SMALLEST_CLICK
from boxoffice.services import performances, price_lists
from tests.e2e.hands import Hands

ROUND: Final = 20  # customers, after which the same ones come again: so any two rounds can be compared
_CHILD: Final = "Child"
_PATIENCE_S: Final = 30.0


class ShiftClerk:
    """Sells at one window; the house gets another night whenever one is nearly sold out."""

    def __init__(self, desk: Desk, show: Performance) -> None:
        self._desk, self._last = desk, show
        self._hands = Hands(desk)
        self._free = list(range(show.seats))

    def make_ready(self) -> None:
        """Have enough free seats for one customer; that takes no time off a sale."""
        if len(self._free) < 4:
            self._next_night()

    def serve(self, number: int) -> None:
        """One customer, from the first seat to the money: how, the number says."""
        seats = 1 + number % 4 % 3
        for _ in range(seats):
            self._take(self._free.pop(), by_mouse=number % 5 == 0)
        if number % ROUND == 7:
            self._set_aside(f"coat {number}", seats)
        if seats == 3:
            self._give_one_back()
        if number % 5 == 3:
            self._sell_as_child()
        self._pay(in_cash=number % 4 == 1)
        if number % 5 == 0:
            self._hands.press("Ctrl+0")

    # -- one customer

    def _take(self, seat: int, *, by_mouse: bool) -> None:
        counter, seats = self._desk.counter, self._desk.sell.showing.map
        had = len(counter.lines) if counter.sale is None else 0
        if by_mouse:
            seats.show_seat(seat)
            if seats.seat_size < SMALLEST_CLICK:
                self._click(seat)  # comes closer
                seats.show_seat(seat)
            self._click(seat)
        else:
            seats.press_seat(seat)  # as Enter on the map does
        self.until(lambda: counter.sale is None and len(counter.lines) == had + 1)

    def _click(self, seat: int) -> None:
        seats = self._desk.sell.showing.map
        at = seats.place_of_seat(seat).center().toPoint()
        QTest.mouseClick(seats.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def _set_aside(self, word: str, seats: int) -> None:
        counter = self._desk.counter
        question = self._desk.sell.order.whose.ask
        self._hands.press("Ctrl+K")
        self._type(word, lambda: question.text() == word)
        self._hands.press("Return")
        self.until(lambda: counter.order is None)
        self._hands.press("Ctrl+Shift+K")
        self.until(lambda: any(order.word == word for order in self._desk.parked_page.list.selected()))
        self._hands.press("Return")
        self.until(lambda: len(counter.lines) == seats and self._desk.is_selling())

    def _give_one_back(self) -> None:
        left = len(self._desk.counter.lines) - 1
        self._desk.sell.order.list.setFocus()
        self._hands.press("Ctrl+Down", "F8")
        self.until(lambda: len(self._desk.counter.lines) == left)

    def _sell_as_child(self) -> None:
        self._hands.press("Ctrl+2")
        self.until(lambda: {line.price_type for line in self._desk.counter.lines} == {_CHILD})

    def _pay(self, *, in_cash: bool) -> None:
        counter = self._desk.counter
        self._hands.press("F12")
        self.until(lambda: counter.is_paying)
        if in_cash:
            given = self._desk.sell.side.payment.cash
            self._type("500", lambda: given.tendered == 50_000)
        self._hands.press("F12" if in_cash else "F6")
        self.until(lambda: counter.sale is not None)

    def _type(self, text: str, is_there: Callable[[], bool]) -> None:
        """Type, and see it there: a key that may begin a scanned code is kept back for a moment."""
        self._hands.type(text)
        self.until(is_there)

    # -- another night

    def _next_night(self) -> None:
        """Set up another night as the page for it does, and show it."""
        last, sell = self._last, self._desk.sell
        self._desk.tasks.write(lambda tx: _another_night(tx, last), self._set_up, changes=Changes.PERFORMANCES)
        self.until(lambda: self._last is not last)
        sell.show_next(self._last.id)
        self.until(lambda: sell.showing.performance == self._last and sell.showing.map.seat_count > 0)
        free = range(sell.showing.map.seat_count)
        assert {sell.showing.map.status(seat) for seat in free} == {SeatStatus.FREE}
        self._free = list(free)

    def _set_up(self, performance: Performance) -> None:
        self._last = performance

    def until(self, is_so: Callable[[], bool]) -> None:
        """Let the window live until it is so."""
        until = time.monotonic() + _PATIENCE_S
        while not is_so():
            if time.monotonic() > until:
                raise TimeoutError(f"waited in vain, in: {self._hands.text()}")
            QTest.qWait(1)


def offer_children_less(tx: WriteTx, performance: int) -> None:
    """A price type beside the full price, for every zone of a performance."""
    price_list = price_lists.list_of(tx, performance=performance)
    zones = price_lists.sheet(tx, performance=performance).full_prices
    price_lists.put_types(tx, types=(PriceType(FULL_PRICE), PriceType(_CHILD)))
    price_lists.put_prices(
        tx, price_list=price_list, amounts={(zone, _CHILD): amount // 2 for zone, amount in zones.items()}
    )


def _another_night(tx: WriteTx, last: Performance) -> Performance:
    hall = next(hall for hall in performances.halls(tx) if hall.name == last.hall)
    price_list = price_lists.list_of(tx, performance=last.id)
    return performances.create(
        tx, event=last.event, hall=hall.id, starts_at=last.starts_at + 24 * HOUR, price_list=price_list
    )
