"""The 3 s clock: releases what has expired in the shown performance and reads what changed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from boxoffice.clock import wall_ms
from boxoffice.domain import moments
from boxoffice.domain.changes import Changes
from boxoffice.routines import refresh as routine

if TYPE_CHECKING:
    from boxoffice.domain.permissions import By
    from boxoffice.gui.tasks import Database, Tasks
    from boxoffice.services.seatmap import SeatsRead


class Refresh(QObject):
    """Asks for what changed every few seconds, and whenever told to; one question at a time.

    ``seen`` carries (performance, ``Refreshed``, whether it is the whole performance); ``compared`` by how many ms this
    PC's clock is ahead of the database's; ``failed`` what went wrong, after which the next tick tries again.
    """

    ticked = Signal()
    seen = Signal(int, object, bool)
    compared = Signal(object)
    failed = Signal(Exception)

    def __init__(self, tasks: Tasks, *, every_seconds: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._performance: int | None = None
        self._since: int | None = None
        self._house: str | None = None
        self._asking = False
        self._ask_again = False
        self._timer = QTimer(self, interval=every_seconds * 1000)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Let the clock run."""
        self._timer.start()

    def stop(self) -> None:
        """Stop the clock; a question that was asked is still answered."""
        self._timer.stop()

    def show(self, performance: int | None) -> None:
        """Watch another performance, from its beginning."""
        self._performance = performance
        self._since = None
        self.ask()

    def go_on(self, performance: int, seats: SeatsRead) -> None:
        """Watch a performance whose seats were all read already."""
        self._performance, self._since, self._house = performance, seats.since, seats.house_id
        self.seen.emit(performance, routine.Refreshed(seats, released=0), True)  # noqa: FBT003 (a signal)
        if seats.lapsed:
            self.ask()

    def ask(self) -> None:
        """Read what changed now; while a question is under way, once more after its answer."""
        if self._asking:
            self._ask_again = True
        elif self._performance is not None:
            self._ask(self._performance)

    def tick(self) -> None:
        """One beat of the clock."""
        self.ticked.emit()
        if not self._asking:  # a slow database is not asked faster than it answers
            self.ask()

    def _ask(self, performance: int) -> None:
        since = self._since
        self._asking = True

        def look(database: Database, by: By) -> tuple[routine.Refreshed, int]:
            asked = wall_ms()
            answer = routine.refresh(database, by=by, performance=performance, since=since)
            return answer, moments.ahead(answer.seats.now, asked=asked, answered=wall_ms())

        def answered(answer: tuple[routine.Refreshed, int]) -> None:
            self.compared.emit(answer[1])
            self._answered(performance, since, answer[0])

        self._tasks.routine(look, answered, changes=Changes.NOTHING, failed=self._lost)

    def _answered(self, performance: int, since: int | None, answer: routine.Refreshed) -> None:
        self._asking = False
        other_house = since is not None and answer.seats.house_id != self._house
        if other_house:  # restored or moved: marks of before mean nothing there
            self._since = None
            self._ask_again = True
        elif performance == self._performance and since == self._since:
            self._since = answer.seats.since
            self._house = answer.seats.house_id
            self.seen.emit(performance, answer, since is None)
        self._next()

    def _lost(self, fault: Exception) -> None:
        self._asking = False
        self.failed.emit(fault)
        self._next()

    def _next(self) -> None:
        if self._ask_again:
            self._ask_again = False
            self.ask()
