"""Names of sections and texts of areas: few, large, and laid out for the whole house at each scale."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from boxoffice.domain.plan import SeatingPlan
from boxoffice.gui.seatmap.areas import AreaLayer, AreaText
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.crowd import Crowd
from boxoffice.gui.seatmap.grid import Box, SeatGrid
from boxoffice.gui.seatmap.lettering import Lettering, gathered
from boxoffice.gui.style import Theme

LEAST = 9.5  # logical pixels: nothing smaller is ever written
HEADING = 13.0  # a section's name beside its seats
ON_SEATS = (19.0, 16.0, 13.5, 11.5, LEAST)  # sizes of names on seats; the largest that most of them fit in
MEASURED = 64.0  # pixels: the size that widths are reckoned from
MOST = 0.8  # of the names fit
LARGEST_AREA = 44.0
AIR = 4.0  # between a section and its name, and around a name on seats


class Title(NamedTuple):
    """A text where it is drawn, in pixels around the plan's origin."""

    text: str
    box: Box


class AreaTitle(NamedTuple):
    """A text of an area where it is drawn; it may be turned, and each may have a size and an ink of its own."""

    text: str
    box: Box
    font: QFont
    ink: QColor
    rotation: float


class Pens:
    """The lettering that names of sections are written in, in one theme on one screen: made once for each size."""

    def __init__(self, font: QFont, *, theme: Theme, ratio: float) -> None:
        self.ratio = ratio
        self.ink = theme.text
        self._font = QFont(font)
        self._font.setWeight(QFont.Weight.DemiBold)
        self._ground = theme.color("page")
        self._ground.setAlphaF(0.88)
        self._on_seats: dict[float, Lettering] = {}
        self._measure = QFontMetricsF(_sized(self._font, MEASURED))
        self._breadths: dict[str, float] = {}
        self.beside = Lettering(_sized(self._font, HEADING * ratio))

    def on_seats(self, size: float) -> Lettering:
        """Lettering of a size in logical pixels, with a ground that keeps it legible on seats."""
        lettering = self._on_seats.get(size)
        if lettering is None:
            font = _sized(self._font, size * self.ratio)
            lettering = self._on_seats[size] = Lettering(font, ground=self._ground, air=AIR * self.ratio)
        return lettering

    def breadth(self, name: str, size: float) -> float:
        """About how wide the letters of a name are at a size in logical pixels; each is measured once for all sizes."""
        breadth = self._breadths.get(name)
        if breadth is None:
            breadth = self._breadths[name] = self._measure.horizontalAdvance(name) / MEASURED
        return breadth * size * self.ratio


