"""Seats as a clerk types them: C12, c 12, C12-15, circle C12, 17-1, 17-1-4."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from boxoffice.domain.errors import SeatInSeveralSections, SeatNotFound
from boxoffice.domain.plan import PhysicalRow, Seat, SeatingPlan, seat_name

_NUMBERS = re.compile(r"(?P<first>[^\s-]+)(?:\s*-\s*(?P<last>[^\s-]+))?")
_DASHES = str.maketrans("‐‑‒–—−", "------")  # what keyboards and pasted texts have for a hyphen
_NAMED = 4  # sections named in a refusal; the rest are counted
_KEPT = 4  # plans whose rows are remembered


def find_seats(plan: SeatingPlan, text: str) -> tuple[int, ...]:
    """The seats that ``text`` names, as indices of ``plan.seats``; a range runs from its lower to its higher number.

    Raises SeatNotFound, or SeatInSeveralSections where a section must be typed too.
    """
    typed = " ".join(text.translate(_DASHES).split())
    found = dict(_found(_rows_of(plan), plan, typed.casefold()))
    if not found:
        raise SeatNotFound(text=typed)
    if len(found) > 1:
        raise SeatInSeveralSections(text=typed, sections=_listed(found), example=_example(found, plan))
    return next(iter(found.values()))


class _Rows:
    """The rows of one plan by what is typed for them."""

    def __init__(self, rows: Iterable[PhysicalRow]) -> None:
        self.by_name: dict[str, list[PhysicalRow]] = defaultdict(list)
        self.sections: dict[str, str] = {}
        for row in rows:
            self.by_name[row.name.casefold()].append(row)
            self.sections[row.section.casefold()] = row.section
        self.longest = max(map(len, self.by_name), default=0)


_remembered: list[tuple[SeatingPlan, _Rows]] = []


def _rows_of(plan: SeatingPlan) -> _Rows:
    for known, rows in _remembered:
        if known is plan:  # comparing 80,000 seats would take longer than finding one
            return rows
    rows = _Rows(plan.rows)
    _remembered.append((plan, rows))
    del _remembered[:-_KEPT]
    return rows


def _found(rows: _Rows, plan: SeatingPlan, typed: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each section in which the text names seats, with them: first as typed, then behind a section's name."""
    anywhere = list(_in_rows(rows, plan, typed, section=None))
    if anywhere:
        yield from anywhere
        return
    exact = [(name, section) for name, section in rows.sections.items() if name and typed.startswith(name)]
    longest = max((len(name) for name, _ in exact), default=0)
    for name, section in exact:
        if len(name) == longest:
            yield from _in_rows(rows, plan, typed[longest:].lstrip(" -"), section=section)
    if not exact and " " in typed:
        start, _, rest = typed.rpartition(" ")
        for name, section in rows.sections.items():
            if name.startswith(start):  # "bal C12" for the balcony
                yield from _in_rows(rows, plan, rest, section=section)


def _in_rows(
    rows: _Rows, plan: SeatingPlan, typed: str, *, section: str | None
) -> Iterator[tuple[str, tuple[int, ...]]]:
    for length in range(min(len(typed), rows.longest), -1, -1):  # a seat in a row before one in no row
        name, rest = typed[:length], typed[length:]
        if not rest or (name[-1:].isdigit() and rest[0].isdigit()):
            continue
        found = [
            (row.section, seats)
            for row in rows.by_name.get(name, ())
            if section in (None, row.section) and (seats := _in_row(row, plan.seats, rest.strip(" -")))
        ]
        if found:
            yield from found
            return


def _in_row(row: PhysicalRow, seats: tuple[Seat, ...], numbers: str) -> tuple[int, ...]:
    match = _NUMBERS.fullmatch(numbers)
    if match is None:
        return ()
    by_number = {seats[seat].number.casefold(): seat for seat in row.seats}
    first, last = match["first"], match["last"] or match["first"]
    if first not in by_number or last not in by_number:
        return ()
    if first.isdecimal() and last.isdecimal():
        low, high = sorted((int(first), int(last)))
        return tuple(seat for number, seat in by_number.items() if number.isdecimal() and low <= int(number) <= high)
    along = row.seats
    start, end = sorted((along.index(by_number[first]), along.index(by_number[last])))
    return along[start : end + 1]


def _listed(sections: Iterable[str]) -> str:
    """Names as a sentence lists them; of many, the first few and how many more."""
    names = list(sections)
    if len(names) > _NAMED:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} more"]
    return ", ".join(names[:-1]) + " and " + names[-1]


def _example(found: dict[str, tuple[int, ...]], plan: SeatingPlan) -> str:
    section, seats = list(found.items())[-1]
    seat = plan.seats[seats[0]]
    return seat_name(section.casefold(), seat.row, seat.number)
