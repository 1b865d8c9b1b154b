"""A long evening makes the program neither slower nor bigger: a compressed shift at the real window, measured.

A figure breaks the promise only where it does so beyond what chance can do to a shift of this length: a slope by the
lower end of its 95 % confidence interval, a ratio by that of its bootstrap. So a short shift sees a leak of some KB a
sale, a handle left open and a sale that grows by a third; a leak near the limit itself only a long one does.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations
from math import sqrt
from pathlib import Path
from statistics import median
from typing import Final

from boxoffice.settings import Settings
from tests.faults import shift
from tests.faults.verdict import Verdict

_ROOT: Final = Path(__file__).parents[2]
_SLOPE: Final = 1.0  # MB per 1,000 sales
_SLOWER: Final = 1.2
_WARM: Final = 0.25  # of the shift, before memory is judged
_MOST_POINTS: Final = 400  # of a slope: each pair of them is looked at
_AGAIN: Final = 200  # resamplings
_PLANTED: Final = {shift.LEAK: 120, shift.HANDLE: 50, shift.SLOWER: 100}  # and sales until each is seen
_Sale = dict[str, float]


def run(amount: int) -> Verdict:
    """A shift of ``amount`` sales, and a short one for each planted fault."""
    sales = _shift(amount, "")
    plants = {plant: _sees(plant, _judged(_shift(long, plant))) for plant, long in _PLANTED.items()}
    return Verdict(amount, "sales", list(_judged(sales).values()), plants, _figures(sales))


def _sees(plant: str, found: dict[str, str]) -> bool:
    return {shift.LEAK: "memory", shift.HANDLE: "handles", shift.SLOWER: "ms"}[plant] in found


def _shift(sales: int, plant: str) -> list[_Sale]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(refresh_seconds=1, job_seconds=1, ticket_printer="PDF")
        (Path(folder) / "settings.json").write_text(json.dumps(asdict(settings)), "utf-8")
        command = [sys.executable, "-m", "tests.faults.shift", str(Path(folder) / "house.sqlite3"), str(sales), plant]
        environment = os.environ | {"BOXOFFICE_DATA": folder, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, cwd=_ROOT, env=environment, text=True, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"the shift ended with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _judged(sales: list[_Sale]) -> dict[str, str]:
    """What broke the promise, by what was measured."""
    found = {}
    least, slope, _most = _slope(_points(sales))
    if least > _SLOPE:
        found["memory"] = f"memory grows by {slope:.1f} MB per 1,000 sales, by {least:.1f} at least"
    for what in ("handles", "threads"):
        start, end = _ends(_measured(sales, what))
        if median(end) > median(start):
            found[what] = f"{what}: {median(start):g} at the start, {median(end):g} at the end"
    start, end = _ends([sale["ms"] for sale in sales])
    least = _least_ratio(start, end)
    if least > _SLOWER:
        found["ms"] = f"a sale takes {_p99(start):.0f} ms at the start and {_p99(end):.0f} ms at the end (p99)"
    return found


def _figures(sales: list[_Sale]) -> list[str]:
    least, slope, most = _slope(_points(sales))
    start, end = _ends([sale["ms"] for sale in sales])
    cpu_start, cpu_end = _ends([sale["cpu"] for sale in sales])
    memory = _measured(sales, "memory")
    figures = [
        f"memory: {memory[0] / 1e6:.0f} MB, then {memory[-1] / 1e6:.0f} MB",
        f"memory after warm-up: {slope:+.2f} MB per 1,000 sales (95 %: {least:+.2f} to {most:+.2f})",
        f"a sale, median: {median(start):.0f} ms, then {median(end):.0f} ms",
        f"a sale, p99: {_p99(start):.0f} ms, then {_p99(end):.0f} ms",
        f"ratio of the p99: {_p99(end) / _p99(start):.2f}, at least {_least_ratio(start, end):.2f} (95 %)",
        f"a sale, processor: {median(cpu_start):.1f} ms, then {median(cpu_end):.1f} ms",
    ]
    for what in ("handles", "threads", "objects"):
        first, last = _ends(_measured(sales, what))
        figures.append(f"{what}: {median(first):g}, then {median(last):g}")
    return figures


def _points(sales: list[_Sale]) -> list[tuple[float, float]]:
    """Sales made and MB in use, after warm-up, thinned to what can be compared pair by pair."""
    measured = [(float(number), sale["memory"] / 1e6) for number, sale in enumerate(sales) if "memory" in sale]
    warm = measured[int(len(measured) * _WARM) :]
    return warm[:: 1 + len(warm) // _MOST_POINTS]


def _slope(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """The Theil–Sen slope per 1,000 between the ends of its 95 % confidence interval (Sen 1968)."""
    slopes = sorted(1000 * (b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2))
    n = len(points)
    spread = 1.96 * sqrt(n * (n - 1) * (2 * n + 5) / 18)
    low, high = (round((len(slopes) + side * spread) / 2) for side in (-1, 1))
    return slopes[max(0, low)], median(slopes), slopes[min(len(slopes) - 1, high)]


def _measured(sales: list[_Sale], what: str) -> list[float]:
    return [sale[what] for sale in sales if what in sale]


def _ends(figures: list[float]) -> tuple[list[float], list[float]]:
    """The first fifth, without the very first that still find everything cold, and the last."""
    warm = figures[max(1, len(figures) // 20) :]
    fifth = max(1, len(warm) // 5)
    return warm[:fifth], warm[-fifth:]


def _p99(figures: Sequence[float]) -> float:
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def _least_ratio(start: list[float], end: list[float]) -> float:
    """The ratio of both p99, at its least that chance leaves possible (bootstrap, 95 % on one side)."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    ratios = sorted(
        _p99(chance.choices(end, k=len(end))) / _p99(chance.choices(start, k=len(start))) for _ in range(_AGAIN)
    )
    return ratios[_AGAIN // 20]
