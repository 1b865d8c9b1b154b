"""A database that does not answer, or takes no more: said over the window until it is over, and tried again.

The program goes on by itself: it becomes its counter again, reads its order anew, and says what became of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from boxoffice.domain import moments
from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import CounterTakenOver, DatabaseBusy, DatabaseLost, OutOfOrder, Refusal
from boxoffice.domain.orders import OrderState
from boxoffice.routines import open_counter as routine

if TYPE_CHECKING:
    from boxoffice.domain.orders import Sale
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.main_window import MainWindow
    from boxoffice.gui.refresh import Refresh
    from boxoffice.gui.tasks import Tasks
    from boxoffice.routines.open_counter import OpenCounter

_LOOK_MS: Final = 1_000
_PATIENCE_MS: Final = 2_000


class Outage(QObject):
    """Watches the answers of a counter's tasks, and tries again with each beat of the 3 s clock.

    ``over`` tells that the database can be used again.
    """

    over = Signal()

    def __init__(
        self, tasks: Tasks, *, opened: OpenCounter, counter: Counter, refresh: Refresh, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._opened = opened
        self._counter = counter
        self._refresh = refresh
        self._window = window
        self._refusal: OutOfOrder | None = None
        self._since = 0
        self._in_doubt = self._is_trying = self._is_replaced = False
        self._watch = QTimer(self, interval=_LOOK_MS)
        self._watch.timeout.connect(self._look)
        self._watch.start()
        refresh.ticked.connect(self._try)
        tasks.out_of_order.connect(self._begin)

    @property
    def is_on(self) -> bool:
        """Whether the database cannot be used now."""
        return self._refusal is not None

    def stop(self) -> None:
        """Watch no longer."""
        self._watch.stop()

    def _try(self) -> None:
        """Become the counter again where anything was lost."""
        is_lost = self.is_on or not self._opened.lock.is_held
        if not is_lost or self._is_trying or self._is_replaced:
            return
        self._is_trying = True
        self._tasks.routine(
            lambda database, _by: routine.stay_open(database, self._opened),
            lambda _nothing: self._end(),
            changes=Changes.NOTHING,
            failed=self._still_lost,
        )

    def _begin(self, refusal: OutOfOrder) -> None:
        if not self.is_on:
            self._since = self._counter.clock.now()
        self._in_doubt |= isinstance(refusal, DatabaseLost)
        self._refusal = refusal
        zone = self._counter.house.time_zone
        self._window.banner.stay(refusal.meanwhile.format(since=moments.clock(self._since, zone=zone, seconds=True)))

    def _end(self) -> None:
        self._is_trying = False
        if not self.is_on:
            return  # only the counter's lock had been lost
        self._refusal = None
        self._window.banner.hide()
        self._refresh.ask()
        self._counter.reread()
        self._look_up()  # after the order
        self.over.emit()

    def _look_up(self) -> None:
        """Ask whether an order in doubt is sold; a sale that the server has yet to book is waited for."""
        from boxoffice.services import sales  # noqa: PLC0415 (no start waits for it)

        order = self._counter.order_id if self._in_doubt else None
        self._tasks.read(
            lambda tx: sales.find_sale(tx, order=order) if order is not None else None,
            self._tell,
            failed=self._look_up_again,
        )

    def _look_up_again(self, fault: Exception) -> None:
        if isinstance(fault, DatabaseBusy):
            QTimer.singleShot(_LOOK_MS, self, self._look_up)
        elif not isinstance(fault, OutOfOrder):  # else the next return of the database looks
            self._tasks.report(fault)

    def _tell(self, sale: Sale | None) -> None:
        """Say what became of an act whose answer was lost; a sale that was booked is shown."""
        if sale is not None:
            self._counter.finished(sale)
        order = self._counter.order
        is_open = self._in_doubt and order is not None and order.state is not OrderState.SOLD
        self._in_doubt = False
        said = f"Order {order.number} is not sold." if order is not None and is_open else ""
        self._window.strip.say(f"The database answers again. {said}".strip())

    def _still_lost(self, fault: Exception) -> None:
        self._is_trying = False
        if isinstance(fault, CounterTakenOver):
            self._leave(fault)
        elif not isinstance(fault, Refusal):
            self._tasks.report(fault)

    def _leave(self, refusal: CounterTakenOver) -> None:
        """Another program is this counter now, and goes on with its order."""
        self._is_replaced = True
        self._tasks.end(refusal)
        self.stop()
        self._refresh.stop()
        self._window.banner.hide()
        self._window.leaving = lambda: True
        self._window.notify("This counter was taken over", str(refusal), ("Close", self._window.close))

    def _look(self) -> None:
        """Say that an answer is waited for, and no longer when it has come."""
        if self.is_on:
            return
        waiting = self._tasks.waiting_ms
        if waiting > _PATIENCE_MS:
            self._window.banner.stay(
                f"Waiting for the database, for {waiting // 1000} s now. What was asked for is not lost."
            )
        else:
            self._window.banner.hide()
