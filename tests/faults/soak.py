"""A long evening makes the program neither slower nor bigger: a compressed shift at the real window, measured.

What "at the start" was is seen anew beside "at the end": once the shift is over, a program that has just begun sells in
turn with the tired one, to the same kinds of customer. So whatever else this machine does meets both alike, and neither
fakes a slower program nor hides one. A figure breaks the promise only beyond what chance can do at that length: a short
shift, in which memory still grows that is filled once, sees a leak of 4 KB a sale, a handle or thread left now and
then, and a sale that takes half as long again; one of a thousand sales and more is held to 1 KB a sale.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final, Self

from boxoffice.settings import Settings
from tests.faults import shift
from tests.faults.chance import exceeds, p99, ratio, slope
from tests.faults.shift_clerk import ROUND
from tests.faults.verdict import Verdict

_ROOT: Final = Path(__file__).parents[2]
_SLOPE: Final = 1.0  # MB per 1,000 sales
_SLOPE_AT_FIRST: Final = 4.0  # while what is filled once is not full
_AT_FIRST: Final = 1_000  # sales
_SLOWER: Final = 1.2
_CACHE: Final = 10.0  # MB: SQLite keeps 2 for each line, and the program has three
_WARM: Final = 2 * ROUND  # sales, before anything is judged
_SEATS_A_SALE: Final = 7 / 4
_MOST_POINTS: Final = 400  # of a slope: each pair of them is looked at
_PLANTED_SALES: Final = 4 * ROUND
_SEEN_AS: Final = {
    shift.LEAK: ("memory",),
    shift.HANDLE: ("handles",),
    shift.THREAD: ("threads",),
    shift.SLOWER: ("ms", "cpu"),
}
_KINDS: Final = {"ms": "by the clock", "cpu": "by the processor"}
_Sale = dict[str, float]


@dataclass(frozen=True, slots=True)
class Evening:
    """The sales of a shift; then each sale of a program that just began, with one of the tired one in turn."""

    sales: list[_Sale]
    pairs: list[tuple[_Sale, _Sale]]

    def in_turn(self, what: str) -> list[tuple[float, float]]:
        """One measure of the pairs."""
        return [(fresh[what], tired[what]) for fresh, tired in self.pairs]

    def in_use(self, what: str) -> list[float]:
        """What was in use, after warm-up."""
        return [sale[what] for sale in self.sales[_WARM:] if what in sale]


def run(amount: int) -> Verdict:
    """A shift of ``amount`` sales; before it a short one with every planted fault, each seen by its own figure."""
    amount = max(amount, _PLANTED_SALES)
    # Each seat that is shown as sold takes some memory until the next night: the house is so large that all are before
    # it is measured.
    seats = int(_warm(amount) * _SEATS_A_SALE)
    with ExitStack() as at_end:
        fresh, faulty, tired = (at_end.enter_context(_Program(seats, *plants)) for plants in ((), _SEEN_AS, ()))
        fresh.sell(0, _WARM)
        found = _judged(_evening(faulty, _PLANTED_SALES, beside=fresh, rounds=2))
        evening = _evening(tired, amount, beside=fresh, rounds=max(3, amount // 20 // ROUND))
    plants = {plant: all(each in found for each in seen_as) for plant, seen_as in _SEEN_AS.items()}
    return Verdict(len(evening.sales), "sales", list(_judged(evening).values()), plants, _figures(evening))


# -- the shift


class _Program(AbstractContextManager["_Program"]):
    """A program at work in a house of its own."""

    def __init__(self, seats: int, *plants: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        here = Path(self._folder.name)
        settings = Settings(refresh_seconds=1, job_seconds=1, ticket_printer="PDF")
        (here / "settings.json").write_text(json.dumps(asdict(settings)), "utf-8")
        self._told = (here / "told").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.shift", str(here / "house.sqlite3"), str(seats), *plants],
            cwd=_ROOT, env=os.environ | {"BOXOFFICE_DATA": str(here), "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._told, text=True,
        )  # fmt: skip

    def sell(self, first: int, count: int) -> list[_Sale]:
        """So many sales from this customer on, each as it was measured."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{first} {count}\n")
        self._process.stdin.flush()
        sales = []
        for _ in range(count):
            line = self._process.stdout.readline()
            if not line:
                self._told.seek(0)
                raise RuntimeError(f"the shift ended with {self._process.wait()}: {self._told.read()[-2000:]}")
            sales.append(json.loads(line))
        return sales

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.kill()  # what is left of the evening is no matter
        self._process.communicate()
        self._told.close()
        self._folder.cleanup()


