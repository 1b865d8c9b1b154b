"""The print queue of this counter at work: its jobs go to the printers one after the other, beside the selling.

Rows are read and noted on the slow lane; a page is painted on the window's thread, which Qt asks for, one job at a
time, page by page. A sale is long over by then, and no printer holds it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from boxoffice import logs, paths
from boxoffice.clock import monotonic_ms
from boxoffice.domain.errors import PrinterFailed, Refusal
from boxoffice.domain.print_jobs import What
from boxoffice.printing.outlet import Outlet
from boxoffice.printing.paper import A4, PAPERS
from boxoffice.routines import print_queue as routine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from boxoffice.domain.print_jobs import PrintJob
    from boxoffice.gui.tasks import Tasks
    from boxoffice.printing.steps import Steps
    from boxoffice.routines.print_queue import Standing, Turn
    from boxoffice.settings import Settings

_TICK_MS: Final = 1_000
_FIRST_REST_MS: Final = 1_000
_LONGEST_REST_MS: Final = 60_000
_IDLE_MS: Final = 30_000  # between two looks at a queue that should be empty


def ticket_outlet(chosen: Settings) -> Outlet | None:
    """Where this PC prints tickets and gift vouchers; None where no printer is chosen."""
    return _outlet(chosen, printer=chosen.ticket_printer, paper=chosen.ticket_paper)


def receipt_outlet(chosen: Settings) -> Outlet | None:
    """Where this PC prints receipts; None where no printer is chosen."""
    return _outlet(chosen, printer=chosen.receipt_printer, paper=chosen.receipt_paper)


@dataclass(frozen=True, slots=True)
class _Going:
    """The job that is being painted."""

    job: PrintJob
    outlet: Outlet
    steps: Steps[None]


class PrintQueue(QObject):
    """Prints what waits, and tries a printer that refused again after ever longer pauses.

    ``changed`` tells that jobs moved on. What was cut off, here or in a program that ended, is never tried again.
    """

    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        *,
        chosen: Callable[[], Settings],
        show: Callable[[str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._chosen = chosen
        self._say = show
        self._going: _Going | None = None
        self._is_busy = False
        self._again = False
        self._is_over = False
        self._due = 0
        self._rests: dict[Outlet, tuple[int, int]] = {}  # how long each printer rests, and until when
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def is_painting(self) -> bool:
        """Whether a job has been begun and is not handed over yet."""
        return self._going is not None

    def start(self) -> None:
        """Print what an earlier program left, and go on by the clock."""
        self._timer.start()

    def stop(self) -> None:
        """Begin no other job, and bring the one that is being painted to its end."""
        self._is_over = True
        self._timer.stop()
        while self.is_painting:
            self._go_on()

    def work(self) -> None:
        """Take the next job, if any; while one is being printed, right after it."""
        if self._is_busy or self._is_over:
            self._again = True
            return
        self._is_busy, self._again = True, False
        outlets = self._outlets()
        printers = {what: outlet.printer for what, outlet in outlets.items() if self._is_ready(outlet)}
        receipts = self._chosen().receipts == "always"
        self._tasks.slow(
            lambda database, by: (
                None if self._is_over else routine.take(database, by=by, printers=printers, receipts=receipts)
            ),
            lambda turn: self._took(turn, outlets),
            failed=self._lost,
        )

    def _tick(self) -> None:
        if monotonic_ms() >= self._due:
            self.work()

    def _took(self, turn: Turn | None, outlets: Mapping[What, Outlet]) -> None:
        if turn is None:
            return
        self._say(_told(turn.standing, outlets))
        if turn.job is None:
            self._rest_until_needed(turn.standing, outlets)
            self._end_turn(again=self._again)
            return
        self._begin(turn, turn.job, outlets[turn.job.what])

    def _begin(self, turn: Turn, job: PrintJob, outlet: Outlet) -> None:
        title = f"{job.order_number} {job.what.value}"
        self._going = _Going(job, outlet, outlet.steps(turn.documents, title=title))
        self._go_on()

    def _go_on(self) -> None:
        """Paint one more page of the job that is on its way, and give way to the clerk."""
        going = self._going
        if going is None:
            return
        try:
            next(going.steps)
        except StopIteration:
            self._end(going, None)
        except Refusal as refusal:
            self._end(going, refusal)
        except Exception as fault:  # noqa: BLE001 (half a page may be out: only the clerk can say)
            logs.fault(fault)
            self._end(going, fault)
        else:
            QTimer.singleShot(0, self, self._go_on)

    def _end(self, going: _Going, fault: Exception | None) -> None:
        """Note what became of a job."""
        job, self._going = going.job.id, None
        if fault is None:
            self._rests.pop(going.outlet, None)
            self._note(lambda database, by: routine.note_sent(database, by=by, job=job))
            return
        in_doubt = isinstance(fault, PrinterFailed) or not isinstance(fault, Refusal)
        said = str(fault) or type(fault).__name__
        self._let_rest(going.outlet)
        self._note(lambda database, by: routine.note_failed(database, by=by, job=job, fault=said, in_doubt=in_doubt))

    def _note(self, work: Callable[..., None]) -> None:
        """Write down what became of a job; where that fails it counts as cut off, and the clerk is asked."""
        self._tasks.slow(work, lambda _noted: self._end_turn(again=True), failed=self._lost)

    def _end_turn(self, *, again: bool) -> None:
        self._is_busy = False
        self.changed.emit()
        if again:
            self.work()

    def _lost(self, fault: Exception) -> None:
        self._is_busy = False
        self._due = monotonic_ms() + _IDLE_MS
        if not isinstance(fault, Refusal):  # a database that does not answer is told of by the refresh
            self._tasks.report(fault)

    def _is_ready(self, outlet: Outlet) -> bool:
        return self._rests.get(outlet, (0, 0))[1] <= monotonic_ms()

    def _let_rest(self, outlet: Outlet) -> None:
        before, _until = self._rests.get(outlet, (0, 0))
        rest = next_rest(before)
        self._rests[outlet] = (rest, monotonic_ms() + rest)

    def _rest_until_needed(self, standing: Standing, outlets: Mapping[What, Outlet]) -> None:
        now = monotonic_ms()
        ends = [
            self._rests[outlet][1]
            for what, outlet in outlets.items()
            if what in standing.kinds and outlet in self._rests
        ]
        self._due = min([now + _IDLE_MS, *(max(now, end) for end in ends)])

    def _outlets(self) -> dict[What, Outlet]:
        chosen = self._chosen()
        tickets, receipts = ticket_outlet(chosen), receipt_outlet(chosen)
        outlets = {What.TICKETS: tickets, What.VOUCHERS: tickets, What.RECEIPT: receipts}
        return {what: outlet for what, outlet in outlets.items() if outlet is not None}


def next_rest(before: int) -> int:
    """How long a printer rests that refused again, in ms: each time twice as long, up to a minute."""
    return min(_LONGEST_REST_MS, max(_FIRST_REST_MS, 2 * before))


def _outlet(chosen: Settings, *, printer: str | None, paper: str) -> Outlet | None:
    if printer is None:
        return None
    folder = Path(chosen.pdf_folder) if chosen.pdf_folder else paths.pdf_folder()
    return Outlet(printer, PAPERS.get(paper, A4), folder)


def _told(standing: Standing, outlets: Mapping[What, Outlet]) -> str:
    """What the status bar says: nothing while all is on its way."""
    parts = []
    homeless = standing.kinds - outlets.keys()
    reason = standing.fault or ("no printer is chosen" if homeless else "")
    if standing.waiting and reason:
        parts.append(f"{_documents(standing.waiting)} {'waits' if standing.waiting == 1 else 'wait'}: {reason}")
    if standing.asked:
        parts.append(f"Did {_documents(standing.asked)} come out? See the print queue")
    return " · ".join(parts)


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"
