"""The help sheet: every key of the window, made from the table of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from boxoffice.gui.actions import Menu, key
from boxoffice.gui.widgets import tones

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from boxoffice.gui.actions import Act

_MAP = (
    ("Letters, digits", "Type a seat: C12, C12-15, circle C12"),
    ("Return", "Take what is typed"),
    ("Arrows", "Walk from seat to seat"),
    ("Space", "Take the seat, or give it back"),
    ("Drag", "Take the seats in a rectangle"),
    ("Shift + click", "Take the whole row; so does its name"),
)
_COLUMNS = (
    ("Seats", Menu.ORDER, Menu.HELP),
    (Menu.PAYMENT, Menu.PERFORMANCE, Menu.VIEW),
    (Menu.PRICES, Menu.HOUSE, Menu.HOLDS),
)


class KeySheet(QDialog):
    """Shows which key does what."""

    def __init__(self, acts: tuple[Act, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = QHBoxLayout()
        columns.setSpacing(40)
        for menus in _COLUMNS:
            columns.addLayout(_column(menus, acts))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 18)
        layout.addLayout(columns)
        layout.addWidget(buttons)


def _column(menus: tuple[str, ...], acts: tuple[Act, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    for menu in menus:
        rows = _MAP if menu == "Seats" else [(_keys(act), _plain(act.text)) for act in acts if act.menu == menu]
        named = [(keys, text) for keys, text in rows if keys]
        if not named:
            continue
        heading = QLabel(_plain(menu))
        tones.set_type(heading, 1.1, bold=True)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for keys, text in named:
            row = grid.rowCount()
            label = QLabel(keys)
            tones.set_type(label, 1.0, bold=True, tone="quiet")
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(text), row, 1)
        grid.setRowMinimumHeight(grid.rowCount(), 8)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _keys(act: Act) -> str:
    return ", ".join(key(text).toString(QKeySequence.SequenceFormat.NativeText) for text in act.keys)


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")
