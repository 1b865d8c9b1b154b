"""A refresh of the shown performance at 80,000 seats: nothing changed, and 200 seats changed, from query to repaint.

    python -m tests.benchmarks.refresh

SQLite on disk, a map of 1920×1080 drawn offscreen. Beside the quiet refresh stands the same in a house of 30 seats;
beside the one that changed, reading and showing the whole performance anew. Prints JSON.
"""

import gc
import os
import tempfile
import uuid
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from boxoffice.db.opening import open_database
from boxoffice.domain.permissions import By
from boxoffice.domain.seats import SeatFacts
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.gui.sell.occupants import Occupants
from boxoffice.gui.tasks import Database
from boxoffice.plans.houses import stadium
from boxoffice.routines.refresh import refresh
from boxoffice.services import holds, performances, seatmap
from tests.benchmarks.map_frames import settle, shown
from tests.benchmarks.measure import Figure, milliseconds, report
from tests.support.houses import counter, perform, small_plan

CHANGED = 200


class View:
    """One performance as a counter sees it: what its refresh reads, and the map."""

    def __init__(self, app: QApplication, database: Database, by: By, *, performance: int) -> None:
        self.database, self.by, self.performance = database, by, performance
        with database.read() as tx:
            plan = performances.read(tx, performance=performance).plan
            self.plan, self.rules = seatmap.load_plan(tx, plan=plan), tx.rules
        self.map = shown(app, SeatMap())
        self.since: int | None = None
        self.whole()
        settle(app, self.map)

    def whole(self) -> None:
        """Read and show everything, as on opening."""
        self.since = None
        self.occupants = Occupants(self.plan, rules=self.rules)
        self.refresh()
        self.map.show_house(self.plan, self.occupants.statuses, facts=self.facts)
        self.map.viewport().repaint()

    def refresh(self) -> None:
        """What the 3 s clock does."""
        read = refresh(self.database, by=self.by, performance=self.performance, since=self.since).seats
        self.since = read.since
        changes = self.occupants.absorb(read, order=None)
        if changes:
            self.map.set_statuses(changes)
            self.map.viewport().repaint()

    def facts(self, seat: int) -> SeatFacts:
        return self.occupants.facts(seat, prices={}, money=str, now=0)


class Other:
    """Another counter, which takes 200 seats all over the house, then gives them back, in turn."""

    def __init__(self, database: Database, *, view: View) -> None:
        self.database, self.by = database, counter(database, "Counter 2")
        step = len(view.plan.seats) // CHANGED
        self.seats = [seat.id for seat in view.plan.seats[::step][:CHANGED]]
        self.performance, self.order, self.lines = view.performance, "", [0]

    def change(self) -> None:
        if self.order:
            self.database.act(lambda tx: holds.give_back(tx, order=self.order, lines=self.lines), by=self.by)
            self.order = ""
            return
        self.order = uuid.uuid4().hex
        taken = self.database.act(
            lambda tx: holds.take(tx, order=self.order, performance=self.performance, seats=self.seats), by=self.by
        )
        self.lines = [line.id for line in taken.lines]


def main() -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "house")
        by = counter(database, "Counter 1")
        small = View(app, database, by, performance=perform(database, by, small_plan()))
        large = View(app, database, by, performance=perform(database, by, stadium()))
        other = Other(database, view=large)
        gc.collect()
        gc.freeze()  # as the program does after it has loaded a plan
        seats = f"{len(large.plan.seats):,} seats: "
        figures = [
            Figure(
                seats + "refresh, nothing changed",
                "ms",
                milliseconds(large.refresh, times=101),
                target=1.0,
                baseline=milliseconds(small.refresh, times=101),
                baseline_is="the same with 30 seats",
            ),
            Figure(
                seats + f"refresh, {CHANGED} changed, with repaint",
                "ms",
                milliseconds(large.refresh, times=21, before=other.change),
                target=20.0,
                baseline=milliseconds(large.whole),
                baseline_is="the whole performance anew",
            ),
        ]
        database.close()
    report(figures)


if __name__ == "__main__":
    main()
