"""Every held seat of the house: whose, since when, until when; and the way to end a hold for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.domain.changes import Changes
from boxoffice.domain.holds import ReleasedBy
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.listing import Column, Listing
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.gui.widgets.text import Text, tip
from boxoffice.routines.release_expired import release_expired
from boxoffice.services import hold_list, holds, payments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction, QShowEvent

    from boxoffice.domain.holds import HeldSeat
    from boxoffice.domain.money import Currency
    from boxoffice.domain.permissions import By
    from boxoffice.gui.tasks import Database, Tasks, WriteTx


class AllHoldsPage(QWidget):
    """The list with its search; ``said`` tells what was released."""

    said = Signal(str)

    def __init__(self, tasks: Tasks, *, zone: str, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._reading = False
        self.head = PageHead("All holds", "A hold that is over is free for anybody at once; its row goes by itself.")
        self.search = QLineEdit(placeholderText="Find an event, seat, counter or order", clearButtonEnabled=True)
        self.search.setAccessibleName("Find a hold")
        self.count = Text()
        self.list = Listing(_columns(zone, currency), key=_key, name="All holds")
        self.reason = QLineEdit(placeholderText="Why, in your own words (for a hold that still runs)")
        self.reason.setAccessibleName("Reason")
        self.release = QPushButton("Release the selected holds")
        tones.set_type(self.count, 1.0, tone="quiet")
        self.search.textChanged.connect(self._search)
        self.reason.textChanged.connect(self._judge)
        self.list.selectionModel().selectionChanged.connect(self._judge)
        self.release.clicked.connect(self._release)
        tasks.committed.connect(self._committed)
        self._arrange()
        self._judge()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the button do the act of the table."""
        self.head.back.bind(actions["back"])

    def read(self) -> None:
        """Read the list anew; while it is being read, not again."""
        if not self._reading:
            self._reading = True
            self._tasks.slow(lambda database, _by: database.look(hold_list.list_holds), self._show, failed=self._lost)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self.search.setFocus()
        self.read()

    def follow(self) -> None:
        """Keep up with the clock while the page is looked at."""
        if self.isVisible():
            self.read()

    def _show(self, held: tuple[HeldSeat, ...]) -> None:
        self._reading = False
        self.list.show_things(held)
        self._tell_count(held)
        self._judge()

    def _lost(self, fault: Exception) -> None:
        self._reading = False
        self.count.setText("The list could not be read")
        self.count.setToolTip(tip(str(fault)))

    def _tell_count(self, held: Sequence[HeldSeat]) -> None:
        expired = sum(seat.expired for seat in held)
        stuck = sum(seat.stuck for seat in held)
        parts = [
            f"{len(held)} held",
            f"{expired} expired" if expired else "",
            f"{stuck} stuck with money on them" if stuck else "",
        ]
        self.count.setText(" · ".join(part for part in parts if part) if held else "Nothing is held")
        self.count.setToolTip("")

    def _search(self, text: str) -> None:
        self.list.search(text)
        self._judge()

    def _judge(self) -> None:
        selected = self.list.selected()
        needs_reason = any(not seat.expired for seat in selected)
        self.release.setEnabled(bool(selected) and (not needs_reason or bool(self.reason.text().strip())))

    def _release(self) -> None:
        selected, reason = self.list.selected(), self.reason.text().strip()
        self._tasks.routine(
            lambda database, by: _release(database, by, selected, reason), self._released, changes=Changes.SEATS
        )

    def _released(self, seats: list[str]) -> None:
        self.reason.clear()
        self.said.emit(f"Released: {', '.join(seats)}." if seats else "Nobody held these seats any more.")
        self.read()

    def _committed(self, changes: Changes) -> None:
        if changes & Changes.SEATS:
            self.follow()

    def _arrange(self) -> None:
        above = QHBoxLayout()
        self.search.setFixedWidth(380)
        above.addWidget(self.search)
        above.addStretch(1)
        above.addWidget(self.count)
        below = QHBoxLayout()
        below.addWidget(self.reason, 1)
        below.addWidget(self.release)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addLayout(above)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)


def _release(database: Database, by: By, chosen: Sequence[HeldSeat], reason: str) -> list[str]:
    """The chosen seats that were released: living holds for a reason, all or none of them; and what had lapsed."""
    living = [seat for seat in chosen if not seat.expired]
    if living:
        database.act(lambda tx: _release_living(tx, living, reason), by=by)
    gone = {_key(seat) for seat in living}
    if len(living) < len(chosen):  # what lapsed goes everywhere, and may have gone or been taken again meanwhile
        for release in release_expired(database, by=by, via=ReleasedBy.MENU):
            gone.update((seat.performance, seat.seat, seat.order) for seat in release.seats)
    return [seat.seat for seat in chosen if _key(seat) in gone]


def _release_living(tx: WriteTx, living: Sequence[HeldSeat], reason: str) -> None:
    for order in sorted({seat.order for seat in living if seat.stuck}):
        payments.reverse_payments(tx, order=order, reason=reason)  # only then may its seats go
    for seat in living:
        holds.release_live(tx, performance=seat.performance, seat=seat.seat_id, order=seat.order, reason=reason)


def _columns(zone: str, currency: Currency) -> tuple[Column[HeldSeat], ...]:
    return (
        Column("Performance", lambda seat: f"{seat.event}, {moments.day_and_time(seat.starts_at, zone=zone)}",
               order=lambda seat: (seat.starts_at, seat.event)),
        Column("Seat", lambda seat: seat.seat),
        Column("Counter", lambda seat: seat.counter),
        Column("Order", lambda seat: seat.order_number),
        Column("Since", lambda seat: moments.clock(seat.since, zone=zone, seconds=True), order=lambda seat: seat.since),
        Column("Expires at", lambda seat: _end(seat, zone=zone), order=lambda seat: seat.expires_at or 0),
        Column("Expired", lambda seat: "yes" if seat.expired else "no", warns=lambda seat: seat.expired),
        Column("Payment", lambda seat: _payment(seat, currency), warns=lambda seat: seat.stuck),
    )  # fmt: skip


def _end(seat: HeldSeat, *, zone: str) -> str:
    return "—" if seat.expires_at is None else moments.clock(seat.expires_at, zone=zone, seconds=True)


def _payment(seat: HeldSeat, currency: Currency) -> str:
    if seat.method is not None and seat.amount is not None:
        money = f"{seat.method} {currency.format(seat.amount)}"
        return f"stuck: {money}" if seat.stuck else money
    return "paying" if seat.paying else ""


def _key(seat: HeldSeat) -> tuple[int, int, str | None]:
    return seat.performance, seat.seat_id, seat.order
