"""The pulse of a window: how long its event loop did not come round."""

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 5


class Pulse(QObject):
    """Beats on the window's thread; ``longest`` is the longest pause since it was asked for last, in ms.

    What the thread waited for a processor, that others had, is not the program's (Linux tells it; elsewhere it counts).
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._longest = 0.0
        self._before = self._now()
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def longest(self) -> float:
        """The longest pause since this was asked for last, in ms."""
        longest, self._longest = self._longest, 0.0
        return longest

    def _beat(self) -> None:
        now = self._now()
        self._longest = max(self._longest, (now - self._before) * 1000 - _BEAT_MS)
        self._before = now

    def _now(self) -> float:
        """Seconds, without those in which this thread could have run and had no processor."""
        try:
            _, waited, _ = Path("/proc/thread-self/schedstat").read_text("ascii").split()
        except OSError:
            return time.monotonic()
        return time.monotonic() - int(waited) / 1e9
