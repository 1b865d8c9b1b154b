"""Sixteen counters sell one performance on PostgreSQL, against the same statements on the bare driver.

    python -m tests.benchmarks.throughput

The statements of every order (take two seats, open the payment, sell; the journal with it) are recorded as the services
send them to one copy of a house. Then sixteen processes, in turn, sell through the services on a second copy, and send
what was recorded to a third, in the same transactions; only the numbers that the server gave to new rows are others
there. The server keeps its files in memory, where a commit costs it nearly nothing: what the program costs shows most.
Prints JSON.
"""

import multiprocessing
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from multiprocessing.synchronize import Barrier
from statistics import median
from time import monotonic
from typing import Any

import psycopg
from psycopg.rows import tuple_row
from sqlalchemy import URL, func, make_url, select, text

from boxoffice.db import database as transactions
from boxoffice.db.database import Database, Tx
from boxoffice.db.engine import postgresql_engine
from boxoffice.db.opening import open_database
from boxoffice.db.rows import Rows
from boxoffice.db.server import init_server
from boxoffice.db.statement import Statement
from boxoffice.db.tables import metadata
from boxoffice.domain.permissions import By
from boxoffice.routines import sell as routine
from boxoffice.services import holds, sales
from boxoffice.services.seatmap import load_plan
from tests.benchmarks.measure import Figure, report
from tests.support import postgres
from tests.support.houses import counter, small_plan, studio

COUNTERS, BLOCKS, ORDERS, SEATS = 16, 5, 12, 2
LEAST = 0.4
# Numbers of new rows are told from other figures by their size.
FIRST_NUMBER, LAST_NUMBER = 1_000_000, 1_000_000_000

Sent = tuple[str, Any, Sequence[Sequence[Any]]]  # a statement, its values, the rows that it brought
Acts = list[list[Sent]]  # by transaction

_gate: Barrier | None = None


@dataclass(frozen=True)
class Till:
    """One counter's part: who, of which performance, and the seats of its orders one after the other."""

    by: By
    performance: int
    seats: list[int]

    def sell(self, where: str, orders: range, acts: Acts | None = None) -> float:
        """The moment at which all began."""
        with closing(open_database(where)) as database, recorded(acts):
            database.look(lambda _tx: None)  # connected
            began = meet()
            for order in orders:
                self._sell(database, order)
        return began

    def _sell(self, database: Database, order: int) -> None:
        name = f"{self.by.counter}-{order}"
        seats = sorted(self.seats[order * SEATS : (order + 1) * SEATS])
        database.act(lambda tx: holds.take(tx, order=name, performance=self.performance, seats=seats), by=self.by)
        database.act(lambda tx: sales.open_payment(tx, order=name), by=self.by)
        routine.sell(database, by=self.by, order=name, payment=f"cash {name}", tendered=50_000)


def main() -> None:
    with postgres.server(connections=100) as url:
        admin = make_url(url).set(database="recorded")
        made = init_server(admin.render_as_string(), password_for=lambda _role: "")
        here = [make_url(url).set(database=name, username=made.roles.counter) for name in ("recorded", "ours", "bare")]
        tills = set_up(here[0])
        number_from(admin)
        for copy in here[1:]:
            copied(make_url(url), copy.database or "")
        places = [place.render_as_string() for place in here]
        acts = [record(till, places[0]) for till in tills]
        report([measure(tills, acts, ours=places[1], bare=places[2])])


def set_up(place: URL) -> list[Till]:
    with closing(open_database(place.render_as_string())) as database:
        rows = [f"{row:03d}" for row in range(COUNTERS)]
        each = BLOCKS * ORDERS * SEATS
        show = studio(database, by=counter(database, "Office"), plan=small_plan(rows=rows, seats=each))  # type: ignore[arg-type]
        ids = [seat.id for seat in database.look(lambda tx: load_plan(tx, plan=show.plan)).seats]
        # Each counter's seats lie among all the others'.
        return [Till(counter(database, f"Counter {at}"), show.id, ids[at::COUNTERS]) for at in range(COUNTERS)]


def number_from(house: URL) -> None:
    engine = postgresql_engine(house)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            keys = list(table.primary_key)
            sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, keys[0].name))).scalar_one()
            if sequence is not None:
                connection.execute(
                    text("SELECT setval(:sequence, :first)"), {"sequence": sequence, "first": FIRST_NUMBER}
                )
    engine.dispose()


