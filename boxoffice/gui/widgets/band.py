"""The band that says that seats are not for today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from boxoffice.domain import moments
from boxoffice.gui.widgets import tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class Band(QLabel):
    """A coloured line with weekday, date and time of what is not for today; hidden while everything is.

    ``narrow`` puts each performance on a line of its own.
    """

    def __init__(self, *, zone: str, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zone = zone
        self._narrow = narrow
        self.hide()

    def show_days(self, moments_not_today: Sequence[int], *, quiet: bool = False) -> None:
        """Name these moments (epoch ms); ``quiet`` while nothing of it is in the order yet."""
        tones.set_tone(self, "quiet" if quiet else "")
        days = [self._name(moment) for moment in moments_not_today]
        self.setText("\n".join(("Not for today:", *days)) if self._narrow else f"Not for today: {' · '.join(days)}")
        self.setVisible(bool(days))

    def _name(self, moment: int) -> str:
        return f"{moments.long_day(moment, zone=self._zone)}, {moments.clock(moment, zone=self._zone)}"