class Sections:
    """The sections of a plan and where their seats stand."""

    def __init__(self, plan: SeatingPlan, grid: SeatGrid) -> None:
        xs, ys = grid.xs, grid.ys
        outer: dict[str, list[int]] = defaultdict(list)
        for row in plan.rows:
            for run in row.runs:
                outer[row.section] += run[0], run[len(run) // 2], run[-1]
        self.boxes = {}
        for name, seats in outer.items():
            x, y = [xs[seat] for seat in seats], [ys[seat] for seat in seats]
            self.boxes[name] = Box(min(x), min(y), max(x), max(y)).grown(grid.widest)
        self._grid = grid
        self._room: dict[tuple[str, bool], float] = {}

    def titles(
        self, camera: Camera, *, pens: Pens, headed: Iterable[str], taken: Crowd, stages: Crowd, written: set[str]
    ) -> Iterator[tuple[Lettering, Title]]:
        """The names to draw: beside the seats of the sections in ``headed``, on the seats of the others.

        None stands on what is ``taken``, and none on one of the ``stages`` if it can stand elsewhere.
        """
        beside = set(headed)
        boxes = {
            name: camera.box_to_view(box) for name, box in self.boxes.items() if name and name.casefold() not in written
        }
        sections = Crowd.of(boxes.values(), least=100 * camera.ratio)
        fitting = self._fitting([(name, box) for name, box in boxes.items() if name not in beside], pens)
        for name, box in sorted(boxes.items(), key=lambda item: -item[1].width * item[1].height):
            found = None if name in beside else _on_seats(name, box, fitting, taken=taken)
            if found is None:
                letters = pens.beside if name in beside else fitting[-1]
                far = None if name in beside else sections
                found = self._beside(name, box, camera, letters=letters, taken=taken, stages=stages, far=far)
            if found is not None:
                taken.add(found[1].box)
                yield found

    @staticmethod
    def _fitting(names: Sequence[tuple[str, Box]], pens: Pens) -> list[Lettering]:
        """One size for most names, so that the house looks calm, and the least for those that it is too large for."""
        least = pens.on_seats(LEAST)
        for size in ON_SEATS:
            letters = pens.on_seats(size)
            fits = sum(
                letters.height <= box.height and pens.breadth(name, size) + letters.around <= box.width
                for name, box in names
            )
            if names and fits >= MOST * len(names):
                return [letters, least]
        return [least]

    def _beside(
        self, name: str, box: Box, camera: Camera, *, letters: Lettering, taken: Crowd, stages: Crowd,
        far: Crowd | None,
    ) -> tuple[Lettering, Title] | None:  # fmt: skip
        """Above or below a section; of sections that are seen from ``far``, on none of the others."""
        away = letters.height / 2 + AIR * camera.ratio
        over, under = (_around(box.middle[0], y, letters, name) for y in (box.top - away, box.bottom + away))
        sides = [(over, not camera.turned), (under, camera.turned)]
        for around, above in sorted(sides, key=lambda side: stages.meets(side[0])):
            clear = not far.meets(around) if far else self._is_clear(name, box, around, camera, above=above)
            if clear and not taken.meets(around):
                return letters, Title(name, around)
        return None

    def _is_clear(self, name: str, box: Box, around: Box, camera: Camera, *, above: bool) -> bool:
        """Whether a name beside its section stands on no seat; mostly known without looking at seats."""
        away = around.height + 2 * AIR * camera.ratio
        if around.width <= box.width and away <= self.room_beside(name, above=above) * camera.scale:
            return True
        return not self._grid.any_in(camera.box_to_plan(around.grown(self._grid.widest * camera.scale)))

    def room_beside(self, name: str, *, above: bool) -> float:
        """Plan units that are surely free of seats above or below a section, over all its width; reckoned once."""
        room = self._room.get((name, above))
        if room is None:
            box, reach = self.boxes[name], self._grid.widest
            room = 8 * reach
            while room > reach and self._grid.any_in(_strip(box, room=room, above=above).grown(-0.01 * reach)):
                room *= 0.75
            room = self._room[name, above] = max(room - reach, 0.0)
        return room


def area_titles(areas: AreaLayer, camera: Camera, *, font: QFont, taken: Crowd) -> Iterator[AreaTitle]:
    """The areas' own texts, as large as their author drew them, but never too small to read."""
    for text in areas.texts:
        title = _area_title(text, areas, camera, font=font)
        if title is not None and not taken.meets(title.box):
            taken.add(title.box)
            yield title


def paint_titles(painter: QPainter, titles: Iterable[tuple[Lettering, Title]], *, ink: str, part: Box) -> None:
    """Draw the names of sections that are seen in ``part``, in pixels around the plan's origin."""
    seen: dict[Lettering, list[Title]] = defaultdict(list)
    for letters, title in titles:
        if title.box.meets(part):
            seen[letters].append(title)
    for letters, written in seen.items():
        letters.write((title.text for title in written), ink=ink)
        pieces = [letters.piece(title.text, ink=ink, x=x, y=y) for title in written for x, y in [title.box.middle]]
        letters.draw(painter, gathered(pieces))


def paint_area_titles(painter: QPainter, titles: Iterable[AreaTitle], *, part: Box) -> None:
    """Draw the texts of areas that are seen in ``part``, in pixels around the plan's origin."""
    for title in titles:
        if title.box.meets(part):
            painter.save()
            painter.setFont(title.font)
            painter.setPen(title.ink)
            painter.translate(QPointF(*title.box.middle))
            painter.rotate(title.rotation)
            alignment = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(QRectF(-5000, -500, 10000, 1000), alignment, title.text)
            painter.restore()


def _strip(box: Box, *, room: float, above: bool) -> Box:
    """As much as ``room`` above or below a box."""
    return (
        Box(box.left, box.top - room, box.right, box.top)
        if above
        else Box(box.left, box.bottom, box.right, box.bottom + room)
    )


def _on_seats(name: str, box: Box, sizes: Sequence[Lettering], *, taken: Crowd) -> tuple[Lettering, Title] | None:
    for letters in sizes:
        around = _around(*box.middle, letters, name)
        if around.width <= box.width and around.height <= box.height and not taken.meets(around):
            return letters, Title(name, around)
    return None


def _area_title(text: AreaText, areas: AreaLayer, camera: Camera, *, font: QFont) -> AreaTitle | None:
    size = min(text.size * camera.scale, LARGEST_AREA * camera.ratio)
    least = LEAST * camera.ratio
    if size < least:
        fits = QFontMetricsF(_sized(font, least)).horizontalAdvance(text.text) <= text.room * camera.scale
        if not fits:
            return None
        size = least
    sized = _sized(font, size)
    metrics = QFontMetricsF(sized)
    half, high = metrics.horizontalAdvance(text.text) / 2 + 1, metrics.height() / 2
    if text.rotation:
        half = high = max(half, high)
    x, y = camera.to_view(text.x, text.y)
    return AreaTitle(text.text, Box(x - half, y - high, x + half, y + high), sized, areas.ink(text), text.rotation)


def _sized(font: QFont, pixels: float) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(max(1, round(pixels)))
    return sized


def _around(x: float, y: float, letters: Lettering, text: str) -> Box:
    half, high = letters.width(text) / 2, letters.height / 2
    return Box(x - half, y - high, x + half, y + high)
