"""How long the program takes to start, warm: until its window is drawn, and until the demo theatre's map is.

    python -m tests.benchmarks.start

Each start is a process of its own, timed from before it is begun. Beside it in turn, in the same run: a process that
draws an empty window; and one that draws an empty window, imports the same libraries, and runs one query. Offscreen;
prints JSON.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from boxoffice.db.opening import open_database
from boxoffice.plans.houses import theatre
from tests.benchmarks.measure import Figure, report
from tests.support.houses import counter, perform

ROUNDS = 15

# The first waits for the map by looking every few milliseconds, once the window is drawn.
_OURS = """
import sys, time
from boxoffice import app
from boxoffice.gui.main_window import MainWindow
from PySide6.QtCore import QTimer

come_up = MainWindow.come_up

def watched(window):
    window.came_up.connect(lambda: drawn(window))
    come_up(window)

def drawn(window):
    print(time.time(), flush=True)
    window.looking = QTimer(interval=5)
    window.looking.timeout.connect(lambda: look(window))
    window.looking.start()

def look(window):
    module = sys.modules.get("boxoffice.gui.seatmap.seat_map")
    kind = getattr(module, "SeatMap", None)
    for widget in window.findChildren(kind) if kind else ():
        if widget.isVisible() and widget.seat_count:
            widget.viewport().repaint()
            print(time.time(), flush=True)
            window.looking.stop()
            window.close()

MainWindow.come_up = watched
sys.exit(app.main([]))
"""
_EMPTY = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.showMaximized()
app.processEvents()
print(time.time(), flush=True)
"""
_LIBRARIES = (
    _EMPTY
    + """
import sys
import apscheduler.schedulers.background, filelock, platformdirs, sqlalchemy, tzlocal
from pysqlite3 import dbapi2
engine = sqlalchemy.create_engine("sqlite+pysqlite:///" + sys.argv[1], module=dbapi2)
with engine.connect() as connection:
    connection.exec_driver_sql("SELECT name FROM house").one()
print(time.time(), flush=True)
"""
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        file = data / "boxoffice.sqlite3"
        database = open_database(file)
        perform(database, counter(database, "Counter 1"), theatre())
        database.close()
        taken: dict[str, list[float]] = {"window": [], "map": [], "empty": [], "libraries": []}
        for counted in range(-1, ROUNDS):
            window, usable = start(_OURS, data)
            (empty,) = start(_EMPTY, data)
            *_, libraries = start(_LIBRARIES, data, str(file))
            if counted >= 0:
                for name, seconds in zip(taken, (window, usable, empty, libraries), strict=True):
                    taken[name].append(seconds * 1000)
    middle = {name: median(times) for name, times in taken.items()}
    report(
        [
            Figure(
                "start until the window is drawn",
                "ms",
                middle["window"],
                baseline=middle["empty"],
                baseline_is="an empty PySide6 window",
                target_ratio=1.3,
            ),
            Figure(
                "start until the demo theatre can be used",
                "ms",
                middle["map"],
                baseline=middle["libraries"],
                baseline_is="an empty window, the same libraries, one query",
                target_ratio=1.5,
            ),
        ]
    )


def start(program: str, data: Path, *arguments: str) -> list[float]:
    """The seconds from the beginning of a process to each moment that it printed."""
    environment = os.environ | {"BOXOFFICE_DATA": str(data), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the first start compiles, as an installer does
    begun = time.time()
    process = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    moments = [float(line) - begun for line in process.stdout.split()]
    if not moments:
        sys.exit(process.stderr)
    return moments


if __name__ == "__main__":
    main()
