"""The seat map: a house whose seats are taken and given back by mouse, touch, keyboard and screen reader."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from boxoffice.domain.errors import QT_TRANSLATE_NOOP
from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatFacts, SeatStatus
from boxoffice.gui.seatmap.grid import Box
from boxoffice.gui.seatmap.house_view import HouseView
from boxoffice.gui.seatmap.mouse import Mouse
from boxoffice.gui.seatmap.spoken import SpokenMap, speak
from boxoffice.gui.seatmap.walk import Walk, Way
from boxoffice.gui.seatmap.words import say, status_of, tooltip

SMALLEST_CLICK = 12.0  # logical pixels: a smaller seat is zoomed to, not taken
SMALLEST_TOUCH = 7.0  # millimetres
COMFORTABLE = 22.0  # the seats' size after a click that zoomed
NEAR = 0.75  # of a seat's size from its middle: a click between two neighbours means the nearer one
MANY = 20  # more seats at once are asked about
KEYS = {
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
}

COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
ROW_KEYS: dict[Qt.Key, Callable[[Walk, int], int]] = {
    Qt.Key.Key_Home: lambda walk, seat: walk.row_of(seat)[0],
    Qt.Key.Key_End: lambda walk, seat: walk.row_of(seat)[-1],
    Qt.Key.Key_PageUp: lambda walk, seat: walk.next_row(seat, -1),
    Qt.Key.Key_PageDown: lambda walk, seat: walk.next_row(seat, 1),
}


class SeatMap(HouseView):
    """Shows one house; asks for seats by signals and never changes a status itself. Seats are indices in the plan.

    More than MANY seats at once are asked about by ``confirm``, which answers for a count.
    ``take_asked`` and ``give_back_asked`` carry lists of seats, ``said`` a sentence for the clerk.
    """

    take_asked = Signal(list)
    give_back_asked = Signal(list)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, confirm: Callable[[int], bool] | None = None) -> None:
        super().__init__(parent)
        self.confirm = confirm or self._ask
        self._facts: Callable[[int], SeatFacts] | None = None
        self._walk: Walk | None = None
        self._current = self._hovered = -1
        self._mouse = Mouse(self)
        self._spoken: SpokenMap | None = None
        _tell_qt()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say(QT_TRANSLATE_NOOP("SeatMap", "Seat map")))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    # What is shown

    def show_house(
        self, plan: SeatingPlan, statuses: Sequence[SeatStatus] | bytes, *, facts: Callable[[int], SeatFacts]
    ) -> None:
        """Show a house, fitted; ``facts`` answers what a seat is, for tooltip and screen reader."""
        self._facts = facts
        self._walk = None
        self._set_hovered(-1)
        self._set_current(-1)
        self.show_picture(plan, bytes(statuses))
        if self._spoken is not None:
            self._spoken.forget_seats()

    def clear(self) -> None:
        """Show no house, so that no click meets the seats of the last one."""
        self._set_hovered(-1)
        self._set_current(-1)
        self._facts = self._walk = None
        self.clear_picture()
        if self._spoken is not None:
            self._spoken.forget_seats()

    def set_statuses(self, changes: Iterable[tuple[int, SeatStatus]]) -> None:
        """Show that seats have other statuses now: (seat, status); what stays the same costs nothing."""
        if self._picture is not None:
            self.update_seats(self._picture.change(changes))

    def facts(self, seat: int) -> SeatFacts | None:
        """What is known of a seat."""
        return self._facts(seat) if self._facts is not None and 0 <= seat < self.seat_count else None

    @property
    def plan(self) -> SeatingPlan | None:
        """The house that is shown."""
        return self._picture.plan if self._picture is not None else None

    @property
    def seat_count(self) -> int:
        """How many seats the house has."""
        return len(self._picture.grid) if self._picture is not None else 0

    def status(self, seat: int) -> SeatStatus:
        """What is shown for a seat."""
        return SeatStatus(self._picture.statuses[seat]) if self._picture is not None else SeatStatus.KEPT

    def accessible(self) -> SpokenMap:
        """This map for a screen reader."""
        if self._spoken is None:
            self._spoken = SpokenMap(self)
        return self._spoken

    # Which seat is meant

    @property
    def current(self) -> int:
        """The seat that the keyboard acts on; -1 for none."""
        return self._current

    def set_current(self, seat: int) -> None:
        """Move the keyboard's seat, into view, and tell a screen reader."""
        self._set_current(seat)
        if seat >= 0:
            self.show_seat(seat)
            speak(self, seat)

    def seat_at(self, where: QPointF, *, reach: float = 1.0) -> int | None:
        """The seat drawn at a place of the viewport, or the nearest whose middle is within ``reach`` logical pixels."""
        if self._picture is None:
            return None
        ratio = self.devicePixelRatioF()
        x, y = self.camera.to_plan(where.x() * ratio, where.y() * ratio)
        return self._picture.grid.seat_at(x, y, reach=reach * ratio / self.camera.scale)

    def hover(self, where: QPointF) -> None:
        """Point at what is there."""
        seat = self.seat_at(where)
        self._set_hovered(-1 if seat is None else seat)

    # Asking for seats

    def click(self, where: QPointF, *, touch: bool = False, whole_row: bool = False) -> int | None:
        """Take or give back the seat at a place, or its row, or come closer; the seat if there was one to act on."""
        if self._picture is None:
            return None
        row = self._row_named_at(where)
        if row is not None:
            self.take_all(row)
            return None
        if self.seat_size < self._smallest(touch=touch):
            self.zoom(max(COMFORTABLE, self._smallest(touch=touch)) / self.seat_size, at=where)
            return None
        seat = self.seat_at(where, reach=NEAR * self.seat_size)
        if seat is None:
            return None
        self._set_current(seat)
        if whole_row:
            self.take_row_of(seat)
        else:
            self.press_seat(seat)
        return seat

    def press_seat(self, seat: int) -> None:
        """Ask for a free seat, ask to give back an own one, or say why neither can be."""
        self.set_current(seat)
        match self.status(seat):
            case SeatStatus.FREE:
                self.take_asked.emit([seat])
            case SeatStatus.MINE:
                self.give_back_asked.emit([seat])
            case _:
                self._say_why_not(seat)

    def take_row_of(self, seat: int) -> None:
        """Ask for the free seats of the physical row in which a seat stands."""
        self.take_all(self._steps().row_of(seat))

    def take_area(self, area: QRectF) -> None:
        """Ask for the free seats in a rectangle of the viewport."""
        if self._picture is None:
            return
        ratio = self.devicePixelRatioF()
        box = Box(area.left() * ratio, area.top() * ratio, area.right() * ratio, area.bottom() * ratio)
        self.take_all(self._picture.grid.seats_in(self.camera.box_to_plan(box)))

    def take_all(self, seats: Sequence[int]) -> None:
        """Ask for those seats that are shown free, and say how many were left out."""
        others = [seat for seat in seats if self.status(seat) is not SeatStatus.MINE]
        free = [seat for seat in others if self.status(seat) is SeatStatus.FREE]
        left_out = len(others) - len(free)
        if left_out:
            sentence = QT_TRANSLATE_NOOP("SeatMap", "{left_out} of {count} seats were not free and were left out.")
            self.said.emit(say(sentence, left_out=left_out, count=len(others)))
        asked_in = self._picture
        if free and (len(free) <= MANY or self.confirm(len(free))) and self._picture is asked_in:
            self.take_asked.emit(free)

    def _ask(self, count: int) -> bool:
        question = say(QT_TRANSLATE_NOOP("SeatMap", "Take {count} seats at once?"), count=count)
        title = say(QT_TRANSLATE_NOOP("SeatMap", "Many seats"))
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 (no start waits for it)

        return QMessageBox.question(self, title, question) == QMessageBox.StandardButton.Yes

    def _say_why_not(self, seat: int) -> None:
        facts = self.facts(seat)
        if facts is not None and self.plan is not None:
            sentence = QT_TRANSLATE_NOOP("SeatMap", "{seat} is {status}.")
            self.said.emit(say(sentence, seat=self.plan.seats[seat].name, status=status_of(facts)))

    def _smallest(self, *, touch: bool) -> float:
        return SMALLEST_TOUCH * self.physicalDpiX() / 25.4 if touch else SMALLEST_CLICK

    def _row_named_at(self, where: QPointF) -> tuple[int, ...] | None:
        ratio = self.devicePixelRatioF()
        x, y = where.x() * ratio, where.y() * ratio
        names = self.row_names(Box(x, y, x, y))
        return next((self._steps().row(row) for row, place in names if place.contains(where)), None)

    def _steps(self) -> Walk:
        if self._walk is None:
            assert self._picture is not None  # noqa: S101 (asked only about seats that are shown)
            self._walk = Walk(self._picture.plan, self._picture.grid)
        return self._walk

    # The current and the hovered seat

    def _set_current(self, seat: int) -> None:
        before, self._current = self._current, seat
        if seat != before:
            self._repaint_rings(before, seat)

    def _set_hovered(self, seat: int) -> None:
        before, self._hovered = self._hovered, seat
        if seat != before:
            self._repaint_rings(before, seat)

    def _repaint_rings(self, *seats: int) -> None:
        self.update_seats([seat for seat in seats if 0 <= seat < self.seat_count])

    def paint_over(self, painter: QPainter) -> None:
        """Rings around the hovered and the current seat, and the rectangle that is being drawn."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for seat, inner, width in ((self._hovered, 1.5, 1.5), (self._current, 3.0, 2.5)):
            if 0 <= seat < self.seat_count:
                self._ring(painter, seat, away=inner, width=width)
        area = self._mouse.selecting
        if area is not None:
            self._band(painter, area)

    def _ring(self, painter: QPainter, seat: int, *, away: float, width: float) -> None:
        ratio, place = self.devicePixelRatioF(), self.place_of_seat(seat)
        more = place.width() * 0.12 + away
        place = place.adjusted(-more, -more, more, more)
        ring = QRectF(place.topLeft() * ratio, place.size() * ratio)
        for use, wide in (("page", width + 2), ("text" if seat == self._hovered else "accent", width)):
            painter.setPen(QPen(self.theme.color(use), wide * ratio))
            painter.drawEllipse(ring)

    def _band(self, painter: QPainter, area: QRectF) -> None:
        ratio, shade = self.devicePixelRatioF(), self.theme.color("accent")
        painter.setPen(QPen(shade, ratio))
        shade.setAlphaF(0.14)
        painter.setBrush(shade)
        painter.drawRect(QRectF(area.topLeft() * ratio, area.size() * ratio))

    # Events

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Tooltips and pinches; the rest as ever."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_tooltip(event)
            return True
        if event.type() is QEvent.Type.Leave:
            self._set_hovered(-1)
        if event.type() in (QEvent.Type.Gesture, QEvent.Type.NativeGesture) and self._mouse.pinch(event):
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """See Mouse."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """See Mouse."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """See Mouse."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """See Mouse."""
        self._mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """See Mouse."""
        self._mouse.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Arrows, Home, End and Page keys walk, space acts; everything else belongs to the window."""
        if event.modifiers() & COMMAND or not self._handle_key(Qt.Key(event.key())):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell a screen reader which seat is meant."""
        super().focusInEvent(event)
        if self._current >= 0:
            speak(self, self._current)

    def _handle_key(self, key: Qt.Key) -> bool:
        if self._picture is None or not self.seat_count:
            return False
        if key is Qt.Key.Key_Escape:
            return self._mouse.cancel()
        if key is Qt.Key.Key_Space and self._current >= 0:
            self.press_seat(self._current)
            return True
        goal = self._goal(key)
        if goal is None:
            return key in KEYS
        self.set_current(goal)
        return True

    def _goal(self, key: Qt.Key) -> int | None:
        """The seat that a key leads to; into the house it is the first seat in the middle of the view."""
        if self._current < 0:
            return self._entrance() if key in KEYS or key in ROW_KEYS or key is Qt.Key.Key_Space else None
        walk = self._steps()
        if key in KEYS:
            return walk.step(self._current, KEYS[key], turned=self.camera.turned)
        return ROW_KEYS[key](walk, self._current) if key in ROW_KEYS else None

    def _entrance(self) -> int | None:
        middle = QRectF(self.viewport().rect()).center()
        return self.seat_at(middle, reach=float(self.viewport().width() + self.viewport().height()))

    def _show_tooltip(self, event: QHelpEvent) -> None:
        seat = self.seat_at(QPointF(event.pos()))
        facts = self.facts(seat) if seat is not None else None
        if seat is None or facts is None:
            QToolTip.hideText()
            return
        QToolTip.showText(event.globalPos(), tooltip(facts), self.viewport(), self.place_of_seat(seat).toAlignedRect())


def _tell_qt() -> None:
    """Have Qt ask here for the accessible object of a map; once in a program."""
    if not _told:
        _told.append(_accessible)
        QAccessible.installFactory(_accessible)


_told: list[object] = []


def _accessible(_class_name: str, of: QObject | None) -> QAccessibleInterface | None:
    return of.accessible() if isinstance(of, SeatMap) else None
