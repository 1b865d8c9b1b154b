"""The first minutes of a sale: a hundred counters and one house, until it is sold out.

    python -m tests.benchmarks.on_sale [--seats 20000]

On PostgreSQL a hundred counters, ten in a process, each a program's own database with its own view that is refreshed
every 3 s; a clerk clicks once a second on average (exponential): seats that look free and good on that view, then the
payment. They are all open before it begins. Afterwards the same without time to think. Then four counters on one
SQLite file, a process each, likewise.
Compared with the same click at rest, one counter alone at the same pace in the same run: after a second's pause a click
takes two or three times as long as after none, since the processors' caches have forgotten it. What it was like is
judged at the end: no seat with two tickets, books that add up. The machine that this runs on is server and a hundred
PCs at once, so that news are not listened to here (`live` measures them). Prints JSON.
"""

import argparse
import multiprocessing
import random
import tempfile
import threading
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, sleep

from sqlalchemy import make_url

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.db.server import init_server
from boxoffice.domain.errors import Refusal, SeatsTaken
from boxoffice.domain.orders import Order
from boxoffice.routines import sell as routine
from boxoffice.routines.refresh import refresh
from boxoffice.services import books, holds, totals
from boxoffice.services.seatmap import load_plan
from tests.benchmarks.measure import Figure, report
from tests.support import postgres
from tests.support.houses import counter, small_plan, studio

COUNTERS, PROCESSES, THINKS_S, REFRESH_S = 100, 10, 1.0, 3.0
FILE_COUNTERS, FILE_S = 4, 45.0
OPENS_S = 300.0  # until the last counter of all is open
ROW, GOOD = 100, 300  # a clerk chooses among so many seats that look free and are the best
AT_REST, MOST = 60, 5.0

_doors: Barrier | None = None


@dataclass(frozen=True)
class Sale:
    """Where it is, and for how long at most; ``thinks`` are seconds between two clicks on average."""

    where: str
    performance: int
    seats: tuple[int, ...]
    thinks: float
    lasts: float = 3_600.0


@dataclass
class Seen:
    """What one counter has seen: clicks for seats in ms, seats that others had, orders sold, other refusals."""

    clicks: list[float] = field(default_factory=list)
    taken: int = 0
    sold: int = 0
    refused: list[str] = field(default_factory=list)


class Clerk:
    def __init__(self, sale: Sale, database: Database, *, name: str) -> None:
        self.sale, self.database, self.seen = sale, database, Seen()
        self.by = counter(database, name)
        self.chance = random.Random(name)  # noqa: S311 (no secret)
        self.free = dict.fromkeys(sale.seats)  # in order, the best first
        self.since: int | None = None
        self.looked = 0.0
        self.order: Order | None = None

    def work(self) -> Seen:
        self.look()
        meet()
        until = monotonic() + self.sale.lasts
        sleep(self.chance.random() * min(self.sale.thinks, REFRESH_S))
        while monotonic() < until:
            if monotonic() - self.looked > REFRESH_S or not self.free:
                self.look()
            if not self.free and self.order is None and self.is_sold_out():
                break
            self.think()
            self.click()
        return self.seen

    def think(self) -> None:
        """The time between two clicks."""
        sleep(self.chance.expovariate(1 / self.sale.thinks) if self.sale.thinks else 0)

    def look(self) -> None:
        """What the 3 s clock does."""
        read = refresh(self.database, by=self.by, performance=self.sale.performance, since=self.since).seats
        self.since, self.looked = read.since, monotonic()
        for seat in read.occupants:
            if seat.occupancy == "free":
                self.free[seat.seat_id] = None
            else:
                self.free.pop(seat.seat_id, None)

    def is_sold_out(self) -> bool:
        sleep(REFRESH_S / 2)
        return self.database.look(totals.totals).tickets >= len(self.sale.seats)

    def click(self) -> None:
        try:
            if self.order is not None:
                self.pay(self.order)
                self.order = None
            elif self.free:
                self.order = self.take()
        except SeatsTaken:
            self.seen.taken += 1
            self.look()  # as the window does after a refusal
        except Refusal as refusal:
            self.seen.refused.append(str(refusal))

    def pay(self, order: Order) -> None:
        """Exact cash; after a refusal the next click tries again."""
        cash, expected = f"cash {order.id}", order.balance
        routine.sell_exact(self.database, by=self.by, order=order.id, payment=cash, expected=expected)
        self.seen.sold += 1

    def give_back(self, order: Order) -> None:
        lines = [line.id for line in order.lines]
        self.database.act(lambda tx: holds.give_back(tx, order=order.id, lines=lines), by=self.by)

    def take(self) -> Order:
        good = [seat for _, seat in zip(range(GOOD), self.free, strict=False)]
        count = min(self.chance.choice((1, 2, 2, 2, 3, 4)), len(good))
        first = self.chance.randrange(len(good) - count + 1)
        seats, order = sorted(good[first : first + count]), uuid.uuid4().hex
        began = perf_counter()
        try:
            return self.database.act(
                lambda tx: holds.take(tx, order=order, performance=self.sale.performance, seats=seats), by=self.by
            )
        finally:
            self.seen.clicks.append((perf_counter() - began) * 1000)


