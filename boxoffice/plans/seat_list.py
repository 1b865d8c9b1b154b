"""A list of seats as a spreadsheet saves it: one line a seat, the columns named in the first line.

Columns in any order: ``zone`` (the price zone), ``section``, ``row``, ``seat``, ``x``, ``y`` and ``accessible``; others
are noted and passed over. They are parted by commas, semicolons or tabs.
"""

import csv
import io
from collections import defaultdict
from itertools import pairwise
from math import dist

from boxoffice.domain.rows import lower_median
from boxoffice.plans import fields
from boxoffice.plans.drawing import MOST_ROWS, MOST_SEATS, RADIUS, Drawing, DrawnSeat, Kind
from boxoffice.plans.fields import TooManySeatsError, WrongValueError, within

COLUMNS = ("zone", "section", "row", "seat", "x", "y", "accessible")
NAMES = ("zone", "section", "row", "seat")
YES = frozenset({"1", "yes", "y", "true", "x", "ja"})
NO = frozenset({"", "0", "no", "n", "false", "nein"})
PALETTE = ("#4c78a8", "#e8853d", "#54a24b", "#b279a2", "#d6a821", "#3fa7a3", "#d1615d", "#8c6d4f")
FILLED = 0.4  # of the spacing, as a list has none of its own

Line = dict[str, str]


def is_seat_list(text: str) -> bool:
    """Whether the text begins like a list of seats: several of our columns in its first line."""
    return len(set(_header(text)) & set(COLUMNS)) >= 2  # noqa: PLR2004 (one name alone may be chance)


def draw(text: str) -> Drawing:
    """The drawing that a list describes.

    Raises WrongValueError with line and column, or TooManySeatsError.
    """
    drawing = Drawing(name="", block_word="section")
    header = _header(text)
    _check_header(header, drawing)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        next(reader)
        for cells in reader:
            if any(map(str.strip, cells)):
                _add_line(drawing, header, cells, line=reader.line_num)
    except csv.Error as error:
        wrong = WrongValueError(
            "the columns cannot be told apart: quotation marks are not in pairs, or a text is too long"
        )
        wrong.places.append(f"line {reader.line_num}")
        raise wrong from error
    _size_seats(drawing)
    return drawing


def _first_line(text: str) -> str:
    return text.lstrip().split("\n", 1)[0].split("\r", 1)[0][:10_000]


def _delimiter(text: str) -> str:
    line = _first_line(text)
    return max(",;\t", key=line.count)


def _header(text: str) -> list[str]:
    return [cell.strip().strip('"').strip().casefold() for cell in _first_line(text).split(_delimiter(text))]


def _check_header(header: list[str], drawing: Drawing) -> None:
    for column in COLUMNS:
        if header.count(column) != 1:
            wrong = WrongValueError(f"column {column} is {'there twice' if column in header else 'missing'}")
            wrong.places.append("line 1")
            raise wrong
    for column in header:
        if column and column not in COLUMNS:
            drawing.faults.add(Kind.PRIVATE_KEY, lambda: f"column “{fields.shown(column)}”")  # noqa: B023 (used at once)


def _add_line(drawing: Drawing, header: list[str], cells: list[str], *, line: int) -> None:
    if len(drawing.seats) == MOST_SEATS:
        raise TooManySeatsError
    with within(f"line {line}"):
        drawing.seats.append(_seat(drawing, header, cells))


def _seat(drawing: Drawing, header: list[str], cells: list[str]) -> DrawnSeat:
    if len(cells) < len(header) and not set(COLUMNS).isdisjoint(header[len(cells) :]):
        raise WrongValueError(f"there are {len(cells)} columns; the first line names {len(header)}")
    line = dict(zip(header, cells, strict=False))
    zone, section, row, number = (fields.storable(line[column], column) for column in NAMES)
    return DrawnSeat(
        guid=f"{section}|{row}|{number}",
        section=section,
        row=row,
        number=number,
        x=_number(line, "x"),
        y=_number(line, "y"),
        zone=drawing.add_zone(zone, PALETTE[len(drawing.zones) % len(PALETTE)]),
        accessible=_yes(line, "accessible"),
    )


def _number(line: Line, column: str) -> float:
    """The number; with a comma for its point, as spreadsheets write it where semicolons part the columns."""
    try:
        return fields.bounded(float(line[column].replace(",", ".")), column)
    except ValueError:
        raise WrongValueError(f"{column} must be a number, not “{fields.shown(line[column])}”") from None


def _yes(line: Line, column: str) -> bool:
    word = line[column].strip().casefold()
    if word not in YES and word not in NO:
        raise WrongValueError(f"{column} must be 1 or 0, not “{fields.shown(line[column])}”")
    return word in YES


def _size_seats(drawing: Drawing) -> None:
    """Give every section seats that fit its spacing."""
    rows: dict[tuple[str, str], list[DrawnSeat]] = defaultdict(list)
    for seat in drawing.seats:
        rows[seat.section, seat.row].append(seat)
    if len(rows) > MOST_ROWS:
        raise WrongValueError(f"there are more than {MOST_ROWS:,} rows")
    steps: dict[str, list[float]] = defaultdict(list)
    for (section, _), row in rows.items():
        steps[section] += [step for a, b in pairwise(row) if (step := dist((a.x, a.y), (b.x, b.y))) > 0]
    radius = {section: lower_median(found) * FILLED for section, found in steps.items()}
    usual = lower_median(radius.values()) or RADIUS
    for seat in drawing.seats:
        seat.radius = radius.get(seat.section) or usual
