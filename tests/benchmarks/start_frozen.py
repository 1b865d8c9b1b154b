"""How long the frozen program takes to start, beside the same program from source in the same run.

    python -m tests.benchmarks.start_frozen [dist/boxoffice/boxoffice]

Each start is a process of its own on an X server of this run (Xvfb), timed from before it is begun until its window
bears the house's name: it does so when the demo theatre can be used. Both are looked at from outside in the same way.
Prints JSON, and ends with 1 where the frozen one takes too long.
"""

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from boxoffice.db.opening import open_database
from boxoffice.plans.houses import theatre
from tests.benchmarks.measure import Figure, report
from tests.support.houses import counter, perform

ROUNDS = 9
PATIENCE_S = 30.0
RATIO = 1.5
OPENING = b"Boxoffice"  # the window's title before it bears the house's name


class Screen:
    """The titles of the windows on an X server."""

    def __init__(self, name: str) -> None:
        self._x: Any = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XInternAtom.restype = ctypes.c_ulong
        opened = self._x.XOpenDisplay(name.encode())
        assert opened, f"there is no screen {name}"
        self._display = ctypes.c_void_p(opened)
        self._title_of = ctypes.c_ulong(self._x.XInternAtom(self._display, b"_NET_WM_NAME", 0))
        # A window may be gone by the time that it is asked; Xlib would end this process.
        self._ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda _display, _error: 0)
        self._x.XSetErrorHandler(self._ignore)

    def titles(self) -> list[bytes]:
        """Of all windows that no other holds."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        whole = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        asked = (ctypes.byref(each) for each in (root, parent, children, count))
        self._x.XQueryTree(self._display, whole, *asked)
        found = [self._title(children[index]) for index in range(count.value)]
        if count.value:
            self._x.XFree(children)
        return [title for title in found if title]

    def _title(self, window: int) -> bytes:
        kind, form, count, rest = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
        text = ctypes.c_char_p()
        answer = (ctypes.byref(each) for each in (kind, form, count, rest, text))
        most = ctypes.c_long(256)
        self._x.XGetWindowProperty(
            self._display, ctypes.c_ulong(window), self._title_of, ctypes.c_long(0), most, 0, ctypes.c_ulong(0), *answer
        )
        return text.value or b""


def main() -> int:
    frozen = str(Path(sys.argv[1] if sys.argv[1:] else "dist/boxoffice/boxoffice").absolute())
    programs = {"source": [sys.executable, "main.py"], "frozen": [frozen]}
    taken: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as data, x_server() as display:
        with closing(open_database(Path(data) / "boxoffice.sqlite3")) as database:
            perform(database, counter(database, "Counter 1"), theatre())
        screen = Screen(display)
        environment = os.environ | {"BOXOFFICE_DATA": data, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the first start compiles, as an installer does
        for counted in range(-1, ROUNDS):
            for name, command in programs.items():
                milliseconds = start(command, environment, screen) * 1000
                if counted >= 0:
                    taken[name].append(milliseconds)
    figure = Figure(
        "start of the frozen program until the demo theatre can be used",
        "ms",
        median(taken["frozen"]),
        baseline=median(taken["source"]),
        baseline_is="the same program from source",
        target_ratio=RATIO,
    )
    report([figure])
    return 0 if figure.reached else 1


@contextmanager
def x_server() -> Iterator[str]:
    """The name of a screen of this run's own."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def start(command: Sequence[str], environment: dict[str, str], screen: Screen) -> float:
    """The seconds from the beginning of a process until its window bears the house's name."""
    began = time.perf_counter()
    process = subprocess.Popen([*command, "--counter", "Counter 1"], env=environment)
    try:
        while not any(title.endswith(OPENING) and title != OPENING for title in screen.titles()):
            if process.poll() is not None or time.perf_counter() > began + PATIENCE_S:
                sys.exit(f"{command} showed no house: {process.poll()}, {screen.titles()}")
            time.sleep(0.003)
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
