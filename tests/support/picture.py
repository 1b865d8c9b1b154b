"""Takes README's picture anew: `python -m tests.support.picture` opens the demo house and holds three seats."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from boxoffice import cli
from boxoffice.app import Program, Wanted
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.desk import Desk
from boxoffice.gui.seatmap.seat_map import SeatMap

PICTURE = Path(__file__).parents[2] / ".github" / "counter.png"
EVENT = "The Winter's Tale"
SEATS = 3
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
            assert program.desk is not None
            program.window.showNormal()
            program.window.resize(*SIZE)
            _show_and_hold(program.desk)
            program.window.grab().save(str(file))
            program.window.leaving = lambda: True
            program.window.close()


def _show_and_hold(desk: Desk) -> None:
    house = desk.sell.showing.map
    show = next(show for show in desk.sell.board.performances if show.event == EVENT)
    desk.sell.board.choose(show)
    _wait_for(lambda: house.seat_count == show.seats)
    QTest.qWait(500)  # the first look at what is sold
    for seat in _free_neighbours(house):
        place = house.place_of_seat(seat).center().toPoint()
        QTest.mouseClick(house.viewport(), Qt.MouseButton.LeftButton, pos=place)
        _wait_for(partial(_is_ours, house, seat))


def _is_ours(house: SeatMap, seat: int) -> bool:
    return house.status(seat) is SeatStatus.MINE


def _free_neighbours(house: SeatMap) -> tuple[int, ...]:
    """The first free seats in a row that can be sold together."""
    assert house.plan is not None
    for row in house.plan.rows:
        for run in row.runs:
            for start in range(len(run) - SEATS + 1):
                party = run[start : start + SEATS]
                if all(house.status(seat) is SeatStatus.FREE for seat in party):
                    return tuple(party)
    raise LookupError(EVENT)


def _wait_for(happened: Callable[[], object]) -> None:
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not happened():
        if deadline.hasExpired():
            raise TimeoutError
        QTest.qWait(20)


if __name__ == "__main__":
    take_picture(PICTURE)
