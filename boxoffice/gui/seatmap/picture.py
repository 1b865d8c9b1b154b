"""The whole picture of a house: ground, areas, seats, numbers and names, for one camera at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.areas import AreaLayer
from boxoffice.gui.seatmap.atlas import SMALLEST, Atlas, Looks, seats_with
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.crowd import Crowd
from boxoffice.gui.seatmap.fragments import WIDTH, SeatFragments, stamp
from boxoffice.gui.seatmap.grid import Box, SeatGrid, bounds_of
from boxoffice.gui.seatmap.lettering import Lettering, gathered
from boxoffice.gui.seatmap.numbers import NUMBERS_FROM, SHARE, SeatNumbers
from boxoffice.gui.seatmap.points import points
from boxoffice.gui.seatmap.row_names import RowName, RowNames
from boxoffice.gui.seatmap.titles import LEAST, Pens, Sections, area_titles, paint_area_titles, paint_titles
from boxoffice.gui.style import Theme

ROWS_FROM = 7.0  # logical pixels of a seat's diameter: smaller rows go unnamed
LARGEST_ROW = 13.0
ATLASES = 24  # kept at a time


class Picture:
    """One plan with the statuses of its seats, in one theme."""

    def __init__(self, plan: SeatingPlan, statuses: Sequence[int], *, theme: Theme, font: QFont) -> None:
        self.plan, self.theme = plan, theme
        self.statuses = bytearray(statuses)
        self.grid = SeatGrid(plan.seats)
        self.bounds = bounds_of([self.grid.bounds, *AreaLayer.bounds(plan)])
        self.camera = Camera()
        self._arranged: Camera | None = None
        self._font = font
        self._looks = Looks(plan, self.grid)
        self._fragments = SeatFragments(self.grid.places, self._looks.of_all(self.statuses))
        self._mine = set(seats_with(SeatStatus.MINE, self.statuses))
        self._sections = Sections(plan, self.grid)
        self._row_names: RowNames | None = None
        self._numbers: SeatNumbers | None = None
        self._row_letters: Lettering | None = None
        self.dress(theme)

    def dress(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = theme
        self._arranged = None
        self._areas = AreaLayer(self.plan, theme)
        self._atlases: dict[float, Atlas] = {}
        self._letterings: dict[int, Lettering] = {}
        self._pens: Pens | None = None

    @property
    def diameter(self) -> float:
        """Of most seats, in plan units."""
        return 2 * self._looks.usual

    def change(self, changes: Iterable[tuple[int, int]]) -> list[int]:
        """Give seats other statuses; the seats that really differ now."""
        statuses = self.statuses
        differing = [(seat, status) for seat, status in changes if statuses[seat] != status]
        for seat, status in differing:
            statuses[seat] = status
            (self._mine.add if status == SeatStatus.MINE else self._mine.discard)(seat)
            if self._numbers is not None:
                self._numbers.forget(seat)
        self._fragments.change((seat, self._looks.of(seat, status)) for seat, status in differing)
        return [seat for seat, _ in differing]

    def look_from(self, camera: Camera) -> None:
        """See the house from another place; cheap as long as scale and side stay."""
        self.camera = camera
        still = replace(camera, x=0, y=0)
        if still != self._arranged:
            self._arranged = still
            self._arrange()

    def prepare(self) -> Iterator[None]:
        """Do what a closer look will need before it is asked for, in steps too short to notice."""
        self.grid.blocks_in(Box(0, 0, 0, 0))
        yield
        rows = self._rows()
        yield
        for name in self._sections.boxes:
            self._sections.room_beside(name, above=True)
            self._sections.room_beside(name, above=False)
            yield
        for end in rows:
            rows.room(end)
            yield

    def paint(self, painter: QPainter, part: Box) -> None:
        """Draw ``part`` of the view; the painter is in device pixels."""
        camera = self.camera
        painter.fillRect(QRectF(part.left, part.top, part.width, part.height), self.theme.color("page"))
        self._areas.paint(painter, camera, part)
        seen = camera.box_to_plan(part.grown(self._atlas.cell))
        painter.save()
        painter.translate(camera.x, camera.y)
        local = part.moved(-camera.x, -camera.y)
        paint_area_titles(painter, self.area_titles, part=local)
        for start, stop in self.grid.runs_in(seen):
            stamp(painter, self._fragments.ready(start, stop), self._atlas.pixmap, start=start, stop=stop)
        self._stamp_mine(painter)
        if self._numbers is not None:
            self._numbers.paint(painter, seen)
        self._paint_row_names(painter, part)
        paint_titles(painter, self.titles, ink=self.theme.text, part=local)
        painter.restore()

    def thumbnail(self, camera: Camera, *, size: QSize) -> QPixmap:
        """The whole house in the colours of its zones, for a small camera; transparent where there is nothing."""
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        atlas = Atlas(self._looks, theme=self.theme, scale=camera.scale, numbered=False)
        # Where seats lie on one another each few-th is enough, and to look through all takes longer than a frame.
        each = max(1, int(SMALLEST / 2 / (self.diameter * camera.scale)))
        xs, ys, looks = self.grid.xs, self.grid.ys, self._looks.of_all(bytes(len(self.grid)))
        fragments = SeatFragments(points(xs[::each], ys[::each]), looks[::each])
        fragments.scale_to(camera.unmoved, cell=atlas.cell)
        painter = QPainter(image)
        self._areas.paint(painter, camera, Box(0, 0, size.width(), size.height()))
        painter.translate(camera.x, camera.y)
        stamp(painter, fragments.ready(), atlas.pixmap)
        painter.end()
        return image

    def row_names(self, part: Box) -> list[RowName]:
        """The row names drawn in ``part`` of the view, in pixels around the plan's origin."""
        if self._row_letters is None:
            return []
        return self._rows().seen(self.camera, part, letters=self._row_letters, taken=self._taken)

    def _rows(self) -> RowNames:
        if self._row_names is None:
            self._row_names = RowNames(self.plan, self.grid)
        return self._row_names

    def _stamp_mine(self, painter: QPainter) -> None:
        """Once more on top: these are larger than their place."""
        ready = self._fragments.ready
        mine = gathered(tuple(ready(seat, seat + 1)[seat * WIDTH : (seat + 1) * WIDTH]) for seat in sorted(self._mine))
        stamp(painter, mine, self._atlas.pixmap)

    def _paint_row_names(self, painter: QPainter, part: Box) -> None:
        if self._row_letters is not None:
            ink = self.theme.muted
            names = self.row_names(part)
            pieces = [
                self._row_letters.piece(name.text, ink=ink, x=name.box.middle[0], y=name.box.middle[1])
                for name in names
            ]
            self._row_letters.draw(painter, gathered(pieces))

    def _arrange(self) -> None:
        """Everything that depends on scale, side and theme, and not on where the view is scrolled to."""
        camera = self.camera
        diameter = self.diameter * camera.scale
        numbered = diameter >= NUMBERS_FROM * camera.ratio
        self._atlas = self._atlas_at(camera.scale, numbered=numbered)
        self._fragments.scale_to(camera.unmoved, cell=self._atlas.cell)
        self._numbers = self._numbers_at(diameter) if numbered else None
        self._row_letters = self._row_lettering(diameter) if diameter >= ROWS_FROM * camera.ratio else None
        self._taken = Crowd(48 * camera.ratio)
        self._lay_out_titles()

    def _numbers_at(self, diameter: float) -> SeatNumbers:
        letters = self._lettering(diameter * SHARE)
        return SeatNumbers(
            self.plan, self.grid, self.statuses, theme=self.theme, camera=self.camera, letters=letters,
            diameter=diameter,
        )  # fmt: skip

    def _row_lettering(self, diameter: float) -> Lettering:
        ratio = self.camera.ratio
        return self._lettering(min(max(diameter * 0.6, LEAST * ratio), LARGEST_ROW * ratio))

    def _lettering(self, pixels: float) -> Lettering:
        """The plain lettering of a size; there are few sizes, so each is kept."""
        size = round(pixels)
        lettering = self._letterings.get(size)
        if lettering is None:
            font = QFont(self._font)
            font.setPixelSize(size)
            lettering = self._letterings[size] = Lettering(font)
        return lettering

    def _lay_out_titles(self) -> None:
        if self._pens is None or self._pens.ratio != self.camera.ratio:
            self._pens = Pens(self._font, theme=self.theme, ratio=self.camera.ratio)
        still = replace(self.camera, x=0, y=0)
        self.area_titles = list(area_titles(self._areas, still, font=self._font, taken=self._taken))
        stages = Crowd.of([still.box_to_view(stage) for stage in self._areas.stages], least=200 * self.camera.ratio)
        written = {title.text.casefold() for title in self.area_titles}
        self.titles = list(
            self._sections.titles(
                still, pens=self._pens, headed=self._headed(), taken=self._taken, stages=stages, written=written
            )
        )

    def _headed(self) -> list[str]:
        """The sections whose rows have their names, so that the section's own goes beside it."""
        letters = self._row_letters
        if letters is None:
            return []
        rows, scale = self._rows(), self.camera.scale
        return [name for name in self._sections.boxes if rows.readable(name, height=letters.height, scale=scale)]

    def _atlas_at(self, scale: float, *, numbered: bool) -> Atlas:
        key = round(self.diameter * scale) + 0.5 * numbered
        atlas = self._atlases.pop(key, None) or Atlas(self._looks, theme=self.theme, scale=scale, numbered=numbered)
        self._atlases[key] = atlas
        while len(self._atlases) > ATLASES:
            del self._atlases[next(iter(self._atlases))]
        return atlas
