"""How soon a change at one counter is on another's map, and what a hundred counters cost a server at rest.

    python -m tests.benchmarks.live

On a throw-away PostgreSQL server of this machine. Beside it in the same run: the server's own LISTEN/NOTIFY on the bare
driver, and counters that read their whole performance at every beat of the 3 s clock. Prints JSON.
"""

import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, sleep

import psycopg
from sqlalchemy import make_url

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.db.server import init_server
from boxoffice.domain.permissions import By
from boxoffice.routines.refresh import refresh
from boxoffice.services import holds
from tests.benchmarks.measure import Figure, report
from tests.support import postgres
from tests.support.houses import counter, small_plan, studio

CHANGES, COUNTERS, WATCHED_S, PERIOD_S = 40, 100, 15.0, 3.0
SETTLED_S = 12.0  # a server that rests counts what was done before only after ten seconds
ROWS, SEATS_A_ROW = "ABCDEFGHIJKLMNOPQRSTUVWXY", 40
ONCE_A_SECOND = Random(4)  # noqa: S311 (clicks, not secrets)


def main() -> None:
    with postgres.server(connections=8 * COUNTERS) as url, ExitStack() as opened:
        place = make_url(url).set(database="live")
        made = init_server(place.render_as_string(), password_for=lambda _role: "")
        where = place.set(username=made.roles.counter).render_as_string()
        house = opened.enter_context(closing(open_database(where)))
        by = counter(house, "Counter 1")
        show = studio(house, by=by, plan=small_plan(rows=ROWS, seats=SEATS_A_ROW))
        for row in range(1, len(ROWS)):
            seats = range(row * SEATS_A_ROW + 1, (row + 1) * SEATS_A_ROW + 1)
            house.act(partial(holds.take, order=uuid.uuid4().hex, performance=show.id, seats=seats), by=by)
        figures = [until_seen(where, house, by, performance=show.id), *watched(where, house, performance=show.id)]
    report(figures)


def until_seen(where: str, house: Database, by: By, *, performance: int) -> Figure:
    """Milliseconds from a take's commit until another counter has read it, clicks coming as they come."""
    with closing(open_database(where)) as other:
        looking = other.look(lambda tx: tx.since)
        theirs, seen = counter(other, "Counter 2"), threading.Event()

        def look() -> None:
            if refresh(other, by=theirs, performance=performance, since=looking).seats.occupants:
                seen.set()

        other.hear(look)
        sleep(0.5)
        times = []
        for number in range(CHANGES):
            sleep(min(ONCE_A_SECOND.expovariate(2.0), 1.5))
            looking = other.look(lambda tx: tx.since)
            seen.clear()
            order = uuid.uuid4().hex
            with house.write(by=by) as tx:
                holds.take(tx, order=order, performance=performance, seats=[number + 1])
            start = perf_counter()
            if not seen.wait(10):
                raise SystemExit("a change was not seen in ten seconds")
            times.append((perf_counter() - start) * 1000)
    return Figure(
        "a change seen at another counter, median", "ms", median(times), target=100.0,
        baseline=bare_notice(where), baseline_is="LISTEN/NOTIFY on the bare driver",
    )  # fmt: skip


def bare_notice(where: str) -> float:
    address = make_url(where).render_as_string()
    times = []
    with psycopg.connect(address, autocommit=True) as teller, psycopg.connect(address, autocommit=True) as hearer:
        hearer.execute("LISTEN bare")
        for _ in range(CHANGES):
            start = perf_counter()
            teller.execute("NOTIFY bare")
            next(iter(hearer.notifies(stop_after=1)))
            times.append((perf_counter() - start) * 1000)
    return median(times)


def watched(where: str, house: Database, *, performance: int) -> list[Figure]:
    """What a hundred counters cost that all watch one performance in which nothing happens."""
    ours = watch(where, house, performance=performance, whole=False)
    whole = watch(where, house, performance=performance, whole=True)
    of, baseline_is = f"{COUNTERS} counters watch an idle house: ", "all read at every beat"
    return [
        Figure(of + what, unit, one, baseline=other, baseline_is=baseline_is)
        for what, unit, one, other in zip(("transactions", "server"), ("1/s", "% of a core"), ours, whole, strict=True)
    ]


def watch(where: str, house: Database, *, performance: int, whole: bool) -> tuple[float, float]:
    over = threading.Event()
    with ExitStack() as opened:
        for number in range(COUNTERS):
            opened.enter_context(watcher(where, number, performance=performance, whole=whole, over=over))
        sleep(SETTLED_S)
        (before, spent), start = load(house), perf_counter()
        sleep(WATCHED_S)
        (after, spent_then), lasted = load(house), perf_counter() - start
        over.set()
    return (after - before) / lasted, 100 * (spent_then - spent) / lasted


@contextmanager
def watcher(where: str, number: int, *, performance: int, whole: bool, over: threading.Event) -> Iterator[None]:
    """A counter with its clock and its ear, as its window has them."""
    with closing(open_database(where)) as database:
        by = counter(database, f"Watching {number}")
        since = None if whole else database.look(lambda tx: tx.since)
        look = partial(refresh, database, by=by, performance=performance, since=since)

        def beat() -> None:
            wait = PERIOD_S * number / COUNTERS
            while not over.wait(wait):
                look()
                wait = PERIOD_S

        clock = threading.Thread(target=beat)
        clock.start()
        database.hear(look)
        yield
        over.set()
        clock.join()


def load(house: Database) -> tuple[int, float]:
    """The transactions of the house so far, and the server's seconds of processor time."""
    with house.engine.connect() as connection:
        sleep(1.1)  # a server tells its figures once a second
        count = connection.exec_driver_sql(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()"
        ).scalar_one()
        pids = connection.exec_driver_sql("SELECT pid FROM pg_stat_activity").scalars().all()
    ticks = 0
    for pid in pids:
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            ticks += sum(map(int, stat.read_text("ascii").rpartition(")")[2].split()[11:13]))
    return count, ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
