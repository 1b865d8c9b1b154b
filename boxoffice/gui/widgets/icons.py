"""Small line drawings for the tool bar, in the colour of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from boxoffice.gui.widgets import tones

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize

_GRID = 24.0


def icon(name: str) -> QIcon:
    """The drawing of that name ("release", "holds", "find", "keys"), sharp at every size and in every theme."""
    return QIcon(_Engine(_DRAWINGS[name]))


class _Engine(QIconEngine):
    def __init__(self, draw: Callable[[QPainterPath], None]) -> None:
        super().__init__()
        self._draw = draw

    def clone(self) -> QIconEngine:
        return _Engine(self._draw)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        path = QPainterPath()
        self._draw(path)
        worn = tones.theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(rect.width() / _GRID, rect.height() / _GRID)
        pen = QPen(worn.color("muted" if mode is QIcon.Mode.Disabled else "text"), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.restore()


def _release(path: QPainterPath) -> None:
    """Draw a clock whose hand goes back."""
    path.arcMoveTo(QRectF(4, 4, 16, 16), 150)
    path.arcTo(QRectF(4, 4, 16, 16), 150, -310)
    _line(path, (3, 5), (5, 8.5), (9, 7.5))
    _line(path, (12, 8), (12, 12.5), (15, 14))


def _holds(path: QPainterPath) -> None:
    for y in (6.0, 12.0, 18.0):
        path.addEllipse(QPointF(5, y), 1.2, 1.2)
        _line(path, (10, y), (20, y))


def _find(path: QPainterPath) -> None:
    path.addEllipse(QPointF(10.5, 10.5), 6, 6)
    _line(path, (15, 15), (20, 20))


def _keys(path: QPainterPath) -> None:
    path.addRoundedRect(QRectF(3, 6, 18, 12), 2, 2)
    _line(path, (8, 14.5), (16, 14.5))
    for x in (7.0, 12.0, 17.0):
        path.addEllipse(QPointF(x, 10), 0.5, 0.5)


def _line(path: QPainterPath, first: tuple[float, float], *others: tuple[float, float]) -> None:
    path.moveTo(*first)
    for point in others:
        path.lineTo(*point)


_DRAWINGS: dict[str, Callable[[QPainterPath], None]] = {
    "release": _release,
    "holds": _holds,
    "find": _find,
    "keys": _keys,
}
