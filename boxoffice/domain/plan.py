"""A seating plan as drawn and checked: what the map paints and what an import stores."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Zone:
    """A price zone: its name and the colour that the plan's author gave it (``#rrggbb``)."""

    name: str
    color: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat: who it is (``id`` is 0 until it is stored), its name, and where it is drawn (plan units)."""

    id: int
    guid: str
    section: str
    row: str
    number: str
    x: float
    y: float
    radius: float
    zone: int
    accessible: bool

    @property
    def name(self) -> str:
        """What a clerk calls the seat: "Stalls A1", "Balcony 17-1"."""
        return seat_name(self.section, self.row, self.number)


def seat_name(section: str, row: str, number: str) -> str:
    """What a clerk calls a seat; a hyphen where row and number would run together ("17-1", not "171")."""
    joint = "-" if row[-1:].isdigit() and number[:1].isdigit() else ""
    return f"{section} {row}{joint}{number}".strip()


@dataclass(frozen=True, slots=True)
class PhysicalRow:
    """Seats that stand in one row of the house, as runs between aisles; a run lists neighbours in order.

    The figures are indices into the plan's ``seats``.
    """

    section: str
    name: str
    runs: tuple[tuple[int, ...], ...]

    @property
    def seats(self) -> tuple[int, ...]:
        """All seats of the row, along the row."""
        return tuple(seat for run in self.runs for seat in run)


class Shape(StrEnum):
    """How an area is drawn."""

    POLYGON = "polygon"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    CIRCLE = "circle"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Label:
    """A text in an area: centred at an offset from the area's position, ``size`` plan units high."""

    text: str
    x: float = 0.0
    y: float = 0.0
    color: str = ""
    size: float = 16.0


@dataclass(frozen=True, slots=True)
class Area:
    """A stage, a box, a wall, a text: drawn under the seats.

    ``x, y`` is the top left of a rectangle and the centre of an ellipse or circle, the origin of a polygon's points.
    ``width, height`` are the full size of a rectangle and the two radii of an ellipse or circle.
    ``rotation`` is in degrees clockwise about the position. Colours are ``#rrggbb`` or empty.
    """

    shape: Shape
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0
    points: tuple[tuple[float, float], ...] = ()
    color: str = ""
    border: str = ""
    rotation: float = 0.0
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class SeatingPlan:
    """A hall as drawn: every seat once, in the order of its physical rows."""

    name: str
    zones: tuple[Zone, ...]
    seats: tuple[Seat, ...]
    rows: tuple[PhysicalRow, ...]
    areas: tuple[Area, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections' names in the order in which they are first drawn."""
        return tuple(dict.fromkeys(seat.section for seat in self.seats))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a plan file: what kind, and where ("zone Balcony, row 17, seat 3")."""

    kind: str
    where: str
