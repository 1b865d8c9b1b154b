"""Setting up a performance: what, where, when, and a price for each zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from boxoffice.domain import moments
from boxoffice.domain.changes import Changes
from boxoffice.gui.figures import money
from boxoffice.gui.widgets.amount import AmountEdit
from boxoffice.gui.widgets.form import fault_line, tell_fault
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.gui.widgets.text import Text
from boxoffice.services import performances, price_list_setup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.domain.performances import House, Performance
    from boxoffice.gui.counter import HouseClock
    from boxoffice.gui.tasks import Tasks
    from boxoffice.services.performances import Hall
    from boxoffice.services.price_list_setup import ListedPriceList

_USUAL_START = QTime(19, 30)
_USUAL_DOORS = 45 * 60  # seconds before it
_INSET = 7


class NewPerformancePage(QWidget):
    """A form; ``created`` carries the new performance, ``said`` tells news."""

    created = Signal(object)
    said = Signal(str)

    def __init__(self, tasks: Tasks, *, house: House, clock: HouseClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._house = house
        self._clock = clock
        self._currency = money(house)
        self._halls: tuple[Hall, ...] = ()
        self._wanted = ""
        self._asking = False
        self.head = PageHead("New performance", f"Times are {house.time_zone} time, prices in {house.currency}.")
        self.event_name = QLineEdit(placeholderText="Such as Swan Lake", maxLength=200)
        self.hall = QComboBox()
        self.date = QDateEdit()
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("dddd d MMMM yyyy")
        self.time = QTimeEdit(_USUAL_START)
        self.time.setDisplayFormat("HH:mm")
        self.time.lineEdit().setTextMargins(_INSET, 0, 0, 0)  # a style sheet without its buttons leaves none
        self.has_doors = QCheckBox("Doors open at")
        self.doors = QTimeEdit(_USUAL_START.addSecs(-_USUAL_DOORS))
        self.doors.setDisplayFormat("HH:mm")
        self.doors.lineEdit().setTextMargins(_INSET, 0, 0, 0)
        self.doors.setAccessibleName("Doors open at")
        self.entrance = QLineEdit(placeholderText="Which one, if tickets are to say", maxLength=60)
        self.price_list = QComboBox()
        self.prices: dict[str, AmountEdit] = {}
        self.create_button = QPushButton("Create the performance", default=True)
        self.missing = Text(wordWrap=True)
        self.missing.setProperty("tone", "quiet")
        self.doors_fault = fault_line()
        self._form = QFormLayout()
        self._prices_of = QFormLayout()
        self._prices = QFormLayout()
        self._lists: tuple[ListedPriceList, ...] = ()
        self._arrange()
        self.event_name.textChanged.connect(self._judge)
        self.hall.currentIndexChanged.connect(self._offer_lists)
        self.price_list.currentIndexChanged.connect(self._show_zones)
        self.has_doors.toggled.connect(self.doors.setEnabled)
        for signal in (self.has_doors.toggled, self.doors.timeChanged, self.time.timeChanged):
            signal.connect(lambda _value: self._judge())
        self.doors.setEnabled(False)
        self.create_button.clicked.connect(self._create)
        self._judge()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the button do the act of the table."""
        self.head.back.bind(actions["back"])

    def begin(self, *, hall: str = "") -> None:
        """Show an empty form, for a hall if one is named."""
        self._wanted = hall
        day = moments.business_date(self._clock.now(), zone=self._house.time_zone, day_start=self._house.day_start)
        today = QDate(day.year, day.month, day.day)
        self.date.setMinimumDate(today)
        self.date.setDate(today)
        self.event_name.clear()
        self.entrance.clear()
        self.has_doors.setChecked(False)
        self.event_name.setFocus()
        self._tasks.read(lambda tx: (performances.halls(tx), price_list_setup.lists(tx)), self._show_read)

    def starts_at(self) -> int:
        """The start in epoch ms; a time before the business day begins belongs to the night of the chosen date."""
        return self._moment(self.time.time())

    def doors_at(self) -> int | None:
        """When the doors open (epoch ms), if that is said."""
        return self._moment(self.doors.time()) if self.has_doors.isChecked() else None

    def _moment(self, time: QTime) -> int:
        date = self.date.date()
        here = datetime(
            date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=ZoneInfo(self._house.time_zone)
        )
        if time.hour() * 60 + time.minute() < self._house.day_start:
            here += timedelta(days=1)
        return moments.epoch_ms(here)

    def _show_read(self, read: tuple[tuple[Hall, ...], tuple[ListedPriceList, ...]]) -> None:
        halls, self._lists = read
        self._halls = halls
        self.hall.clear()
        self.hall.addItems([hall.name for hall in halls])
        wanted = next((row for row, hall in enumerate(halls) if hall.name == self._wanted), 0)
        self.hall.setCurrentIndex(wanted if halls else -1)
        self._offer_lists()

    def _offer_lists(self) -> None:
        """Offer the price lists that price all zones of the hall, after prices of the performance's own."""
        zones = frozenset(self._zones())
        self.price_list.clear()
        self.price_list.addItem("New prices", None)
        for each in self._lists:
            if zones and zones <= each.priced:
                self.price_list.addItem(each.told(zone=self._house.time_zone), each.id)
        self._show_zones()

    def _zones(self) -> tuple[str, ...]:
        at = self.hall.currentIndex()
        return self._halls[at].zones if 0 <= at < len(self._halls) else ()

    def _show_zones(self) -> None:
        while self._prices.rowCount():
            self._prices.removeRow(0)
        self.prices = {}
        for zone in self._zones() if self.price_list.currentData() is None else ():
            field = self.prices[zone] = AmountEdit(self._currency)
            field.setFixedWidth(140)
            field.changed.connect(self._judge)
            field.setAccessibleName(zone)
            self._prices.addRow(Text(zone), field)
        self._judge()

    def _judge(self) -> None:
        unpriced = [zone for zone, field in self.prices.items() if field.amount is None]
        wanting = [
            "" if self._halls else "a hall (import a seating plan first)",
            "" if self.event_name.text().strip() else "the event's name",
            f"a price for {', '.join(unpriced)}" if unpriced else "",
        ]
        missing = [what for what in wanting if what]
        doors = self.doors_at()
        late = doors is not None and doors > self.starts_at()
        tell_fault(self.doors_fault, self.doors, "The doors would open after the start. Change one." if late else "")
        self.missing.setText(f"Still missing: {'; '.join(missing)}." if missing else "")
        self.create_button.setEnabled(not missing and not late and not self._asking)

    def _create(self) -> None:
        hall = self._halls[self.hall.currentIndex()]
        event, starts_at = self.event_name.text().strip(), self.starts_at()
        prices = {zone: field.amount for zone, field in self.prices.items() if field.amount is not None}
        price_list, doors, entrance = self.price_list.currentData(), self.doors_at(), self.entrance.text().strip()
        self._asking = True
        self._judge()
        self._tasks.write(
            lambda tx: performances.create(
                tx,
                event=event,
                hall=hall.id,
                starts_at=starts_at,
                prices=prices,
                price_list=price_list,
                doors_at=doors,
                entrance=entrance,
            ),
            self._created,
            changes=Changes.PERFORMANCES,
            failed=self._refused,
        )

    def _refused(self, fault: Exception) -> None:
        self._asking = False
        self._judge()
        self._tasks.report(fault)

    def _created(self, performance: Performance) -> None:
        self._asking = False
        self._judge()
        when = moments.day_and_time(performance.starts_at, zone=self._house.time_zone)
        self.said.emit(f"{performance.event}, {when}, is on sale.")
        self.created.emit(performance)

    def _arrange(self) -> None:
        for form in (self._form, self._prices_of, self._prices):
            form.setHorizontalSpacing(18)
            form.setVerticalSpacing(10)
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for label, field in (
            ("Event", self.event_name),
            ("Hall", self.hall),
            ("Date", self.date),
            ("Time", self.time),
        ):
            field.setFixedWidth(340)
            self._form.addRow(label, field)
        self._add_doors()
        self._prices_of.addRow("Prices", self.price_list)
        self.price_list.setFixedWidth(440)
        columns = QHBoxLayout()
        columns.setSpacing(60)
        columns.addLayout(self._form)
        prices = QVBoxLayout()
        prices.setSpacing(10)
        prices.addLayout(self._prices_of)
        prices.addLayout(self._prices)
        prices.addStretch(1)
        columns.addLayout(prices)
        columns.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(14)
        layout.addWidget(self.head)
        layout.addLayout(columns)
        layout.addWidget(self.missing)
        row = QHBoxLayout()
        row.addWidget(self.create_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def _add_doors(self) -> None:
        doors = QHBoxLayout()
        doors.addWidget(self.has_doors)
        doors.addWidget(self.doors, 1)
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addLayout(doors)
        cell.addWidget(self.doors_fault)
        self._form.addRow("Doors", cell)
        self.entrance.setFixedWidth(340)
        self._form.addRow("Entrance", self.entrance)
