"""Mouse, wheel, touch and pinch over the map: what a hand does, told to the map in its own words."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from boxoffice.gui.seatmap.seat_map import SeatMap

NOTCH = 120.0  # a wheel's click in eighths of a degree
WHEEL_ZOOM = 1.25


class Drag(Enum):
    """What a pressed button is doing."""

    NOTHING = auto()
    PRESSED = auto()  # not yet moved far enough to be a drag
    SELECTING = auto()
    PANNING = auto()


class Mouse:
    """The state of one press; everything else is the map's."""

    def __init__(self, seat_map: "SeatMap") -> None:
        self._map = seat_map
        self._drag = Drag.NOTHING
        self._from = self._last = QPointF()
        self._by_touch = False
        self._finished = False  # the first click of a double one already did what this one's release would

    @property
    def selecting(self) -> QRectF | None:
        """The rectangle that is being drawn, in viewport pixels."""
        if self._drag is not Drag.SELECTING:
            return None
        return QRectF(self._from, self._last).normalized()

    def press(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._from = self._last = event.position()
        self._by_touch = event.pointerType() is QPointingDevice.PointerType.Finger
        self._finished = False
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag = Drag.PRESSED
        elif event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            self._begin_pan()

    def move(self, event: QMouseEvent) -> None:
        """Go on with a drag, or point at a seat."""
        where = event.position()
        if self._drag is Drag.NOTHING:
            self._map.hover(where)
            return
        far = (where - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._drag is Drag.PRESSED and far and not self._finished:
            if self._by_touch:
                self._begin_pan()
            else:
                self._drag = Drag.SELECTING
        if self._drag is Drag.PANNING:
            self._map.pan(where - self._last)
        self._last = where
        if self._drag is Drag.SELECTING:
            self._map.viewport().update()

    def release(self, event: QMouseEvent) -> None:
        """End a click or a drag."""
        drag, area, self._drag = self._drag, self.selecting, Drag.NOTHING
        self._map.viewport().unsetCursor()
        if drag is Drag.SELECTING and area is not None:
            self._map.viewport().update()
            self._map.take_area(area)
        elif drag is Drag.PRESSED and not self._finished:
            row = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._map.click(event.position(), touch=self._by_touch, whole_row=row)

    def double_click(self, event: QMouseEvent) -> None:
        """Take a second click that comes at once for the first: a hurried hand must not give the seat back."""
        self.press(event)
        self._finished = True

    def cancel(self) -> bool:
        """Forget a rectangle that is being drawn; whether there was one."""
        drawing = self._drag is Drag.SELECTING
        if drawing:
            self._drag = Drag.NOTHING
            self._map.viewport().update()
        return drawing

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the cursor by a wheel; scroll by two fingers on a touchpad, zoom there with Ctrl."""
        modifiers = event.modifiers()
        on_touchpad = (
            event.device().type() is QInputDevice.DeviceType.TouchPad
            or event.phase() is not Qt.ScrollPhase.NoScrollPhase
        )
        if on_touchpad and not modifiers & Qt.KeyboardModifier.ControlModifier:
            by = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            self._map.pan(QPointF(by))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier or not event.angleDelta().y():
            self._map.pan(QPointF(event.angleDelta().x() or event.angleDelta().y(), 0))
        else:
            self._map.zoom(WHEEL_ZOOM ** (event.angleDelta().y() / NOTCH), at=event.position())
        event.accept()

    def pinch(self, event: QEvent) -> bool:
        """Zoom by two fingers on a touch screen or a touchpad; whether the event was that."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
                return False
            self._map.zoom(1.0 + event.value(), at=event.position())
            return True
        pinch = event.gesture(Qt.GestureType.PinchGesture) if isinstance(event, QGestureEvent) else None
        if not isinstance(event, QGestureEvent) or not isinstance(pinch, QPinchGesture):
            return False
        self._drag = Drag.NOTHING
        self._map.pan(pinch.centerPoint() - pinch.lastCenterPoint())
        self._map.zoom(pinch.scaleFactor(), at=QPointF(self._map.viewport().mapFromGlobal(pinch.centerPoint())))
        event.accept(pinch)
        return True

    def _begin_pan(self) -> None:
        self._drag = Drag.PANNING
        self._map.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
