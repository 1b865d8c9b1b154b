"""A plan as a file draws it, before it is checked: seats that can still be corrected, and the faults found so far."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from boxoffice.domain.errors import QT_TRANSLATE_NOOP
from boxoffice.domain.plan import Area, Fault, Zone
from boxoffice.plans.fields import WrongValueError

MOST_SEATS = 100_000
MOST_ROWS = 25_000  # a house of 100,000 seats has some 5,000
NO_ZONE = "No zone"
MOST_LISTED = 200  # faults of one kind with their places; the others are counted
RADIUS = 10.0  # of a seat that has none of its own
MOST_ZONES = 500
NEUTRAL = "#8a8f98"  # a price zone without a colour of its own


class Kind(StrEnum):
    """What can be wrong in a plan file."""

    DOUBLED_ID = QT_TRANSLATE_NOOP("Fault", "doubled id")
    DOUBLED_NAME = QT_TRANSLATE_NOOP("Fault", "doubled name")
    SEAT_ON_A_SEAT = QT_TRANSLATE_NOOP("Fault", "seat on a seat")
    OUTSIDE = QT_TRANSLATE_NOOP("Fault", "outside the plan")
    UNKNOWN_CATEGORY = QT_TRANSLATE_NOOP("Fault", "unknown category")
    PRIVATE_KEY = QT_TRANSLATE_NOOP("Fault", "private key")
    ODD_ID = QT_TRANSLATE_NOOP("Fault", "id too short, too long or with blanks")
    ROW_IN_NUMBER = QT_TRANSLATE_NOOP("Fault", "row in seat number")
    ROW_IN_PARTS = QT_TRANSLATE_NOOP("Fault", "row in several parts")


BLOCKING = (Kind.DOUBLED_ID, Kind.DOUBLED_NAME, Kind.SEAT_ON_A_SEAT)
"""What must be repaired before seats can be sold: they could not be told apart, or not be clicked."""


class Faults:
    """Faults in the order found: all are counted, the first of each kind listed with their places."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._listed: list[Fault] = []

    def add(self, kind: Kind, where: Callable[[], str]) -> None:
        """Note a fault; its place is worked out only when it will be listed."""
        self.counts[kind] += 1
        if self.counts[kind] <= MOST_LISTED:
            self._listed.append(Fault(kind, where()))

    def listed(self) -> tuple[Fault, ...]:
        """What to show, with a last line for each kind that has more."""
        more = ((kind, count - MOST_LISTED) for kind, count in self.counts.items() if count > MOST_LISTED)
        return *self._listed, *(Fault(kind, f"and {count:,} more places") for kind, count in more)


@dataclass(slots=True)
class DrawnSeat:
    """A seat as the file has it; ``block`` is the drawing's part it belongs to, ``part`` its row object."""

    guid: str
    section: str
    row: str
    number: str
    x: float
    y: float
    zone: int
    radius: float = RADIUS
    accessible: bool = False
    uuid: str = ""
    block: int = 0
    part: int = 0


@dataclass(slots=True)
class Drawing:
    """Everything read from a plan file; ``areas`` come with the block that they belong to.

    ``size`` is None where the format has none. ``block_word`` is what the format calls a section.
    """

    name: str
    block_word: str
    size: tuple[float, float] | None = None
    zones: list[Zone] = field(default_factory=list)
    seats: list[DrawnSeat] = field(default_factory=list)
    areas: list[tuple[int, Area]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    zone_index: dict[str, int] = field(default_factory=dict)

    def add_zone(self, name: str, color: str) -> int:
        """The index of the price zone of that name, a new one if need be."""
        if name not in self.zone_index:
            if len(self.zones) == MOST_ZONES:
                raise WrongValueError(f"there are more than {MOST_ZONES} price zones")
            self.zone_index[name] = len(self.zones)
            self.zones.append(Zone(name, color))
        return self.zone_index[name]

    def place(self, seat: DrawnSeat) -> str:
        """Where a clerk finds the seat in the file: "zone Balcony, row 17, seat 3"."""
        return f"{self.row_place(seat)}, seat {seat.number}"

    def row_place(self, seat: DrawnSeat) -> str:
        """Where a clerk finds the seat's row in the file: "zone Balcony, row 17"."""
        section = f"{self.block_word} {seat.section}, " if seat.section else ""
        return f"{section}row {seat.row}"
