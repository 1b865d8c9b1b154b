"""What the seats' looks mean: every status with its shape and colour, every price zone with its price."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from boxoffice.domain.errors import QT_TRANSLATE_NOOP
from boxoffice.domain.plan import Zone
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.marks import ROOM, paint_seat
from boxoffice.gui.seatmap.tints import zone_colors
from boxoffice.gui.seatmap.words import say, status_word
from boxoffice.gui.style import LIGHT, Look, Theme
from boxoffice.gui.widgets.flow import FlowLayout
from boxoffice.gui.widgets.text import Text

SAMPLE = 15.0  # logical pixels of a sample seat's diameter


class Sample(QWidget):
    """One seat as the map draws it."""

    def __init__(self, look: Look, color: QColor, *, theme: Theme, accessible: bool = False) -> None:
        super().__init__()
        self._look, self._color, self._theme, self._accessible = look, color, theme, accessible
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Room for every look."""
        return QSize(round(SAMPLE * ROOM), round(SAMPLE * ROOM))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the seat."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_seat(
            painter, QPointF(self.width() / 2, self.height() / 2), diameter=SAMPLE, look=self._look,
            color=self._color, theme=self._theme, accessible=self._accessible,
        )  # fmt: skip


class Entry(QWidget):
    """A sample and what it means."""

    def __init__(self, sample: Sample, text: str) -> None:
        super().__init__()
        self.text = text
        line = QHBoxLayout(self)
        line.setContentsMargins(3, 1, 5, 1)  # room for a frame
        line.setSpacing(6)
        line.addWidget(sample)
        line.addWidget(Text(text))


class ZoneEntry(Entry):
    """A price zone, which is chosen by a click; ``clicked`` tells of it, and a frame shows the one that is chosen."""

    clicked = Signal()

    def __init__(self, sample: Sample, text: str, *, theme: Theme) -> None:
        super().__init__(sample, text)
        self._theme = theme
        self._is_chosen = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Best seats in this price zone: click")
        self.show_chosen(is_chosen=False)

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Show whether best seats are taken here."""
        self._is_chosen = is_chosen
        self.setAccessibleName(f"{self.text}, chosen for best seats" if is_chosen else self.text)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell of a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Wait for the button to come up."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Frame the chosen one."""
        if self._is_chosen:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(self._theme.color("soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class Legend(QWidget):
    """Price zones, then statuses, in as many lines as the width asks for; ``zone_clicked`` carries a zone's index."""

    zone_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._zones: Sequence[Zone] = ()
        self._prices: Mapping[str, str] = {}
        self._chosen: int | None = None
        self._flow = FlowLayout(self)
        self._fill()

    def show_zones(self, zones: Sequence[Zone], *, prices: Mapping[str, str] | None = None) -> None:
        """Explain the zones of another plan, in its order; ``prices`` are formatted, by the zone's name."""
        self._zones, self._prices = zones, prices or {}
        self._fill()

    def set_theme(self, theme: Theme) -> None:
        """Explain the looks of another theme."""
        self._theme = theme
        self._fill()

    def show_chosen(self, zone: int | None) -> None:
        """Show which zone best seats are taken in, if any."""
        self._chosen = zone
        for index, entry in enumerate(self.zones):
            entry.show_chosen(is_chosen=index == zone)

    @property
    def zones(self) -> list[ZoneEntry]:
        """The price zones' entries, in the plan's order."""
        return self.findChildren(ZoneEntry, options=Qt.FindChildOption.FindDirectChildrenOnly)

    @property
    def texts(self) -> list[str]:
        """What is explained, in order."""
        return [entry.text for entry in self.findChildren(Entry, options=Qt.FindChildOption.FindDirectChildrenOnly)]

    def _fill(self) -> None:
        self._flow.clear()
        for index, (sample, text) in enumerate(self._entries()):
            words = text[:1].upper() + text[1:]
            self._flow.addWidget(self._zone(index, sample, words) if index < len(self._zones) else Entry(sample, words))
        self.show_chosen(self._chosen)
        self.updateGeometry()

    def _zone(self, index: int, sample: Sample, text: str) -> ZoneEntry:
        entry = ZoneEntry(sample, text, theme=self._theme)
        entry.clicked.connect(lambda: self.zone_clicked.emit(index))
        return entry

    def _entries(self) -> Iterator[tuple[Sample, str]]:
        theme = self._theme
        free = theme.seats[SeatStatus.FREE]
        colors = zone_colors(self._zones, tint=theme.zones)
        for zone, color in zip(self._zones, colors, strict=True):
            price = self._prices.get(zone.name, "")
            yield Sample(free, color, theme=theme), f"{zone.name} {price}".strip()
        for status in list(SeatStatus)[1:]:
            look = theme.seats[status]
            yield Sample(look, QColor(look.color), theme=theme), status_word(status)
        color = colors[0] if colors else theme.color("muted")
        place = say(QT_TRANSLATE_NOOP("SeatMap", "wheelchair place"))
        yield Sample(free, color, theme=theme, accessible=True), place
