"""Short texts drawn once each into one picture, to be stamped by the hundred: numbers of seats, names of rows."""

from array import array
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from boxoffice.gui.seatmap.fragments import stamp

SHEET_WIDTH = 1024
CENTRED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip)
CORNER = 0.28  # of a ground's height


class Letters(NamedTuple):
    """Where a text stands in the picture."""

    left: int
    top: int
    width: int
    height: int


class Lettering:
    """The texts of one font, each with the inks that it was asked for in; on a ``ground`` where there is one."""

    def __init__(self, font: QFont, *, ground: QColor | None = None, air: float = 0.0) -> None:
        self._font = font
        self._ground = ground
        self._air = round(air)
        self._metrics = QFontMetricsF(font)
        self._height = int(self._metrics.height()) + 2 + self._air
        self._known: dict[tuple[str, str], Letters] = {}
        self._widths: dict[str, int] = {}
        self._sheet = QPixmap()  # made with the first text: many sizes are only measured
        self._x = self._y = 0

    @property
    def height(self) -> int:
        """Of every text, in pixels."""
        return self._height

    def width(self, text: str) -> int:
        """Of one text, in pixels."""
        known = self._widths.get(text)
        if known is None:
            advance = int(self._metrics.horizontalAdvance(text)) + 2 + 2 * self._air
            known = self._widths[text] = min(advance, SHEET_WIDTH)
        return known

    def piece(self, text: str, *, ink: str, x: float, y: float) -> tuple[float, ...]:
        """The fragment that draws ``text`` centred at a place."""
        return (x, y, *self.letters(text, ink=ink), 1.0, 1.0, 0.0, 1.0)

    def letters(self, text: str, *, ink: str) -> Letters:
        """Where ``text`` is in the picture."""
        return self._known.get((text, ink)) or self._letter(text, ink)

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
        if self._ground is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ground)
            painter.drawRoundedRect(QRectF(*place), self._height * CORNER, self._height * CORNER)
        painter.setFont(self._font)
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(*place), CENTRED, text)
        painter.end()
        self._x += width + 1
        return place

    def _grow(self) -> None:
        larger = QPixmap(SHEET_WIDTH, max(self._sheet.height() * 2, self._height * 4))
        larger.fill(Qt.GlobalColor.transparent)
        if not self._sheet.isNull():
            painter = QPainter(larger)
            painter.drawPixmap(QPointF(0, 0), self._sheet)
            painter.end()
        self._sheet = larger


def gathered(pieces: Iterable[tuple[float, ...]]) -> "array[float]":
    """Fragments as the array that is stamped."""
    return array("d", chain.from_iterable(pieces))
