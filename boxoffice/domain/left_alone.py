"""A seat left alone: free by itself, made so by a choice of seats, where as many others would not do that.

A stretch of free neighbours ends at aisles, at what is sold or kept back, and at others' holds.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import dist, inf

from boxoffice.domain.best_seats import together
from boxoffice.domain.places import place_of
from boxoffice.domain.seat_line import FREE, SeatLine

NEARLY_FULL = 0.9  # of a zone: beyond it whoever comes must take what is left


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Seats that are left alone, the neighbours of the choice that do it, and the nearest seats that would not."""

    seats: tuple[int, ...]
    chosen: tuple[int, ...]
    instead: tuple[int, ...]


def left_alone(house: SeatLine, *, free: Sequence[int], chosen: Collection[int]) -> LeftAlone | None:
    """What a choice of seats leaves alone; None where it leaves nothing, or where it cannot be helped.

    ``free`` has 1 for each seat of the plan that was to be had before the choice. Each group of neighbours is judged
    for itself, and the first that could be better is told. Silent where the zone is nearly full.
    """
    before = house.line(free)
    slots = sorted(house.slot_of[seat] for seat in chosen)
    for slot in slots:
        before[slot] = FREE
    after = bytearray(before)
    for slot in slots:
        after[slot] = 0
    for first, end in _groups(slots):
        singles = tuple(house.singles(after, first, end))
        if singles and (instead := _instead(house, before=before, after=after, first=first, end=end)):
            return LeftAlone(tuple(house.seat_at[slot] for slot in singles), house.seats(first, end), instead)
    return None


def _groups(slots: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Slots that follow each other, as the first and the one after the last."""
    start = 0
    for at in range(1, len(slots) + 1):
        if at == len(slots) or slots[at] != slots[at - 1] + 1:
            yield slots[start], slots[at - 1] + 1
            start = at


def _instead(house: SeatLine, *, before: bytearray, after: bytearray, first: int, end: int) -> tuple[int, ...]:
    """The nearest neighbours of the same zone and kind, as many, that leave none alone; empty where there are none."""
    plan = house.plan
    kinds = {(plan.seats[seat].zone, place_of(plan.seats[seat], plan.zones)) for seat in house.seats(first, end)}
    if len(kinds) != 1:
        return ()
    ((zone, place),) = kinds
    if house.share_taken(before, zone=zone) > NEARLY_FULL:
        return ()
    line = bytearray(after)
    line[first:end] = bytes([FREE]) * (end - first)
    here = house.centre(first, end)
    runs = sorted(
        ((dist(here, run.centre) - run.reach, run) for run in house.runs(zone, place)), key=lambda found: found[0]
    )
    found = together(
        house, line, open_seats=house.of_kind(line, zone=zone, place=place), count=end - first, runs=runs,
        value=lambda start, stop: dist(here, house.centre(start, stop)), penalty=inf, may=lambda _seats: True,
    )  # fmt: skip
    return house.seats(found[1], found[1] + end - first) if found is not None and found[0] < inf else ()
