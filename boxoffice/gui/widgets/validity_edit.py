"""When something is offered: from and until, on weekdays, and late before the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QWidget

from boxoffice.domain.moments import WEEKDAYS
from boxoffice.domain.price_types import Validity
from boxoffice.gui.widgets.form import count, fault_line, tell_fault
from boxoffice.gui.widgets.moment_edit import MomentEdit

if TYPE_CHECKING:
    from collections.abc import Callable

_WEEK = frozenset(range(7))
_LONGEST = 24 * 60  # minutes before the start


def fault_of(validity: Validity) -> str:
    """Why something so bounded would never be offered; empty where it may be."""
    if validity.weekdays == frozenset():
        return "No weekday is ticked, so it would never be offered. Tick one."
    if validity.since is not None and validity.until is not None and validity.until <= validity.since:
        return "It would end before it begins. Change one of the two."
    return ""


class ValidityEdit(QWidget):
    """Bounds that are not set bound nothing; ``changed`` after every change."""

    changed = Signal()

    def __init__(self, *, zone: str, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.since = MomentEdit("From", zone=zone, now=now)
        self.until = MomentEdit("Until", zone=zone, now=now)
        self.days = tuple(QCheckBox(day) for day in WEEKDAYS)
        self.late = count(least=0, most=_LONGEST, special="any time", suffix=" min before the start")
        self.late.setFixedWidth(260)
        self.late.setAccessibleName("Only so many minutes before the start")
        self.fault = fault_line()
        for part in (self.since, self.until):
            part.changed.connect(self._changed)
        for day in self.days:
            day.toggled.connect(self._changed)
        self.late.valueChanged.connect(self._changed)
        self._arrange()
        self.show_validity(Validity())

    @property
    def validity(self) -> Validity:
        """What is set; ``fault_of`` says whether it could ever hold."""
        days = frozenset(number for number, day in enumerate(self.days) if day.isChecked())
        return Validity(
            since=self.since.moment,
            until=self.until.moment,
            weekdays=None if days == _WEEK else days,
            minutes_before=self.late.value() or None,
        )

    def show_validity(self, validity: Validity) -> None:
        """Show bounds."""
        self._showing = True
        self.since.set_moment(validity.since)
        self.until.set_moment(validity.until)
        for number, day in enumerate(self.days):
            day.setChecked(validity.weekdays is None or number in validity.weekdays)
        self.late.setValue(validity.minutes_before or 0)
        self._showing = False
        self._changed()

    def _changed(self) -> None:
        if not self._showing:
            tell_fault(self.fault, self.until, fault_of(self.validity))
            self.changed.emit()

    def _arrange(self) -> None:
        week = QHBoxLayout()
        week.setSpacing(10)
        for day in self.days:
            week.addWidget(day)
        week.addStretch(1)
        late = QHBoxLayout()
        words = QLabel("Offered")
        words.setBuddy(self.late)
        late.setSpacing(12)
        late.addWidget(words)
        late.addWidget(self.late)
        late.addStretch(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(8)
        layout.addWidget(self.since, 0, 0)
        layout.addWidget(self.until, 1, 0)
        layout.addLayout(week, 2, 0)
        layout.addLayout(late, 3, 0)
        layout.addWidget(self.fault, 4, 0)