def enter(doors: Barrier) -> None:
    global _doors
    _doors = doors


def meet() -> float:
    """Begin together; the moment."""
    assert _doors is not None
    _doors.wait(OPENS_S)
    return monotonic()


def counters_in_process(sale: Sale, names: Sequence[str]) -> list[Seen]:
    """So many counters, a thread each."""
    seen: list[Seen] = []

    def work(name: str) -> None:
        with closing(open_database(sale.where)) as database:
            seen.append(Clerk(sale, database, name=name).work())

    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == len(names), "a counter broke down"
    return seen


def sold(sale: Sale, *, counters: int, processes: int) -> tuple[list[Seen], float]:
    """What all saw, and how long it took."""
    names = [f"Counter {number + 1}" for number in range(counters)]
    spawn = multiprocessing.get_context("spawn")
    doors = spawn.Barrier(counters + 1)
    enter(doors)
    with ProcessPoolExecutor(processes, spawn, initializer=enter, initargs=(doors,)) as pool:
        parts = [pool.submit(counters_in_process, sale, names[first::processes]) for first in range(processes)]
        began = meet()
        return [seen for part in parts for seen in part.result()], monotonic() - began


def at_rest(sale: Sale) -> float:
    """The median of the same click by one counter alone, ms; it gives the seats back."""
    with closing(open_database(sale.where)) as database:
        clerk = Clerk(sale, database, name="At rest")
        for _ in range(AT_REST):
            clerk.give_back(clerk.take())
            clerk.think()
        return median(clerk.seen.clicks)


def told(what: str, sale: Sale, *, counters: int, processes: int) -> Iterator[Figure]:
    rest = at_rest(sale)
    seen, took = sold(sale, counters=counters, processes=processes)
    clicks = sorted(click for each in seen for click in each.clicks)
    late = clicks[int(len(clicks) * 0.99)]
    with closing(open_database(sale.where)) as database:
        faults, sums = database.look(books.faults), database.look(totals.totals)
    thinking = sale.thinks > 0
    yield Figure(
        f"{what}: a click, 99th percentile of {len(clicks):,} (median {median(clicks):.1f}, worst {clicks[-1]:.0f})",
        "ms", late, baseline=rest, baseline_is="the median at rest", target_ratio=MOST if thinking else None,
    )  # fmt: skip
    orders = sum(each.sold for each in seen)
    yield Figure(f"{what}: orders sold a second ({orders:,} orders, {sums.tickets:,} tickets)", "1/s", orders / took)
    yield Figure(f"{what}: clicks for a seat that another had", "", sum(each.taken for each in seen))
    refused = sorted({refusal for each in seen for refusal in each.refused})
    yield Figure(f"{what}: other refusals {refused[:3]}", "", sum(len(each.refused) for each in seen), target=0)
    yield Figure(f"{what}: faults in the books {faults[:3]}", "", len(faults), target=0)
    if sale.lasts > FILE_S:
        yield Figure(f"{what}: seats that were not sold once", "", len(sale.seats) - sums.tickets, target=0)


def house_with(where: str, *, seats: int, thinks: float, lasts: float = 3_600.0) -> Sale:
    with closing(open_database(where)) as database:
        plan = small_plan(rows=[f"{row:03d}" for row in range(seats // ROW)], seats=ROW)  # type: ignore[arg-type]
        show = studio(database, by=counter(database, "Office"), plan=plan)
        ids = tuple(seat.id for seat in database.look(lambda tx: load_plan(tx, plan=show.plan)).seats)
    return Sale(where, show.id, ids, thinks, lasts)


@contextmanager
def on_server() -> Iterator[Iterator[str]]:
    """Places of new houses on one server."""
    with postgres.server(connections=4 * COUNTERS) as url:

        def places() -> Iterator[str]:
            while True:
                house = make_url(url).set(database=f"sale_{uuid.uuid4().hex[:8]}")
                made = init_server(house.render_as_string(), password_for=lambda _role: "")
                yield house.set(username=made.roles.counter).render_as_string()

        yield places()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=20_000)
    seats = parser.parse_args().seats
    figures: list[Figure] = []
    with on_server() as places, ExitStack() as at_end:
        folder = Path(at_end.enter_context(tempfile.TemporaryDirectory()))
        for what, thinks in ((f"{COUNTERS} counters", THINKS_S), (f"{COUNTERS} counters that do not think", 0.0)):
            sale = house_with(next(places), seats=seats if thinks else seats // 5, thinks=thinks)
            figures += told(what, sale, counters=COUNTERS, processes=PROCESSES)
        for what, thinks, lasts in (
            (f"{FILE_COUNTERS} counters on a file", THINKS_S, FILE_S),
            (f"{FILE_COUNTERS} counters on a file that do not think", 0.0, 3_600.0),
        ):
            sale = house_with(str(folder / f"house-{thinks}"), seats=seats // 5, thinks=thinks, lasts=lasts)
            figures += told(what, sale, counters=FILE_COUNTERS, processes=FILE_COUNTERS)
    report(figures)


if __name__ == "__main__":
    main()
