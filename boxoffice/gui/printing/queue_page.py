"""The print queue: what this counter printed today and what still waits, and the question what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.domain.changes import Changes
from boxoffice.domain.print_jobs import JobState, What
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.listing import Column, Listing
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.gui.widgets.text import Text
from boxoffice.services import papers, print_jobs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QShowEvent

    from boxoffice.domain.print_jobs import PrintJob
    from boxoffice.gui.tasks import Tasks

_CHOICE_WIDTH = 300


class QueuePage(QWidget):
    """The list with its question; ``said`` tells what was answered, ``queued`` that there is more to print."""

    said = Signal(str)
    queued = Signal()

    def __init__(self, tasks: Tasks, *, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._wanted: str | None = None  # the order whose paper is asked about
        self._asked: int | None = None  # the job that the question is about
        self.head = PageHead(
            "Print queue",
            "What a printer has taken is never printed twice by itself. Say what came out, and the rest is printed.",
        )
        self.list = Listing(_columns(zone), key=lambda job: job.id, name="Print queue", stretch=5)
        self.question = Text(wordWrap=True)
        self.all_out = QPushButton("All came out")
        self.none_out = QPushButton("None came out: print all again")
        self.first = QComboBox()
        self.first.setAccessibleName("The first that did not come out")
        self.first.setFixedWidth(_CHOICE_WIDTH)
        self.rest = QPushButton("Print again from this one on")
        self.leave = QPushButton("Do not print")
        tones.set_type(self.question, 1.15, bold=True)
        self.list.selectionModel().selectionChanged.connect(self._ask)
        self.all_out.clicked.connect(lambda: self._answer(None))
        self.none_out.clicked.connect(lambda: self._answer(1))
        self.rest.clicked.connect(lambda: self._answer(self.first.currentIndex() + 1))
        self.leave.clicked.connect(self._withdraw)
        self._arrange()
        self._ask()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the button do the act of the table."""
        self.head.back.bind(actions["back"])

    def begin(self, order: str | None = None) -> None:
        """Ask about the paper of an order (id), else about what was cut off."""
        self._wanted = order or ""
        self.read()

    def read(self) -> None:
        """Read the list anew."""
        counter = self._tasks.by.counter
        self._tasks.slow(
            lambda database, _by: database.look(lambda tx: print_jobs.listed(tx, counter=counter)), self._show
        )

    def follow(self) -> None:
        """Keep up with the queue while the page is looked at."""
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self.list.setFocus()
        self.read()

    def _show(self, jobs: tuple[PrintJob, ...]) -> None:
        self.list.show_things(jobs)
        if self._wanted is not None:
            chosen = _chosen(jobs, order=self._wanted)
            self._wanted = None
            self.list.clearSelection()
            if chosen is not None:
                self.list.choose(chosen.id)
        self._ask()

    def _selected(self) -> PrintJob | None:
        selected = self.list.selected()
        return selected[0] if len(selected) == 1 else None

    def _ask(self) -> None:
        """Ask about the selected job, with what can be answered."""
        job = self._selected()
        asks = job is not None and job.is_unanswered
        several = asks and job is not None and job.count > 1
        self.question.setText(_question(job) if job is not None else "Select a row to say what came out.")
        self.all_out.setEnabled(asks)
        self.none_out.setEnabled(asks)
        self.none_out.setText("None came out: print all again" if several else "It did not come out: print it again")
        self.all_out.setText("All came out" if several else "It came out")
        self.first.setEnabled(several)
        self.rest.setEnabled(several)
        self.leave.setEnabled(any(each.state is JobState.WAITING for each in self.list.selected()))
        asked = job.id if job is not None and several else None
        if asked != self._asked:
            self._asked = asked
            self.first.clear()
            if job is not None and several:
                self._number(job)

    def _number(self, job: PrintJob) -> None:
        """Number the pieces of a job as they come out; tickets are named by their seats."""
        self.first.addItems([f"No. {number}" for number in range(1, job.count + 1)])
        if job.what is What.TICKETS:
            self._tasks.slow(
                lambda database, _by: database.look(lambda tx: papers.seats(tx, ids=job.tickets)),
                lambda seats: self._name(job, seats),
            )

    def _name(self, job: PrintJob, seats: tuple[str, ...]) -> None:
        if job.id == self._asked and len(seats) == self.first.count():
            for at, seat in enumerate(seats):
                self.first.setItemText(at, f"No. {at + 1}: {seat}")

    def _answer(self, missing_from: int | None) -> None:
        job = self._selected()
        if job is not None:
            self._tasks.write(
                lambda tx: print_jobs.came_out(tx, job=job.id, missing_from=missing_from),
                lambda again: self._answered(job, again),
                changes=Changes.NOTHING,
                failed=self._refused,
            )

    def _answered(self, job: PrintJob, again: PrintJob | None) -> None:
        if again is None:
            self.said.emit(f"{job.named} of {job.order_number} came out.")
        else:
            self.said.emit(f"{again.named} of {job.order_number} will be printed again.")
            self.queued.emit()
        self.read()

    def _withdraw(self) -> None:
        jobs = [job.id for job in self.list.selected()]
        self._tasks.write(
            lambda tx: print_jobs.withdraw(tx, jobs=jobs), lambda _done: self._withdrawn(), changes=Changes.NOTHING
        )

    def _withdrawn(self) -> None:
        self.said.emit("What was waiting there will not be printed.")
        self.queued.emit()
        self.read()

    def _refused(self, fault: Exception) -> None:
        self._tasks.report(fault)
        self.read()

    def _arrange(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(10)
        for button in (self.all_out, self.none_out):
            answers.addWidget(button)
        answers.addSpacing(20)
        answers.addWidget(self.first)
        answers.addWidget(self.rest)
        answers.addStretch(1)
        answers.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.question)
        layout.addLayout(answers)


def _chosen(jobs: tuple[PrintJob, ...], *, order: str) -> PrintJob | None:
    """The job to ask about: of the order the tickets first, else its newest; without an order what was cut off."""
    if not order:
        return next((job for job in jobs if job.state is JobState.SENDING), None)
    mine = [job for job in jobs if job.order == order]
    tickets = [job for job in mine if job.what is What.TICKETS]
    return next(iter([*tickets, *mine]), None)


def _question(job: PrintJob) -> str:
    what = f"{job.named} of order {job.order_number}"
    if job.is_unanswered:
        return f"Did the {what} come out?"
    if job.state is JobState.PRINTED:
        return f"{what}: answered."
    return f"{what}: waiting for the printer."


def _columns(zone: str) -> tuple[Column[PrintJob], ...]:
    return (
        Column("Time", lambda job: moments.day_and_time(job.made_at, zone=zone), order=lambda job: job.made_at),
        Column("Order", lambda job: job.order_number),
        Column("What", lambda job: job.named),
        Column("State", lambda job: _state(job, zone), warns=lambda job: job.state is JobState.SENDING),
        Column("Printer", lambda job: job.printer),
        Column("Why it waits", _why, warns=lambda _job: True),
    )  # fmt: skip


def _state(job: PrintJob, zone: str) -> str:
    if job.state is JobState.SENT and job.sent_at is not None:
        return f"sent {moments.clock(job.sent_at, zone=zone, seconds=True)}"
    return {JobState.SENDING: "cut off: did it come out?", JobState.PRINTED: "answered"}.get(job.state, "waits")


def _why(job: PrintJob) -> str:
    return f"{job.fault} (tried {job.attempts}×)" if job.fault and job.attempts > 1 else job.fault
