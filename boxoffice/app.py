"""The composition root and only entry point: wires window, database and both clocks, and closes all in reverse.

The window is shown before anything of the database is imported, since that takes longer than the window itself; and
a subcommand never imports Qt. So imports stand where they are first needed.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from PySide6.QtWidgets import QApplication

    from boxoffice.db.database import Database
    from boxoffice.gui.desk import Desk
    from boxoffice.gui.relay import Relay
    from boxoffice.gui.start import Start
    from boxoffice.gui.tasks import Tasks
    from boxoffice.jobs.scheduler import ExpiryJob, JobRun
    from boxoffice.routines.open_counter import OpenCounter
    from boxoffice.settings import Settings


_PATIENCE_MS = 700  # an opening that takes no longer shows the house at once
_SETTLED_MS = 1_500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks of the window."""

    database: str | None = None
    counter: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A database and a counter of it, opened, with what the window shows first."""

    database: Database
    counter: OpenCounter
    start: Start


def main(argv: Sequence[str] | None = None) -> int:
    """The program's exit code, after the window was closed or the subcommand is done."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _print_anywhere()
    if arguments[:1] == ["self-test"]:
        from boxoffice import self_test

        return self_test.main(arguments[1:], open_program=lambda file: Program(Wanted(database=str(file))))
    wanted = parse(arguments)
    if wanted is None:
        from boxoffice import cli

        return cli.main(arguments)
    return run_window(wanted)


def _print_anywhere() -> None:
    """Let nothing fail for want of a place to print to, or of a letter there: see ``tests/test_windows.py``."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (to the program's end)
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def parse(arguments: Sequence[str]) -> Wanted | None:
    """The window's own options, or None where there is anything that the command line must answer."""
    options = {"--database": "", "--counter": ""}
    given = iter(arguments)
    for argument in given:
        option, _, value = argument.partition("=")
        if option not in options:
            return None
        options[option] = value or next(given, "")
        if not options[option]:
            return None
    return Wanted(options["--database"] or None, options["--counter"] or None)


def run_window(wanted: Wanted) -> int:
    """Show the window until it is closed, or the system tells the program to end."""
    noted = _note_signals()
    gc.disable()  # until the house is shown: what is imported meanwhile stays, and looking through it takes long
    from PySide6.QtCore import QTimer

    from boxoffice.gui.main_window import application

    app = application(sys.argv[:1])
    with ExitStack() as at_end, Program(wanted) as program:
        heed = partial(_heed, app, noted, at_end)
        program.window.came_up.connect(lambda: QTimer.singleShot(0, heed))  # what it imports, nobody waits for
        return app.exec()


def _heed(app: QApplication, noted: list[int], at_end: ExitStack) -> None:
    """End the program when a signal is noted, or was."""
    from boxoffice.gui.ending import Ending

    at_end.callback(Ending(app, noted).close)


def _note_signals() -> list[int]:
    """The signals by which a system ends programs, from now on noted here instead of ending this one where it stands.

    SIGHUP ends what a terminal had started, SIGBREAK what a console of Windows had.
    """
    noted: list[int] = []
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, lambda told, _frame: noted.append(told))
    return noted


