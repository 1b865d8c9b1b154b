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
        self.around = 2 + 2 * self._air  # pixels of every text's width that are not its letters
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
            advance = int(self._metrics.horizontalAdvance(text)) + self.around
            known = self._widths[text] = min(advance, SHEET_WIDTH)
        return known

    def piece(self, text: str, *, ink: str, x: float, y: float) -> tuple[float, ...]:
        """The fragment that draws ``text`` centred at a place."""
        return (x, y, *self.letters(text, ink=ink), 1.0, 1.0, 0.0, 1.0)

    def letters(self, text: str, *, ink: str) -> Letters:
        """Where ``text`` is in the picture."""
        if (text, ink) not in self._known:
            self.write([text], ink=ink)
        return self._known[text, ink]

    def write(self, texts: Iterable[str], *, ink: str) -> None:
        """Have these texts in the picture; many at once are drawn faster than each for itself."""
        new = [text for text in dict.fromkeys(texts) if (text, ink) not in self._known]
        if not new:
            return
        for text in new:
            self._known[text, ink] = self._next_place(self.width(text))
        self._make_room()
        painter = QPainter(self._sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for text in new:
            self._draw(painter, text, ink)
        painter.end()

    def draw(self, painter: QPainter, pieces: "array[float]") -> None:
        """Stamp fragments that ``piece`` gave."""
        stamp(painter, pieces, self._sheet)

    def _next_place(self, width: int) -> Letters:
        if self._x + width > SHEET_WIDTH:
            self._x, self._y = 0, self._y + self._height
        place = Letters(self._x, self._y, width, self._height)
        self._x += width + 1
        return place

    def _draw(self, painter: QPainter, text: str, ink: str) -> None:
        place = QRectF(*self._known[text, ink])
        if self._ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ground)
            painter.drawRoundedRect(place, self._height * CORNER, self._height * CORNER)
        painter.setPen(QColor(ink))
        painter.drawText(place, CENTRED, text)

    def _make_room(self) -> None:
        needed = self._y + self._height
        if needed <= self._sheet.height():
            return
        larger = QPixmap(SHEET_WIDTH, max(self._sheet.height() * 2, self._height * 4, needed))
        larger.fill(Qt.GlobalColor.transparent)
        if not self._sheet.isNull():
            painter = QPainter(larger)
            painter.drawPixmap(QPointF(0, 0), self._sheet)
            painter.end()
        self._sheet = larger


def gathered(pieces: Iterable[tuple[float, ...]]) -> "array[float]":
    """Fragments as the array that is stamped."""
    return array("d", chain.from_iterable(pieces))
