"""A party that cannot sit together: in a few stretches near each other, nobody alone unless it cannot be helped."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import dist

from boxoffice.domain.focal_point import Point
from boxoffice.domain.seat_line import Run, SeatLine

PAIR = 2
THREE = 3
_NEAREST = 120  # stretches that are looked at, the nearest to the focal point
_AROUND = 24  # of these, how many a split is built around
_LONGEST = 12  # and how many of the longest
_STRETCH = re.compile(b"\x01+")

Slots = tuple[int, int]  # first, and the one after the last


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: int
    end: int
    length: int  # of it that one part may have
    centre: Point


def fewest_alone(lengths: Sequence[int], count: int) -> int | None:
    """How many of a party must sit by themselves if it is seated in stretches of these lengths; None: no room."""
    together = sum(length for length in lengths if length >= PAIR)
    if sum(lengths) < count:
        return None
    if together < count:
        return count - together
    return count % PAIR if max(lengths) == PAIR else 0


def split(
    house: SeatLine,
    line: bytearray,
    *,
    open_seats: bytes,
    count: int,
    runs: Sequence[Run],
    penalty: float,
    may: Callable[[tuple[int, ...]], bool],
) -> list[Slots]:
    """The slots for a party in at least two parts; empty where there is not room for all, or no split that ``may`` be.

    Nobody sits alone who need not; then as few parts as there are near each other, then as near to the focal point.
    """
    stretches = _stretches(house, open_seats, runs, count=count)
    fewest = fewest_alone([stretch.length for stretch in stretches], count)
    if count < PAIR or fewest is None:
        return []
    longest = sorted(stretches, key=lambda stretch: -stretch.length)[:_LONGEST]
    best: tuple[tuple[int, float], list[Slots]] | None = None
    for middle in dict.fromkeys((*stretches[:_AROUND], *longest)):
        near = _near(middle, stretches, count=count, alone=fewest)
        slots = _seated(house, line, near, _sizes([stretch.length for stretch in near], count), penalty=penalty)
        key = len(slots), _score(house, line, slots, penalty=penalty)
        if (best is None or key < best[0]) and may(tuple(seat for part in slots for seat in house.seats(*part))):
            best = key, slots
    return sorted(best[1], key=lambda part: (part[0] - part[1], part[0])) if best is not None else []


def _stretches(house: SeatLine, open_seats: bytes, runs: Sequence[Run], *, count: int) -> list[_Stretch]:
    """Stretches of free neighbours, those for two and more first; enough of them that nobody sits alone who need not.

    A run is as near as its nearest seat, which is near enough to begin with.
    """
    pairs: list[_Stretch] = []
    singles: list[_Stretch] = []
    longest = 0
    for first, end in _found(open_seats, runs):
        length = min(end - first, count - 1)
        if length >= PAIR and (len(pairs) < _NEAREST or length > PAIR >= longest):
            pairs.append(_Stretch(first, end, length, house.centre(first, end)))
            longest = max(longest, length)
        elif length < PAIR and len(singles) < _NEAREST:
            singles.append(_Stretch(first, end, length, house.centre(first, end)))
        if len(pairs) >= _NEAREST and (longest >= THREE or count % PAIR == 0):
            return pairs
    return pairs if fewest_alone([stretch.length for stretch in pairs], count) == 0 else pairs + singles


def _found(open_seats: bytes, runs: Sequence[Run]) -> Iterator[Slots]:
    for run in runs:
        for match in _STRETCH.finditer(open_seats, run.start, run.end):
            yield match.span()


def _near(middle: _Stretch, stretches: Sequence[_Stretch], *, count: int, alone: int) -> list[_Stretch]:
    """The stretches around one that hold the party with so many alone, as few as will do, the longest first."""
    around = sorted(stretches, key=lambda stretch: dist(stretch.centre, middle.centre))
    total = taken = 0
    lengths: list[int] = []
    while total < count or fewest_alone(lengths, count) != alone:
        lengths.append(around[taken].length)
        total += around[taken].length
        taken += 1
    near = sorted(around[:taken], key=lambda stretch: -stretch.length)
    lengths = [stretch.length for stretch in near]
    enough = next(parts for parts in range(1, taken + 1) if fewest_alone(lengths[:parts], count) == alone)
    return near[:enough]


def _sizes(lengths: Sequence[int], count: int) -> list[int]:
    """How many of the party each stretch takes, so that as few as can be are alone."""
    sizes = list(lengths)
    over = sum(sizes) - count
    for least in (PAIR, 1):
        for at in reversed(range(len(sizes))):
            less = max(0, min(over, sizes[at] - least))
            sizes[at] -= less
            over -= less
    return sizes


def _seated(
    house: SeatLine, line: bytearray, stretches: Sequence[_Stretch], sizes: Sequence[int], *, penalty: float
) -> list[Slots]:
    """Each part where it is best in its stretch: near to the focal point and to the first part."""
    slots: list[Slots] = []

    def cost(first: int, size: int) -> float:
        away = dist(house.centre(first, first + size), house.centre(*slots[0])) if slots else 0.0
        alone = sum(1 for _ in house.singles(line, first, first + size))
        return house.distance(first, first + size) + away + penalty * alone

    for stretch, size in zip(stretches, sizes, strict=True):
        _, first = min((cost(at, size), at) for at in range(stretch.first, stretch.end - size + 1))
        slots.append((first, first + size))
    return slots


def _score(house: SeatLine, line: bytearray, slots: Sequence[Slots], *, penalty: float) -> float:
    """How far from the focal point and from each other, on average, and what is left alone."""
    count = sum(end - first for first, end in slots)
    start = house.centre(*slots[0])
    far = (
        sum((house.distance(*part) + dist(house.centre(*part), start)) * (part[1] - part[0]) for part in slots) / count
    )
    return far + penalty * sum(1 for part in slots for _ in house.singles(line, *part))