class Program:
    """The window, and behind it what it works with; everything that was opened is closed when the block ends."""

    def __init__(self, wanted: Wanted) -> None:
        from boxoffice.gui.main_window import MainWindow

        self._wanted = wanted
        self._at_end = ExitStack()
        self._opening: threading.Thread | None = None
        self._relay: Relay | None = None
        self.settings = _settings()
        self.window = MainWindow()
        self.desk: Desk | None = None

    def __enter__(self) -> Self:
        from PySide6.QtCore import QTimer

        if self.settings.theme != "system":  # else the desktop's own colours are right until it is dressed
            self._dress()
        # Not before it is on the screen: from then on this thread and the opening one share a processor's time.
        self.window.came_up.connect(lambda: QTimer.singleShot(0, self._begin))
        self.window.come_up()
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._relay is not None:
            self._relay.close()
        if self._opening is not None:
            self._opening.join()
        self._at_end.close()
        self.window.deleteLater()

    # -- opening

    def _begin(self) -> None:
        """Go on behind the window that is on the screen."""
        from PySide6.QtCore import QTimer

        from boxoffice import logs
        from boxoffice.gui.relay import Relay

        self._relay = Relay(self.window)
        logs.on_fault(lambda fault: self._in_window(lambda: self.window.show_fault(fault)))
        self._open()
        self._dress()
        self.window.furnish()
        import_module("boxoffice.gui.desk")  # on this thread, see gui.start; the other waits for the disk meanwhile
        QTimer.singleShot(_PATIENCE_MS, self.window, self._ask_for_patience)

    def _ask_for_patience(self) -> None:
        if self._opening is not None and self._opening.is_alive():
            self.window.notify("Opening the box office…", "One moment.")

    def _dress(self) -> None:
        from boxoffice.gui.widgets import tones

        tones.enlarge()
        tones.wear(self.settings.theme, self.window)

    def _in_window(self, work: Callable[[], object]) -> None:
        """Run the work on the window's thread, from any other."""
        if self._relay is not None:
            self._relay.run(work)

    def _open(self) -> None:
        self._opening = threading.Thread(target=self._open_here, args=(self._wanted,), name="opening")
        self._opening.start()

    def _open_here(self, wanted: Wanted) -> None:
        """Open everything, on a thread of its own; the answer goes to the window."""
        try:
            opened = self._opened(wanted)
        except Exception as fault:  # noqa: BLE001 (each has a page in the window; a thread would swallow it)
            caught = fault
            self._in_window(lambda: self._refuse(caught))
        else:
            self._in_window(lambda: self._fill(opened))

    def _opened(self, wanted: Wanted) -> Opened:
        from boxoffice import logs, paths, settings
        from boxoffice.db.opening import open_database
        from boxoffice.gui.start import Start
        from boxoffice.routines.open_counter import open_counter

        if not logs.log.handlers:  # opened again after a refusal
            logs.start(paths.log_folder())
        with ExitStack() as undo:
            database = open_database(settings.database(wanted.database) or paths.default_database())
            undo.callback(database.close)
            counter = open_counter(database, name=wanted.counter or self.settings.counter)
            undo.callback(counter.close)
            start = database.look(lambda tx: Start(tx, counter=counter.by.counter))
            self._at_end.push(undo.pop_all())
        return Opened(database, counter, start)

    def _refuse(self, fault: Exception) -> None:
        from boxoffice import logs
        from boxoffice.domain.errors import CounterInUse, Refusal

        again, leave = ("Try again", self._open_again), ("Quit", self.window.close)
        if isinstance(fault, CounterInUse):
            other = ("Open another counter", self._open_another)
            self.window.notify("This counter is already at work", str(fault), again, other, leave)
        elif isinstance(fault, Refusal):
            self.window.notify("The box office cannot open", str(fault), again, leave)
        else:
            logs.log.error("not opened", exc_info=fault)
            text = f"{type(fault).__name__}: {fault}\n\nNothing was changed. The program's log says more."
            self.window.notify("The box office cannot open", text, again, leave)

    def _open_again(self) -> None:
        self.window.notify("Opening the box office…", "One moment.")
        self._open()

    def _open_another(self) -> None:
        self._wanted = Wanted(self._wanted.database, None)
        self._open_again()

    # -- at work

    def _fill(self, opened: Opened) -> None:
        from PySide6.QtCore import QTimer

        from boxoffice.gui.desk import Desk
        from boxoffice.gui.tasks import Tasks

        tasks = Tasks(opened.database, by=opened.counter.by)
        self._at_end.callback(tasks.close)
        self.desk = Desk(self.window, tasks, opened.start, opened=opened.counter, chosen=self.settings)
        self._at_end.callback(self.desk.stop)
        opened.database.hear(partial(self._in_window, self.desk.refresh.ask))
        QTimer.singleShot(_SETTLED_MS, self.window, lambda: self._settle(tasks))

    def _settle(self, tasks: Tasks) -> None:
        """Do what could wait until a clerk can work: start the 60 s clock, and let memory be looked after again."""
        if self.desk is not None:
            self.desk.make_ready()
        gc.freeze()
        gc.enable()
        self._begin_job(tasks)

    def _begin_job(self, tasks: Tasks) -> None:
        """Start the 60 s clock; what keeps it from starting is shown, and tried again a period later."""
        from PySide6.QtCore import QTimer

        def failed(fault: Exception) -> None:
            self._no_job(fault)
            QTimer.singleShot(self.settings.job_seconds * 1000, self.window, lambda: self._begin_job(tasks))

        def start(job: ExpiryJob) -> None:
            try:
                self._start_job(job)
            except RuntimeError as fault:  # no thread is to be had
                failed(fault)

        # Beside the counter's work: its library takes a moment, and its runs share the slow work's connection.
        tasks.slow(lambda database, _by: self._job(database), start, failed=failed)

    def _job(self, database: Database) -> ExpiryJob:
        from boxoffice.domain.holds import ReleasedBy
        from boxoffice.jobs.scheduler import ExpiryJob
        from boxoffice.routines.open_counter import system
        from boxoffice.routines.release_expired import release_expired

        acting = cache(
            partial(system, database)
        )  # asked in a run, so that a failure is seen and the next run tries again

        def release() -> int:
            by = acting()
            return sum(len(entry.seats) for entry in release_expired(database, by=by, via=ReleasedBy.JOB))

        def finished(run: JobRun) -> None:
            self._in_window(lambda: self._job_ran(run))

        return ExpiryJob(release, every_seconds=self.settings.job_seconds, finished=finished)

    def _start_job(self, job: ExpiryJob) -> None:
        if self.desk is not None:
            job.start()
            self._at_end.callback(job.stop)
            self.desk.refresh.ticked.connect(job.watch)

    def _no_job(self, fault: Exception) -> None:
        from boxoffice import logs

        logs.log.error("the job did not start", exc_info=fault)
        if self.desk is not None:
            self.desk.job_ran(at=self.desk.counter.clock.now(), released=0, error=str(fault) or type(fault).__name__)

    def _job_ran(self, run: JobRun) -> None:
        if self.desk is not None:
            # By the house's clock: this PC's may be wrong.
            self.desk.job_ran(at=self.desk.counter.clock.now(), released=run.released, error=run.error)


def _settings() -> Settings:
    from boxoffice import settings

    try:
        return settings.load()
    except OSError:  # no data folder: opening the database says so in the window
        return settings.Settings()
