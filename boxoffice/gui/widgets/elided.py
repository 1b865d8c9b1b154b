"""A label that gives way: what does not fit ends in an ellipsis, and the tooltip has it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter

from boxoffice.gui.widgets.text import Text, tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Elided(Text):
    """One line of text, as wide as there is room."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Next to no width; the height of the text."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what fits."""
        fits = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        whole = tip(self.text()) if fits != self.text() else ""
        if self.toolTip() != whole:
            self.setToolTip(whole)
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fits)
        painter.end()
