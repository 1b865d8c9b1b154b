"""How long the worst plan files within the limits take to be answered, and how much memory, against parsing alone.

    python -m tests.benchmarks.plan_files

Each file is read in a process of its own, which has imported what it needs before. The baseline of the times is
``json.loads`` or ``csv.reader`` over the same text in the same process. Prints JSON.
"""

import csv
import io
import json
import multiprocessing
import resource
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any, Final

from boxoffice.domain.errors import Refusal
from boxoffice.plans.drawing import MOST_ROWS, MOST_SEATS
from boxoffice.plans.read import plan_from_bytes
from tests.benchmarks.measure import LEAST, Figure, report

LONGEST_MS: Final = 2_000
MOST_MB: Final = 600
STEP: Final = 25  # plan units from seat to seat
WIDE: Final = 300  # seats beside each other


@dataclass(frozen=True, slots=True)
class Reading:
    """What one process found: milliseconds of processor time, its MB at most (all of it), and the answer."""

    ours: float
    parsing: float
    megabytes: float
    answer: str


def _seat(n: int, *, x: int, y: int, guid: str = "", number: str = "1") -> dict[str, Any]:
    return {"seat_guid": guid or f"s{n}", "seat_number": number, "position": {"x": x, "y": y}, "category": "C"}


def _plan(rows: list[dict[str, Any]]) -> bytes:
    zone = {"name": "Hall", "position": {"x": 0, "y": 0}, "rows": rows}
    plan = {"name": "House", "categories": [{"name": "C", "color": "#123456"}], "zones": [zone]}
    return json.dumps(plan | {"size": {"width": 9, "height": 9}}, separators=(",", ":")).encode()


def _in_rows(seats: Iterator[dict[str, Any]], *, rows: int, named: Callable[[int], str]) -> bytes:
    each = MOST_SEATS // rows
    listed = list(seats)
    parts = (listed[at : at + each] for at in range(0, len(listed), each))
    return _plan([{"row_number": named(n), "seats": part} for n, part in enumerate(parts)])


def _house() -> bytes:
    seats = (_seat(n, x=n % WIDE * STEP, y=n // WIDE * STEP, number=str(n % WIDE)) for n in range(MOST_SEATS))
    return _in_rows(seats, rows=MOST_SEATS // WIDE, named=str)


def _short_rows() -> bytes:
    seats = (_seat(n, x=n % WIDE * STEP, y=n // WIDE * STEP, number=str(n % 4)) for n in range(MOST_SEATS))
    return _in_rows(seats, rows=MOST_ROWS, named=str)


def _pile() -> bytes:
    return _in_rows((_seat(n, x=0, y=0, guid="same") for n in range(MOST_SEATS)), rows=MOST_ROWS, named=lambda _: "A")


def _tangle() -> bytes:
    places = ((n * 7919 % 1000 * STEP, n * 104_729 % 997 * STEP) for n in range(MOST_SEATS))
    return _in_rows((_seat(n, x=x, y=y, number=str(n)) for n, (x, y) in enumerate(places)), rows=1, named=str)


def _list() -> bytes:
    lines = (f"Z,S,{n // WIDE},{n % WIDE},{n % WIDE * STEP},{n // WIDE * STEP},0" for n in range(MOST_SEATS))
    return "\n".join(["zone,section,row,seat,x,y,accessible", *lines]).encode()


FILES: Final[dict[str, Callable[[], bytes]]] = {
    "a house of 100,000 seats": _house,
    "the same as a list": _list,
    "25,000 rows": _short_rows,
    "all seats on one another under one name": _pile,
    "one row all over the place": _tangle,
}


def read(name: str, *, repair: bool) -> Reading:
    """Read a file in this process, several times; the medians."""
    content = FILES[name]()
    text = content.decode()
    ours, parsing, answer = [], [], ""
    for _ in range(LEAST):
        began = process_time()
        try:
            answer = f"{len(plan_from_bytes(content, name='plan', repair=repair).plan.seats):,} seats"
        except Refusal as refusal:
            answer = str(refusal)
        ours.append(process_time() - began)
        began = process_time()
        json.loads(text) if text[0] == "{" else list(csv.reader(io.StringIO(text)))
        parsing.append(process_time() - began)
    return Reading(median(ours) * 1000, median(parsing) * 1000, _peak(), answer)


def _peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> None:
    figures = []
    for name in FILES:
        for repair in (False, True):
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
                found = fresh.submit(read, name, repair=repair).result()
            what = f"{name}{', repaired' if repair else ''}: {found.answer}"
            figures += [
                Figure(what, "ms", found.ours, LONGEST_MS, baseline=found.parsing, baseline_is="parsing the text"),
                Figure(f"{what}: memory", "MB", found.megabytes, MOST_MB),
            ]
    report(figures)


if __name__ == "__main__":
    main()
