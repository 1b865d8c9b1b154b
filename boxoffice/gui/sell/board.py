"""The board: performances from tonight on, with how full each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from boxoffice.domain import moments
from boxoffice.domain.performances import Performance, first_coming
from boxoffice.gui.figures import figures
from boxoffice.gui.sell.typing_box import SilentList, is_selected
from boxoffice.gui.widgets import tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import (
        QStyleOptionViewItem,
    )

    from boxoffice.domain.performances import House

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """A day on the board: "Tonight", "Tomorrow", then days."""

    text: str


class Entries(QAbstractListModel):
    """Headings and performances, filtered by what is looked for; a screen reader hears each as one sentence."""

    def __init__(self, house: House, parent: QWidget) -> None:
        super().__init__(parent)
        self._house = house
        self.entries: tuple[Heading | Performance, ...] = ()

    def show(self, performances: Sequence[Performance], *, today: object) -> None:
        """Show performances, in their order, under their days."""
        entries: list[Heading | Performance] = []
        for performance in performances:
            heading = Heading(self._heading(performance, today=today))
            if heading not in entries:
                entries.append(heading)
            entries.append(performance)
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def count_free(self, performance: int, free: int) -> None:
        """Show a newer count of one performance's free seats."""
        for row, entry in enumerate(self.entries):
            if isinstance(entry, Performance) and entry.id == performance and entry.free != free:
                counted = tuple(_with_free(e, free) if e is entry else e for e in self.entries)
                self.entries = counted
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if isinstance(entry, Heading):
            return entry.text
        when = moments.day_and_time(entry.starts_at, zone=self._house.time_zone)
        return f"{entry.event}, {when}, {entry.hall}, {entry.free} of {entry.seats} seats free"

    def _heading(self, performance: Performance, *, today: object) -> str:
        zone, day_start = self._house.time_zone, self._house.day_start
        date = moments.business_date(performance.starts_at, zone=zone, day_start=day_start)
        days = (date - today).days if isinstance(today, type(date)) else -1
        if days == 0:
            return "Tonight" if moments.local(performance.starts_at, zone=zone).hour >= _EVENING else "Today"
        # The business date's noon is on the same day everywhere.
        return "Tomorrow" if days == 1 else moments.day(performance.starts_at - day_start * moments.MINUTE, zone=zone)


_EVENING = 17


def _with_free(performance: Performance, free: int) -> Performance:
    return Performance(
        id=performance.id,
        event=performance.event,
        hall=performance.hall,
        plan=performance.plan,
        starts_at=performance.starts_at,
        seats=performance.seats,
        free=free,
    )


class _Painter(QStyledItemDelegate):
    """Draws a day as a quiet heading, a performance as time, event, hall, free seats and a thin bar."""

    def __init__(self, house: House, parent: QWidget) -> None:
        super().__init__(parent)
        self._house = house

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt's name)
        line = option.fontMetrics.height()
        heading = isinstance(index.data(_ENTRY), Heading)
        return QSize(120, line + 14 if heading else 2 * line + 24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Heading):
            self._paint_heading(painter, option, entry)
        else:
            self._paint_performance(painter, option, entry, selected=is_selected(option, index))
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        painter.setFont(tones.sized(option.font, 0.9, bold=True))
        painter.setPen(tones.theme().color("muted"))
        painter.drawText(option.rect.adjusted(12, 6, -8, -2), Qt.AlignmentFlag.AlignVCenter, heading.text)

    def _paint_performance(
        self, painter: QPainter, option: QStyleOptionViewItem, performance: Performance, *, selected: bool
    ) -> None:
        card = option.rect.adjusted(4, 2, -4, -2)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.highlight())
            painter.drawRoundedRect(card, 6, 6)
        text = tones.theme().color("on_accent" if selected else "text")
        faint = tones.theme().color("on_accent" if selected else "muted")
        inner = card.adjusted(8, 6, -8, -8)
        line = option.fontMetrics.height()
        time = moments.clock(performance.starts_at, zone=self._house.time_zone)
        column = option.fontMetrics.horizontalAdvance("00:00") + 16
        painter.setPen(text)
        painter.setFont(tones.sized(option.font, 1.0, bold=True))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, time)
        painter.setFont(option.font)
        right = QRect(inner.left() + column, inner.top(), inner.width() - column, line)
        event = painter.fontMetrics().elidedText(performance.event, Qt.TextElideMode.ElideRight, right.width())
        painter.drawText(right, Qt.AlignmentFlag.AlignTop, event)
        painter.setFont(tones.sized(option.font, 0.9))
        painter.setPen(faint)
        below = right.translated(0, line)
        free = "full" if performance.free == 0 else f"{figures(self._house.language).count(performance.free)} free"
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, free)
        room = below.width() - painter.fontMetrics().horizontalAdvance(free) - 8
        hall = painter.fontMetrics().elidedText(performance.hall, Qt.TextElideMode.ElideRight, room)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, hall)
        bar = QRect(inner.left(), card.bottom() - 7, inner.width(), 3)
        tones.draw_bar(painter, bar, share=_taken_share(performance), selected=selected)


