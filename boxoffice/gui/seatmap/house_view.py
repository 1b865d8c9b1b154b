"""A house on screen: fitted, zoomed, scrolled and turned; painted, but not yet acted on."""

from itertools import chain
from math import ceil, floor
from time import monotonic
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from boxoffice.domain.plan import SeatingPlan
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.grid import Box
from boxoffice.gui.seatmap.minimap import Minimap
from boxoffice.gui.seatmap.picture import Picture
from boxoffice.gui.seatmap.stage import stage_is_below
from boxoffice.gui.style import LIGHT, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Logical pixels around the house: beside it for the names of its rows, above and below for those of sections.
BESIDE, ABOVE = 25.0, 22.0
LARGEST_SEAT = 48.0
LARGEST_FITTED = 34.0  # a house of a few seats does not fill the screen with them
ZOOM_STEP = 1.25
IDLE_SLICE = 0.004  # seconds
FEW = 12  # so many separate parts are painted one by one; more are painted as a whole


class HouseView(QAbstractScrollArea):
    """The picture of one plan; scroll bars carry the position, so that every way to scroll works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._theme: Theme = LIGHT
        self._scale = 1.0  # logical pixels a plan unit
        self._fitted = True
        self._turned = False
        self._stage_at_bottom = False
        self._preparing: Iterator[None] = iter(())
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._prepare)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setMinimumSize(QSize(320, 240))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.minimap = Minimap(self.viewport(), on_place=self.centre_on)

    # What is shown

    def show_picture(self, plan: SeatingPlan, statuses: bytes) -> Picture:
        """Draw another house, fitted."""
        picture = self._picture = Picture(plan, statuses, theme=self._theme, font=self.font())
        self._turned = self._stage_at_bottom != stage_is_below(plan)
        self.minimap.show_house(picture)
        self.fit()
        self._preparing = chain(self.minimap.prepare(), picture.prepare())
        self._idle.start()
        return picture

    def clear_picture(self) -> None:
        """Show no house."""
        self._picture = None
        self._idle.stop()
        self.minimap.hide()
        self.viewport().update()

    @property
    def theme(self) -> Theme:
        """The colours that the house is drawn in."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        if self._picture is not None:
            self._picture.dress(theme)
            self.minimap.show_house(self._picture)
            self._aim()
        self.viewport().update()

    @property
    def stage_at_bottom(self) -> bool:
        """Whether the house is seen with the stage at the bottom."""
        return self._stage_at_bottom

    @stage_at_bottom.setter
    def stage_at_bottom(self, at_bottom: bool) -> None:
        self._stage_at_bottom = at_bottom
        if self._picture is not None:
            middle = self.camera.to_plan(*self._view_box().middle)
            self._turned = at_bottom != stage_is_below(self._picture.plan)
            self._place()
            self.centre_on(*middle)

    @property
    def is_preparing(self) -> bool:
        """Whether idle moments are still used for what a closer look will need."""
        return self._idle.isActive()

    # Zoom and scroll

    @property
    def camera(self) -> Camera:
        """Where the house is seen from now."""
        return self._picture.camera if self._picture is not None else Camera()

    @property
    def seat_size(self) -> float:
        """The diameter in logical pixels at which most seats are drawn."""
        return self._picture.diameter * self._scale if self._picture is not None else 0.0

    def fit(self) -> None:
        """Show the whole house, also when the window's size changes."""
        self._fitted = True
        self._scale = self._fit_scale()
        self._place()

    def zoom_in(self) -> None:
        """One step closer, to the middle of the view."""
        self.zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        """One step back."""
        self.zoom(1 / ZOOM_STEP)

    def zoom(self, factor: float, *, at: QPointF | None = None) -> None:
        """Draw larger or smaller; what is seen ``at`` (the middle of the view) stays where it is."""
        if self._picture is None:
            return
        least = self._fit_scale()
        largest = max(LARGEST_SEAT / self._picture.diameter, least)
        scale = min(max(self._scale * factor, least), largest)
        if scale == self._scale:
            return
        at = at if at is not None else QRectF(self.viewport().rect()).center()
        ratio = self.devicePixelRatioF()
        x, y = self.camera.to_plan(at.x() * ratio, at.y() * ratio)
        self._scale, self._fitted = scale, scale == least
        self._place()
        self._scroll_to(x, y, at=at)

    def centre_on(self, x: float, y: float) -> None:
        """Scroll so that a place of the plan is in the middle."""
        self._scroll_to(x, y, at=QRectF(self.viewport().rect()).center())

    def pan(self, by: QPointF) -> None:
        """Scroll by so many logical pixels, as if the house was taken by the hand."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(by.x()))
        down.setValue(down.value() - round(by.y()))

    def place_of_seat(self, seat: int) -> QRectF:
        """Where a seat is drawn in the viewport, in logical pixels."""
        if self._picture is None:
            return QRectF()
        grid, ratio = self._picture.grid, self.devicePixelRatioF()
        x, y = self.camera.to_view(grid.xs[seat], grid.ys[seat])
        radius = max(grid.radii[seat] * self.camera.scale, 1.0)
        return QRectF((x - radius) / ratio, (y - radius) / ratio, 2 * radius / ratio, 2 * radius / ratio)

    def row_names(self, part: Box | None = None) -> list[tuple[int, QRectF]]:
        """The rows whose names are drawn in ``part`` of the view (device pixels), and where in the viewport."""
        if self._picture is None:
            return []
        ratio, camera = self.devicePixelRatioF(), self.camera
        names = self._picture.row_names(part or self._view_box())
        boxes = [(name.row, name.box.moved(camera.x, camera.y)) for name in names]
        return [
            (row, QRectF(box.left / ratio, box.top / ratio, box.width / ratio, box.height / ratio))
            for row, box in boxes
        ]

    def show_seat(self, seat: int) -> None:
        """Scroll as far as it takes to see a seat and what is around it."""
        place = self.place_of_seat(seat)
        margin = min(48.0, self.viewport().width() / 4, self.viewport().height() / 4)
        inner = QRectF(self.viewport().rect()).adjusted(margin, margin, -margin, -margin)
        self.pan(
            QPointF(
                max(inner.left() - place.left(), 0.0) or min(inner.right() - place.right(), 0.0),
                max(inner.top() - place.top(), 0.0) or min(inner.bottom() - place.bottom(), 0.0),
            )
        )

    # Painting

    def update_seats(self, seats: list[int]) -> None:
        """Have some seats painted anew; many of them as the whole view."""
        if len(seats) > FEW:
            self.viewport().update()
            return
        for seat in seats:
            self.viewport().update(self._reach_of(seat))

    def paint_over(self, painter: QPainter) -> None:
        """Draw what lies over the seats; the painter is in device pixels."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the damaged parts and nothing else."""
        painter = QPainter(self.viewport())
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        if self._picture is None:
            painter.fillRect(QRectF(*self._view_box()), self._theme.color("page"))
            return
        region = event.region()
        parts = [*cast("Iterable[QRect]", region)] if region.rectCount() <= FEW else [event.rect()]
        for rect in parts:
            part = Box(
                floor(rect.x() * ratio), floor(rect.y() * ratio),
                ceil((rect.x() + rect.width()) * ratio), ceil((rect.y() + rect.height()) * ratio),
            )  # fmt: skip
            painter.setClipRect(QRectF(part.left, part.top, part.width, part.height))
            self._picture.paint(painter, part)
            self.paint_over(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep a fitted house fitted, and another one where it is."""
        super().resizeEvent(event)
        if self._fitted:
            self._scale = self._fit_scale()
        self._place()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 (Qt's name)
        """Follow the scroll bars."""
        self._aim()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the font and the screen that the window is on."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._place()

    def _prepare(self) -> None:
        """Use idle moments, each so short that a click does not wait."""
        until = monotonic() + IDLE_SLICE
        for _ in self._preparing:
            if monotonic() > until:
                return
        self._idle.stop()

    # Where the picture lies in the view

    def _view_box(self) -> Box:
        ratio, size = self.devicePixelRatioF(), self.viewport().size()
        return Box(0.0, 0.0, size.width() * ratio, size.height() * ratio)

    def _fit_scale(self) -> float:
        if self._picture is None:
            return 1.0
        size, bounds = self.maximumViewportSize(), self._picture.bounds
        return min(
            max(size.width() - 2 * BESIDE, 1.0) / (bounds.width or 1.0),
            max(size.height() - 2 * ABOVE, 1.0) / (bounds.height or 1.0),
            LARGEST_FITTED / self._picture.diameter,
        )

    def _extent(self) -> Box:
        """The house with its margin, in device pixels around the plan's origin."""
        assert self._picture is not None  # noqa: S101 (callers asked already; for the type checker)
        ratio = self.devicePixelRatioF()
        return (
            Camera(self._scale * ratio, turned=self._turned)
            .box_to_view(self._picture.bounds)
            .grown(BESIDE * ratio, ABOVE * ratio)
        )

    def _place(self) -> None:
        """Give the scroll bars what there is to scroll, then look."""
        if self._picture is None:
            return
        extent, ratio, size = self._extent(), self.devicePixelRatioF(), self.viewport().size()
        for bar, whole, page, spare in (
            (self.horizontalScrollBar(), extent.width / ratio, size.width(), self.minimap.width()),
            (self.verticalScrollBar(), extent.height / ratio, size.height(), self.minimap.height()),
        ):
            bar.setPageStep(page)
            bar.setSingleStep(max(page // 20, 1))
            # So far beyond the house that its last seats come out from under the minimap.
            bar.setRange(0, 0 if self._fitted or whole <= page else ceil(whole) - page + spare)
        self._aim()

    def _scroll_to(self, x: float, y: float, *, at: QPointF) -> None:
        if self._picture is None:
            return
        extent, ratio = self._extent(), self.devicePixelRatioF()
        self.horizontalScrollBar().setValue(round((self.camera.signed * x - extent.left) / ratio - at.x()))
        self.verticalScrollBar().setValue(round((self.camera.signed * y - extent.top) / ratio - at.y()))

    def _aim(self) -> None:
        """Point the camera to where the scroll bars say."""
        if self._picture is None:
            return
        extent, view, ratio = self._extent(), self._view_box(), self.devicePixelRatioF()

        def origin(start: float, whole: float, seen: float, value: int) -> int:
            return round((seen - whole) / 2 - start if whole <= seen or self._fitted else -start - value * ratio)

        self._picture.look_from(
            Camera(
                scale=self._scale * ratio,
                x=origin(extent.left, extent.width, view.width, self.horizontalScrollBar().value()),
                y=origin(extent.top, extent.height, view.height, self.verticalScrollBar().value()),
                turned=self._turned,
                ratio=ratio,
            )
        )
        self.minimap.look(self.camera, view)
        self.viewport().update()

    def _reach_of(self, seat: int) -> QRect:
        """The part of the viewport that a seat with all its rings can touch."""
        place = self.place_of_seat(seat)
        more = place.width() * 0.2 + 7
        return place.adjusted(-more, -more, more, more).toAlignedRect()
