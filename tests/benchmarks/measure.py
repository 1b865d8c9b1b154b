"""Medians of repeated timings, and their report as JSON; shared by all benchmarks."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

LEAST = 9


@dataclass(frozen=True, slots=True)
class Figure:
    """One result: ours, the target if there is one, and the baseline's figure from the same run if there is one.

    ``target`` is the most that ours may be, ``target_ratio`` the most that ours may be of the baseline.
    """

    what: str
    unit: str
    ours: float
    target: float | None = None
    baseline: float | None = None
    baseline_is: str = ""
    target_ratio: float | None = None

    @property
    def reached(self) -> bool:
        """Whether it is within its targets."""
        within = self.target is None or self.ours <= self.target
        if self.target_ratio is not None and self.baseline:
            within = within and self.ours / self.baseline <= self.target_ratio
        return within

    def shown(self) -> dict[str, object]:
        result: dict[str, object] = {"what": self.what, "unit": self.unit, "ours": round(self.ours, 4)}
        if self.target is not None:
            result["target"] = self.target
        if self.baseline is not None:
            result["baseline"] = round(self.baseline, 4)
            result["baseline_is"] = self.baseline_is
            result["ratio"] = round(self.ours / self.baseline, 4) if self.baseline else None
        if self.target_ratio is not None:
            result["target_ratio"] = self.target_ratio
        return result | {"reached": self.reached}


def milliseconds(act: Callable[[], object], *, times: int = LEAST, before: Callable[[], object] | None = None) -> float:
    """The median time of ``act``; ``before`` is done each time, and not counted."""
    taken = []
    for _ in range(max(times, LEAST)):
        if before is not None:
            before()
        start = perf_counter()
        act()
        taken.append(perf_counter() - start)
    return median(taken) * 1000


def in_turn(
    ours: Callable[[], object],
    baseline: Callable[[], object],
    *,
    times: int = LEAST,
    before: Callable[[], object] | None = None,
) -> tuple[float, float]:
    """The median milliseconds of both, measured in turn: a machine that is busy is busy for both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(times, LEAST)):
        for act, list_of_times in zip((ours, baseline), taken, strict=True):
            if before is not None:
                before()
            start = perf_counter()
            act()
            list_of_times.append(perf_counter() - start)
    return median(taken[0]) * 1000, median(taken[1]) * 1000


def report(figures: list[Figure]) -> None:
    """Print the results to stdout as JSON."""
    json.dump({"figures": [figure.shown() for figure in figures]}, sys.stdout, indent=2)
    sys.stdout.write("\n")
