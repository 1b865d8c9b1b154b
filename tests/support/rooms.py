"""Small rooms for tests of where people sit: rows written as text, and what is true of them found the long way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import dist, hypot

from hypothesis import strategies as st

from boxoffice.domain.places import Place, place_of
from boxoffice.domain.plan import Area, PhysicalRow, Seat, SeatingPlan, Zone

STEP, DEPTH, AISLE = 25.0, 30.0, 40.0
ZONES = (Zone("Stalls", "#7f4a91"), Zone("Circle", "#5f9cd4"), Zone("Companions", "#999999"))


@dataclass(frozen=True, slots=True)
class Room:
    """A plan, and 1 or 0 for each of its seats."""

    plan: SeatingPlan
    free: bytes

    def seats(self, names: str) -> tuple[int, ...]:
        """Indices of seats by their names ("A1 A2")."""
        index = {seat.row + seat.number: at for at, seat in enumerate(self.plan.seats)}
        return tuple(index[name] for name in names.split())

    def names(self, seats: Iterable[int]) -> str:
        """The other way."""
        return " ".join(self.plan.seats[at].row + self.plan.seats[at].number for at in seats)


def room(*rows: str, areas: tuple[Area, ...] = ()) -> Room:
    """A room whose rows are written from the front: "..x. ..w," has an aisle, a taken seat, a wheelchair place.

    ``.`` and ``x`` are free and taken in the stalls, ``o`` and ``X`` in the circle, ``w`` and ``W`` wheelchair places
    in the stalls, ``c`` a free companion's place.
    """
    seats: list[Seat] = []
    physical: list[PhysicalRow] = []
    for down, row in enumerate(rows):
        runs = []
        x, number, name = 0.0, 0, "ABCDEFGH"[down]
        for run in row.split():
            first = len(seats)
            for sign in run:
                number += 1
                zone = {"o": 1, "X": 1, "c": 2}.get(sign, 0)
                accessible = sign in "wW"
                guid = f"{name}{number}"
                seats.append(Seat(0, guid, "", name, str(number), x, down * DEPTH, 10.0, zone, accessible))
                x += STEP
            runs.append(tuple(range(first, len(seats))))
            x += AISLE
        physical.append(PhysicalRow("", name, tuple(runs)))
    free = bytes(sign in ".owc" for row in rows for sign in row.replace(" ", ""))
    return Room(SeatingPlan("Room", ZONES, tuple(seats), tuple(physical), areas), free)


def windows(
    plan: SeatingPlan, free: Sequence[int], count: int, *, zone: int, place: Place
) -> Iterator[tuple[int, ...]]:
    """Every way to seat so many side by side in a zone."""
    for row in plan.rows:
        for run in row.runs:
            for start in range(len(run) - count + 1):
                seats = run[start : start + count]
                kinds = {(plan.seats[seat].zone, place_of(plan.seats[seat], plan.zones)) for seat in seats}
                if kinds == {(zone, place)} and all(free[seat] for seat in seats):
                    yield seats


def singles(plan: SeatingPlan, free: Sequence[int]) -> set[int]:
    """Free seats that have no free neighbour."""
    alone = set()
    for row in plan.rows:
        for run in row.runs:
            for at, seat in enumerate(run):
                beside = [run[other] for other in (at - 1, at + 1) if 0 <= other < len(run)]
                if free[seat] and not any(free[other] for other in beside):
                    alone.add(seat)
    return alone


def newly_alone(plan: SeatingPlan, free: Sequence[int], seats: Iterable[int]) -> set[int]:
    """The seats that a choice leaves alone."""
    after = bytearray(free)
    for seat in seats:
        after[seat] = 0
    return singles(plan, after) - singles(plan, free)


def score(
    plan: SeatingPlan, free: Sequence[int], seats: Sequence[int], *, focal: tuple[float, float], depth: float
) -> float:
    """As the requirement has it: how far away, and two rows for each seat left alone."""
    far = sum(hypot(plan.seats[at].x - focal[0], plan.seats[at].y - focal[1]) for at in seats) / len(seats)
    return far + 2 * depth * len(newly_alone(plan, free, seats))


def fewest_alone(plan: SeatingPlan, free: Sequence[int], count: int, *, zone: int, place: Place) -> int | None:
    """How many of a party must sit by themselves, tried over all ways to fill the stretches of a zone."""
    stretches = _stretches(plan, free, zone=zone, place=place)
    ways = product(*(range(length + 1) for length in stretches))
    return min((way.count(1) for way in ways if sum(way) == count), default=None)


def _stretches(plan: SeatingPlan, free: Sequence[int], *, zone: int, place: Place) -> list[int]:
    lengths = [0]
    for row in plan.rows:
        for run in row.runs:
            for at in run:
                seat = plan.seats[at]
                open_here = free[at] and (seat.zone, place_of(seat, plan.zones)) == (zone, place)
                lengths = [*lengths[:-1], lengths[-1] + 1] if open_here else [*lengths, 0]
            lengths.append(0)
    return [length for length in lengths if length]


def centre(plan: SeatingPlan, seats: Sequence[int]) -> tuple[float, float]:
    return sum(plan.seats[at].x for at in seats) / len(seats), sum(plan.seats[at].y for at in seats) / len(seats)


def apart(plan: SeatingPlan, one: Sequence[int], other: Sequence[int]) -> float:
    """How far the middles of two groups of seats are from each other."""
    return dist(centre(plan, one), centre(plan, other))


RUNS = st.text(alphabet=".....xxoooXwWc", min_size=1, max_size=6)
ROWS = st.lists(RUNS, min_size=1, max_size=2).map(" ".join)
ROOMS = st.lists(ROWS, min_size=1, max_size=4).map(lambda rows: room(*rows))
