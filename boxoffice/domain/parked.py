"""Parked orders: set aside under a word until their customer comes back, at whichever counter."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParkedOrder:
    """A parked order as the list shows it: all its seats and what they come to (minor units).

    ``expires_at`` (epoch ms) is when the first of its holds ends, None where none runs any more.
    """

    order: str
    number: str
    word: str
    counter: str
    customer: str  # the name, empty where nobody is known
    note: str
    seats: int
    ran_out: int  # how many of the seats are held no more
    total: int
    expires_at: int | None
    is_old: bool  # begun on an earlier business day

    @property
    def is_over(self) -> bool:
        """Whether nobody comes for it any more: it is of an earlier day, and none of its seats is held."""
        return self.is_old and self.expires_at is None
