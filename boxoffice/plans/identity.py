"""New ids for seats that share one: the same at every import, also of a file that was changed elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from boxoffice.plans.drawing import DrawnSeat


def doubled_ids(seats: list[DrawnSeat]) -> dict[str, list[DrawnSeat]]:
    """The ids that several seats have, each with its seats."""
    if len({seat.guid for seat in seats}) == len(seats):
        return {}  # the usual case, and cheaper to see
    by_id: dict[str, list[DrawnSeat]] = defaultdict(list)
    for seat in seats:
        by_id[seat.guid].append(seat)
    return {guid: group for guid, group in by_id.items() if len(group) > 1}


def repair_ids(seats: list[DrawnSeat]) -> None:
    """Qualify every doubled id by the most lasting thing that tells its seats apart.

    That is a seat's own uuid, else its section, else its row, else its name, and only at last a running number. All
    seats of a doubled id get a new one: were the first to keep it, a change in the order of the file would swap them.
    """
    uuids = Counter(seat.uuid for seat in seats)
    taken = {seat.guid for seat in seats}
    for guid, group in doubled_ids(seats).items():
        for seat, suffix in zip(group, _suffixes(group, uuids), strict=True):
            seat.guid = _free(f"{guid}@{suffix}", taken)


def _suffixes(group: list[DrawnSeat], uuids: Counter[str]) -> Iterator[str]:
    told = [_qualifiers(seat, uuids) for seat in group]
    counts = Counter(qualifier for qualifiers in told for qualifier in qualifiers)
    running: Counter[str] = Counter()
    for qualifiers in told:
        unique = next((qualifier for qualifier in qualifiers if counts[qualifier] == 1), None)
        running[qualifiers[-1]] += 1
        yield unique or f"{qualifiers[-1]}#{running[qualifiers[-1]]}"


def _qualifiers(seat: DrawnSeat, uuids: Counter[str]) -> list[str]:
    own = seat.uuid if uuids[seat.uuid] == 1 else ""
    row = f"{seat.section}/{seat.row}"
    return [qualifier for qualifier in (own, seat.section, row, f"{row}/{seat.number}") if qualifier]


def _free(guid: str, taken: set[str]) -> str:
    """The id, lengthened where another seat of the file has it already."""
    while guid in taken:
        guid += "'"
    taken.add(guid)
    return guid
