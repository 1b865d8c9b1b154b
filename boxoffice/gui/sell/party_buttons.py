"""The best seats for one to six by one click: a small button for each size of party, beside the box."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

SIZES = range(1, 7)
_WIDTH = 30


class PartyButtons(QWidget):
    """``asked`` carries how many seats."""

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [self._button(size) for size in SIZES]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for button in self.buttons:
            layout.addWidget(button)

    def _button(self, size: int) -> QPushButton:
        button = QPushButton(str(size), self)
        button.setProperty("narrow", True)  # noqa: FBT003 (Qt's own signature)
        button.setFixedWidth(_WIDTH)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        what = "The best seat" if size == 1 else f"The best {size} seats"
        button.setToolTip(what)
        button.setAccessibleName(what)
        button.clicked.connect(lambda _checked, size=size: self.asked.emit(size))
        return button
