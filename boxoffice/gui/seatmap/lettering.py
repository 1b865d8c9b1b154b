"""Short texts drawn once each into one picture, to be stamped by the hundred: seat numbers and row names."""

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from boxoffice.gui.seatmap.fragments import stamp

SHEET_WIDTH = 1024


class Letters(NamedTuple):
    """Where a text stands in the picture."""

    left: int
    top: int
    width: int
    height: int


class Lettering:
    """The texts of one font, each with the inks that it was asked for in."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._height = int(self._metrics.height()) + 2
        self._known: dict[tuple[str, str], Letters] = {}
        self._widths: dict[str, int] = {}
        self._sheet = _blank(self._height * 8)
        self._x = self._y = 0

    @property
    def height(self) -> int:
        """Of every text, in pixels."""
        return self._height

    def width(self, text: str) -> int:
        """Of one text, in pixels."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = min(int(self._metrics.horizontalAdvance(text)) + 2, SHEET_WIDTH)
        return known

    def piece(self, text: str, *, ink: str, x: float, y: float) -> tuple[float, ...]:
        """The fragment that draws ``text`` centred at a place."""
        left, top, width, height = self._known.get((text, ink)) or self._letter(text, ink)
        return (x, y, left, top, width, height, 1.0, 1.0, 0.0, 1.0)

    def draw(self, painter: QPainter, pieces: "array[float]") -> None:
        """Stamp fragments that ``piece`` gave."""
        stamp(painter, pieces, self._sheet)

    def _letter(self, text: str, ink: str) -> Letters:
        width = self.width(text)
        if self._x + width > SHEET_WIDTH:
            self._x, self._y = 0, self._y + self._height
        if self._y + self._height > self._sheet.height():
            self._grow()
        place = self._known[text, ink] = Letters(self._x, self._y, width, self._height)
        painter = QPainter(self._sheet)
        painter.setFont(self._font)
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(*place), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
        painter.end()
        self._x += width + 1
        return place

    def _grow(self) -> None:
        larger = _blank(self._sheet.height() * 2)
        painter = QPainter(larger)
        painter.drawPixmap(QPointF(0, 0), self._sheet)
        painter.end()
        self._sheet = larger


def gathered(pieces: Iterable[tuple[float, ...]]) -> "array[float]":
    """Fragments as the array that is stamped."""
    result = array("d")
    for piece in pieces:
        result.extend(piece)
    return result


def _blank(height: int) -> QPixmap:
    sheet = QPixmap(SHEET_WIDTH, height)
    sheet.fill(Qt.GlobalColor.transparent)
    return sheet
