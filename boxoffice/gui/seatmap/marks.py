"""One seat drawn: silhouette, colour, mark. The map's atlas, the legend and the tooltip all draw it here."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from boxoffice.gui.style import Look, Mark, Silhouette, Theme

MARK_FROM = 9.0  # pixels: smaller seats show silhouette and colour alone
PICTOGRAM_FROM = 11.0
ROOM = 1.3  # the side of a square that holds every look of a seat, in diameters


def paint_seat(
    painter: QPainter, centre: QPointF, *, diameter: float, look: Look, color: QColor, theme: Theme, accessible: bool,
    numbered: bool = False,
) -> None:  # fmt: skip
    """Draw one seat; ``diameter`` in the painter's pixels, ``color`` already chosen (a zone's, or the status's).

    A ``numbered`` seat keeps its middle for its number, unless its mark says more than a number.
    """
    side = diameter * look.size
    _paint_silhouette(painter, _square(centre, side), look=look, color=color, theme=theme)
    if accessible:
        _paint_accessible(painter, centre, diameter=diameter, look=look, theme=theme)
    elif diameter >= MARK_FROM and (look.mark is Mark.CHECK or not numbered):
        _paint_mark(painter, centre, diameter=diameter, mark=look.mark, ink=QColor(look.ink))


def _square(centre: QPointF, side: float) -> QRectF:
    return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)


def _stroke(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_silhouette(painter: QPainter, box: QRectF, *, look: Look, color: QColor, theme: Theme) -> None:
    width = max(1.0, box.width() * 0.13)
    inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    hollow = look.silhouette in (Silhouette.RING, Silhouette.FRAME)
    painter.setPen(_stroke(color, width) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("page") if hollow else color)
    match look.silhouette:
        case Silhouette.DISC | Silhouette.DOT:
            painter.drawEllipse(box)
        case Silhouette.TILE:
            painter.drawRoundedRect(box, box.width() * 0.24, box.width() * 0.24)
        case Silhouette.RING:
            painter.drawEllipse(inner)
        case Silhouette.FRAME:
            painter.drawRoundedRect(inner, width, width)
        case Silhouette.DIAMOND:
            painter.drawPolygon(_diamond(box))
        case Silhouette.CROSS:
            painter.setPen(_stroke(color, max(1.0, box.width() * 0.2)))
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())


def _diamond(box: QRectF) -> QPolygonF:
    middle = box.center()
    return QPolygonF(
        [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]
    )


def _paint_mark(painter: QPainter, centre: QPointF, *, diameter: float, mark: Mark, ink: QColor) -> None:
    unit = diameter / 2

    def at(x: float, y: float) -> QPointF:
        return QPointF(centre.x() + x * unit, centre.y() + y * unit)

    painter.setPen(_stroke(ink, max(1.2, diameter * 0.13)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match mark:
        case Mark.CHECK:
            painter.drawPolyline(QPolygonF([at(-0.5, 0.02), at(-0.14, 0.4), at(0.52, -0.38)]))
        case Mark.CLOCK:
            painter.drawPolyline(QPolygonF([at(0.0, -0.44), at(0.0, 0.04), at(0.34, 0.2)]))
        case Mark.COIN:
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(centre, unit * 0.34, unit * 0.34)
        case Mark.LETTER:
            painter.drawLine(at(-0.26, 0.0), at(0.26, 0.0))
        case Mark.NONE:
            pass


def _paint_accessible(painter: QPainter, centre: QPointF, *, diameter: float, look: Look, theme: Theme) -> None:
    """A person in a wheelchair, or on seats too small for that a dot."""
    hollow = look.silhouette in (Silhouette.RING, Silhouette.FRAME, Silhouette.CROSS)
    ink = theme.color("text") if hollow else QColor(look.ink)
    unit = diameter / 2
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    if diameter < PICTOGRAM_FROM:
        painter.drawEllipse(centre, max(unit * 0.36, 0.8), max(unit * 0.36, 0.8))
        return

    def at(x: float, y: float) -> QPointF:
        return QPointF(centre.x() + x * unit, centre.y() + y * unit)

    painter.drawEllipse(at(-0.1, -0.58), unit * 0.14, unit * 0.14)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_stroke(ink, max(1.1, diameter * 0.075)))
    painter.drawPolyline(QPolygonF([at(-0.1, -0.32), at(-0.1, 0.1), at(0.26, 0.1), at(0.44, 0.5), at(0.56, 0.46)]))
    painter.drawLine(at(-0.1, -0.14), at(0.2, -0.14))
    wheel = QRectF(at(-0.48, -0.12), at(0.22, 0.58))
    painter.drawArc(wheel, 150 * 16, 225 * 16)
