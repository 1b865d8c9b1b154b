"""Performances as the board shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from boxoffice.domain.moments import MINUTE

_LATE_COMERS = 30 * MINUTE


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


def first_coming(board: Iterable[Performance], *, now: int) -> Performance | None:
    """The first of a board (in order of time) that has not long begun at ``now`` (epoch ms), else its last."""
    last = None
    for last in board:
        if last.starts_at + _LATE_COMERS > now:
            break
    return last


@dataclass(frozen=True, slots=True)
class House:
    """The venue's own settings that screen and paper need."""

    id: str  # the database's id: readers of changes start anew when it differs
    name: str
    time_zone: str
    currency: str
    day_start: int  # minutes after midnight at which the business day begins
    is_demo: bool
    language: str = "en"  # of paper, and of figures on the screen: a code such as "en" or "de_AT"
    seller: str = ""
    address: tuple[str, ...] = ()
    tax_number: str = ""
    conditions: str = ""  # printed on every ticket
    cash_step: int = 1  # the smallest coin there is, in minor units
    card_details: bool = False  # whether a card's approval code and last four digits are asked for
    scan_prefix: str = ""  # what the house's scanners type first
