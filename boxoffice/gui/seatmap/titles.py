"""Names of sections and texts of areas: few, large, and laid out for the whole house at each scale."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from boxoffice.domain.plan import SeatingPlan
from boxoffice.gui.seatmap.areas import AreaLayer, AreaText
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.crowd import Crowd
from boxoffice.gui.seatmap.grid import Box, SeatGrid, bounds_of
from boxoffice.gui.style import Theme

LEAST = 9.5  # logical pixels: nothing smaller is ever written
HEADING = 13.0  # a section's name beside its seats
LARGEST = 22.0
LARGEST_AREA = 44.0
AIR = 4.0  # between a section and its name, and around a name on seats


class Title(NamedTuple):
    """A text where it is drawn, in pixels around the plan's origin."""

    text: str
    box: Box
    font: QFont
    ink: QColor
    rotation: float = 0.0
    on_seats: bool = False  # with a ground of its own


class Sections:
    """The sections of a plan and where their seats stand."""

    def __init__(self, plan: SeatingPlan, grid: SeatGrid) -> None:
        xs, ys = grid.xs, grid.ys
        places: dict[str, list[Box]] = defaultdict(list)
        for row in plan.rows:
            for run in row.runs:
                ends = (run[0], run[len(run) // 2], run[-1])
                x, y = [xs[seat] for seat in ends], [ys[seat] for seat in ends]
                places[row.section].append(Box(min(x), min(y), max(x), max(y)))
        self.boxes = {name: bounds_of(boxes).grown(grid.widest) for name, boxes in places.items()}
        self._grid = grid

    def titles(
        self, camera: Camera, *, font: QFont, ink: QColor, headed: Iterable[str], taken: Crowd, written: set[str]
    ) -> Iterator[Title]:
        """The names to draw: beside the seats of the sections in ``headed``, on the seats of the others."""
        beside = set(headed)
        boxes = {
            name: camera.box_to_view(box) for name, box in self.boxes.items() if name and name.casefold() not in written
        }
        for name, box in sorted(boxes.items(), key=lambda item: -item[1].width * item[1].height):
            title = None if name in beside else self._on_seats(name, box, camera, font=font, ink=ink, taken=taken)
            title = title or self._beside(name, box, camera, font=font, ink=ink, taken=taken)
            if title is not None:
                taken.add(title.box)
                yield title

    def _on_seats(self, name: str, box: Box, camera: Camera, *, font: QFont, ink: QColor, taken: Crowd) -> Title | None:
        air = AIR * camera.ratio
        for size in (LARGEST, 18.0, 15.0, 12.5, 11.0, LEAST):
            sized = _sized(font, size * camera.ratio)
            around = _around(*box.middle, sized, name).grown(air)
            if around.width <= box.width and around.height <= box.height and not taken.meets(around):
                return Title(name, around, sized, ink, on_seats=True)
        return None

    def _beside(self, name: str, box: Box, camera: Camera, *, font: QFont, ink: QColor, taken: Crowd) -> Title | None:
        sized = _sized(font, HEADING * camera.ratio)
        x = box.middle[0]
        away = QFontMetricsF(sized).height() / 2 + AIR * camera.ratio
        for y in (box.top - away, box.bottom + away):
            around = _around(x, y, sized, name)
            if not taken.meets(around) and not self._grid.seats_in(
                camera.box_to_plan(around.grown(self._grid.widest * camera.scale))
            ):
                return Title(name, around, sized, ink)
        return None


def area_titles(areas: AreaLayer, camera: Camera, *, font: QFont, taken: Crowd) -> Iterator[Title]:
    """The areas' own texts, as large as their author drew them, but never too small to read."""
    for text in areas.texts:
        title = _area_title(text, areas, camera, font=font)
        if title is not None and not taken.meets(title.box):
            taken.add(title.box)
            yield title


def paint_titles(painter: QPainter, titles: Iterable[Title], *, theme: Theme, part: Box, ratio: float) -> None:
    """Draw those that are seen in ``part``, in pixels around the plan's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for title in titles:
        if not title.box.meets(part):
            continue
        if title.on_seats:
            ground = theme.color("page")
            ground.setAlphaF(0.9)
            painter.setBrush(ground)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(*title.box[:2], title.box.width, title.box.height), 5 * ratio, 5 * ratio)
        _write(painter, title)


def _write(painter: QPainter, title: Title) -> None:
    painter.setFont(title.font)
    painter.setPen(title.ink)
    painter.save()
    painter.translate(QPointF(*title.box.middle))
    painter.rotate(title.rotation)
    painter.drawText(
        QRectF(-5000, -500, 10000, 1000), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, title.text
    )
    painter.restore()


def _area_title(text: AreaText, areas: AreaLayer, camera: Camera, *, font: QFont) -> Title | None:
    size = min(text.size * camera.scale, LARGEST_AREA * camera.ratio)
    least = LEAST * camera.ratio
    if size < least:
        fits = QFontMetricsF(_sized(font, least)).horizontalAdvance(text.text) <= text.room * camera.scale
        if not fits:
            return None
        size = least
    sized = _sized(font, size)
    box = _around(*camera.to_view(text.x, text.y), sized, text.text)
    if text.rotation:
        longer = max(box.width, box.height) / 2
        x, y = box.middle
        box = Box(x - longer, y - longer, x + longer, y + longer)
    return Title(text.text, box, sized, areas.ink(text), text.rotation)


def _sized(font: QFont, pixels: float) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(max(1, round(pixels)))
    return sized


def _around(x: float, y: float, font: QFont, text: str) -> Box:
    metrics = QFontMetricsF(font)
    half, high = metrics.horizontalAdvance(text) / 2 + 1, metrics.height() / 2
    return Box(x - half, y - high, x + half, y + high)