def _taken_share(performance: Performance) -> float:
    return 1 - performance.free / performance.seats if performance.seats else 0.0


class Board(QWidget):
    """The list of performances with its search field; ``chosen`` carries the performance to be shown."""

    chosen = Signal(object)
    left = Signal()  # the search field is done with

    def __init__(self, house: House, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._performances: tuple[Performance, ...] = ()
        self._today: object = None
        self._shown: int | None = None
        self._awaited: int | None = None
        self._now = 0
        self.search = QLineEdit(placeholderText="Find an event or a day", clearButtonEnabled=True)
        self.search.setAccessibleName("Find a performance")
        self.search.textChanged.connect(self._refill)
        self.search.returnPressed.connect(self._choose_first)
        self._model = Entries(house, self)
        self.list = SilentList()
        self.list.setAccessibleName("Performances")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Painter(house, self))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(self._chose)
        self.nothing = QLabel("Nothing found", alignment=Qt.AlignmentFlag.AlignCenter)
        tones.set_tone(self.nothing, "quiet")
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 6, 8)
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)

    @property
    def shown(self) -> Performance | None:
        """The performance that is shown."""
        return next((p for p in self._performances if p.id == self._shown), None)

    @property
    def performances(self) -> tuple[Performance, ...]:
        """All performances of the board, also those that the search hides."""
        return self._performances

    def show_board(self, performances: tuple[Performance, ...], *, today: object, now: int) -> None:
        """Show the board anew; what was chosen stays chosen, else the first is that has not long begun."""
        self._performances, self._today, self._now = performances, today, now
        self._refill()
        awaited = next((p for p in performances if p.id == self._awaited), None)
        if awaited is not None:
            self._awaited = None
            self.choose(awaited)
        elif performances and self.shown is None:
            self.first()

    def wait_for(self, performance: int) -> None:
        """Choose a performance (id) as soon as it is on the board."""
        self._awaited = performance
        self.show_board(self._performances, today=self._today, now=self._now)

    def count_free(self, performance: int, free: int) -> None:
        """Show a newer count of one performance's free seats."""
        self._performances = tuple(_with_free(p, free) if p.id == performance else p for p in self._performances)
        self._model.count_free(performance, free)

    def choose(self, performance: Performance) -> None:
        """Show a performance of the board."""
        if performance.id != self._shown:
            self._shown = performance.id
            self._select()
            self.chosen.emit(performance)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) performance, all of them, whatever is looked for."""
        ids = [performance.id for performance in self._performances]
        if ids:
            at = ids.index(self._shown) if self._shown in ids else -by
            self.choose(self._performances[min(max(at + by, 0), len(ids) - 1)])

    def first(self) -> None:
        """Go to the first that has not long begun."""
        first = first_coming(self._performances, now=self._now)
        if first is not None:
            self.choose(first)

    def look_for(self) -> None:
        """Let the clerk type what to look for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _refill(self) -> None:
        words = self.search.text().casefold().split()
        found = [p for p in self._performances if all(word in self._text(p) for word in words)]
        self._model.show(found, today=self._today)
        self.nothing.setVisible(bool(words) and not found)
        self._select()

    def _text(self, performance: Performance) -> str:
        when = moments.long_day(performance.starts_at, zone=self._house.time_zone)
        time = moments.clock(performance.starts_at, zone=self._house.time_zone)
        return f"{performance.event} {performance.hall} {when} {time}".casefold()

    def _choose_first(self) -> None:
        first = next((entry for entry in self._model.entries if isinstance(entry, Performance)), None)
        if first is not None:
            self.choose(first)
            self.search.clear()
            self.left.emit()

    def _select(self) -> None:
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        for row, entry in enumerate(self._model.entries):
            if isinstance(entry, Performance) and entry.id == self._shown:
                self.list.setCurrentIndex(self._model.index(row))
                self.list.scrollTo(self._model.index(row))
        selection.blockSignals(blocked)
        self.list.viewport().update()

    def _chose(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if isinstance(entry, Performance):
            self.choose(entry)
