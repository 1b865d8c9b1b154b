"""Stage, boxes, walls and texts of a plan, drawn under the seats in quiet colours of the theme."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from boxoffice.domain.plan import Area, SeatingPlan, Shape
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.grid import Box
from boxoffice.gui.seatmap.tints import area_color, contrast
from boxoffice.gui.style import Theme

LEGIBLE = 4.5  # contrast of a text that is read at a glance


@dataclass(frozen=True, slots=True)
class AreaText:
    """A text of an area in plan units: its middle, height, angle, and how wide the area is that it stands in."""

    text: str
    x: float
    y: float
    size: float
    rotation: float
    room: float
    color: str


@dataclass(frozen=True, slots=True)
class _Ground:
    path: QPainterPath
    fill: QColor | None
    border: QColor | None


class AreaLayer:
    """The areas of one plan in one theme."""

    def __init__(self, plan: SeatingPlan, theme: Theme) -> None:
        self._theme = theme
        self._grounds = [
            _Ground(
                path,
                area_color(area.color, tint=theme.areas) if area.color else None,
                theme.color("line") if area.border or area.color else None,
            )
            for area in plan.areas
            if not (path := _path(area)).isEmpty()
        ]
        named = [area for area in plan.areas if area.label is not None and area.label.text.strip()]
        self.stages = list(_boxes(named))
        self.texts = [text for area in plan.areas if (text := _text(area)) is not None]

    @staticmethod
    def bounds(plan: SeatingPlan) -> Iterator[Box]:
        """The boxes that the areas take up, in plan units."""
        return _boxes(plan.areas)

    def paint(self, painter: QPainter, camera: Camera, part: Box) -> None:
        """Draw the grounds that are seen in ``part`` of the view."""
        seen = camera.box_to_plan(part)
        window = QRectF(seen.left, seen.top, seen.width, seen.height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(camera.transform, combine=True)
        for ground in self._grounds:
            if ground.path.boundingRect().intersects(window):
                painter.setBrush(ground.fill or Qt.BrushStyle.NoBrush)
                painter.setPen(self._pen(ground.border, camera))
                painter.drawPath(ground.path)
        painter.restore()

    def ink(self, text: AreaText) -> QColor:
        """The author's colour where it can be read, the theme's where it cannot."""
        color = QColor(text.color)
        on = area_color("#808080", tint=self._theme.areas)
        legible = text.color and min(contrast(color, on), contrast(color, self._theme.color("page"))) >= LEGIBLE
        return color if legible else self._theme.color("muted")

    def _pen(self, border: QColor | None, camera: Camera) -> QPen:
        if border is None:
            return QPen(Qt.PenStyle.NoPen)
        pen = QPen(border, self._theme.line_width * camera.ratio)
        pen.setCosmetic(True)
        return pen


def _boxes(areas: Iterable[Area]) -> Iterator[Box]:
    for area in areas:
        box = _path(area).boundingRect()
        if not box.isEmpty():
            yield Box(box.left(), box.top(), box.right(), box.bottom())


def _path(area: Area) -> QPainterPath:
    path = QPainterPath()
    match area.shape:
        case Shape.POLYGON if len(area.points) > 2:  # noqa: PLR2004 (two points enclose nothing)
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in area.points]))
            path.closeSubpath()
        case Shape.RECTANGLE if area.width > 0 and area.height > 0:
            path.addRect(0.0, 0.0, area.width, area.height)
        case Shape.ELLIPSE | Shape.CIRCLE if area.width > 0:
            path.addEllipse(QPointF(0.0, 0.0), area.width, area.height or area.width)
        case _:
            return path
    return QTransform().translate(area.x, area.y).rotate(area.rotation).map(path)


def _text(area: Area) -> AreaText | None:
    label = area.label
    if label is None or not label.text.strip():
        return None
    turn = radians(area.rotation)
    x, y = label.x + _middle(area)[0], label.y + _middle(area)[1]
    return AreaText(
        label.text.strip(),
        area.x + x * cos(turn) - y * sin(turn),
        area.y + x * sin(turn) + y * cos(turn),
        label.size,
        (area.rotation + 90) % 180 - 90,  # never upside down
        _room(area),
        label.color,
    )


def _middle(area: Area) -> tuple[float, float]:
    """Where a text without an offset goes: a rectangle's position is its corner, the others' their middle."""
    if area.label is not None and (area.label.x or area.label.y):
        return 0.0, 0.0
    return (area.width / 2, area.height / 2) if area.shape is Shape.RECTANGLE else (0.0, 0.0)


def _room(area: Area) -> float:
    match area.shape:
        case Shape.RECTANGLE:
            return area.width
        case Shape.ELLIPSE | Shape.CIRCLE:
            return 2 * area.width
        case Shape.POLYGON if area.points:
            xs = [x for x, _ in area.points]
            ys = [y for _, y in area.points]
            return min(max(xs) - min(xs), hypot(max(xs) - min(xs), max(ys) - min(ys)))
        case _:
            return 0.0
