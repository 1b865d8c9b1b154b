"""Labelled fields under each other, each with room for what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QSpinBox, QVBoxLayout

from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

INSET = 7  # of text in fields that a style sheet leaves none


class Form(QFormLayout):
    """Fields by the names of what they set; ``tell`` says beside each what is wrong with it."""

    def __init__(self, *, width: int = 340) -> None:
        super().__init__()
        self._width = width
        self.fields: dict[str, QWidget] = {}
        self._faults: dict[str, Text] = {}
        self._rows: dict[str, int] = {}
        self.setHorizontalSpacing(18)
        self.setVerticalSpacing(8)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)

    def add(self, name: str, label: str, field: QWidget, *, hint: str = "") -> None:
        """One more field, with a quiet hint under it if there is one."""
        words = QLabel(label)
        words.setBuddy(field)
        field.setFixedWidth(self._width)
        if field.minimumHeight() == 0:
            field.setMinimumHeight(field.sizeHint().height())  # never squeezed by what is said under it
        field.setAccessibleName(label)
        fault = self._faults[name] = fault_line()
        fault.setFixedWidth(self._width)
        self.fields[name] = field
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(field)
        if hint:
            quiet = Text(hint, wordWrap=True)
            quiet.setFixedWidth(self._width)
            tones.set_type(quiet, 0.9, tone="quiet")
            cell.addWidget(quiet)
        cell.addWidget(fault)
        self._rows[name] = self.rowCount()
        self.addRow(words, cell)

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show a field with its label, or take it out of sight."""
        self.setRowVisible(self._rows[name], shown)

    def told(self, name: str) -> str:
        """What is said to be wrong with a field; empty when nothing is."""
        return self._faults[name].text()

    def tell(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, and bring the first field of those to the keys; nothing is wrong with the others."""
        self.tell_quietly(faults)
        first = next((self.fields[name] for name in self.fields if name in faults), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_quietly(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong while somebody types."""
        for name, line in self._faults.items():
            tell_fault(line, self.fields[name], faults.get(name, ""))


def count(*, least: int, most: int, special: str = "", suffix: str = "") -> QSpinBox:
    """A field for a whole number; ``special`` is what the least one means."""
    box = QSpinBox(minimum=least, maximum=most, suffix=suffix)
    box.setSpecialValueText(special)
    box.lineEdit().setTextMargins(INSET, 0, 0, 0)
    return box


def fault_line() -> Text:
    """Room for what is wrong with a field."""
    line = Text(wordWrap=True)
    tones.set_type(line, 0.95, tone="danger")
    line.hide()
    return line


def tell_fault(line: Text, field: QWidget, fault: str) -> None:
    """Say what is wrong with a field, to eyes and to ears, or that nothing is."""
    line.setText(fault)
    line.setVisible(bool(fault))
    if fault and line.minimumWidth() == line.maximumWidth():  # Qt asks for too little height where lines are broken
        line.setMinimumHeight(line.heightForWidth(line.maximumWidth()))
    field.setAccessibleDescription(fault)
