"""Documents as pictures, for the screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from boxoffice.printing.painting import paint
from boxoffice.printing.sheet import Sheet


def preview(sheet: Sheet, *, dots_per_mm: float) -> QImage:
    """The page as it will be printed."""
    image = QImage(round(sheet.width * dots_per_mm), round(sheet.height * dots_per_mm), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(sheet, on=painter, dots_per_mm=dots_per_mm)
    painter.end()
    return image