def _evening(program: _Program, sales: int, *, beside: _Program, rounds: int) -> Evening:
    """A shift, and then rounds of customers at this program and at one that is fresh, in turn."""
    sold = program.sell(0, sales)
    numbers = range(sales, sales + rounds * ROUND)
    return Evening(sold, [(beside.sell(number, 1)[0], program.sell(number, 1)[0]) for number in numbers])


# -- what it says


def _judged(evening: Evening) -> dict[str, str]:
    """What broke the promise, by what was measured."""
    found = {}
    least, middle, _most = _memory(evening)
    if least > (_SLOPE if len(evening.sales) >= _AT_FIRST else _SLOPE_AT_FIRST):
        found["memory"] = f"memory grows by {middle:.1f} MB per 1,000 sales, by {least:.1f} at least"
    cache = max(evening.in_use("cache")) / 1e6
    if cache > _CACHE:
        found["cache"] = f"SQLite has {cache:.1f} MB in use"
    for what in ("handles", "threads"):
        start, end = _most_in_use(evening, what)
        if end > start:
            found[what] = f"{what}: {start:g} at most in the first quarter, {end:g} in the last"
    for what, kind in _KINDS.items():
        pairs = evening.in_turn(what)
        slower = [of.__name__ for of in (median, p99) if exceeds(pairs, of, limit=_SLOWER)]
        if slower:
            found[what] = f"a sale is slower in the end, {kind}, in its {' and '.join(slower)}"
    return found


def _figures(evening: Evening) -> list[str]:
    least, middle, most = _memory(evening)
    memory, cache = evening.in_use("memory"), evening.in_use("cache")
    figures = [
        f"memory: {memory[0] / 1e6:.1f} MB after warm-up, {memory[-1] / 1e6:.1f} MB in the end",
        f"  beside it, in SQLite's cache: {cache[0] / 1e6:.1f} MB, {cache[-1] / 1e6:.1f} MB",
        f"  slope: {middle:+.2f} MB per 1,000 sales (95 %: {least:+.2f} to {most:+.2f})",
    ]
    for what in ("handles", "threads"):
        start, end = _most_in_use(evening, what)
        figures.append(f"{what}: {start:g}, in the end {end:g}")
    for what, kind in _KINDS.items():
        fresh, tired = zip(*evening.in_turn(what), strict=True)
        for of in (median, p99):
            times = ratio(evening.in_turn(what), of)
            figures.append(
                f"a sale {kind}, {of.__name__}: {of(fresh):.0f} ms fresh, {of(tired):.0f} ms tired: x {times:.2f}"
            )
    return figures


def _memory(evening: Evening) -> tuple[float, float, float]:
    """The slope of memory after warm-up, in MB per 1,000 sales; SQLite's cache, which has a bound, is not in it."""
    points = [(number / 1000, sale["memory"] / 1e6) for number, sale in enumerate(evening.sales) if "memory" in sale]
    warm = [point for point in points if point[0] * 1000 >= _warm(len(evening.sales))]
    return slope(warm[:: 1 + len(warm) // _MOST_POINTS])


def _warm(sales: int) -> int:
    """After how many sales of a shift its memory is looked at."""
    return max(sales // 10, min(2 * _WARM, sales // 2))


def _most_in_use(evening: Evening, what: str) -> tuple[float, float]:
    """At most in the first quarter and in the last."""
    figures = evening.in_use(what)
    quarter = max(1, len(figures) // 4)
    return max(figures[:quarter]), max(figures[-quarter:])
