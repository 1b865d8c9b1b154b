"""The way back to the window's thread, from any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class Relay(QObject):
    """Runs what it is given on the thread that it lives in, in the order in which it was given, until it is closed."""

    _given = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        # Always queued: even when given here, it must not run inside what is going on.
        self._given.connect(self._run, QtCore.Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], object]) -> None:
        """Run the work soon; safe from every thread."""
        self._given.emit(work)

    def close(self) -> None:
        """Drop what has not run yet, and whatever comes."""
        self._open = False

    def _run(self, work: Callable[[], object]) -> None:
        if self._open:
            work()
