"""The system tells the program to end: by a signal, or because the user logs off.

Nobody is there to be asked, so an open order is left as a crash would leave it: in the database with its seats, to be
opened again when this counter starts. Whatever was begun is finished first.
"""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication


class Ending(QObject):
    """Ends the application's loop once a signal was ``noted``, or when the session ends, without asking anybody."""

    def __init__(self, app: QApplication, noted: Sequence[int]) -> None:
        super().__init__(app)
        self._app = app
        self._noted = noted
        # Python's handlers run between two of its own steps, and an idle loop takes none: a socket wakes Qt, on Windows
        # too (docs.python.org/3/library/signal.html, set_wakeup_fd).
        self._ear, self._bell = socket.socketpair()
        for end in (self._ear, self._bell):
            end.settimeout(0)
        signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._rung)
        # Not in the request itself, of which Qt says that the program must not end in it.
        app.commitDataRequest.connect(lambda: QTimer.singleShot(0, self, self._end))
        QTimer.singleShot(0, self, self._look)  # for what came before there was a loop to be ended

    def close(self) -> None:
        """Hear no more."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._ear.close()
        self._bell.close()

    def _rung(self) -> None:
        self._ear.recv(64)
        self._look()

    def _look(self) -> None:
        if self._noted:
            self._end()

    def _end(self) -> None:
        self._app.exit()  # quit would close the window, which asks
