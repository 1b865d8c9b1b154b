"""All looks of a seat at one size, side by side in one picture, to be stamped by the thousand."""

from array import array
from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.grid import SeatGrid
from boxoffice.gui.seatmap.marks import ROOM, paint_seat
from boxoffice.gui.seatmap.tints import zone_colors
from boxoffice.gui.style import Look, Theme

SIZES = 3  # plans with more radii than this are drawn with the nearest of so many
COLORS = 36  # more zones than this share colours; nobody tells so many apart
SMALLEST = 2.0  # pixels: a seat never vanishes


class Looks:
    """The looks that the seats of one plan can have, numbered.

    First the zones' when free and the other statuses', then the same for every other group of seats: those of another
    size, those that are accessible.
    """

    def __init__(self, plan: SeatingPlan, grid: SeatGrid) -> None:
        radii, different = grid.radii, grid.sizes
        self._zones = plan.zones[:COLORS]
        self._free = array("d", [seat.zone % COLORS for seat in plan.seats])
        self._each = len(self._zones) + len(SeatStatus) - 1
        self.usual = different[0] if len(different) == 1 else sorted([*radii, 1.0])[len(radii) // 2]
        flags = bytes([seat.accessible for seat in plan.seats])
        of_odd = {seat: (self.usual, bool(flags[seat])) for seat in seats_with(1, flags)}
        if len(different) > 1:
            sizes = _sizes(different, usual=self.usual)
            nearest = {radius: min(sizes, key=lambda size: abs(size - radius)) for radius in different}
            of_odd |= {
                seat: (nearest[radius], bool(flags[seat])) for seat, radius in enumerate(radii) if radius != self.usual
            }
        self._groups = list(dict.fromkeys([(self.usual, False), *of_odd.values()]))
        first = {group: number * self._each for number, group in enumerate(self._groups)}
        self._odd = {seat: first[group] for seat, group in of_odd.items() if first[group]}

    def of(self, seat: int, status: int) -> int:
        """The number of the look of one seat."""
        look = len(self._zones) + status - 1 if status else int(self._free[seat])
        return look + self._odd.get(seat, 0)

    def of_all(self, statuses: bytes | bytearray) -> "array[float]":
        """The numbers of the looks of all seats."""
        other = len(self._zones) - 1
        numbers = array("d", self._free)
        if any(statuses):
            looks = [other + status if status else free for free, status in zip(self._free, statuses, strict=True)]
            numbers = array("d", looks)
        for seat, first in self._odd.items():
            numbers[seat] += first
        return numbers

    def painted(self, theme: Theme) -> Iterator[tuple[Look, QColor, float, bool]]:
        """The looks in the order of their numbers: look, colour, radius in plan units, accessible."""
        colors = zone_colors(self._zones, tint=theme.zones)
        for radius, accessible in self._groups:
            for color in colors:
                yield theme.seats[SeatStatus.FREE], color, radius, accessible
            for status in list(SeatStatus)[1:]:
                look = theme.seats[status]
                yield look, QColor(look.color), radius, accessible

    @property
    def largest(self) -> float:
        """The largest radius, in plan units."""
        return max(radius for radius, _ in self._groups)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._groups) * self._each


def seats_with(value: int, of_seats: bytes | bytearray) -> Iterator[int]:
    """The seats at which ``of_seats`` has that value."""
    seat = of_seats.find(value)
    while seat >= 0:
        yield seat
        seat = of_seats.find(value, seat + 1)


class Atlas:
    """The looks of one plan's seats at one scale; ``cell`` is the side of the square that each is drawn in."""

    def __init__(self, looks: Looks, *, theme: Theme, scale: float, numbered: bool) -> None:
        self.cell = ceil(_diameter(looks.largest, scale=scale) * ROOM)
        self.pixmap = QPixmap(self.cell * looks.count, self.cell)
        self.pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (look, color, radius, accessible) in enumerate(looks.painted(theme)):
            centre = QPointF((number + 0.5) * self.cell, self.cell / 2)
            diameter = _diameter(radius, scale=scale)
            paint_seat(
                painter, centre, diameter=diameter, look=look, color=color, theme=theme, accessible=accessible,
                numbered=numbered,
            )  # fmt: skip
        painter.end()


def _diameter(radius: float, *, scale: float) -> float:
    """In whole pixels, so that there are few atlases and each is crisp."""
    return max(float(round(2 * radius * scale)), SMALLEST)


def _sizes(radii: list[float], *, usual: float) -> list[float]:
    """At most SIZES of them: the usual one, and those farthest from it."""
    return sorted({usual, *radii[: SIZES - 2], *radii[-1:]})
