"""What is wrong in a drawing, and putting it right where that is asked for."""

import re
from collections import defaultdict

from boxoffice.plans.blocks import doubled_names, repair_names
from boxoffice.plans.drawing import Drawing, DrawnSeat, Kind
from boxoffice.plans.identity import doubled_ids, repair_ids
from boxoffice.plans.overlaps import part_overlaps, piled


def check(drawing: Drawing, *, repair: bool) -> None:
    """Note every fault of the drawing as the file has it; then repair what would keep seats from being sold.

    Seat numbers with the row's name in them ("17-1" in row "17") are always put right.
    """
    _take_rows_out_of_numbers(drawing)
    _note_doubles(drawing)
    _note_seats_outside(drawing)
    piles = piled(drawing)
    for seat, below in piles:
        drawing.faults.add(
            Kind.SEAT_ON_A_SEAT,
            lambda: f"{drawing.place(seat)} on {drawing.place(below)}",  # noqa: B023 (used at once)
        )
    if repair:
        repair_ids(drawing.seats)
        repair_names(drawing.seats)
        part_overlaps(drawing, piles)


def _take_rows_out_of_numbers(drawing: Drawing) -> None:
    """Only where every seat of a row has it: "1-1", "1-2" in row 1, not the "1-1" beside a "2"."""
    rows: dict[tuple[int, str, str], list[DrawnSeat]] = defaultdict(list)
    for seat in drawing.seats:
        rows[seat.part, seat.section, seat.row].append(seat)
    for (_, _, name), row in rows.items():
        if not name or not all(seat.number.startswith(name) for seat in row):
            continue
        # A letter needs nothing between ("C12"); "112" in row 1 is a number like any other.
        prefix = re.compile(re.escape(name) + (r"[-–/._: ]+" if name[-1].isdigit() else r"[-–/._: ]*(?=\d)") + r"(.+)")
        found = [prefix.fullmatch(seat.number) for seat in row]
        numbers = [match[1] for match in found if match]
        if len(numbers) == len(row):
            for seat, number in zip(row, numbers, strict=True):
                seat.number = number
            drawing.faults.add(Kind.ROW_IN_NUMBER, lambda: drawing.row_place(row[0]))  # noqa: B023 (used at once)


def _note_doubles(drawing: Drawing) -> None:
    for guid, group in doubled_ids(drawing.seats).items():
        drawing.faults.add(Kind.DOUBLED_ID, lambda: f"“{guid}”: {_places(drawing, group)}")  # noqa: B023 (used at once)
    for group in doubled_names(drawing.seats).values():
        drawing.faults.add(
            Kind.DOUBLED_NAME,
            lambda: f"{drawing.place(group[0])}: {len(group)} seats",  # noqa: B023 (used at once)
        )


def _places(drawing: Drawing, group: list[DrawnSeat]) -> str:
    more = f" and {len(group) - 2:,} more" if len(group) > 2 else ""  # noqa: PLR2004 (two are named)
    return f"{drawing.place(group[0])}; {drawing.place(group[1])}{more}"


def _note_seats_outside(drawing: Drawing) -> None:
    if drawing.size is None:
        return
    width, height = drawing.size
    for seat in drawing.seats:
        if not (0 <= seat.x <= width and 0 <= seat.y <= height):
            drawing.faults.add(Kind.OUTSIDE, lambda: drawing.place(seat))  # noqa: B023 (used at once)
