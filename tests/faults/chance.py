"""What chance can do to figures that were measured, so that none is taken for a broken promise."""

import random
from collections.abc import Callable, Sequence
from itertools import combinations
from math import sqrt
from statistics import median
from typing import Final

_SHUFFLES: Final = 999
_CHANCE: Final = 0.01  # at most: of seeing what is not there

Point = tuple[float, float]
Figure = Callable[[Sequence[float]], float]


def slope(points: Sequence[Point]) -> tuple[float, float, float]:
    """The Theil-Sen slope between the ends of its 95 % confidence interval (Sen 1968)."""
    slopes = sorted((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2))
    n = len(points)
    spread = 1.96 * sqrt(n * (n - 1) * (2 * n + 5) / 18)
    low, high = (round((len(slopes) + side * spread) / 2) for side in (-1, 1))
    return slopes[max(0, low)], median(slopes), slopes[min(len(slopes) - 1, high)]


def p99(figures: Sequence[float]) -> float:
    """The figure that one in a hundred is above."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def ratio(pairs: Sequence[Point], of: Figure) -> float:
    """A figure of the second of all pairs, as a multiple of that of the first."""
    return of([after for _, after in pairs]) / of([before for before, _ in pairs])


def exceeds(pairs: Sequence[Point], of: Figure, *, limit: float) -> bool:
    """Whether the ratio is above the limit beyond chance.

    If it were at the limit, each pair with its first at the limit could as well have come the other way round: a
    permutation test, exact whatever the figures are like.
    """
    at_limit = [(limit * before, after) for before, after in pairs]
    seen = ratio(at_limit, of)
    if seen <= 1:
        return False
    coin = random.Random(1)  # noqa: S311 (no secret)
    as_far = sum(
        ratio([pair if coin.random() < 0.5 else pair[::-1] for pair in at_limit], of) >= seen for _ in range(_SHUFFLES)
    )
    return (as_far + 1) / (_SHUFFLES + 1) <= _CHANCE
