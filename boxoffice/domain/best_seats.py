"""The best free seats for a party: together in one row, else in as few rows near each other as there are.

The score, the lower the better, is how far the seats are from the house's focal point on average, and a penalty for
each seat that is newly left free by itself. The next best is found by the same key without what was shown.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from boxoffice.domain.party import Party
from boxoffice.domain.seat_line import FREE, Run, SeatLine
from boxoffice.domain.split import Slots, split

ROWS_FOR_A_SINGLE: Final = 2.0  # a seat left alone is worth going so many rows back
_NAMED: Final = 8  # parts that a sentence names; the rest are counted
_FIGURES: Final = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}


@dataclass(frozen=True, slots=True)
class Part:
    """The people of a party who sit together: how many, in which row of which section."""

    section: str
    row: str
    count: int

    def named(self, *, in_section: bool) -> str:
        """The part as a sentence names it: "A 3", or "3 in row 12" where figures would run together."""
        section = f"{self.section} " if in_section and self.section else ""
        if self.row[-1:].isdigit():
            return f"{self.count} in {section}row {self.row}"
        return f"{section}{self.row} {self.count}".replace("  ", " ")


@dataclass(frozen=True, slots=True)
class Choice:
    """Seats for a party (indices of the plan's ``seats``, along their rows), and the seats it leaves alone."""

    seats: tuple[int, ...]
    parts: tuple[Part, ...]
    left_alone: tuple[int, ...]
    score: float

    @property
    def alone(self) -> int:
        """How many people sit by themselves although they did not come so."""
        return sum(part.count == 1 for part in self.parts) if len(self.parts) > 1 else 0

    @property
    def sentence(self) -> str:
        """Where the parts are: "Two rows: A 3 + B 1."; empty where the party sits together."""
        if len(self.parts) == 1:
            return ""
        rows = len({(part.section, part.row) for part in self.parts})
        if rows == 1:
            return f"Row {self.parts[0].row}, not side by side: {' + '.join(str(part.count) for part in self.parts)}."
        in_sections = len({part.section for part in self.parts}) > 1
        named = [part.named(in_section=in_sections) for part in self.parts[:_NAMED]]
        more = f" and {len(self.parts) - _NAMED} more" if len(self.parts) > _NAMED else ""
        return f"{_FIGURES.get(rows, str(rows))} rows: {' + '.join(named)}{more}."


def best(
    house: SeatLine,
    *,
    free: Sequence[int],
    party: Party,
    shown: Collection[tuple[int, ...]] = (),
    without: Iterable[int] = (),
    rows_for_a_single: float = ROWS_FOR_A_SINGLE,
) -> Choice | None:
    """The best seats for a party; None where its zone has not that many, or all there are were ``shown``.

    ``free`` has 1 for each seat of the plan that is to be had, else 0; seats in ``without`` are not to be had either.
    A party without a zone gets the best of any one zone, never of several.
    """
    line = house.line(free, without=without)
    penalty = rows_for_a_single * house.row_depth
    seen = {tuple(sorted(seats)) for seats in shown}
    zones = range(len(house.plan.zones)) if party.zone is None else (party.zone,)
    for find in (_together, _split):
        found = [
            _choice(house, line, slots, penalty=penalty)
            for zone in zones
            if (slots := find(house, line, replace(party, zone=zone), seen=seen, penalty=penalty))
        ]
        if found:
            return min(found, key=lambda choice: (choice.alone, len(choice.parts), choice.score))
    return None


def together(
    house: SeatLine,
    line: bytearray,
    *,
    open_seats: bytes,
    count: int,
    runs: Iterable[tuple[float, Run]],
    value: Callable[[int, int], float],
    penalty: float,
    may: Callable[[tuple[int, ...]], bool],
) -> tuple[float, int] | None:
    """The score and first slot of the best ``count`` neighbours in ``open_seats``; None where there are none.

    ``runs`` come with the least value that seats in them can have, the least first. ``value`` judges slots, ``penalty``
    is for each seat left alone, and ``may`` says which seats can be chosen at all.
    """
    best_found: tuple[float, int] | None = None
    wanted = bytes([FREE]) * count
    for least, run in runs:
        if best_found is not None and least > best_found[0]:
            break
        start = open_seats.find(wanted, run.start, run.end)
        while start >= 0:
            end = open_seats.find(0, start, run.end)
            end = run.end if end < 0 else end
            for first in range(start, end - count + 1):
                score = value(first, first + count)
                if best_found is not None and score > best_found[0]:
                    continue
                alone = sum(1 for _ in house.singles(line, first, first + count))
                score += penalty * alone if alone else 0.0  # it may be infinite
                if (best_found is None or (score, first) < best_found) and may(house.seats(first, first + count)):
                    best_found = score, first
            start = open_seats.find(wanted, end, run.end)
    return best_found


def _together(
    house: SeatLine, line: bytearray, party: Party, *, seen: Collection[tuple[int, ...]], penalty: float
) -> list[Slots]:
    zone = party.zone or 0
    found = together(
        house, line,
        open_seats=house.of_kind(line, zone=zone, place=party.place),
        count=party.count,
        runs=((run.nearest, run) for run in house.runs(zone, party.place)),
        value=house.distance,
        penalty=penalty,
        may=lambda seats: tuple(sorted(seats)) not in seen,
    )  # fmt: skip
    return [(found[1], found[1] + party.count)] if found is not None else []


def _split(
    house: SeatLine, line: bytearray, party: Party, *, seen: Collection[tuple[int, ...]], penalty: float
) -> list[Slots]:
    zone = party.zone or 0
    return split(
        house, line,
        open_seats=house.of_kind(line, zone=zone, place=party.place),
        count=party.count,
        runs=house.runs(zone, party.place),
        penalty=penalty,
        may=lambda seats: tuple(sorted(seats)) not in seen,
    )  # fmt: skip


def _choice(house: SeatLine, line: bytearray, slots: Sequence[Slots], *, penalty: float) -> Choice:
    """The choice of some stretches of slots."""
    seats = tuple(seat for first, end in slots for seat in house.seats(first, end))
    rows = [(house.plan.rows[house.row_at[first]], end - first) for first, end in slots]
    after = bytearray(line)
    for first, end in slots:
        after[first:end] = bytes(end - first)
    alone = dict.fromkeys(house.seat_at[slot] for first, end in slots for slot in house.singles(after, first, end))
    far = sum(house.distance(first, end) * (end - first) for first, end in slots) / len(seats)
    parts = tuple(Part(row.section, row.name, count) for row, count in rows)
    return Choice(seats, parts, tuple(alone), far + penalty * len(alone))
