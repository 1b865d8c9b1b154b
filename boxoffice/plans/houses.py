"""Houses of our own, to try the program with: a theatre of some 600 seats, an arena of 12,000, a stadium of 80,000."""

from collections.abc import Callable, Iterable, Iterator
from string import ascii_uppercase

from boxoffice import paths
from boxoffice.domain.plan import Area, Label, Seat, SeatingPlan, Shape, Zone
from boxoffice.domain.rows import find_rows, in_order
from boxoffice.plans.bowl import SPACING, Bay, Bowl, Point, row_of
from boxoffice.plans.read import read_plan

RADIUS = 10.0
ROW_PITCH = 31.0
WHEELCHAIR_PLACES = 2  # at either end of a row that has them
LETTERS = [letter for letter in ascii_uppercase if letter not in "IO"]  # these two are read as figures
STAGE_LINE = -1100.0  # of the arena: no blocks beyond it
TOUCH_LINE = 2000.0  # of the stadium: blocks beyond it are beside the pitch, the others behind a goal
GRASS, GRASS_CUT, LINE = "#7fb069", "#76a661", "#f4f7f1"
STAGE, FLOOR, EDGE = "#b9b3a8", "#efede8", "#cfcbc2"


def theatre() -> SeatingPlan:
    """Stalls in curved rows, a circle, boxes on both sides, and wheelchair places with a seat beside each."""
    return read_plan(paths.resources() / "plans" / "theatre.json").plan


def arena() -> SeatingPlan:
    """A floor of chairs before the stage, and two tiers round it that leave the stage's end open."""
    zones = Zone("Floor", "#b5446e"), Zone("Lower tier", "#d08a2e"), Zone("Upper tier", "#3d7ea6")
    ground = Bowl(1010, 1500, 780)
    lower, upper = (
        [bay for bay in ground.bays(across=2, down=5, corner=corner) if _sees_the_stage(bay)] for corner in (4, 5)
    )
    seats = [
        *(seat for index in range(12) for seat in _floor_block(index)),
        *_tier("Block", lower, first=101, zone=lambda _: 1, nearest=60, rows=12, wheelchairs=True),
        *_tier("Block", upper, first=201, zone=lambda _: 2, nearest=520, rows=16),
    ]
    floor = _floor(ground, FLOOR)
    stage = Area(
        Shape.RECTANGLE,
        -560,
        -1260,
        width=1120,
        height=400,
        color=STAGE,
        border=EDGE,
        label=Label("STAGE", x=560, y=200, color="#ffffff", size=90),
    )
    return _plan("Arena", zones, seats, (floor, stage))


def stadium() -> SeatingPlan:
    """Three tiers of blocks right round a pitch."""
    zones = (
        Zone("Lower side", "#c8553d"),
        Zone("Lower end", "#e39a4f"),
        Zone("Club", "#8e5aa8"),
        Zone("Upper side", "#2f6f9f"),
        Zone("Upper end", "#72abcf"),
    )
    ground = Bowl(3150, 2250, 950)
    lower, club, upper = (list(ground.bays(across=6, down=4, corner=corner)) for corner in (3, 4, 5))
    seats = (
        *_tier("Lower", lower, first=101, zone=lambda y: 0 if _beside(y) else 1, nearest=60, rows=30, wheelchairs=True),
        *_tier("Club", club, first=201, zone=lambda _: 2, nearest=1130, rows=16),
        *_tier("Upper", upper, first=301, zone=lambda y: 3 if _beside(y) else 4, nearest=1760, rows=30),
    )
    return _plan("Stadium", zones, seats, (_floor(ground, GRASS), *_pitch()))


def _plan(name: str, zones: tuple[Zone, ...], seats: Iterable[Seat], areas: tuple[Area, ...]) -> SeatingPlan:
    seats = list(seats)
    ordered, rows = in_order(seats, find_rows(seats))
    return SeatingPlan(name=name, zones=zones, seats=ordered, rows=rows, areas=areas)


def _seat(section: str, row: str, number: int, place: Point, *, zone: int, accessible: bool = False) -> Seat:
    guid = f"{section}|{row}|{number}"
    x, y = round(place[0], 2), round(place[1], 2)
    return Seat(0, guid, section, row, str(number), x, y, RADIUS, zone, accessible)


def _tier(
    name: str,
    bays: Iterable[Bay],
    *,
    first: int,
    zone: Callable[[Bay], int],
    nearest: float,
    rows: int,
    wheelchairs: bool = False,
) -> Iterator[Seat]:
    """A tier's blocks, numbered clockwise; wheelchair places are at the ends of the last row, where the doors are."""
    for block, bay in enumerate(bays, first):
        for row in range(rows):
            places = row_of(bay, nearest + row * ROW_PITCH)
            middle = range(WHEELCHAIR_PLACES, len(places) - WHEELCHAIR_PLACES)
            for index, place in enumerate(places):
                accessible = wheelchairs and row == rows - 1 and index not in middle
                number = index + 1
                yield _seat(f"{name} {block}", str(row + 1), number, place, zone=zone(bay), accessible=accessible)


def _floor_block(index: int, *, seats: int = 18, rows: int = 14) -> Iterator[Seat]:
    """A block of chairs on the arena's floor: three blocks side by side, four deep."""
    line, column = divmod(index, 3)
    left, top = (column - 1) * 540 - (seats - 1) * SPACING / 2, line * 520 - 720
    for row in range(rows):
        for number in range(1, seats + 1):
            place = left + (number - 1) * SPACING, top + row * ROW_PITCH
            yield _seat(f"Floor {LETTERS[index]}", LETTERS[row], number, place, zone=0)


def _middle(bay: Bay) -> Point:
    return bay.point(0, bay.length(0) / 2)


def _sees_the_stage(bay: Bay) -> bool:
    return _middle(bay)[1] > STAGE_LINE


def _beside(bay: Bay) -> bool:
    """Whether the bay is along the pitch, not behind a goal."""
    return abs(_middle(bay)[1]) > TOUCH_LINE


def _pitch() -> tuple[Area, ...]:
    """A football pitch of 105 by 68 metres, cut in stripes."""
    metre = 50.0
    half_length, half_width = 52.5 * metre, 34 * metre
    stripe = 2 * half_length / 14

    def box(x: float, y: float, width: float, height: float) -> Area:
        return Area(Shape.RECTANGLE, x, y, width=width, height=height, border=LINE)

    def goal_box(depth: float, width: float) -> tuple[Area, Area]:
        deep, wide = depth * metre, width * metre
        return box(-half_length, -wide / 2, deep, wide), box(half_length - deep, -wide / 2, deep, wide)

    cut = (
        Area(Shape.RECTANGLE, index * stripe - half_length, -half_width, stripe, 2 * half_width, color=GRASS_CUT)
        for index in range(0, 14, 2)
    )
    halves = (box(left, -half_width, half_length, 2 * half_width) for left in (-half_length, 0.0))
    centre = Area(Shape.CIRCLE, 0, 0, width=9.15 * metre, height=9.15 * metre, border=LINE)
    return *cut, *halves, centre, *goal_box(16.5, 40.32), *goal_box(5.5, 18.32)


def _floor(ground: Bowl, color: str) -> Area:
    """What the stands look down on, out to their first row."""
    points = (
        bay.point(0, bay.length(0) * share / 16)
        for bay in ground.bays(across=1, down=1, corner=1)
        for share in range(16)
    )
    return Area(
        Shape.POLYGON, 0, 0, points=tuple((round(x, 1), round(y, 1)) for x, y in points), color=color, border=EDGE
    )
