"""The ground that a bowl of stands is built on: straight sides and round corners about a pitch or a floor.

A bay is one section's share of it. Rows lie at an offset outwards from the inner edge, and run clockwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import Protocol

SPACING = 25.0  # plan units from seat to seat, at least
AISLE = 55.0  # free between the rows of two bays

Point = tuple[float, float]


class Bay(Protocol):
    """One section's share of the ground."""

    def length(self, offset: float) -> float:
        """How long a row is at that offset, with half an aisle at each end."""

    def point(self, offset: float, along: float) -> Point:
        """The place that far along the row."""


@dataclass(frozen=True, slots=True)
class Straight:
    """A bay of a straight side: every row is as long as the first."""

    start: Point
    heading: Point
    width: float

    def length(self, offset: float) -> float:  # noqa: ARG002 (a corner's rows do differ)
        return self.width

    def point(self, offset: float, along: float) -> Point:
        (x, y), (dx, dy) = self.start, self.heading
        return x + dx * along + dy * offset, y + dy * along - dx * offset


@dataclass(frozen=True, slots=True)
class Corner:
    """A bay of a round corner: rows grow longer outwards. Angles in radians, clockwise from the right."""

    centre: Point
    radius: float
    first: float
    last: float

    def length(self, offset: float) -> float:
        return (self.radius + offset) * (self.last - self.first)

    def point(self, offset: float, along: float) -> Point:
        radius = self.radius + offset
        angle = self.first + along / radius
        return self.centre[0] + radius * cos(angle), self.centre[1] + radius * sin(angle)


@dataclass(frozen=True, slots=True)
class Bowl:
    """A rectangle with round corners, twice ``half_width`` wide and twice ``half_height`` high, about (0, 0)."""

    half_width: float
    half_height: float
    radius: float

    def bays(self, *, across: int, down: int, corner: int) -> Iterator[Bay]:
        """Bays clockwise from the top left: so many along top and bottom, left and right, and round each corner."""
        w, h, r = self.half_width, self.half_height, self.radius
        sides = (
            ((r - w, -h), (1.0, 0.0), 2 * (w - r), across, (w - r, r - h)),
            ((w, r - h), (0.0, 1.0), 2 * (h - r), down, (w - r, h - r)),
            ((w - r, h), (-1.0, 0.0), 2 * (w - r), across, (r - w, h - r)),
            ((-w, h - r), (0.0, -1.0), 2 * (h - r), down, (r - w, r - h)),
        )
        for turn, (start, heading, length, count, centre) in enumerate(sides):
            width = length / count
            for index in range(count):
                shift = index * width
                yield Straight((start[0] + heading[0] * shift, start[1] + heading[1] * shift), heading, width)
            first, sweep = radians(90 * (turn - 1)), pi / 2 / corner
            for index in range(corner):
                yield Corner(centre, r, first + index * sweep, first + (index + 1) * sweep)


def row_of(bay: Bay, offset: float) -> list[Point]:
    """The seats of a row, evenly spread from aisle to aisle."""
    usable = bay.length(offset) - AISLE
    steps = int(usable // SPACING)
    return [bay.point(offset, AISLE / 2 + usable * index / steps) for index in range(steps + 1)]