def copied(server: URL, name: str) -> None:
    engine = postgresql_engine(server).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE recorded"))
    engine.dispose()


def on_the_driver(statement: Statement) -> str:
    """The statement as psycopg reads it."""
    numbered = statement.on("postgresql").replace("%", "%%")
    return re.sub(r"\$(\d+)", lambda number: f"%({statement.names[int(number[1]) - 1]})s", numbered)


@contextmanager
def recorded(acts: Acts | None) -> Iterator[None]:
    """Note what the services send, and what they get, by transaction."""
    if acts is None:
        yield
        return
    send, begin = Tx.execute, on_the_driver(transactions._BEGIN_WRITE["postgresql"])  # noqa: SLF001

    def execute(self: Tx, statement: Statement, values: Any = None) -> Rows:
        rows = send(self, statement, values)
        acts[-1].append((on_the_driver(statement), values or {}, [tuple(row) for row in rows]))
        return rows

    made = transactions.WriteTx.__init__

    def make(self: Any, *args: Any, **facts: Any) -> None:
        made(self, *args, **facts)
        acts.append([(begin, {}, [])])

    Tx.execute = execute  # type: ignore[method-assign]
    transactions.WriteTx.__init__ = make  # type: ignore[method-assign]
    try:
        yield
    finally:
        Tx.execute = send  # type: ignore[method-assign]
        transactions.WriteTx.__init__ = made  # type: ignore[method-assign]


def record(till: Till, where: str) -> Acts:
    acts: Acts = []
    till.sell(where, range(BLOCKS * ORDERS), acts)
    assert len(acts) == BLOCKS * ORDERS * 3, len(acts)
    return acts


def replay(where: str, acts: Acts, numbers: dict[int, int]) -> float:
    with psycopg.connect(make_url(where).render_as_string(), row_factory=tuple_row) as connection:
        connection.execute("SELECT 1")
        connection.commit()
        began = meet()
        for act in acts:
            for sql, values, before in act:
                send(connection, sql, values, before, numbers)
            connection.commit()
    return began


def send(connection: Any, sql: str, values: Any, before: Sequence[Sequence[Any]], numbers: dict[int, int]) -> None:
    with connection.cursor() as cursor:
        if isinstance(values, dict):
            cursor.execute(sql, {name: numbers.get(value, value) for name, value in values.items()})
        else:
            cursor.executemany(
                sql, [{name: numbers.get(value, value) for name, value in row.items()} for row in values]
            )
        now = cursor.fetchall() if cursor.description else []
    for was, became in zip(chain(*before), chain(*now), strict=False):
        if isinstance(was, int) and FIRST_NUMBER <= was < LAST_NUMBER:
            numbers[was] = became


def enter(gate: Barrier) -> None:
    global _gate
    _gate = gate


def meet() -> float:
    """Begin together; the moment."""
    if _gate is not None:
        _gate.wait(120)
    return monotonic()


def in_process(till: Till, acts: Acts, ours: str, bare: str) -> list[tuple[float, float]]:
    """When each block began and ended: ours, bare, ours, bare, …"""
    times = []
    numbers: dict[int, int] = {}
    for first in range(0, BLOCKS * ORDERS, ORDERS):
        times.append((till.sell(ours, range(first, first + ORDERS)), monotonic()))
        times.append((replay(bare, acts[first * 3 : (first + ORDERS) * 3], numbers), monotonic()))
    return times


def measure(tills: list[Till], acts: list[Acts], *, ours: str, bare: str) -> Figure:
    spawned = multiprocessing.get_context("spawn")
    gate = spawned.Barrier(COUNTERS)
    with ProcessPoolExecutor(COUNTERS, spawned, initializer=enter, initargs=(gate,)) as pool:
        futures = [pool.submit(in_process, till, act, ours, bare) for till, act in zip(tills, acts, strict=True)]
        times = [future.result() for future in futures]
    speeds = []
    for turn in zip(*times, strict=True):
        lasted = max(end for _, end in turn) - min(start for start, _ in turn)
        speeds.append(COUNTERS * ORDERS / lasted)
    mine, theirs = median(speeds[0::2]), median(speeds[1::2])
    return Figure(
        what=f"{COUNTERS} counters take, open the payment and sell {SEATS} seats an order; three transactions each",
        unit="ms an order",
        ours=1000 / mine,
        baseline=1000 / theirs,
        baseline_is="the same statements in the same transactions on the bare driver",
        target_ratio=1 / LEAST,
    )


if __name__ == "__main__":
    main()
