"""Moments: epoch milliseconds in rows, the house's local time on screen and paper."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

# strftime follows the PC's locale once Qt has started; screen and paper follow the house.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local(moment: int, *, zone: str) -> datetime:
    """The moment (epoch ms) in the house's time zone (an IANA name)."""
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone(ZoneInfo(zone))


def epoch_ms(moment: datetime) -> int:
    """Epoch milliseconds of an aware datetime."""
    return round(moment.timestamp() * 1000)


def clock(moment: int, *, zone: str, seconds: bool = False) -> str:
    """The time of day: "19:30", or "19:30:05"."""
    return f"{local(moment, zone=zone):{'%H:%M:%S' if seconds else '%H:%M'}}"


def day(moment: int, *, zone: str) -> str:
    """The day: "Fri 4 Dec"."""
    here = local(moment, zone=zone)
    return f"{WEEKDAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]}"


def long_day(moment: int, *, zone: str) -> str:
    """The day where it must not be misread: "Friday 4 Dec 2026"."""
    here = local(moment, zone=zone)
    return f"{_LONG_WEEKDAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here.year}"


def day_and_time(moment: int, *, zone: str) -> str:
    """Day and time: "Fri 4 Dec 19:30"."""
    return f"{day(moment, zone=zone)} {clock(moment, zone=zone)}"


def minutes_and_seconds(milliseconds: int) -> str:
    """A time that is left: "4:59"; a second that has begun counts."""
    minutes, seconds = divmod(-(-milliseconds // 1000), 60)
    return f"{minutes}:{seconds:02d}"


def ahead(now: int, *, asked: int, answered: int) -> int:
    """By how many ms a clock is ahead (negative: behind) that read ``asked`` before and ``answered`` after ``now``.

    Zero where the wait for the answer explains the difference.
    """
    if asked <= now <= answered:
        return 0
    return (asked + answered) // 2 - now


def length(milliseconds: int) -> str:
    """A length of time in one unit, rounded down: "90 s", "3 min", "1 h", "30 h", "9 days"."""
    for least, unit, size in ((48 * HOUR, "days", 24 * HOUR), (HOUR, "h", HOUR), (2 * MINUTE, "min", MINUTE)):
        if milliseconds >= least:
            return f"{milliseconds // size} {unit}"
    return f"{milliseconds // SECOND} s"


def iso(moment: int, *, zone: str) -> str:
    """ISO 8601 with the house's offset, to the millisecond."""
    return local(moment, zone=zone).isoformat(timespec="milliseconds")


class Calendar(NamedTuple):
    """A house's time zone, and the minutes after midnight at which its business day begins."""

    zone: str
    day_start: int


def business_date(moment: int, *, zone: str, day_start: int) -> date:
    """The house's business day of a moment: local time minus the day's start (minutes after midnight).

    A show at half past midnight so belongs to its evening, on screen, on paper and in every report.
    """
    return (local(moment, zone=zone) - timedelta(minutes=day_start)).date()


def day_begins(day: date, *, zone: str, day_start: int) -> int:
    """The moment (epoch ms) at which a business day begins."""
    start = datetime.combine(day, time(day_start // 60, day_start % 60), tzinfo=ZoneInfo(zone))
    return epoch_ms(start)
