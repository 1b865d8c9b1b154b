"""All seats of a house in one line, so that free neighbours are found by searching bytes.

A slot of the line is a seat or, between two runs of neighbours, an aisle that is never free. All that does not depend
on who sits where is worked out once a plan.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import dist
from operator import itemgetter

from boxoffice.domain.focal_point import Point, focal_point, row_depth
from boxoffice.domain.places import Place, place_of
from boxoffice.domain.plan import SeatingPlan

FREE = 1  # in the line, and in what callers tell of each seat; 0 is taken, kept back or an aisle
_MARGIN = 2  # aisles at both ends: one looks two slots beyond a seat
_NO_SEAT = -1
_KEPT = 4  # plans whose lines are remembered


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbours between aisles, as slots from ``start`` up to ``end``, and how far away they are.

    ``nearest`` is the distance to the focal point of the nearest seat; ``reach`` how far the seats are from ``centre``.
    """

    start: int
    end: int
    nearest: float
    centre: Point
    reach: float


class SeatLine:
    """The line of one plan; seats are told by their index in the plan's ``seats``."""

    def __init__(self, plan: SeatingPlan) -> None:
        self.plan = plan
        self.focal_point = focal_point(plan)
        self.row_depth = row_depth(plan)
        self.seat_at: list[int] = [_NO_SEAT] * _MARGIN
        self.row_at: list[int] = [_NO_SEAT] * _MARGIN
        runs: list[tuple[int, int]] = []
        for number, row in enumerate(plan.rows):
            for run in row.runs:
                runs.append((len(self.seat_at), len(self.seat_at) + len(run)))
                self.seat_at += (*run, _NO_SEAT)
                self.row_at += [number] * (len(run) + 1)
        self.seat_at.append(_NO_SEAT)
        self.row_at.append(_NO_SEAT)
        self.slot_of = [0] * len(plan.seats)
        for slot, seat in enumerate(self.seat_at):
            if seat != _NO_SEAT:
                self.slot_of[seat] = slot
        self._runs = runs
        order = [seat for seat in self.seat_at if seat != _NO_SEAT]
        # A stored plan has its seats in this order; the figure behind the last keeps one seat from being no tuple.
        self._in_line = None if order == list(range(len(plan.seats))) else itemgetter(*order, order[0])
        self._measure()
        self._sort_into_zones()

    def line(self, free: Sequence[int], *, without: Iterable[int] = ()) -> bytearray:
        """The line with FREE where a seat is to be had; ``free`` has 1 or 0 for each seat of the plan."""
        seats = bytes(free if self._in_line is None else self._in_line(free))
        parts, at = [bytes(_MARGIN - 1)], 0
        for start, end in self._runs:
            parts.append(seats[at : at + end - start])
            at += end - start
        line = bytearray(b"\0".join([*parts, bytes(_MARGIN - 1)]))
        for seat in without:
            line[self.slot_of[seat]] = 0
        return line

    def places(self, zone: int) -> Collection[Place]:
        """The kinds of place that a zone has."""
        return [place for of, place in self._masks if of == zone]

    def of_kind(self, line: bytearray, *, zone: int, place: Place) -> bytes:
        """The line with only what is free in one zone and of one kind."""
        mask = self._masks.get((zone, place), 0)
        return (int.from_bytes(line, "little") & mask).to_bytes(len(line), "little")

    def runs(self, zone: int, place: Place) -> Sequence[Run]:
        """The runs that have seats of a zone and kind, the one nearest to the focal point first."""
        return self._zone_runs.get((zone, place), ())

    def share_taken(self, line: bytearray, *, zone: int) -> float:
        """How much of a zone is not to be had (0 to 1)."""
        masks = [mask for (of, _), mask in self._masks.items() if of == zone]
        seats = sum(mask.bit_count() for mask in masks)
        free = (int.from_bytes(line, "little") & sum(masks)).bit_count()
        return 1.0 - free / seats if seats else 1.0

    def distance(self, first: int, end: int) -> float:
        """How far the seats from slot ``first`` up to ``end`` are from the focal point, on average."""
        return (self.distances[end] - self.distances[first]) / (end - first)

    def centre(self, first: int, end: int) -> Point:
        """The middle of the seats from slot ``first`` up to ``end``."""
        count = end - first
        return (self.xs[end] - self.xs[first]) / count, (self.ys[end] - self.ys[first]) / count

    def seats(self, first: int, end: int) -> tuple[int, ...]:
        """The seats from slot ``first`` up to ``end``, along the row."""
        return tuple(self.seat_at[first:end])

    def singles(self, line: bytes | bytearray, first: int, end: int) -> Iterator[int]:
        """The slots beside taken ones, from ``first`` up to ``end``, that are now free by themselves."""
        if line[first - 1] and not line[first - 2]:
            yield first - 1
        if line[end] and not line[end + 1]:
            yield end

    def _measure(self) -> None:
        seats = self.plan.seats
        points = [(0.0, 0.0) if seat == _NO_SEAT else (seats[seat].x, seats[seat].y) for seat in self.seat_at]
        self._far = [
            0.0 if s == _NO_SEAT else dist(p, self.focal_point) for s, p in zip(self.seat_at, points, strict=True)
        ]
        self.distances = [0.0, *accumulate(self._far)]
        self.xs = [0.0, *accumulate(x for x, _ in points)]
        self.ys = [0.0, *accumulate(y for _, y in points)]

    def _sort_into_zones(self) -> None:
        masks: dict[tuple[int, Place], bytearray] = {}
        runs: dict[tuple[int, Place], list[Run]] = {}
        plan = self.plan
        for start, end in self._runs:
            kinds = [
                (seat.zone, place_of(seat, plan.zones)) for seat in map(plan.seats.__getitem__, self.seat_at[start:end])
            ]
            for kind in dict.fromkeys(kinds):
                mask = masks.setdefault(kind, bytearray(len(self.seat_at)))
                slots = [slot for slot, of in enumerate(kinds, start) if of == kind]
                for slot in slots:
                    mask[slot] = FREE
                runs.setdefault(kind, []).append(self._run(slots))
        self._masks = {kind: int.from_bytes(mask, "little") for kind, mask in masks.items()}
        self._zone_runs = {
            kind: sorted(found, key=lambda run: (run.nearest, run.start)) for kind, found in runs.items()
        }

    def _run(self, slots: Sequence[int]) -> Run:
        start, end = slots[0], slots[-1] + 1
        centre = self.centre(start, end)
        places = [self.plan.seats[self.seat_at[slot]] for slot in range(start, end)]
        reach = max(dist(centre, (seat.x, seat.y)) for seat in places)
        return Run(start, end, min(self._far[slot] for slot in slots), centre, reach)


_remembered: list[SeatLine] = []


def seat_line(plan: SeatingPlan) -> SeatLine:
    """The line of a plan, worked out when it is first asked for."""
    for known in _remembered:
        if known.plan is plan:  # comparing 80,000 seats would take longer than finding four
            return known
    line = SeatLine(plan)
    _remembered.append(line)
    del _remembered[:-_KEPT]
    return line
