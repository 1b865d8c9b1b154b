"""Pieces of a picture, stamped from one contiguous array in one call.

Qt reads an array of ``QPainter.PixmapFragment``, ten doubles each: x, y, source left, top, width, height, scale of x
and y, rotation, opacity. PySide makes only single ones, so the array is our own and Qt is handed its address.
An array that Qt reads is never resized while it does.
"""

from array import array
from collections.abc import Iterable
from typing import cast

from PySide6.QtGui import QPainter, QPixmap, QPolygonF, QTransform
from shiboken6 import wrapInstance

from boxoffice.gui.seatmap.points import doubles_of, points

WIDTH = 10
X, _Y, LEFT, _TOP, SOURCE_WIDTH, SOURCE_HEIGHT = range(6)
UNSCALED = array("d", [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0])  # not stretched, not rotated, opaque


def stamp(
    painter: QPainter, pieces: "array[float]", pixmap: QPixmap, *, start: int = 0, stop: int | None = None
) -> None:
    """Draw the fragments ``start`` to ``stop`` of the array ``pieces`` from ``pixmap``."""
    count = (len(pieces) // WIDTH if stop is None else stop) - start
    if count > 0:
        address = pieces.buffer_info()[0] + start * WIDTH * pieces.itemsize
        first = cast("QPainter.PixmapFragment", wrapInstance(address, QPainter.PixmapFragment))
        painter.drawPixmapFragments(first, count, pixmap)


class SeatFragments:
    """One fragment a seat, for the scale that was set last; Qt does the sums for all seats at once."""

    def __init__(self, places: QPolygonF, numbers: "array[float]") -> None:
        self._places = places
        self._sources = points(numbers, array("d", [0.0]) * len(numbers))
        self.pieces = UNSCALED * len(numbers)
        self._cell = 0
        self._transform: QTransform | None = None

    def scale_to(self, transform: QTransform, *, cell: int) -> None:
        """Put every seat where ``transform`` takes it, cut from an atlas with squares of ``cell`` pixels."""
        if transform != self._transform:
            self._transform = transform
            _copy(transform.map(self._places), into=self.pieces, first=X)
        if cell != self._cell:
            self._cell = cell
            count = self._sources.size()
            _copy(QTransform.fromScale(cell, cell).map(self._sources), into=self.pieces, first=LEFT)
            for column in (SOURCE_WIDTH, SOURCE_HEIGHT):
                self.pieces[column::WIDTH] = array("d", [float(cell)]) * count

    def change(self, numbers: Iterable[tuple[int, int]]) -> None:
        """Give seats other looks: (seat, number of its look)."""
        sources = doubles_of(self._sources)
        for seat, number in numbers:
            sources[2 * seat] = number
            self.pieces[seat * WIDTH + LEFT] = number * self._cell


def _copy(columns: QPolygonF, *, into: "array[float]", first: int) -> None:
    """Write the points' x and y into two neighbouring columns of fragments."""
    doubles, pieces = doubles_of(columns), memoryview(into)
    pieces[first::WIDTH], pieces[first + 1 :: WIDTH] = doubles[0::2], doubles[1::2]
