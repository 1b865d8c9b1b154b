"""The price sheet of the performance that is shown, kept as it is now: offers begin and end while it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from boxoffice.domain.errors import Refusal
from boxoffice.domain.moments import MINUTE
from boxoffice.services import price_lists

if TYPE_CHECKING:
    from boxoffice.gui.counter import HouseClock
    from boxoffice.gui.tasks import Tasks
    from boxoffice.services.price_lists import PriceSheet


class LiveSheet(QObject):
    """Reads the sheet anew when something begins or ends, and once a minute: others may have set prices.

    ``changed`` carries a sheet that is another one than before; ``read_at`` is when it was read last.
    """

    changed = Signal(object)

    def __init__(self, tasks: Tasks, *, clock: HouseClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self._performance: int | None = None
        self._sheet: PriceSheet | None = None
        self.read_at = 0

    def begin(self, performance: int, sheet: PriceSheet) -> None:
        """Keep the sheet of a performance that was just read."""
        self._performance, self._sheet, self.read_at = performance, sheet, self._clock.now()

    def follow(self) -> None:
        """Read it anew if it may be another one by now."""
        now = self._clock.now()
        is_over = self._sheet is not None and self._sheet.until is not None and now >= self._sheet.until
        if is_over or now >= self.read_at + MINUTE:
            self.read()

    def read(self) -> None:
        """Read it anew now."""
        performance = self._performance
        if performance is None:
            return
        self.read_at = self._clock.now()  # a slow database is not asked faster than once a minute

        def shown(sheet: PriceSheet) -> None:
            if performance == self._performance and sheet != self._sheet:
                self._sheet = sheet
                self.changed.emit(sheet)

        self._tasks.read(lambda tx: price_lists.sheet(tx, performance=performance), shown, failed=self._lost)

    def _lost(self, fault: Exception) -> None:
        if not isinstance(fault, Refusal):
            self._tasks.report(fault)  # a refused reading is told by the view's clock, and tried again
