"""What the program writes down about itself, and how a fault of its own is seen and not swallowed."""

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

log = logging.getLogger("boxoffice")

_listeners: list[Callable[[BaseException], None]] = []


class Log(RotatingFileHandler):
    """A log that begins anew when it is full, unless another program has it open: Windows then renames nothing."""

    def doRollover(self) -> None:  # noqa: N802 (the library's name)
        """Begin anew, or go on in the same file, where the records before are kept."""
        self.close()
        aside = f"{self.baseFilename}.full"
        try:
            os.rename(self.baseFilename, aside)  # noqa: PTH104 (a name, not a path)
            os.rename(aside, self.baseFilename)  # noqa: PTH104
        except OSError:
            self.stream = self._open()
        else:
            super().doRollover()


def start(folder: Path) -> None:
    """Write log and crash traces into the folder, and catch what no code caught, in every thread.

    An exception in a Qt slot never reaches its emitter, and a frozen windowed program has no stderr.
    """
    handler = Log(folder / "boxoffice.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    sys.excepthook = _uncaught
    threading.excepthook = lambda caught: _uncaught(caught.exc_type, caught.exc_value, caught.exc_traceback)


def on_fault(listener: Callable[[BaseException], None]) -> None:
    """Tell the listener of every exception that no code caught, in the thread where it happened."""
    _listeners.append(listener)


def fault(error: BaseException) -> None:
    """Write down an unexpected exception and tell the listeners."""
    log.error("unexpected", exc_info=error)
    for listener in _listeners:
        listener(error)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt) or error is None:
        sys.__excepthook__(kind, error or kind(), trace)
        return
    fault(error)
    sys.__excepthook__(kind, error, trace)  # which prints nothing where there is no stderr
