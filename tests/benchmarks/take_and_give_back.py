"""Taking and giving back 1, 4 and 40 seats on SQLite with FULL, against the same statements on the bare driver.

    python -m tests.benchmarks.take_and_give_back

The statements are recorded as the services send them to one copy of a house. Then, in turn, the services act on a
second copy, and the bare driver sends what was recorded to a third, in one transaction an act. Prints JSON.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from boxoffice.db.opening import open_database
from boxoffice.services import holds
from boxoffice.services.seatmap import load_plan
from tests.benchmarks.measure import Figure, report
from tests.support.houses import counter, small_plan, studio
from tests.support.statements import noted

ROUNDS = 101
MOST = 2.5

Statements = list[tuple[str, Any]]


class Desk:
    """Takes seats for a new order, then gives them back, again and again."""

    def __init__(self, file: Path, *, performance: int, seats: list[int]) -> None:
        self.database = open_database(file)
        self.by = counter(self.database, "Counter 1")
        self.performance, self.seats = performance, seats
        self.rounds, self.lines = 0, [0]

    def take(self) -> None:
        self.rounds += 1
        taken = self.database.act(
            lambda tx: holds.take(tx, order=f"{self.rounds}", performance=self.performance, seats=self.seats),
            by=self.by,
        )
        self.lines = [line.id for line in taken.lines]

    def give_back(self) -> None:
        self.database.act(lambda tx: holds.give_back(tx, order=f"{self.rounds}", lines=self.lines), by=self.by)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report([figure for seats in (1, 4, 40) for figure in measure(Path(folder), seats=seats)])


def measure(folder: Path, *, seats: int) -> Iterator[Figure]:
    first, second, third = (folder / f"{seats}-{copy}" for copy in ("recorded", "ours", "bare"))
    performance, ids = make_house(first, seats=seats)
    shutil.copy(first, second)
    shutil.copy(first, third)
    recorded = list(record(Desk(first, performance=performance, seats=ids)))
    desk = Desk(second, performance=performance, seats=ids)
    bare = open_database(third)
    driver = bare.engine.raw_connection().driver_connection
    times: dict[str, tuple[list[float], list[float]]] = {"take": ([], []), "give back": ([], [])}
    for take, give_back in recorded:
        for act, ours, theirs in (("take", desk.take, take), ("give back", desk.give_back, give_back)):
            start = perf_counter()
            ours()
            times[act][0].append(perf_counter() - start)
            start = perf_counter()
            send(driver, theirs)
            times[act][1].append(perf_counter() - start)
    desk.database.close()
    bare.close()
    for act, (ours_taken, bare_taken) in times.items():
        yield Figure(
            what=f"{act}: {seats} seats",
            unit="ms",
            ours=median(ours_taken) * 1000,
            baseline=median(bare_taken) * 1000,
            baseline_is="the same statements on the bare driver in one transaction",
            target_ratio=MOST,
        )


def make_house(file: Path, *, seats: int) -> tuple[int, list[int]]:
    database = open_database(file)
    performance = studio(
        database, by=counter(database, "Counter 1"), plan=small_plan(rows="ABCDEFGHIJKLMNOPQRST", seats=40)
    )
    with database.read() as tx:
        ids = [seat.id for seat in load_plan(tx, plan=performance.plan).seats[:seats]]
    database.close()
    return performance.id, ids


def record(desk: Desk) -> Iterator[tuple[Statements, Statements]]:
    sent: Statements = []

    with noted(desk.database, lambda sql, values, _many: sent.append((sql, values))):
        for _ in range(ROUNDS):
            acts = []
            for act in (desk.take, desk.give_back):
                sent.clear()
                act()
                acts.append(sent.copy())
            yield acts[0], acts[1]
    desk.database.close()


def send(driver: Any, statements: Statements) -> None:
    for sql, values in statements:
        driver.execute(sql, values).fetchall()
    driver.execute("COMMIT")


if __name__ == "__main__":
    main()
