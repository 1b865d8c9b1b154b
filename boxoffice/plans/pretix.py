"""The pretix seating-plan format: zones of rows of seats, with areas drawn under them.

Positions add up: zone, row and seat. Keys that are not the format's are noted and passed over; a value of the wrong
kind is refused.
"""

from boxoffice.domain.places import is_wheelchair_place
from boxoffice.domain.plan import Area, Label, Shape
from boxoffice.plans import fields
from boxoffice.plans.drawing import (
    MOST_ROWS,
    MOST_SEATS,
    MOST_ZONES,
    NEUTRAL,
    NO_ZONE,
    RADIUS,
    Drawing,
    DrawnSeat,
    Kind,
)
from boxoffice.plans.fields import Entry, TooManySeatsError, WrongValueError, within

MOST_AREAS = 10_000
MOST_BLOCKS = 10_000
SHORTEST_ID, LONGEST_ID = 2, 190

KEYS = {
    "the plan": frozenset({"name", "zones", "categories", "size"}),
    "a category": frozenset({"name", "color"}),
    "a zone": frozenset({"position", "rows", "name", "zone_id", "uuid", "areas"}),
    "a row": frozenset({"row_number", "seats", "position", "row_number_position", "row_label", "seat_label", "uuid"}),
    "a seat": frozenset({"seat_guid", "seat_number", "position", "category", "radius", "uuid", "start_direction"}),
    "an area": frozenset({"shape", "position", "color", "border_color", "rotation", "text", "uuid", *Shape}),
}

Point = tuple[float, float]


def draw(document: Entry) -> Drawing:
    """The drawing in a parsed document.

    Raises WrongValueError with its place, or TooManySeatsError.
    """
    reader = _Reader(Drawing(name=fields.text(document, "name", default=""), block_word="zone"))
    reader.plan(document)
    return reader.drawing


class _Reader:
    """Goes through a document from outside inwards and adds what it finds to the drawing."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.private: set[tuple[str, str]] = set()
        self.part = 0

    def plan(self, document: Entry) -> None:
        self.look_for_private_keys("the plan", document)
        if document.get("size") is not None:
            size = fields.entry(document["size"], "size")
            self.drawing.size = fields.number(size, "width", least=0), fields.number(size, "height", least=0)
        for index, category in enumerate(fields.entries(document, "categories", required=False, most=MOST_ZONES), 1):
            with within(f"category {index}"):
                self.category(fields.entry(category, "a category"))
        for index, zone in enumerate(fields.entries(document, "zones", most=MOST_BLOCKS)):
            with within(f"zone {_called(zone, 'name', 'zone_id') or index + 1}"):
                self.zone(fields.entry(zone, "a zone"), block=index)

    def look_for_private_keys(self, level: str, of: Entry) -> None:
        """Note keys that are not the format's, each once a level."""
        if of.keys() <= KEYS[level]:
            return
        for key in of:
            if key not in KEYS[level] and (level, key) not in self.private:
                self.private_key(level, key)

    def private_key(self, level: str, key: str) -> None:
        self.private.add((level, key))
        self.drawing.faults.add(Kind.PRIVATE_KEY, lambda: f"“{fields.shown(key)}” in {level}")

    def category(self, category: Entry) -> None:
        self.look_for_private_keys("a category", category)
        self.drawing.add_zone(fields.text(category, "name") or NO_ZONE, fields.color(category, "color") or NEUTRAL)

    def zone(self, zone: Entry, *, block: int) -> None:
        self.look_for_private_keys("a zone", zone)
        origin = fields.position(zone, "position", required=False)
        section = fields.text(zone, "name", default="") or fields.text(zone, "zone_id", default="")
        for index, area in enumerate(fields.entries(zone, "areas", required=False), 1):
            with within(f"area {index}"):
                self.area(fields.entry(area, "an area"), origin, block=block)
        for index, row in enumerate(fields.entries(zone, "rows"), 1):
            try:
                self.row(fields.entry(row, "a row"), origin, section=section, block=block)
            except WrongValueError as wrong:  # not ``within``: a hundred thousand rows need no name while all is well
                wrong.places.append(f"row {_called(row, 'row_number') or index}")
                raise

    def row(self, row: Entry, origin: Point, *, section: str, block: int) -> None:
        self.look_for_private_keys("a row", row)
        self.part += 1
        if self.part > MOST_ROWS:
            raise WrongValueError(f"there are more than {MOST_ROWS:,} rows")
        name = fields.text(row, "row_number")
        x, y = _moved(origin, fields.position(row, "position", required=False))
        seats = fields.entries(row, "seats")
        if len(self.drawing.seats) + len(seats) > MOST_SEATS:
            raise TooManySeatsError
        for index, seat in enumerate(seats, 1):
            try:
                drawn = self.seat(fields.entry(seat, "a seat"), section, name)
            except WrongValueError as wrong:
                wrong.places.append(f"seat {_called(seat, 'seat_number') or index}")
                raise
            drawn.x += x
            drawn.y += y
            drawn.block = block
            drawn.part = self.part
            self.drawing.seats.append(drawn)

    def seat(self, seat: Entry, section: str, row: str) -> DrawnSeat:
        """The seat where its row has its origin."""
        self.look_for_private_keys("a seat", seat)
        guid = fields.text(seat, "seat_guid")
        if not guid:
            raise WrongValueError("seat_guid is empty")
        x, y = fields.position(seat, "position")
        drawn = DrawnSeat(guid, section, row, fields.text(seat, "seat_number"), x, y, zone=0)
        drawn.radius = fields.number(seat, "radius", default=RADIUS, least=0.01, most=fields.LARGEST_RADIUS)
        drawn.uuid = fields.text(seat, "uuid", default="")
        drawn.zone = self.zone_of(fields.text(seat, "category", default="") or NO_ZONE, drawn)
        drawn.accessible = is_wheelchair_place(self.drawing.zones[drawn.zone].name) or is_wheelchair_place(section)
        if not SHORTEST_ID <= len(guid) <= LONGEST_ID or guid != seat["seat_guid"]:
            self.drawing.faults.add(Kind.ODD_ID, lambda: self.drawing.place(drawn))
        return drawn

    def zone_of(self, category: str, seat: DrawnSeat) -> int:
        known = self.drawing.zone_index.get(category)
        if known is not None:
            return known
        self.drawing.faults.add(Kind.UNKNOWN_CATEGORY, lambda: f"“{category}”, first at {self.drawing.place(seat)}")
        return self.drawing.add_zone(category, NEUTRAL)

    def area(self, area: Entry, origin: Point, *, block: int) -> None:
        self.look_for_private_keys("an area", area)
        if len(self.drawing.areas) == MOST_AREAS:
            raise WrongValueError(f"there are more than {MOST_AREAS:,} areas")
        self.drawing.areas.append((block, _area(area, origin)))


