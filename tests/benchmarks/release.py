"""Releasing 20,000 expired holds among a million occupied seats, on SQLite with FULL.

    python -m tests.benchmarks.release

Beside it in the same run: one bare UPDATE … RETURNING in one transaction; the way of the original story, which loads
the expired seats as objects and saves and commits each (1,000 of them, counted twentyfold); and takes by another
process meanwhile, with the longest of them. Prints JSON.
"""

import gc
import multiprocessing
import tempfile
import uuid
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import BigInteger, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.holds import ReleasedBy
from boxoffice.domain.permissions import By
from boxoffice.routines.release_expired import release_expired
from boxoffice.services import holds
from tests.benchmarks.measure import LEAST, Figure, in_turn, report
from tests.support.houses import counter, small_plan, studio

PERFORMANCES, ROWS, SEATS_A_ROW = 500, "ABCDEFGHIJKLMNOPQRSTUVWXYabcdefghijklmnopqrstuvwxy", 40
EXPIRED, STORY = 20_000, 1_000

_MORE_PERFORMANCES = Statement(
    "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < :count) INSERT INTO performance"
    " (id, event_id, hall_id, plan_id, price_list_id, starts_at)"
    " SELECT n.i + 1, event_id, hall_id, plan_id, price_list_id, starts_at + n.i FROM n JOIN performance p ON p.id = 1"
)
_OCCUPY = Statement(
    "INSERT INTO occupant (performance_id, seat_id, status, order_id, counter_id, taken_at, mark)"
    " SELECT p.id, s.id, 'sold', 'story', :counter, :now, :mark FROM performance p CROSS JOIN seat s WHERE p.id > 1"
)
# Every fiftieth seat: the expired ones lie all over the file, as they do in a house.
_EXPIRE = Statement(
    "UPDATE occupant SET status = 'held', expires_at = :now - 1000 WHERE seat_id % 50 = 0 AND performance_id > 1"
    " AND status <> 'held'"
)
_BEGIN_ORDER = Statement(
    "INSERT INTO orders (id, number, counter_id, state, begun_at, business_date)"
    " VALUES ('story', 'K', :counter, 'open', :now, '2026-01-01')"
)
_BARE = (
    "UPDATE occupant SET status = 'free', mark = 1 WHERE status IN ('held', 'paying') AND expires_at <= ?"
    " RETURNING performance_id, seat_id, order_id, counter_id, expires_at"
)


class Base(DeclarativeBase):
    """The way of the story: seats as objects."""


class Occupant(Base):
    __tablename__ = "occupant"
    performance_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    status: Mapped[str]
    expires_at: Mapped[int | None] = mapped_column(BigInteger)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "house"
        database = open_database(file)
        by = fill(database)
        gc.freeze()  # as window and command line do: a full collection inside a chunk took 40 to 60 ms
        ours, bare = in_turn(
            lambda: released(database, by), lambda: bare_update(database), before=lambda: expire(database, by)
        )
        expire(database, by)
        story = median(save_each(database) for _ in range(LEAST)) * EXPIRED / STORY
        figures = [
            Figure(
                f"release of {EXPIRED:,} holds",
                "ms",
                ours,
                baseline=bare,
                baseline_is="a bare UPDATE",
                target_ratio=2.5,
            ),
            Figure(
                f"release of {EXPIRED:,} holds",
                "ms",
                ours,
                baseline=story,
                baseline_is="load them, save and commit each",
                target_ratio=0.1,
            ),
            longest_take(database, by, file=file),
        ]
        database.close()
    report(figures)


def fill(database: Database) -> By:
    by = counter(database, "Counter 1")
    studio(database, by=by, plan=small_plan(rows=ROWS, seats=SEATS_A_ROW))
    with database.write(by=by) as tx:
        values = {"counter": by.counter, "now": tx.now, "mark": tx.mark, "count": PERFORMANCES}
        tx.execute(_BEGIN_ORDER, values)
        tx.execute(_MORE_PERFORMANCES, values | {"count": PERFORMANCES + 1})
        tx.execute(_OCCUPY, values)
    return by


def expire(database: Database, by: By) -> None:
    with database.write(by=by) as tx:
        tx.execute(_EXPIRE, {"now": tx.now})


def released(database: Database, by: By) -> None:
    count = sum(len(release.seats) for release in release_expired(database, by=by, via=ReleasedBy.JOB))
    if count != EXPIRED:
        raise SystemExit(f"{count} holds released, not {EXPIRED}")


def bare_update(database: Database) -> None:
    connection = database.engine.raw_connection()
    driver: Any = connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    (now,) = driver.execute("SELECT CAST(round(unixepoch('subsec') * 1000) AS INTEGER)").fetchone()
    count = len(driver.execute(_BARE, (now,)).fetchall())
    driver.execute("COMMIT")
    connection.close()
    if count != EXPIRED:
        raise SystemExit(f"{count} holds released, not {EXPIRED}")


def save_each(database: Database) -> float:
    """Milliseconds for the first thousand of them, loaded as objects, each saved and committed."""
    start = perf_counter()
    with Session(database.engine.execution_options(boxoffice_writes=True), expire_on_commit=False) as session:
        for seat in session.scalars(select(Occupant).where(Occupant.status == "held").limit(STORY)).all():
            seat.status = "free"
            session.commit()
    return (perf_counter() - start) * 1000


def longest_take(database: Database, by: By, *, file: Path) -> Figure:
    """The longest take of another process while holds are released, beside its longest while nothing is."""
    spawn = multiprocessing.get_context("spawn")
    go, stop = spawn.Event(), spawn.Event()
    results: multiprocessing.Queue[list[float]] = spawn.Queue()
    clerk = spawn.Process(target=take_while, args=(str(file), go, stop, results))
    clerk.start()
    results.get()  # it is at its counter
    times: dict[bool, list[float]] = {False: [], True: []}
    for is_busy in (False, True):
        for _ in range(LEAST):
            if is_busy:
                expire(database, by)
            go.set()
            if is_busy:
                released(database, by)
            else:
                clerk.join(timeout=0.4)  # nothing but time passes: it does not end
            go.clear()
            times[is_busy].extend(results.get())
    stop.set()
    go.set()
    clerk.join()
    return Figure(
        f"longest of {len(times[True])} takes meanwhile",
        "ms",
        max(times[True]),
        target=50,
        baseline=max(times[False]),
        baseline_is=f"longest of {len(times[False])} at rest",
    )


def take_while(file: str, go: Event, stop: Event, results: "multiprocessing.Queue[list[float]]") -> None:
    """Another counter: takes a seat and gives it back as fast as it can while it is told to."""
    database = open_database(file)
    by = counter(database, "Counter 2")
    results.put([])
    while go.wait() and not stop.is_set():
        times = []
        while go.is_set():
            order = uuid.uuid4().hex
            start = perf_counter()
            with database.write(by=by) as tx:
                taken = holds.take(tx, order=order, performance=1, seats=[1])
            times.append((perf_counter() - start) * 1000)
            with database.write(by=by) as tx:
                holds.give_back(tx, order=order, lines=[line.id for line in taken.lines])
        results.put(times)
    database.close()


if __name__ == "__main__":
    main()
