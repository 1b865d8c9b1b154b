"""The whole house, small, in a corner of the view that shows a part of it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.grid import Box
from boxoffice.gui.seatmap.picture import Picture

WIDTH, HEIGHT = 190, 130
INSET = 12  # from the corner of the view
PADDING = 8.0


class Minimap(QWidget):
    """A small house with a frame around what is seen; a press or drag goes there."""

    def __init__(self, parent: QWidget, *, on_place: Callable[[float, float], None]) -> None:
        super().__init__(parent)
        self._on_place = on_place
        self._picture: Picture | None = None
        self._image = QPixmap()
        self._seen = Box(0, 0, 0, 0)
        self.resize(WIDTH, HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_house(self, picture: Picture) -> None:
        """Draw another house, when it is next needed."""
        self._picture, self._image = picture, QPixmap()

    def prepare(self) -> Iterator[None]:
        """Draw the house before it is looked at."""
        yield
        self._draw_house()

    def look(self, camera: Camera, view: Box) -> None:
        """Frame what is seen now; hide while that is everything."""
        if self._picture is None:
            return
        self._seen = camera.box_to_plan(view)
        all_seen = self._seen.holds(self._picture.bounds)
        small = view.width < 3 * WIDTH * camera.ratio or view.height < 3 * HEIGHT * camera.ratio
        self.setVisible(not all_seen and not small)
        if not self.isHidden():
            self._sit(view, camera.ratio)
            if self._camera().turned != camera.turned:
                self._image = QPixmap()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the house and the frame."""
        if self._picture is None:
            return
        theme, camera, ratio = self._picture.theme, self._camera(), self.devicePixelRatioF()
        self._draw_house()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("line"), theme.line_width))
        painter.drawRoundedRect(frame, 6, 6)
        painter.drawPixmap(0, 0, self._image)
        seen = camera.box_to_view(self._seen)
        box = QRectF(seen.left / ratio, seen.top / ratio, seen.width / ratio, seen.height / ratio)
        shade = theme.color("accent")
        painter.setPen(QPen(shade, 1.5))
        shade.setAlphaF(0.12)
        painter.setBrush(shade)
        painter.drawRoundedRect(box.intersected(frame.adjusted(2, 2, -2, -2)), 2, 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Go there."""
        ratio = self.devicePixelRatioF()
        self._on_place(*self._camera().to_plan(event.position().x() * ratio, event.position().y() * ratio))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)

    def _draw_house(self) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is not None and (self._image.isNull() or self._image.devicePixelRatio() != ratio):
            self._image = self._picture.thumbnail(self._camera(), size=QSize(WIDTH, HEIGHT) * ratio)
            self._image.setDevicePixelRatio(ratio)

    def _sit(self, view: Box, ratio: float) -> None:
        self.setGeometry(
            round(view.width / ratio) - WIDTH - INSET, round(view.height / ratio) - HEIGHT - INSET, WIDTH, HEIGHT
        )

    def _camera(self) -> Camera:
        """The camera that fits the house into this widget."""
        if self._picture is None:
            return Camera()
        bounds, ratio = self._picture.bounds, self.devicePixelRatioF()
        scale = ratio * min((WIDTH - 2 * PADDING) / (bounds.width or 1), (HEIGHT - 2 * PADDING) / (bounds.height or 1))
        turned = self._picture.camera.turned
        x, y = Camera(scale, turned=turned).to_view(*bounds.middle)
        return Camera(scale, round(WIDTH * ratio / 2 - x), round(HEIGHT * ratio / 2 - y), turned=turned, ratio=ratio)
