"""The map for a screen reader: a list whose items are the seats, each with its name, place, state and one action.

Qt keeps an accessible object by its address as long as it is registered, so every one made here is held until Qt
has let go of it: seats until another house is shown, maps as long as the program runs.
"""

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget

from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.words import spoken

if TYPE_CHECKING:
    from boxoffice.gui.seatmap.seat_map import SeatMap


def speak(seat_map: "SeatMap", seat: int) -> None:
    """Tell a screen reader, if one listens, that the keyboard is on another seat."""
    if QAccessible.isActive() and seat_map.hasFocus():
        event = QAccessibleEvent(seat_map, QAccessible.Event.Focus)
        event.setChild(seat)
        QAccessible.updateAccessibility(event)


class SpokenSeat(QAccessibleInterface):
    """One seat: "Stalls, row C, seat 12, free, 45.00"."""

    def __init__(self, seat_map: "SeatMap", seat: int) -> None:
        super().__init__()
        self.seat = seat
        self._map = seat_map
        self._press = PressSeat(seat_map, seat)

    def isValid(self) -> bool:  # noqa: N802 (Qt's name)
        """Whether the seat is still shown."""
        return shiboken6.isValid(self._map) and self.seat < self._map.seat_count

    def object(self) -> QObject:
        """None: a seat is no object of Qt's."""
        return cast("QObject", None)

    def window(self) -> QWindow:
        """The window that the map is in."""
        return cast("QWindow", self._map.window().windowHandle() if self.isValid() else None)

    def parent(self) -> QAccessibleInterface:
        """The map."""
        return QAccessible.queryAccessibleInterface(self._map)

    def child(self, index: int) -> QAccessibleInterface:  # noqa: ARG002 (Qt's signature)
        """None: there is nothing in a seat."""
        return cast("QAccessibleInterface", None)

    def childCount(self) -> int:  # noqa: N802 (Qt's name)
        """None."""
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: ARG002, N802 (Qt's signature)
        """None."""
        return cast("QAccessibleInterface", None)

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802 (Qt's name)
        """Never one of them."""
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        """The seat's spoken name."""
        facts = self._map.facts(self.seat) if kind is QAccessible.Text.Name and self.isValid() else None
        return spoken(facts) if facts is not None else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802 (Qt's name)
        """Nothing: a seat is not renamed here."""

    def rect(self) -> QRect:
        """Where the seat is on the screen."""
        if not self.isValid():
            return QRect()
        place = self._map.place_of_seat(self.seat).toAlignedRect()
        return place.translated(self._map.viewport().mapToGlobal(QPoint(0, 0)))

    def role(self) -> QAccessible.Role:
        """An item of the map's list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Focused where the keyboard is, selected when it is in this order, unavailable when it cannot be taken."""
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        status = self._map.status(self.seat)
        state.focusable = state.selectable = True
        state.focused = self._map.hasFocus() and self._map.current == self.seat
        state.selected = status is SeatStatus.MINE
        state.disabled = status not in (SeatStatus.FREE, SeatStatus.MINE)
        state.offscreen = not self._map.viewport().rect().intersects(self._map.place_of_seat(self.seat).toAlignedRect())
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """The action of the seat, as the address that Qt asks for."""
        if kind is QAccessible.InterfaceType.ActionInterface:
            return cast("int", shiboken6.VoidPtr(shiboken6.getCppPointer(self._press)[0]))
        return cast("int", None)


class PressSeat(QAccessibleActionInterface):
    """What pressing a seat by a screen reader does: the same as the space key."""

    def __init__(self, seat_map: "SeatMap", seat: int) -> None:
        super().__init__()
        self._map, self._seat = seat_map, seat

    def actionNames(self) -> list[str]:  # noqa: N802 (Qt's name)
        """Press, and go there."""
        return [QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.setFocusAction()]

    def doAction(self, name: str) -> None:  # noqa: N802 (Qt's name)
        """Do one of them."""
        if not shiboken6.isValid(self._map) or self._seat >= self._map.seat_count:
            return
        if name == QAccessibleActionInterface.pressAction():
            self._map.press_seat(self._seat)
        elif name == QAccessibleActionInterface.setFocusAction():
            self._map.setFocus()
            self._map.set_current(self._seat)

    def keyBindingsForAction(self, name: str) -> list[str]:  # noqa: N802 (Qt's name)
        """The key that does the same."""
        return ["Space"] if name == QAccessibleActionInterface.pressAction() else []


class SpokenMap(QAccessibleWidget):
    """The map; its children are its seats, in the plan's order, made when they are asked for."""

    def __init__(self, seat_map: "SeatMap") -> None:
        super().__init__(seat_map, QAccessible.Role.List)
        self._map = seat_map
        self._seats: dict[int, SpokenSeat] = {}

    def childCount(self) -> int:  # noqa: N802 (Qt's name)
        """One a seat."""
        return self._map.seat_count if shiboken6.isValid(self._map) else 0

    def child(self, index: int) -> QAccessibleInterface:
        """A seat."""
        if not 0 <= index < self.childCount():
            return cast("QAccessibleInterface", None)
        seat = self._seats.get(index)
        if seat is None:
            seat = self._seats[index] = SpokenSeat(self._map, index)
            QAccessible.registerAccessibleInterface(seat)
        return seat

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 (Qt's name)
        """The number of a seat."""
        return child.seat if isinstance(child, SpokenSeat) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: N802 (Qt's name)
        """The seat at a place of the screen."""
        where = self._map.viewport().mapFromGlobal(QPointF(x, y))
        seat = self._map.seat_at(where)
        return self.child(-1 if seat is None else seat)

    def focusChild(self) -> QAccessibleInterface:  # noqa: N802 (Qt's name)
        """The seat that the keyboard is on."""
        return self.child(self._map.current if self._map.hasFocus() else -1)

    def forget_seats(self) -> None:
        """Let go of the seats of a house that is no longer shown."""
        seats, self._seats = list(self._seats.values()), {}
        for seat in seats:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(seat))
