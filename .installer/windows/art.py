"""Draws the pictures that setup shows, in the sizes that Windows installers have; `python art.py FOLDER` to look at them."""  # noqa: E501, INP001 (a script that lies beside what it draws)

import math
import os
import sys
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter
from PySide6.QtSvg import QSvgRenderer

ICON = Path(__file__).resolve().parents[2] / "resources/icons/boxoffice.svg"
WELCOME, HEADER = (164, 314), (150, 57)
BLUE, NIGHT, SOLD = QColor("#1646c8"), QColor("#0a1f5c"), QColor("#ffc247")


def draw(folder: Path) -> None:
    """Put welcome.bmp and header.bmp into the folder."""
    _welcome().save(str(folder / "welcome.bmp"))
    _header().save(str(folder / "header.bmp"))


def _canvas(size: tuple[int, int]) -> tuple[QImage, QPainter]:
    image = QImage(*size, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    return image, painter


def _seat(painter: QPainter, at: QPointF, *, size: float, turned: float, color: QColor) -> None:
    painter.save()
    painter.translate(at)
    painter.rotate(turned)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(-size / 2, -size / 2, size, size), size / 3.5, size / 3.5)
    painter.restore()


def _welcome() -> QImage:
    """A house seen from the stage: rows of seats in the dark, some of them sold; the ticket above."""
    image, painter = _canvas(WELCOME)
    width, height = WELCOME
    night = QLinearGradient(0, 0, 0, height)
    night.setColorAt(0, BLUE)
    night.setColorAt(1, NIGHT)
    painter.fillRect(image.rect(), night)

    middle = QPointF(width / 2, height + 34)
    for row in range(6):
        radius = 74 + 24 * row
        seats = 7 + 2 * row
        for number in range(seats):
            turned = (number - (seats - 1) / 2) * 15.5 * 74 / radius * 1.12
            angle = math.radians(turned)
            at = QPointF(middle.x() + radius * math.sin(angle), middle.y() - radius * math.cos(angle))
            party = (row, number - seats // 2) in {(1, -1), (1, 0), (3, 1), (3, 2), (3, 3), (4, -3), (4, -2)}
            color = QColor(SOLD) if party else QColor("#ffffff")
            color.setAlphaF(1.0 if party else 0.30 - 0.03 * row)
            _seat(painter, at, size=14, turned=turned, color=color)

    # On a card, since blue on blue is not seen.
    card = QRectF(width / 2 - 34, 34, 68, 68)
    painter.setBrush(QColor("#ffffff"))
    painter.drawRoundedRect(card, 14, 14)
    QSvgRenderer(str(ICON)).render(painter, card.adjusted(8, 8, -8, -8))
    painter.end()
    return image


def _header() -> QImage:
    """The ticket at the right, and a row of seats that leads to it."""
    image, painter = _canvas(HEADER)
    width, height = HEADER
    for row in range(2):
        for number in range(5):
            color = QColor(SOLD) if (row, number) in {(0, 2), (0, 3)} else QColor("#dde4f7")
            _seat(painter, QPointF(22 + 15 * number, height / 2 - 7.5 + 15 * row), size=10, turned=0, color=color)
    QSvgRenderer(str(ICON)).render(painter, QRectF(width - 50, (height - 42) / 2, 42, 42))
    painter.end()
    return image


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = QGuiApplication(sys.argv)
    draw(Path(sys.argv[1]))
