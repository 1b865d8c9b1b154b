"""Nights of bookings into one house until it is full: by best seats, and by the first seats that fit.

    python -m tests.benchmarks.night

Both get the same parties, in sizes as they come to a box office, and sell through the services on SQLite with FULL.
Prints JSON, the means of several nights: orders a second, seats left alone at nine tenths sold, and the share of
parties of two and more that sit together.
"""

import random
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Final

from boxoffice.db.database import Database, WriteTx
from boxoffice.db.opening import open_database
from boxoffice.domain.best_seats import best
from boxoffice.domain.party import Party
from boxoffice.domain.permissions import By
from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seat_line import SeatLine, seat_line
from boxoffice.plans.houses import theatre
from boxoffice.services import holds, performances, plans, sales
from boxoffice.services.seatmap import load_plan
from tests.benchmarks.measure import LEAST, Figure, report
from tests.support.houses import counter

SIZES: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 19)
SHARES: Final = (22, 53, 12, 8, 1.5, 1.5, 0.8, 0.6, 0.4, 0.2)  # per cent
NEARLY_FULL: Final = 0.9
Find = Callable[[SeatLine, bytearray, int], tuple[int, ...]]


class Night:
    """One evening at one counter; ``alone`` counts free seats without a free neighbour at nine tenths sold."""

    def __init__(self, file: Path, find: Find, *, seed: int) -> None:
        self.find, self.seed = find, seed
        self.orders = self.together = self.parties = self.alone = 0
        self.seconds = 0.0
        with_house = open_database(file)
        try:
            self._sell_out(with_house, counter(with_house, "Counter 1"))
        finally:
            with_house.close()

    def _sell_out(self, database: Database, by: By) -> None:
        performance, plan = _tonight(database, by)
        house = seat_line(plan)
        free = bytearray(b"\x01") * len(plan.seats)
        chance = random.Random(self.seed)  # noqa: S311 (which parties come is no secret)
        while any(free):
            count = chance.choices(SIZES, SHARES)[0]
            began = perf_counter()
            seats = self.find(house, free, count)
            if not seats:
                count, seats = 1, self.find(house, free, 1)
            if not seats:
                break
            database.act(_sale(performance, [plan.seats[seat].id for seat in seats]), by=by)
            self.seconds += perf_counter() - began
            self.orders += 1
            for seat in seats:
                free[seat] = 0
            if count > 1:
                self.parties += 1
                self.together += _sit_together(plan, seats)
            if not self.alone and sum(free) <= (1 - NEARLY_FULL) * len(plan.seats):
                self.alone = _singles(plan, free)


def by_best_seats(house: SeatLine, free: bytearray, count: int) -> tuple[int, ...]:
    choice = best(house, free=free, party=Party(count))
    return choice.seats if choice is not None else ()


def by_first_fit(house: SeatLine, free: bytearray, count: int) -> tuple[int, ...]:
    """The first neighbours of one zone that fit, else the first free seats of one zone."""
    scattered: dict[int, list[int]] = {}
    for run in _runs(house.plan):
        together: list[int] = []
        for seat in run:
            zone = house.plan.seats[seat].zone
            if not free[seat] or house.plan.seats[seat].accessible:
                together = []
                continue
            together = [*together, seat] if together and house.plan.seats[together[-1]].zone == zone else [seat]
            scattered.setdefault(zone, []).append(seat)
            if len(together) == count:
                return tuple(together)
    return next((tuple(seats[:count]) for seats in scattered.values() if len(seats) >= count), ())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        pairs = [
            (
                Night(Path(folder) / f"best-{seed}", by_best_seats, seed=seed),
                Night(Path(folder) / f"first-{seed}", by_first_fit, seed=seed),
            )
            for seed in range(LEAST)
        ]
    told: dict[tuple[str, str], Callable[[Night], float]] = {
        ("orders a second", "1/s"): lambda night: night.orders / night.seconds,
        ("free seats alone at 90 % sold", "seats"): lambda night: night.alone,
        ("parties together", "%"): lambda night: 100 * night.together / night.parties,
    }
    report(
        [
            Figure(
                what, unit, mean(tell(ours) for ours, _ in pairs), None,
                mean(tell(naive) for _, naive in pairs), "the first seats that fit",
            )
            for (what, unit), tell in told.items()
        ]
    )  # fmt: skip


def _tonight(database: Database, by: By) -> tuple[int, SeatingPlan]:
    stored = database.act(lambda tx: plans.store(tx, plan=theatre(), hall="Theatre"), by=by)
    prices = {zone.name: 1000 for zone in theatre().zones}
    show = database.act(
        lambda tx: performances.create(tx, event="Night", hall=stored.hall, starts_at=tx.now, prices=prices), by=by
    )
    return show.id, database.look(lambda tx: load_plan(tx, plan=show.plan))


def _sale(performance: int, seats: Sequence[int]) -> Callable[[WriteTx], None]:
    order = uuid.uuid4().hex

    def sell(tx: WriteTx) -> None:
        holds.take(tx, order=order, performance=performance, seats=seats)
        total = sales.open_payment(tx, order=order).total
        sales.sell(tx, order=order, payment=uuid.uuid4().hex, tendered=total)

    return sell


def _runs(plan: SeatingPlan) -> Iterator[Sequence[int]]:
    return (run for row in plan.rows for run in row.runs)


def _sit_together(plan: SeatingPlan, seats: Sequence[int]) -> bool:
    wanted = set(seats)
    return any(wanted <= set(run) and max(map(run.index, seats)) - min(map(run.index, seats)) < len(seats)
               for run in map(tuple, _runs(plan)))  # fmt: skip


def _singles(plan: SeatingPlan, free: bytearray) -> int:
    """Free seats whose neighbours are not."""
    found = 0
    for run in _runs(plan):
        for at, seat in enumerate(run):
            beside = [run[next_to] for next_to in (at - 1, at + 1) if 0 <= next_to < len(run)]
            found += bool(free[seat]) and not any(free[other] for other in beside)
    return found


if __name__ == "__main__":
    main()
