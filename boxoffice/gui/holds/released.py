"""What "Release expired holds" released now, and what the clocks had released before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.domain.changes import Changes
from boxoffice.domain.holds import ReleasedBy
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.listing import Column, Listing
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.routines.release_expired import release_and_name
from boxoffice.services import hold_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.domain.holds import ReleasedHold
    from boxoffice.domain.permissions import By
    from boxoffice.gui.tasks import Database, Tasks

_CLOCKS = frozenset({ReleasedBy.REFRESH, ReleasedBy.JOB})
_BY = {
    ReleasedBy.REFRESH: "the window's clock",
    ReleasedBy.JOB: "the 60 s job",
    ReleasedBy.MENU: "the menu",
    ReleasedBy.COMMAND: "the command line",
}


class ReleasedPage(QWidget):
    """Runs the release over all performances and shows its outcome."""

    def __init__(self, tasks: Tasks, *, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self.head = PageHead(
            "Release expired holds",
            "In all performances. A hold that still runs, or a payment under way, is left alone.",
        )
        self.total = QLabel("Releasing…")
        self.earlier = QLabel()
        tones.set_type(self.total, 1.3, bold=True)
        tones.set_type(self.earlier, 1.3, bold=True)
        what = _columns(zone)
        when: Column[ReleasedHold] = Column(
            "Released at", lambda hold: moments.clock(hold.released_at, zone=zone, seconds=True),
            order=lambda hold: hold.released_at,
        )  # fmt: skip
        by: Column[ReleasedHold] = Column("By", _by)
        self.now = Listing(what, key=_key, name="Released now")
        self.before = Listing((*what, when, by), key=_key, name="Released in the last hour")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(8)
        for part, stretch in ((self.head, 0), (self.total, 0), (self.now, 1), (self.earlier, 0), (self.before, 1)):
            layout.addWidget(part, stretch)
        layout.addStretch(0)
        self._show_lists()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the button do the act of the table."""
        self.head.back.bind(actions["back"])

    def release(self) -> None:
        """Release now, then show what came back."""
        self.total.setText("Releasing…")
        self.now.show_things(())
        self._tasks.routine(_release, self._show, changes=Changes.SEATS, failed=self._not_released)

    def _show(self, answer: tuple[tuple[ReleasedHold, ...], tuple[ReleasedHold, ...]]) -> None:
        released, before = answer
        self.total.setText(f"Total holds released: {len(released)}")
        self.now.show_things(released)
        self.before.show_things(before)
        self.earlier.setText(f"Released by the clocks in the last hour: {len(before) or 'none'}")
        self._show_lists()

    def _not_released(self, fault: Exception) -> None:
        self.total.setText("Not released")
        self._tasks.report(fault)

    def _show_lists(self) -> None:
        """An empty list is no list."""
        for listing in (self.now, self.before):
            listing.setVisible(bool(listing.shown))


def _release(database: Database, by: By) -> tuple[tuple[ReleasedHold, ...], tuple[ReleasedHold, ...]]:
    """What is released now, and what the clocks released in the hour before."""
    released = release_and_name(database, by=by, via=ReleasedBy.MENU)
    recent = database.look(lambda tx: hold_list.released_since(tx, since=tx.now - moments.HOUR))
    return released, tuple(hold for hold in reversed(recent) if hold.by in _CLOCKS)


def _columns(zone: str) -> tuple[Column[ReleasedHold], ...]:
    return (
        Column("Event", lambda hold: hold.event),
        Column("Date and time", lambda hold: moments.day_and_time(hold.starts_at, zone=zone),
               order=lambda hold: hold.starts_at),
        Column("Seat", lambda hold: hold.seat),
        Column("Held by", lambda hold: hold.counter),
        Column("Held until", lambda hold: moments.clock(hold.expired_at, zone=zone, seconds=True),
               order=lambda hold: hold.expired_at),
    )  # fmt: skip


def _by(hold: ReleasedHold) -> str:
    return f"{_BY[hold.by]} of {hold.released_by}" if hold.released_by else _BY[hold.by]


def _key(hold: ReleasedHold) -> tuple[int, int, int]:
    return hold.performance, hold.seat_id, hold.released_at
