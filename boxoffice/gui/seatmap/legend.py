"""What the seats' looks mean: every status with its shape and colour, every price zone with its price."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
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
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(sample)
        line.addWidget(Text(text))


class Legend(QWidget):
    """Price zones, then statuses, in as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._zones: Sequence[Zone] = ()
        self._prices: Mapping[str, str] = {}
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

    @property
    def texts(self) -> list[str]:
        """What is explained, in order."""
        return [entry.text for entry in self.findChildren(Entry, options=Qt.FindChildOption.FindDirectChildrenOnly)]

    def _fill(self) -> None:
        self._flow.clear()
        for sample, text in self._entries():
            self._flow.addWidget(Entry(sample, text[:1].upper() + text[1:]))
        self.updateGeometry()

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
