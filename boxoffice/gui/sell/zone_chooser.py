"""Asks for the price zone of a party, by price, under the box where it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from boxoffice.gui.sell.typing_box import is_typed
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QFontMetrics
    from PySide6.QtWidgets import QWidget

    from boxoffice.domain.figures import Figures

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ZONE = Qt.ItemDataRole.UserRole
_MOST_LINES = 9
_LINE_HEIGHT = 28
_INSET = 12
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ZoneOffer:
    """A price zone to choose: its index, name, price (formatted), and how many seats are free in it."""

    zone: int
    name: str
    price: str
    free: int


class _Offers(QTreeWidget):
    """Zones in lines; Enter and a click choose, letters and digits go on to the box for typing."""

    def __init__(self, chosen: Callable[[], None], left: Callable[[], None]) -> None:
        super().__init__()
        self._chosen, self._left = chosen, left
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Price zones")
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(0)
        for column in range(3):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.itemClicked.connect(lambda _item, _column: chosen())

    def event(self, event: QEvent) -> bool:
        # Enter on the number pad means the zone here, and not the sale.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in _ENTER:
            self._chosen()
        elif is_typed(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self._left()


class ZoneChooser(QFrame):
    """Lies over its parent, so that nothing moves; goes when a zone is chosen or the focus goes elsewhere."""

    def __init__(self, parent: QWidget, *, figures: Figures) -> None:
        super().__init__(parent)
        self._over = parent
        self._figures = figures
        self.setObjectName("card")
        self._done: Callable[[int], None] | None = None
        self.question = Text()
        tones.set_type(self.question, 1.0, tone="quiet")
        self.offers = _Offers(self._choose, self.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(self.question)
        layout.addWidget(self.offers)
        self.hide()

    def ask(self, party: str, offers: Sequence[ZoneOffer], done: Callable[[int], None], *, under: QWidget) -> None:
        """Let the clerk choose for a party ("4 seats"); ``done`` gets the zone, or is never called."""
        self._done = done
        self.question.setText(f"{party[:1].upper()}{party[1:]}: which price zone?")
        self.offers.clear()
        for offer in offers:
            self.offers.addTopLevelItem(_line(offer, self.fontMetrics(), self._figures))
        first = next((at for at, offer in enumerate(offers) if offer.free), 0)
        self.offers.setCurrentIndex(self.offers.model().index(first, 0))
        self._settle(under, lines=min(len(offers), _MOST_LINES))
        self.show()
        self.raise_()
        self.offers.setFocus()

    def _settle(self, under: QWidget, *, lines: int) -> None:
        """Under the box, inside the parent, as wide as the words are."""
        offers = self.offers
        height = lines * _LINE_HEIGHT + 2 * offers.frameWidth()
        width = sum(offers.sizeHintForColumn(column) for column in range(3)) + 2 * offers.frameWidth() + 18
        offers.setFixedSize(max(width, self.question.sizeHint().width(), 240), height)
        self.adjustSize()
        room = self._over
        corner = under.mapTo(room, QPoint(0, under.height() + 4))
        self.move(max(8, min(corner.x(), room.width() - self.width() - 8)), corner.y())

    def _choose(self) -> None:
        item, done = self.offers.currentItem(), self._done
        if item is None or item.isDisabled() or done is None:
            return
        self._done = None
        self.hide()
        done(item.data(0, _ZONE))


def _line(offer: ZoneOffer, letters: QFontMetrics, figures: Figures) -> QTreeWidgetItem:
    line = QTreeWidgetItem([f" {offer.name}", f"   {offer.price}", f"   {figures.count(offer.free)} free "])
    line.setData(0, _ZONE, offer.zone)
    line.setDisabled(offer.free == 0)
    line.setSizeHint(0, QSize(letters.horizontalAdvance(line.text(0)) + _INSET, _LINE_HEIGHT))
    for column in (1, 2):
        line.setTextAlignment(column, _RIGHT)
    return line
