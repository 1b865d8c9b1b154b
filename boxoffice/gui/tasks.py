"""The window's only door to the database: work runs on a worker thread, its answer comes back to the window's.

Two lanes, each one thread: the counter's (acts and the refresh, in the order in which they were asked for) and a
slow one (imports, lists), so that a long import never keeps a customer waiting.
"""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from boxoffice import logs
from boxoffice.clock import monotonic_ms
from boxoffice.db.database import Database, Tx, WriteTx
from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import DatabaseLost, DatabaseUnreachable, OutOfOrder, ProgramEnds, Refusal
from boxoffice.gui.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Callable

    # The one place of the window that knows the database; its other files name these from here.
    from boxoffice.domain.permissions import By

__all__ = ["Database", "Lane", "Tasks", "Tx", "WriteTx"]

T = TypeVar("T")

_GRACE_S = 1.0  # for long work to be done, once the program ends
_SILENCE_MS = 1_000  # an answer that takes as long was waited for in vain by those who came after


class Lane:
    """One worker thread that runs what it is given, one after the other."""

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name)
        self._thread.start()

    def put(self, job: Callable[[], None]) -> None:
        """Run the job after those that were given before."""
        self._queue.put(job)

    def close(self, *, within: float | None = None) -> bool:
        """Finish what was given and end the thread; whether that was done within so many seconds."""
        self._queue.put(None)
        self._thread.join(within)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            job()


class Tasks(QObject):
    """Runs work against the database as one counter and brings each answer back to the window's thread.

    ``committed`` tells what kinds of thing a finished work changed, after its own answer was handed over.
    ``refused`` carries a refusal that the asker did not take himself, and ``out_of_order`` each that says that the
    database cannot be used, whoever takes it.
    """

    committed = Signal(Changes)
    refused = Signal(Refusal)
    out_of_order = Signal(OutOfOrder)

    def __init__(self, database: Database, *, by: By, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by = by
        self._database = database
        self._for_slow_work = database.for_slow_work()
        self._relay = Relay(self)
        self._begun: int | None = None  # since when the counter's lane is at what it does now (monotonic ms)
        self._ended: Refusal | None = None
        self._silent: tuple[int, OutOfOrder] | None = None  # until when somebody waited in vain, and for what
        self._counter_lane = Lane("counter")
        self._slow_lane = Lane("slow")

    @property
    def place(self) -> str:
        """The database as people know it: a file's path or a server's name."""
        return self._database.place

    @property
    def waiting_ms(self) -> int:
        """How long the counter has been waiting for the answer that comes next."""
        begun = self._begun
        return 0 if begun is None else monotonic_ms() - begun

    def read(
        self,
        work: Callable[[Tx], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run reading work in a transaction of its own; ``done`` gets its answer."""
        self._in_turn(lambda: self._database.look(work), done, failed, Changes.NOTHING)

    def write(
        self,
        work: Callable[[WriteTx], T],
        done: Callable[[T], None],
        *,
        changes: Changes,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run changing work in a transaction of its own; ``done`` gets its answer once it is committed."""
        self._in_turn(lambda: self._database.act(work, by=self.by), done, failed, changes)

    def routine(
        self,
        work: Callable[[Database, By], T],
        done: Callable[[T], None],
        *,
        changes: Changes,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run work of several transactions in the counter's turn."""
        self._in_turn(lambda: work(self._database, self.by), done, failed, changes)

    def slow(
        self,
        work: Callable[[Database, By], T],
        done: Callable[[T], None],
        *,
        changes: Changes = Changes.NOTHING,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run long work beside the counter's; its database may also be used later, in turn with this lane's work."""
        self._slow_lane.put(lambda: self._run(lambda: work(self._for_slow_work, self.by), done, failed, changes))

    def end(self, refusal: Refusal) -> None:
        """Refuse whatever is asked for from now on, or waits: this program is no counter any more."""
        self._ended = refusal

    def report(self, fault: Exception) -> None:
        """Tell what went wrong to whom it concerns: a refusal to the clerk, a fault of the program to the log."""
        if isinstance(fault, Refusal):
            self.refused.emit(fault)
        else:
            logs.fault(fault)

    def close(self) -> None:
        """Finish what was asked for and end both threads; answers that are still on their way are dropped.

        Long work that is not soon done is given up: nothing of it is changed.
        """
        self._relay.close()
        self._counter_lane.close()
        if not self._slow_lane.close(within=_GRACE_S):
            self.end(ProgramEnds())
            self._database.give_up()
            self._slow_lane.close()

    def _in_turn(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        changes: Changes,
    ) -> None:
        """Run work on the counter's lane; what waited while a server was silent is not kept waiting again."""
        asked = monotonic_ms()

        def watched() -> T:
            if self._silent is not None and asked < self._silent[0]:
                raise DatabaseUnreachable(**self._silent[1].facts)
            self._begun = monotonic_ms()
            try:
                return work()
            except (DatabaseLost, DatabaseUnreachable) as fault:
                if self.waiting_ms > _SILENCE_MS:
                    self._silent = monotonic_ms(), fault
                raise
            finally:
                self._begun = None

        self._counter_lane.put(lambda: self._run(watched, done, failed, changes))

    def _run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        changes: Changes,
    ) -> None:
        try:
            if self._ended is not None:
                raise self._ended  # noqa: TRY301 (told as any other refusal of the work)
            result = work()
        except Exception as fault:  # noqa: BLE001 (whatever it is, the window must hear of it and the lane live on)
            caught = fault  # the name of an except clause ends with it
            self._relay.run(lambda: self._fail(caught, failed))
        else:
            self._relay.run(lambda: self._succeed(result, done, changes))

    def _succeed(self, result: T, done: Callable[[T], None], changes: Changes) -> None:
        done(result)
        if changes:
            self.committed.emit(changes)

    def _fail(self, fault: Exception, failed: Callable[[Exception], None] | None) -> None:
        if isinstance(fault, OutOfOrder):
            self.out_of_order.emit(fault)
        (failed or self.report)(fault)
