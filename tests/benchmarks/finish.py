"""Finishing an order of four tickets on SQLite with FULL, against the same statements on the bare driver.

    python -m tests.benchmarks.finish

The statements are recorded as the services send them to one copy of a house. Then, in turn, the services sell on a
second copy, and the bare driver sends what was recorded to a third, in one transaction a sale. Taking the seats and
opening the payment go before each sale on all three, and are not timed. Prints JSON.
"""

import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import event

from boxoffice.db.opening import open_database
from boxoffice.services import holds, sales
from tests.benchmarks.measure import Figure, report
from tests.benchmarks.take_and_give_back import make_house
from tests.support.houses import counter
from tests.support.statements import noted

ROUNDS = 101
TICKETS = 4
MOST = 2.0

Statements = list[tuple[str, Any, bool]]  # whether it is sent for each of many values


class Till:
    """Sells four other seats to each customer, for cash."""

    def __init__(self, file: Path, *, performance: int, seats: list[int]) -> None:
        self.database = open_database(file)
        self.by = counter(self.database, "Counter 1")
        self.performance, self.seats, self.customer = performance, seats, 0

    def begin(self) -> None:
        """The next customer's order, up to the money."""
        self.customer += 1
        order, seats = f"{self.customer}", self.seats[-TICKETS * self.customer :][:TICKETS]
        self.database.act(lambda tx: holds.take(tx, order=order, performance=self.performance, seats=seats), by=self.by)
        self.database.act(lambda tx: sales.open_payment(tx, order=order), by=self.by)

    def finish(self) -> None:
        order = f"{self.customer}"
        self.database.act(
            lambda tx: sales.sell(tx, order=order, payment=f"cash {order}", tendered=50_000),
            by=self.by,
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report([measure(Path(folder))])


def measure(folder: Path) -> Figure:
    first, second, third = (folder / copy for copy in ("recorded", "ours", "bare"))
    performance, ids = make_house(first, seats=ROUNDS * TICKETS)
    shutil.copy(first, second)
    shutil.copy(first, third)
    recorded = record(Till(first, performance=performance, seats=ids))
    till = Till(second, performance=performance, seats=ids)
    bare = open_database(third)
    driver = bare.engine.raw_connection().driver_connection
    ours: list[float] = []
    theirs: list[float] = []
    for beginning, sale in recorded:
        till.begin()
        start = perf_counter()
        till.finish()
        ours.append(perf_counter() - start)
        for act in beginning:
            send(driver, act)
        start = perf_counter()
        send(driver, sale)
        theirs.append(perf_counter() - start)
    till.database.close()
    bare.close()
    return Figure(
        what=f"finish an order of {TICKETS} tickets",
        unit="ms",
        ours=median(ours) * 1000,
        baseline=median(theirs) * 1000,
        baseline_is="the same statements on the bare driver in one transaction",
        target_ratio=MOST,
    )


def record(till: Till) -> list[tuple[list[Statements], Statements]]:
    """For each sale the transactions before it, and its own."""
    sent: Statements = []
    acts: list[Statements] = []

    def end(_connection: Any) -> None:
        acts.append(sent.copy())
        sent.clear()

    event.listen(till.database.engine, "commit", end)
    recorded = []
    with noted(till.database, lambda sql, values, many: sent.append((sql, values, many))):
        for _ in range(ROUNDS):
            acts.clear()
            till.begin()
            till.finish()
            *beginning, sale = acts
            recorded.append((beginning, sale))
    till.database.close()
    return recorded


def send(driver: Any, statements: Statements) -> None:
    for sql, values, many in statements:
        if many:
            driver.executemany(sql, values)
        else:
            driver.execute(sql, values).fetchall()
    driver.execute("COMMIT")


if __name__ == "__main__":
    main()
