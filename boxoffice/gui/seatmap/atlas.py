"""All looks of a seat at one size, side by side in one picture, to be stamped by the thousand."""

from collections.abc import Iterator, Sequence
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.marks import ROOM, paint_seat
from boxoffice.gui.seatmap.tints import zone_colors
from boxoffice.gui.style import Look, Theme

COLUMNS = 32  # looks in one line of the picture
SIZES = 3  # plans with more radii than this are drawn with the nearest of so many
SMALLEST = 2.0  # pixels: a seat never vanishes


class Looks:
    """The looks that the seats of one plan can have, numbered: size × accessible × (zones, other statuses)."""

    def __init__(self, plan: SeatingPlan) -> None:
        self._zones = plan.zones
        self._each = len(plan.zones) + len(SeatStatus) - 1
        self.radii = _sizes({seat.radius for seat in plan.seats})
        nearest = {radius: self._nearest(radius) for radius in {seat.radius for seat in plan.seats}}
        each = self._each
        self._first = [(nearest[seat.radius] * 2 + seat.accessible) * each for seat in plan.seats]
        self._free = [first + seat.zone for first, seat in zip(self._first, plan.seats, strict=True)]
        self._used = sorted({first // each for first in self._first})
        self.usual = sorted(seat.radius for seat in plan.seats)[len(plan.seats) // 2] if plan.seats else 1.0

    def of(self, seat: int, status: int) -> int:
        """The number of the look of one seat."""
        return self._first[seat] + len(self._zones) + status - 1 if status else self._free[seat]

    def of_all(self, statuses: Sequence[int]) -> list[int]:
        """The numbers of the looks of all seats."""
        if not any(statuses):
            return self._free
        other = len(self._zones) - 1
        return [
            first + other + status if status else free
            for first, free, status in zip(self._first, self._free, statuses, strict=True)
        ]

    def painted(self, theme: Theme) -> Iterator[tuple[int, Look, QColor, float, bool]]:
        """Each look that a seat can have: number, look, colour, radius in plan units, accessible."""
        colors = zone_colors(self._zones, tint=theme.zones)
        for group in self._used:
            radius, accessible = self.radii[group // 2], bool(group % 2)
            number = group * self._each
            for color in colors:
                yield number, theme.seats[SeatStatus.FREE], color, radius, accessible
                number += 1
            for status in list(SeatStatus)[1:]:
                look = theme.seats[status]
                yield number, look, QColor(look.color), radius, accessible
                number += 1

    @property
    def count(self) -> int:
        """One more than the highest number."""
        return len(self.radii) * 2 * self._each

    def _nearest(self, radius: float) -> int:
        return min(range(len(self.radii)), key=lambda size: abs(self.radii[size] - radius))


class Atlas:
    """The looks of one plan's seats at one scale; ``cell`` is the side of the square that each is drawn in."""

    def __init__(self, looks: Looks, *, theme: Theme, scale: float, numbered: bool) -> None:
        largest = _diameter(max(looks.radii), scale=scale)
        self.cell = ceil(largest * ROOM)
        self.pixmap = QPixmap(self.cell * COLUMNS, self.cell * ceil(looks.count / COLUMNS))
        self.pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, look, color, radius, accessible in looks.painted(theme):
            line, column = divmod(number, COLUMNS)
            centre = QPointF((column + 0.5) * self.cell, (line + 0.5) * self.cell)
            paint_seat(
                painter, centre, diameter=_diameter(radius, scale=scale), look=look, color=color, theme=theme,
                accessible=accessible, numbered=numbered,
            )  # fmt: skip
        painter.end()


def _diameter(radius: float, *, scale: float) -> float:
    """In whole pixels, so that there are few atlases and each is crisp."""
    return max(float(round(2 * radius * scale)), SMALLEST)


def _sizes(radii: set[float]) -> list[float]:
    ordered = sorted(radii) or [1.0]
    if len(ordered) <= SIZES:
        return ordered
    return [ordered[position * (len(ordered) - 1) // (SIZES - 1)] for position in range(SIZES)]
