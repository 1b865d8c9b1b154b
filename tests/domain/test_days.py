"""Moments as the house's people read them, and the business day they belong to."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from boxoffice.domain import moments

VIENNA = "Europe/Vienna"


def at(year: int, month: int, day: int, hour: int, minute: int) -> int:
    return moments.epoch_ms(datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(VIENNA)))


def test_a_moment_in_words() -> None:
    evening = at(2026, 12, 4, 19, 30) + 5 * moments.SECOND
    assert moments.day_and_time(evening, zone=VIENNA) == "Fri 4 Dec 19:30"
    assert moments.long_day(evening, zone=VIENNA) == "Friday 4 Dec 2026"
    assert moments.clock(evening, zone=VIENNA, seconds=True) == "19:30:05"
    assert moments.iso(evening, zone=VIENNA) == "2026-12-04T19:30:05.000+01:00"
    assert moments.iso(evening, zone="America/New_York") == "2026-12-04T13:30:05.000-05:00"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ((2026, 12, 4, 19, 30), date(2026, 12, 4)),
        ((2026, 12, 5, 0, 30), date(2026, 12, 4)),
        ((2026, 12, 5, 4, 59), date(2026, 12, 4)),
        ((2026, 12, 5, 5, 0), date(2026, 12, 5)),
        ((2026, 3, 29, 3, 0), date(2026, 3, 28)),
        ((2026, 10, 25, 4, 59), date(2026, 10, 24)),
    ],
)
def test_a_show_after_midnight_belongs_to_its_evening(moment: tuple[int, int, int, int, int], day: date) -> None:
    assert moments.business_date(at(*moment), zone=VIENNA, day_start=300) == day


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 4)])
def test_a_business_day_begins_at_its_hour_also_when_the_clocks_change(day: date) -> None:
    begins = moments.day_begins(day, zone=VIENNA, day_start=300)
    assert moments.clock(begins, zone=VIENNA) == "05:00"
    assert moments.business_date(begins, zone=VIENNA, day_start=300) == day
    assert moments.business_date(begins - 1, zone=VIENNA, day_start=300) < day
