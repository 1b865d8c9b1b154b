"""What a seat is to the clerk who looks at it."""

from dataclasses import dataclass
from enum import IntEnum


class SeatStatus(IntEnum):
    """What the map shows for a seat, seen from one counter; each has a colour and a shape of its own."""

    FREE = 0
    MINE = 1  # held or being paid by this counter's current order
    HELD = 2  # held by another order
    PAYING = 3  # another order is being paid
    RESERVED = 4
    SOLD = 5
    KEPT = 6  # kept back by the house, or off sale


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """What the tooltip and the screen reader say of one seat.

    ``price`` is already formatted; ``counter`` and ``seconds_left`` are None unless the seat is held.
    """

    section: str
    row: str
    number: str
    zone: str
    price: str
    status: SeatStatus
    accessible: bool
    counter: str | None = None
    seconds_left: int | None = None
    reason: str | None = None  # why the house keeps it back
