"""A house's logo: read from its file's content, of any kind that Qt knows."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

_PIXELS: Final = QSize(1200, 1200)  # as fine as this a drawing (SVG) is made


def proportion(content: bytes) -> float:
    """Its width over its height; 0 for what is no picture, which is then left out."""
    image = picture(content)
    return 0.0 if image.isNull() else image.width() / image.height()


@lru_cache(maxsize=4)
def picture(content: bytes) -> QImage:
    """The logo in greys, so that every device prints it the same; an empty image for what is no picture."""
    image = _read(content)
    if image.isNull():
        return image
    on_white = QImage(image.size(), QImage.Format.Format_RGB32)
    on_white.fill(Qt.GlobalColor.white)
    painter = QPainter(on_white)
    painter.drawImage(0, 0, image)
    painter.end()
    return on_white.convertToFormat(QImage.Format.Format_Grayscale8)


def _read(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if reader.format().startsWith(b"svg"):
        reader.setScaledSize(reader.size().scaled(_PIXELS, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
