"""A thin line between two groups."""

from PySide6.QtWidgets import QFrame


def rule() -> QFrame:
    """A horizontal line in the theme's colour and width."""
    frame = QFrame()
    frame.setObjectName("rule")
    return frame
