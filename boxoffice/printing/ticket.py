"""A ticket: what one page of it says."""

from dataclasses import dataclass

from boxoffice.printing.house import House


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to one place; what is an empty text or None is not printed."""

    house: House
    event: str
    hall: str
    starts_at: int
    doors_at: int | None
    entrance: str
    section: str
    row: str
    seat: str
    zone: str
    price_type: str
    price: int
    conditions: str
    order: str
    code: str  # random, and all that the door reads
