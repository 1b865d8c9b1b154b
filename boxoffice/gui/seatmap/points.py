"""Many points as Qt holds them, so that Qt does sums for all of them at once, and as the doubles they are made of."""

import ctypes
from array import array

from PySide6.QtGui import QPolygonF
from shiboken6 import getCppPointer


def points(xs: "array[float]", ys: "array[float]") -> QPolygonF:
    """The points with these coordinates."""
    polygon = QPolygonF()
    polygon.resize(len(xs))
    doubles = doubles_of(polygon)
    doubles[0::2], doubles[1::2] = memoryview(xs), memoryview(ys)
    return polygon


def in_blocks(polygon: QPolygonF, size: int) -> list[QPolygonF]:
    """The points in their order, so many to a block; the last may have fewer."""
    doubles, blocks = doubles_of(polygon), []
    for begin in range(0, polygon.size(), size):
        block = QPolygonF()
        block.resize(min(size, polygon.size() - begin))
        doubles_of(block)[:] = doubles[2 * begin : 2 * (begin + block.size())]
        blocks.append(block)
    return blocks


def doubles_of(polygon: QPolygonF) -> "memoryview[float]":
    """The polygon's own memory as x, y, x, y …; to be used only while the caller holds the polygon."""
    count = 2 * polygon.size()
    if not count:
        return memoryview(array("d"))
    memory = (ctypes.c_double * count).from_address(getCppPointer(polygon.data())[0])
    return memoryview(memory).cast("B").cast("d")
