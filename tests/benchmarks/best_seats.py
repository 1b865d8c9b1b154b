"""How long the best seats of a stadium take, and the next best, beside taking the first ones that fit.

    python -m tests.benchmarks.best_seats

80,000 seats in five price zones: empty, half sold seat by seat, and nearly sold out; parties up to 20. Of a zone
it is the answer and the next best one together. Prints JSON.
"""

from collections.abc import Sequence
from random import Random

from boxoffice.domain.best_seats import best
from boxoffice.domain.left_alone import left_alone
from boxoffice.domain.party import Party
from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seat_line import SeatLine, seat_line
from boxoffice.plans.houses import stadium
from tests.benchmarks.measure import Figure, in_turn, milliseconds, report

TARGET = 20.0
EVENINGS = {"empty": 0.0, "half sold at random": 0.5, "95 % sold at random": 0.95}
PARTIES = (2, 4, 8, 20)
ZONE = 3  # "Upper side", the largest


def main() -> None:
    plan = stadium()
    house = seat_line(plan)
    figures = [Figure(f"{len(plan.seats):,} seats: once a plan", "ms", milliseconds(lambda: SeatLine(plan)))]
    for evening, sold in EVENINGS.items():
        free = evening_of(len(plan.seats), sold=sold)
        for count in PARTIES:
            figures += party(house, free, count, f"{len(plan.seats):,} seats, {evening}: ")
    report(figures)


def evening_of(seats: int, *, sold: float) -> bytes:
    """1 for each free seat; always the same evening."""
    chance = Random(7)  # noqa: S311 (an evening, not a secret)
    return bytes(chance.random() >= sold for _ in range(seats))


def party(house: SeatLine, free: bytes, count: int, of: str) -> list[Figure]:
    def ours() -> None:
        first = best(house, free=free, party=Party(count, ZONE))
        if first is not None:
            best(house, free=free, party=Party(count, ZONE), shown=[first.seats])

    def anywhere() -> None:
        best(house, free=free, party=Party(count))

    def baseline() -> None:
        first = first_fit(house.plan, free, count)
        first_fit(house.plan, free, count, after=first)

    mine, naive = in_turn(ours, baseline)
    is_it = "the first that fit, and the next"
    figures = [
        Figure(f"{of}best {count} of a zone and the next best", "ms", mine, TARGET, naive, is_it),
        Figure(f"{of}best {count} of any one zone", "ms", milliseconds(anywhere), TARGET),
    ]
    chosen = best(house, free=free, party=Party(count, ZONE))
    if chosen is not None:
        alone = milliseconds(lambda: left_alone(house, free=free, chosen=chosen.seats))
        figures.append(Figure(f"{of}whether {count} leave a seat alone", "ms", alone, TARGET))
    return figures


def first_fit(plan: SeatingPlan, free: Sequence[int], count: int, *, after: int = -1) -> int:
    """The first seat of so many free neighbours of the zone behind another one, as they stand in the plan; -1: none."""
    for row in plan.rows:
        for run in row.runs:
            together = 0
            for seat in run:
                together = together + 1 if free[seat] and plan.seats[seat].zone == ZONE and seat > after else 0
                if together == count:
                    return seat - count + 1
    return -1


if __name__ == "__main__":
    main()
