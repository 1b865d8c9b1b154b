"""Performances as the board shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Performance:
    """One showing of an event at a time in a hall, with its free seats as counted when it was read."""

    id: int
    event: str
    hall: str
    plan: int
    starts_at: int
    seats: int
    free: int


@dataclass(frozen=True, slots=True)
class House:
    """The venue's own settings that screen and paper need."""

    id: str  # the database's id: readers of changes start anew when it differs
    name: str
    time_zone: str
    currency: str
    day_start: int  # minutes after midnight at which the business day begins
    is_demo: bool