def _area(area: Entry, origin: Point) -> Area:
    name = fields.text(area, "shape")
    if name not in set(Shape):
        raise WrongValueError(f"shape must be one of {', '.join(Shape)}")
    shape = Shape(name)
    width, height, points = _extent(shape, fields.entry(area.get(shape), shape))
    x, y = _moved(origin, fields.position(area, "position"))
    return Area(
        shape=shape,
        x=x,
        y=y,
        width=width,
        height=height,
        points=points,
        color=fields.color(area, "color"),
        border=fields.color(area, "border_color"),
        rotation=fields.number(area, "rotation", default=0.0),
        label=_label(fields.entry(area["text"], "text")) if area.get("text") is not None else None,
    )


def _extent(shape: Shape, of: Entry) -> tuple[float, float, tuple[Point, ...]]:
    """Width, height and points, as an Area means them."""
    if shape is Shape.RECTANGLE:
        return fields.number(of, "width", least=0), fields.number(of, "height", least=0), ()
    if shape is Shape.CIRCLE:
        radius = fields.number(of, "radius", least=0)
        return radius, radius, ()
    if shape is Shape.ELLIPSE:
        radii = fields.entry(of.get("radius"), "radius")
        return fields.number(radii, "x", least=0), fields.number(radii, "y", least=0), ()
    if shape is Shape.POLYGON:
        points = ({"point": point} for point in fields.entries(of, "points"))
        return 0.0, 0.0, tuple(fields.position(point, "point") for point in points)
    return 0.0, 0.0, ()


def _label(of: Entry) -> Label | None:
    """The text of an area, on one line; None when it is empty."""
    words = of.get("text")
    if isinstance(words, str):
        words = " ".join(words[: fields.LONGEST_TEXT + 1].split())
    text = fields.text({"text": words}, "text", default="", longest=fields.LONGEST_TEXT)
    x, y = fields.position(of, "position", required=False)
    size = fields.number(of, "size", default=16.0, least=0.01, most=fields.LARGEST_RADIUS)
    return Label(text=text, x=x, y=y, color=fields.color(of, "color"), size=size) if text else None


def _moved(origin: Point, by: Point) -> Point:
    return origin[0] + by[0], origin[1] + by[1]


def _called(of: object, *keys: str) -> str:
    """What an entry calls itself, for a message, whatever it is."""
    names = (of.get(key) for key in keys) if isinstance(of, dict) else ()
    return next((fields.shown(name) for name in names if isinstance(name, str) and name), "")
