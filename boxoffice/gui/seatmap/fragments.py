"""Pieces of a picture, stamped from one contiguous array in one call.

Qt reads an array of ``QPainter.PixmapFragment``, ten doubles each: x, y, source left, top, width, height, scale of x
and y, rotation, opacity. PySide makes only single ones, so the array is our own and Qt is handed its address.
An array that Qt reads is never resized while it does.
"""

import ctypes
from array import array
from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtGui import QPainter, QPixmap, QPolygonF, QTransform
from shiboken6 import getCppPointer, wrapInstance

from boxoffice.gui.seatmap.atlas import COLUMNS

WIDTH = 10
X, Y, LEFT, TOP, SOURCE_WIDTH, SOURCE_HEIGHT, SCALE_X, SCALE_Y, _ROTATION, OPACITY = range(WIDTH)


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

    def __init__(self, xs: "array[float]", ys: "array[float]", numbers: Sequence[int]) -> None:
        count = len(xs)
        self._places = _points(xs, ys)
        self._sources = _points(
            array("d", [number % COLUMNS for number in numbers]), array("d", [number // COLUMNS for number in numbers])
        )
        self.pieces = array("d", bytes(count * WIDTH * 8))
        for column in (SCALE_X, SCALE_Y, OPACITY):
            self.pieces[column::WIDTH] = array("d", [1.0]) * count
        self._cell = 0

    def scale_to(self, transform: QTransform, *, cell: int) -> None:
        """Put every seat where ``transform`` takes it, cut from an atlas with squares of ``cell`` pixels."""
        count = len(self.pieces) // WIDTH
        self._fill(X, transform.map(self._places))
        if cell != self._cell:
            self._cell = cell
            self._fill(LEFT, QTransform.fromScale(cell, cell).map(self._sources))
            for column in (SOURCE_WIDTH, SOURCE_HEIGHT):
                self.pieces[column::WIDTH] = array("d", [float(cell)]) * count

    def change(self, numbers: Iterable[tuple[int, int]]) -> None:
        """Give seats other looks: (seat, number of its look)."""
        sources = _doubles(self._sources)
        for seat, number in numbers:
            line, column = divmod(number, COLUMNS)
            sources[2 * seat], sources[2 * seat + 1] = column, line
            self.pieces[seat * WIDTH + LEFT] = column * self._cell
            self.pieces[seat * WIDTH + TOP] = line * self._cell

    def _fill(self, column: int, points: QPolygonF) -> None:
        """Write the points into two neighbouring columns."""
        values, pieces = _doubles(points), memoryview(self.pieces)
        pieces[column::WIDTH] = values[0::2]
        pieces[column + 1 :: WIDTH] = values[1::2]


def _points(xs: "array[float]", ys: "array[float]") -> QPolygonF:
    polygon = QPolygonF()
    polygon.resize(len(xs))
    doubles = _doubles(polygon)
    doubles[0::2], doubles[1::2] = memoryview(xs), memoryview(ys)
    return polygon


def _doubles(polygon: QPolygonF) -> "memoryview[float]":
    """The polygon's own memory as x, y, x, y …; valid as long as the polygon and its length stay."""
    count = 2 * polygon.size()
    if not count:
        return memoryview(array("d"))
    memory = (ctypes.c_double * count).from_address(getCppPointer(polygon.data())[0])
    return memoryview(memory).cast("B").cast("d")
