"""A seating-plan file read: from bytes that a stranger wrote to a checked plan, its faults, or a refusal."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from boxoffice.domain.errors import PlanFileRefused, PlanFileTooLarge
from boxoffice.domain.plan import Fault, PhysicalRow, Seat, SeatingPlan
from boxoffice.domain.rows import find_rows, in_order
from boxoffice.plans import fields, pretix, seat_list
from boxoffice.plans.checks import check
from boxoffice.plans.drawing import BLOCKING, MOST_SEATS, Drawing, DrawnSeat, Kind
from boxoffice.plans.fields import TooManySeatsError, WrongValueError, entry

MOST_BYTES = 20 * 1024 * 1024
MASSES = (
    ("{[", 1_000_000, "entries"),
    (":", 1_500_000, "keys"),
    (",;\t", 5_000_000, "values"),
    ("\n\r", 1_000_000, "lines"),
)
"""What a file may have of each; a house of 100,000 seats has some 300,000 entries and a million values."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan that was read, and what is wrong with its file.

    ``faults`` is the same with and without repair. Of many faults of a kind the first 200 are listed and the others
    counted in a last line; ``counts`` has how many there are of each kind. ``importable`` is False while seats cannot
    be told apart or clicked.
    """

    plan: SeatingPlan
    faults: tuple[Fault, ...]
    counts: tuple[tuple[str, int], ...]
    importable: bool


def read_plan(path: Path, *, repair: bool = False) -> PlanFile:
    """The plan in a pretix JSON file or a CSV seat list.

    Raises PlanFileTooLarge (unread, if by its size) or PlanFileRefused.
    """
    try:
        if not path.is_file():
            raise _refused(path.name, "this is a folder" if path.is_dir() else "there is no such file", str(path))
        size = path.stat().st_size
        if size <= MOST_BYTES:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)  # it may have grown meanwhile
            return plan_from_bytes(content, name=path.name, repair=repair)
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        raise _refused(path.name, f"the file cannot be read: {error}", str(path)) from error
    raise _too_large(path.name, size)


def plan_from_bytes(content: bytes, *, name: str, repair: bool = False) -> PlanFile:
    """The plan in the content of a file of that name; raises like ``read_plan``."""
    if len(content) > MOST_BYTES:
        raise _too_large(name, len(content))
    try:
        with _without_collector():
            drawing = _drawing(content)
            drawing.name = drawing.name or Path(name).stem
            check(drawing, repair=repair)
            return _finished(drawing, repaired=repair)
    except TooManySeatsError as error:
        raise PlanFileTooLarge(
            file=name, size=f"more than {MOST_SEATS:,} seats", limit=f"{MOST_SEATS:,} seats"
        ) from error
    except WrongValueError as wrong:
        raise _refused(name, wrong.reason, wrong.where) from wrong


@contextmanager
def _without_collector() -> Iterator[None]:
    """Read without the cycle collector, which would look through a million new objects again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _drawing(content: bytes) -> Drawing:
    """The drawing in a file of either format, with at least one seat."""
    text = _text(content)
    _refuse_masses(text)
    drawing = _recognised(text)
    if not drawing.seats:
        raise WrongValueError("there are no seats in it")
    return drawing


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig").strip("\r\n ")
    except UnicodeDecodeError as error:
        wrong = WrongValueError("the text is not UTF-8; save it as UTF-8")
        wrong.places.append(f"byte {error.start + 1:,}")
        raise wrong from error
    if not text:
        raise WrongValueError("the file is empty")
    return text


def _recognised(text: str) -> Drawing:
    """The drawing by the format that the content shows, whatever the file's name ends with."""
    if text[0] in "{[":
        return pretix.draw(entry(_parsed(text), "the file"))
    if seat_list.is_seat_list(text):
        return seat_list.draw(text)
    raise WrongValueError("this is neither a pretix seating plan (JSON) nor a list of seats (CSV)")


def _refuse_masses(text: str) -> None:
    """Millions of tiny things would take long and much memory to parse, and no plan has them."""
    for letters, most, what in MASSES:
        if sum(map(text.count, letters)) > most:
            raise WrongValueError(f"there are too many {what} in it; at most {most:,} can be read")


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        wrong = WrongValueError(f"this is no valid JSON: {error.msg}")
        wrong.places.append(f"line {error.lineno}, column {error.colno}")
        raise wrong from error
    except RecursionError as error:
        raise WrongValueError("entries are nested too deeply") from error
    except ValueError as error:
        raise WrongValueError("a whole number in it has thousands of digits") from error


def _no_number(name: str) -> NoReturn:
    raise WrongValueError(f"{name} is no number")


def _finished(drawing: Drawing, *, repaired: bool) -> PlanFile:
    """The drawing as a plan in the order of its physical rows, with its faults."""
    seats = [_seat(seat) for seat in drawing.seats]
    rows = find_rows(seats)
    _note_rows_in_parts(drawing, rows)
    ordered, renumbered = in_order(seats, rows)
    counts = drawing.faults.counts
    return PlanFile(
        plan=SeatingPlan(
            name=drawing.name,
            zones=tuple(drawing.zones),
            seats=ordered,
            rows=renumbered,
            areas=tuple(area for _, area in drawing.areas),
        ),
        faults=drawing.faults.listed(),
        counts=tuple(counts.items()),
        importable=repaired or not any(counts[kind] for kind in BLOCKING),
    )


def _seat(drawn: DrawnSeat) -> Seat:
    return Seat(
        0,
        drawn.guid,
        drawn.section,
        drawn.row,
        drawn.number,
        drawn.x,
        drawn.y,
        drawn.radius,
        drawn.zone,
        drawn.accessible,
    )


def _note_rows_in_parts(drawing: Drawing, rows: tuple[PhysicalRow, ...]) -> None:
    for row in rows:
        parts = {drawing.seats[index].part for index in row.seats}
        if len(parts) > 1:
            first = drawing.seats[row.runs[0][0]]
            drawing.faults.add(
                Kind.ROW_IN_PARTS,
                lambda: f"{drawing.row_place(first)}: {len(parts)} parts",  # noqa: B023 (used at once)
            )


def _refused(file: str, reason: str, where: str) -> PlanFileRefused:
    return PlanFileRefused(file=fields.shown(file), reason=reason, where=where)


def _too_large(file: str, size: int) -> PlanFileTooLarge:
    return PlanFileTooLarge(file=fields.shown(file), size=f"{size / 1e6:,.1f} MB", limit="20 MB")
