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

from boxoffice.gui.seatmap.points import doubles_of, in_blocks, points

WIDTH = 10
BLOCK = 2_048  # seats that are worked out together
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
    """One fragment a seat, for the scale that was set last; Qt does the sums for a block of seats at once.

    A block is worked out when a seat of it is drawn: of a large house seen from near, most never are.
    """

    def __init__(self, places: QPolygonF, numbers: "array[float]") -> None:
        self._places = in_blocks(places, BLOCK)
        self._sources = in_blocks(points(numbers, array("d", [0.0]) * len(numbers)), BLOCK)
        self._count = len(numbers)
        self._pieces = UNSCALED * len(numbers)
        self._cell = 0
        self._transform = QTransform()
        self._unplaced = set(range(len(self._places)))
        self._uncut = set(range(len(self._places)))

    def scale_to(self, transform: QTransform, *, cell: int) -> None:
        """Put every seat where ``transform`` takes it, cut from an atlas with squares of ``cell`` pixels."""
        blocks = range(len(self._places))
        if transform != self._transform:
            self._transform = transform
            self._unplaced.update(blocks)
        if cell != self._cell:
            self._cell = cell
            self._uncut.update(blocks)

    def ready(self, start: int = 0, stop: int | None = None) -> "array[float]":
        """The fragments, right for the seats ``start`` to ``stop``."""
        last = self._count if stop is None else stop
        for block in range(start // BLOCK, -(-last // BLOCK)):
            if block in self._unplaced:
                self._unplaced.discard(block)
                self._fill(block, self._transform.map(self._places[block]), first=X)
            if block in self._uncut:
                self._uncut.discard(block)
                self._cut(block)
        return self._pieces

    def _cut(self, block: int) -> None:
        cell = self._cell
        self._fill(block, QTransform.fromScale(cell, cell).map(self._sources[block]), first=LEFT)
        begin, end = block * BLOCK * WIDTH, (block + 1) * BLOCK * WIDTH
        sides = array("d", [float(cell)]) * self._sources[block].size()
        for column in (SOURCE_WIDTH, SOURCE_HEIGHT):
            self._pieces[begin + column : end : WIDTH] = sides

    def _fill(self, block: int, columns: QPolygonF, *, first: int) -> None:
        """Write the points' x and y into two neighbouring columns of a block's fragments."""
        begin, end = block * BLOCK * WIDTH, (block + 1) * BLOCK * WIDTH
        doubles, pieces = doubles_of(columns), memoryview(self._pieces)[begin:end]
        pieces[first::WIDTH], pieces[first + 1 :: WIDTH] = doubles[0::2], doubles[1::2]

    def change(self, numbers: Iterable[tuple[int, int]]) -> None:
        """Give seats other looks: (seat, number of its look)."""
        for seat, number in numbers:
            block, at = divmod(seat, BLOCK)
            doubles_of(self._sources[block])[2 * at] = number
            self._pieces[seat * WIDTH + LEFT] = number * self._cell
