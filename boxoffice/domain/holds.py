"""Holds: how long one lasts, how far it can be renewed, and when it is over."""

from dataclasses import dataclass
from enum import StrEnum

from boxoffice.domain.moments import MINUTE


class Occupancy(StrEnum):
    """What a seat of a performance is occupied by; a seat without a row is free."""

    FREE = "free"  # given back; the row stays so that readers of changes see it
    HELD = "held"
    PAYING = "paying"
    RESERVED = "reserved"
    SOLD = "sold"


@dataclass(frozen=True, slots=True)
class HoldRules:
    """The house's lengths, in ms: of a hold, of a payment without money, and of all renewals from the first take."""

    hold: int = 5 * MINUTE
    paying: int = 15 * MINUTE
    cap: int = 30 * MINUTE

    def __post_init__(self) -> None:
        # A transaction that waited for a lock compares with a moment that is some seconds old:
        # a fresh hold must not look as if a clock had been set back.
        if not 0 < self.hold <= self.cap - MINUTE or not 0 < self.paying <= self.cap - MINUTE:
            msg = "a hold and a payment must each be shorter than their cap by a minute"
            raise ValueError(msg)

    def is_live(self, expires_at: int | None, *, now: int) -> bool:
        """Whether a hold until ``expires_at`` still keeps others off; without an end (money was paid) it always does.

        An end beyond the cap means that a clock was set back: such a hold frees instead of freezing.
        """
        return expires_at is None or now < expires_at <= now + self.cap

    def renewed(self, *, taken_at: int, expires_at: int, now: int) -> int:
        """The new end of a live hold that is renewed now: never past the cap, never earlier than it was."""
        return max(expires_at, min(now + self.hold, taken_at + self.cap))


class ReleasedBy(StrEnum):
    """Which of the ways back released a hold."""

    REFRESH = "refresh"  # the 3 s clock of a window
    JOB = "job"  # the 60 s clock
    MENU = "menu"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """One held seat, for the list that anyone can check; times in epoch ms."""

    performance: int
    event: str
    hall: str
    starts_at: int
    seat_id: int
    seat: str
    counter: str
    order: str
    order_number: str
    since: int
    expires_at: int | None
    expired: bool
    paying: bool
    stuck: bool  # money was recorded and the sale not finished for longer than a payment lasts
    method: str | None = None  # of the payment that is recorded, and its amount in minor units
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class ReleasedHold:
    """One hold that came back: which seat of which performance, whose it was, when and by which way."""

    performance: int
    event: str
    starts_at: int
    seat_id: int
    seat: str
    counter: str
    expired_at: int
    released_at: int
    by: ReleasedBy
    released_by: str  # the counter or PC that did it


@dataclass(frozen=True, slots=True)
class Occupant:
    """Who has a seat of a performance, as stored; times in epoch ms, ``expires_at`` None once money is recorded."""

    seat_id: int
    occupancy: Occupancy
    order: str
    counter: str
    taken_at: int
    expires_at: int | None
