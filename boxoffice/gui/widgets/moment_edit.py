"""A moment that may be given or not, in the house's time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QHBoxLayout, QWidget

from boxoffice.domain import moments

if TYPE_CHECKING:
    from collections.abc import Callable


class MomentEdit(QWidget):
    """A box to tick and, when it is ticked, day and time; ``changed`` after every change.

    Without ``with_time`` it is the day's first moment.
    """

    changed = Signal()

    def __init__(
        self,
        label: str,
        *,
        zone: str,
        now: Callable[[], int],
        with_time: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._zone, self._now, self._with_time = zone, now, with_time
        self.given = QCheckBox(label)
        self.edit = QDateTimeEdit()
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("ddd d MMM yyyy, HH:mm" if with_time else "ddd d MMM yyyy")
        self.edit.setAccessibleName(label)
        self.given.setMinimumWidth(self.given.fontMetrics().horizontalAdvance("Until") + 34)  # each under the other
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.given)
        layout.addWidget(self.edit, 1)
        self.setFocusProxy(self.given)
        self.given.toggled.connect(self._toggled)
        self.edit.dateTimeChanged.connect(lambda _moment: self.changed.emit())
        self.set_moment(None)

    @property
    def moment(self) -> int | None:
        """The moment in epoch ms, or None where none is given."""
        if not self.given.isChecked():
            return None
        day, time = self.edit.date(), self.edit.time()
        hour, minute = (time.hour(), time.minute()) if self._with_time else (0, 0)
        here = datetime(day.year(), day.month(), day.day(), hour, minute, tzinfo=ZoneInfo(self._zone))
        return moments.epoch_ms(here)

    def set_moment(self, moment: int | None) -> None:
        """Show a moment (epoch ms), or none."""
        here = moments.local(self._now() if moment is None else moment, zone=self._zone)
        time = QTime(here.hour, here.minute) if moment is not None else QTime(0, 0)
        self.edit.setDateTime(QDateTime(QDate(here.year, here.month, here.day), time))
        self.given.setChecked(moment is not None)
        self.edit.setEnabled(moment is not None)

    def _toggled(self, given: bool) -> None:  # noqa: FBT001 (a signal's argument)
        self.edit.setEnabled(given)
        self.changed.emit()
