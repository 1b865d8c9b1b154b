"""The line that says which seat the order leaves alone, with the way to seats that would not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from boxoffice.domain.left_alone import LeftAlone
    from boxoffice.domain.plan import Seat


class LeftAloneLine(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Text(wordWrap=True)
        tones.set_type(self.label, 1.0, tone="quiet")
        self.button = ActionButton("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label)
        layout.addWidget(self.button)
        self.hide()

    def bind(self, action: QAction) -> None:
        """Let the button do the act."""
        self.button.bind(action)

    def show_told(self, told: LeftAlone | None, *, seats: Sequence[Seat]) -> None:
        """Say what is left alone in a plan of these seats, or nothing."""
        self.setVisible(told is not None)
        if told is None:
            return
        alone = [seats[seat].name for seat in told.seats]
        verb = "is" if len(alone) == 1 else "are"
        self.label.setText(f"{' and '.join(alone)} {verb} left alone.")
        elsewhere = seats[told.instead[0]].section != seats[told.chosen[0]].section
        self.button.set_text(f"{_named([seats[seat] for seat in told.instead], with_section=elsewhere)} instead")


def _named(seats: Sequence[Seat], *, with_section: bool) -> str:
    """Neighbours as a clerk names them: "A3", "A3–A5", "Balcony 17-1–17-4"."""
    section = f"{seats[0].section} " if with_section and seats[0].section else ""
    first, last = (seat.name.removeprefix(seat.section).strip() for seat in (seats[0], seats[-1]))
    return f"{section}{first}" if len(seats) == 1 else f"{section}{first}–{last}"
