"""A figure to be read across the counter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from boxoffice.gui.widgets import tones


def figure(factor: float) -> QLabel:
    """A label for an amount, so many times as large as plain text, at the right."""
    label = QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    tones.set_type(label, factor, bold=True)
    return label
