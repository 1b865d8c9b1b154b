"""Takes README's picture anew: `python -m tests.support.picture` opens the demo house and holds some seats."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from boxoffice import cli
from boxoffice.app import Program, Wanted

PICTURE = Path(__file__).parents[2] / ".github" / "counter.png"
SIZE = 1366, 768
PATIENCE_MS = 30_000


def take_picture(file: Path) -> None:
    """Store what a clerk sees with a few seats in the order."""
    with TemporaryDirectory() as folder:
        os.environ["BOXOFFICE_DATA"] = folder
        database = Path(folder) / "house.sqlite3"
        cli.main(["demo", "--database", str(database)])
        _app = QApplication([])
        with Program(Wanted(str(database))) as program:
            _wait_for(lambda: program.desk is not None)
            desk = program.desk
            assert desk is not None
            program.window.showNormal()
            program.window.resize(*SIZE)
            _wait_for(lambda: desk.sell.showing.map.seat_count > 0)
            QTest.keyClicks(desk.sell.showing.typing, "stalls d 9-11")
            desk.sell.showing.typing.returnPressed.emit()
            _wait_for(lambda: bool(desk.counter.lines))
            program.window.grab().save(str(file))
            program.window.leaving = lambda: True
            program.window.close()


def _wait_for(happened: Callable[[], object]) -> None:
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not happened():
        if deadline.hasExpired():
            raise TimeoutError
        QTest.qWait(20)


if __name__ == "__main__":
    take_picture(PICTURE)
