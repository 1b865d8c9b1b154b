"""What the desk does about paper: the queue at work, its pages, and the acts on the last sale's paper.

Nothing of printing is imported before the window has settled, or before the first sale.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from boxoffice.domain.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from boxoffice.domain.orders import Order
    from boxoffice.domain.print_jobs import PrintJob
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.main_window import MainWindow
    from boxoffice.gui.print_queue import PrintQueue
    from boxoffice.gui.printing.printers_page import PrintersPage
    from boxoffice.gui.printing.queue_page import QueuePage
    from boxoffice.gui.tasks import Tasks
    from boxoffice.settings import Settings


class Paperwork(QObject):
    """The paper of one counter; ``state_changed`` tells that other acts may be possible now.

    ``chosen`` tells this PC's settings, ``remember`` takes over changed ones, ``add`` a page.
    """

    state_changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        *,
        window: MainWindow,
        counter: Counter,
        chosen: Callable[[], Settings],
        remember: Callable[[Settings], None],
        add: Callable[[QWidget], None],
    ) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._window = window
        self._counter = counter
        self._chosen = chosen
        self._remember = remember
        self._add = add
        self._actions: Mapping[str, QAction] = {}
        self._last_sold: Order | None = None
        counter.sold.connect(self._sold)

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons of the pages do the acts of the table."""
        self._actions = actions

    @cached_property
    def queue(self) -> PrintQueue:
        """What puts this counter's sales on paper."""
        from boxoffice.gui.print_queue import PrintQueue

        show = self._window.clocks.show_paper
        return PrintQueue(self._tasks, chosen=self._chosen, show=show, parent=self)

    @cached_property
    def queue_page(self) -> QueuePage:
        """What was printed and what waits, and the question what came out."""
        from boxoffice.gui.printing.queue_page import QueuePage

        page = QueuePage(self._tasks, zone=self._counter.house.time_zone)
        self._add(page)
        page.bind(self._actions)
        page.said.connect(self._window.strip.say)
        page.queued.connect(self.queue.work)
        self.queue.changed.connect(page.follow)
        return page

    @cached_property
    def printers_page(self) -> PrintersPage:
        """This PC's printers and paper."""
        from boxoffice.gui.printing.printers_page import PrintersPage

        page = PrintersPage(self._tasks, settings=self._chosen())
        self._add(page)
        page.bind(self._actions)
        page.said.connect(self._window.strip.say)
        page.warned.connect(self._window.strip.warn)
        page.chosen.connect(self._choose)
        return page

    def start(self) -> None:
        """Print what an earlier program left, and from now on whatever is sold."""
        self.queue.start()

    def again(self) -> None:
        """Go on after the database was lost."""
        self.queue.work()

    def stop(self) -> None:
        """Begin to print nothing more."""
        self.queue.stop()

    # -- acts

    @property
    def has_sold(self) -> bool:
        """Whether there is a sale whose paper can be asked for."""
        return self._last_sold is not None

    def show_queue(self) -> None:
        """Bring the print queue to the front, asking about what was cut off."""
        self._window.show_page(self.queue_page)
        self.queue_page.begin()

    def ask_what_came_out(self) -> None:
        """Ask what came out of the last sale's paper, so that the rest is printed again."""
        if self._last_sold is not None:
            self._window.show_page(self.queue_page)
            self.queue_page.begin(self._last_sold.id)

    def print_receipt(self) -> None:
        """Print the receipt of the last sale."""
        from boxoffice.services import print_jobs

        sold = self._last_sold
        if sold is not None:
            self._tasks.write(
                lambda tx: print_jobs.want_receipt(tx, order=sold.id), self._receipt_queued, changes=Changes.NOTHING
            )

    def show_printers(self) -> None:
        """Choose printers and paper."""
        self._window.show_page(self.printers_page)

    # -- what happens

    def _sold(self) -> None:
        if self._counter.sale is not None:
            self._last_sold = self._counter.sale.order
        self.state_changed.emit()
        self.start()
        self.queue.work()

    def _receipt_queued(self, job: PrintJob) -> None:
        has_printer = self._chosen().receipt_printer is not None
        self._window.strip.say(
            f"The receipt of {job.order_number} is on its way to the printer."
            if has_printer
            else f"The receipt of {job.order_number} waits: choose a printer for receipts (House, Printers and paper)."
        )
        self.queue.work()

    def _choose(self, name: str, value: object) -> None:
        self._remember(replace(self._chosen(), **{name: value}))  # type: ignore[arg-type]
        self.printers_page.follow(self._chosen())
        self.queue.work()
