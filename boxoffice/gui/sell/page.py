"""Selling: the board, the house, and beside it the order, its payment, or the end of the sale."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.domain.changes import Changes
from boxoffice.gui.sell.best import BestSeats
from boxoffice.gui.sell.board import Board
from boxoffice.gui.sell.live_sheet import LiveSheet
from boxoffice.gui.sell.showing import Showing
from boxoffice.gui.sell.side import Side
from boxoffice.gui.widgets.band import Band
from boxoffice.services import performances, price_lists, seatmap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QKeyEvent

    from boxoffice.domain.holds import HoldRules
    from boxoffice.domain.left_alone import LeftAlone
    from boxoffice.domain.party import Party
    from boxoffice.domain.performances import Performance
    from boxoffice.domain.plan import SeatingPlan
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.refresh import Refresh
    from boxoffice.gui.start import Shown
    from boxoffice.gui.style import Theme
    from boxoffice.gui.tasks import Tasks
    from boxoffice.routines.refresh import Refreshed
    from boxoffice.services.price_lists import PriceSheet

_BOARD_WIDTH = 284
_ORDER_WIDTH = 330
_PLANS_KEPT = 3
_DRAWN_MS = 250  # until a house is surely drawn


class SellPage(QWidget):
    """What a clerk looks at all evening.

    ``begun`` tells that a new act makes old messages stale, ``said`` tells news, ``warned`` what must not be missed,
    ``reminded`` what the page shows too.
    ``state_changed`` tells that other acts may be possible now, ``board_changed`` that the board was read.
    """

    said = Signal(str)
    warned = Signal(str)
    reminded = Signal(str)
    begun = Signal()
    state_changed = Signal()
    board_changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        *,
        counter: Counter,
        refresh: Refresh,
        rules: HoldRules,
        single_seat_rows: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._counter = counter
        self._refresh = refresh
        self._plans: dict[int, SeatingPlan] = {}
        self._at_start: Shown | None = None
        self._reading: Performance | None = None  # whose house was asked for and is not there yet
        self.sheet = LiveSheet(tasks, clock=counter.clock, parent=self)
        self.board = Board(counter.house)
        self.showing = Showing(counter, rules=rules)
        self.best = BestSeats(tasks, counter=counter, showing=self.showing, single_seat_rows=single_seat_rows)
        self.side = Side(tasks, counter=counter)
        self.order = self.side.order
        self.band = Band(zone=counter.house.time_zone)
        self._arrange()
        self._connect()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let all buttons do the acts of the table."""
        self.showing.bind(actions)
        self.side.bind(actions)

    def make_ready(self) -> None:
        """Make what the first customer would have to wait for."""
        self.showing.make_ready()
        self.side.make_ready()

    # -- acts

    @property
    def can_change_seats(self) -> bool:
        """Whether seats of the order can come and go."""
        return not self._counter.is_empty and self.side.currentWidget() is self.order

    @property
    def can_tell_whose(self) -> bool:
        """Whether the order, or the one that begins, can be given a customer and a note."""
        return self.isVisible() and self.side.currentWidget() is self.order

    @property
    def can_park(self) -> bool:
        """Whether a seat is held that a customer may come back for."""
        return self.can_tell_whose and self._counter.milliseconds_left is not None

    @property
    def can_take_again(self) -> bool:
        """Whether lapsed lines are there to be tried again."""
        return self.can_change_seats and self._counter.order is not None and bool(self._counter.order.lapsed)

    def back(self) -> None:
        """Leave the payment or a question, or let the map have the keys again."""
        self.order.end_asking()
        if self.side.is_paying and not self.side.payment.question.isHidden():
            self.side.payment.question.take_back()
            return
        if self.side.is_cash:
            self._counter.paying.leave()
        self.showing.typing.setText("")
        self.showing.map.setFocus()

    def give_back(self) -> None:
        """Give back the selected lines, else the last one."""
        self._counter.give_back(self.order.lines_to_give_back())

    def choose_price(self, number: int) -> None:
        """Give the selected lines, else all, the price type of a number."""
        self.order.prices.choose(number)

    def can_choose_price(self, number: int) -> bool:
        """Whether there are lines, and a price type of this number."""
        return self.can_change_seats and self.order.prices.has(number)

    @property
    def can_use_promotion(self) -> bool:
        """Whether there are lines, and promotions."""
        return self.can_change_seats and self.order.prices.has_promotions

    # -- what is read

    def read_board(self) -> None:
        """Read the board anew."""
        self._tasks.read(performances.board, self.show_board)

    def begin(self, board: tuple[Performance, ...], shown: Shown | None) -> None:
        """Show the board, and the house that was read with it, for the first time."""
        self._at_start = shown
        self.show_board(board)

    def show_board(self, board: tuple[Performance, ...]) -> None:
        """Show the board as it was read."""
        now = self._counter.clock.now()
        self.board.show_board(board, today=self._counter.business_date(now), now=now)
        self._catch_up()
        self.board_changed.emit()

    def show_next(self, performance: int) -> None:
        """Show a performance as soon as the board has it."""
        self.board.wait_for(performance)

    def wear(self, theme: Theme) -> None:
        """Follow the window's theme where a style sheet cannot."""
        self.showing.map.set_theme(theme)
        self.showing.legend.set_theme(theme)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if self.side.is_cash and event.text()[:1].isdigit():
            self.side.payment.cash.given.setFocus()
            self.side.payment.cash.given.insert(event.text())
        elif self.side.is_paying or not self.showing.typing.take_over(event):
            super().keyPressEvent(event)

    def _show(self, performance: Performance) -> None:
        self.showing.announce(performance)
        self._show_band()
        self._read_house(performance)

    def _catch_up(self) -> None:
        """Show the house of the board's performance where its plan was drawn anew or could not be read."""
        wanted, shown = self.board.shown, self.showing.performance
        if wanted is None or shown is None:
            return
        if wanted.plan != shown.plan:
            self._show(wanted)
        elif self._reading is None and not self.showing.has_house:
            self._read_house(wanted)

    def _read_house(self, performance: Performance) -> None:
        read, self._at_start = self._at_start, None
        if read is not None and read.performance == performance:
            self._begin_house(performance, read.plan, read.sheet)
            self._refresh.go_on(performance.id, read.seats)
            return
        self._reading = performance
        known = self._plans.get(performance.plan)

        def shown(answer: tuple[SeatingPlan, PriceSheet]) -> None:
            plan, sheet = answer
            if self._reading is performance:
                self._reading = None
                self._begin_house(performance, plan, sheet)
                self._refresh.show(performance.id)

        def lost(fault: Exception) -> None:
            if self._reading is performance:
                self._reading = None  # the next tick tries again
                self._tasks.report(fault)

        self._tasks.read(
            lambda tx: (
                known or seatmap.load_plan(tx, plan=performance.plan),
                price_lists.sheet(tx, performance=performance.id),
            ),
            shown,
            failed=lost,
        )

    def _begin_house(self, performance: Performance, plan: SeatingPlan, sheet: PriceSheet) -> None:
        self._remember(performance.plan, plan)
        self.showing.begin(plan, sheet.full_prices)
        self.order.prices.show_sheet(sheet)
        self.sheet.begin(performance.id, sheet)
        QTimer.singleShot(_DRAWN_MS, self, lambda: self.best.prepare(plan))

    def _show_sheet(self, sheet: PriceSheet) -> None:
        if self.showing.has_house:
            self.showing.show_prices(sheet.full_prices)
            self.order.prices.show_sheet(sheet)
            self.state_changed.emit()

    def _remember(self, plan_id: int, plan: SeatingPlan) -> None:
        if plan_id not in self._plans:
            self._plans[plan_id] = plan
            while len(self._plans) > _PLANS_KEPT:
                del self._plans[next(iter(self._plans))]
            gc.freeze()  # a full collection over 80,000 seats takes longer than a frame

    def _absorb(self, performance: int, answer: Refreshed, whole: bool) -> None:  # noqa: FBT001 (a signal's argument)
        self._counter.clock.set(answer.seats.now)
        if self.showing.performance is not None and self.showing.performance.id == performance:
            self.showing.absorb(answer.seats, whole=whole)
        self._counter.reread()

    def _count(self, free: int) -> None:
        if self.showing.performance is not None:
            self.board.count_free(self.showing.performance.id, free)

    def _may_change_seats(self) -> bool:
        self.begun.emit()
        if self.side.is_paying:
            self.warned.emit("The payment of this order is open. Go back to the seats first (Esc).")
        return not self.side.is_paying

    def _take(self, seats: list[int]) -> None:
        if self._may_change_seats() and self.showing.performance is not None and seats:
            self._counter.take(performance=self.showing.performance.id, seats=seats)

    def _take_best(self, party: Party) -> None:
        if self._may_change_seats():
            self.best.ask(party)

    def _show_left_alone(self, told: LeftAlone | None) -> None:
        plan = self.showing.plan
        self.order.left_alone.show_told(told, seats=plan.seats if plan is not None else ())

    def _give_back(self, seats: list[int]) -> None:
        if self._may_change_seats() and self.showing.performance is not None:
            self._counter.give_back_seats(performance=self.showing.performance.id, seats=seats)

    def _show_order(self) -> None:
        if self._counter.is_paying:
            self.order.end_asking()
        if self.side.follow() and not self.side.is_cash:
            self.showing.map.setFocus()
        self._show_band()
        self.state_changed.emit()

    def _show_band(self) -> None:
        """Stand over map and total; there already when the map of another day comes, so that no click moves the map."""
        sold_for = self._counter.other_days()
        shown = self.showing.performance
        looked_at = shown is not None and not self._counter.is_today(shown.starts_at)
        more = (shown.starts_at,) if shown is not None and looked_at and not sold_for else ()
        self.band.show_days(sold_for or more, quiet=not sold_for)

    def _tell_lapsed(self, seats: int) -> None:
        what = "1 seat ran out" if seats == 1 else f"{seats} seats ran out"
        self.reminded.emit(f"The hold on {what}. Take again what is still free, or give it back.")

    def _tell_payment_lost(self, taken: str) -> None:
        self.warned.emit(f"The payment took too long: {taken} was taken meanwhile. No money is recorded; give it back.")

    def _committed(self, changes: Changes) -> None:
        if changes & Changes.SEATS:
            self._refresh.ask()
        if changes & Changes.PRICES:
            self.sheet.read()
        if changes & Changes.PLANS:
            self._plans.clear()
        if changes & (Changes.PERFORMANCES | Changes.PLANS):
            self.read_board()

    def _connect(self) -> None:
        self.board.chosen.connect(self._show)
        self.board.left.connect(self.showing.map.setFocus)
        self.board.list.clicked.connect(self._catch_up)
        self._refresh.ticked.connect(self._catch_up)
        self._refresh.ticked.connect(self.sheet.follow)
        self.sheet.changed.connect(self._show_sheet)
        self.showing.take_asked.connect(self._take)
        self.showing.give_back_asked.connect(self._give_back)
        self.showing.party_asked.connect(self._take_best)
        self.showing.legend.zone_clicked.connect(self.best.toggle_zone)
        self.best.zone_chosen.connect(self.showing.legend.show_chosen)
        self.best.said.connect(self.said)
        self.best.changed.connect(self.state_changed)
        self.best.left_alone_changed.connect(self._show_left_alone)
        self.showing.refused.connect(self.warned)
        self.showing.map.said.connect(self.said)
        self.showing.free_counted.connect(self._count)
        self.order.ran_out.connect(self._refresh.ask)
        self.order.left.connect(self.showing.map.setFocus)
        self.side.changed.connect(self.state_changed)
        self.side.said.connect(self.said)
        self.side.warned.connect(self.warned)
        self._refresh.seen.connect(self._absorb)
        self._counter.order_changed.connect(self._show_order)
        self._counter.lapsed.connect(self._tell_lapsed)
        self._counter.payment_lost.connect(self._tell_payment_lost)
        self._tasks.committed.connect(self._committed)

    def _arrange(self) -> None:
        board = _column(self.board, name="board", width=_BOARD_WIDTH)
        order = _column(self.side, name="order", width=_ORDER_WIDTH)
        work = QHBoxLayout()
        work.setSpacing(0)
        work.addWidget(self.showing, 1)
        work.addWidget(order)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.band)
        right.addLayout(work, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(board)
        layout.addLayout(right, 1)


def _column(inside: QWidget, *, name: str, width: int) -> QWidget:
    column = QWidget()
    column.setObjectName(name)
    column.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column.setFixedWidth(width)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(2, 0, 2, 0)  # the column's own border is not covered
    layout.addWidget(inside)
    return column
