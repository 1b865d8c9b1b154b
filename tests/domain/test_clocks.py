"""By how much a clock is wrong, and how long that is in words."""

import pytest

from boxoffice.domain import moments
from boxoffice.domain.moments import HOUR, MINUTE, SECOND


@pytest.mark.parametrize(
    ("asked", "answered", "ahead"),
    [(100, 120, 0), (95, 99, -3), (101, 105, 3), (100 + HOUR, 120 + HOUR, HOUR + 10), (100, 100, 0)],
)
def test_a_clock_is_wrong_only_by_what_the_wait_does_not_explain(asked: int, answered: int, ahead: int) -> None:
    assert moments.ahead(100, asked=asked, answered=answered) == ahead


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (0, "0 s"),
        (2_999, "2 s"),
        (119 * SECOND, "119 s"),
        (2 * MINUTE, "2 min"),
        (59 * MINUTE, "59 min"),
        (HOUR, "1 h"),
        (47 * HOUR, "47 h"),
        (48 * HOUR, "2 days"),
        (3650 * 24 * HOUR, "3650 days"),
    ],
)
def test_a_length_of_time_has_one_unit(length: int, said: str) -> None:
    assert moments.length(length) == said
