"""Makes boxoffice.ico, which Windows shows for the program, from boxoffice.svg."""  # noqa: INP001 (a script that lies beside what it draws)

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
SIZES = (16, 32, 48, 256)
ICO_HEAD, ICO_ENTRY = "<HHH", "<BBBBHHII"


def draw(size: int) -> bytes:
    """The icon, size × size pixels, as a PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(HERE / "boxoffice.svg")).render(painter)
    painter.end()
    stored = QBuffer()
    image.save(stored, "PNG")  # type: ignore[call-overload]  # bytes say the types, str wants the library
    return bytes(stored.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """The pictures by size in one Windows icon: a head, an entry for each, then the PNGs themselves."""
    entries, at = b"", struct.calcsize(ICO_HEAD) + struct.calcsize(ICO_ENTRY) * len(pictures)
    for size, picture in pictures.items():
        side = size % 256  # 0 says 256
        entries += struct.pack(ICO_ENTRY, side, side, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return struct.pack(ICO_HEAD, 0, 1, len(pictures)) + entries + b"".join(pictures.values())


if __name__ == "__main__":
    (HERE / "boxoffice.ico").write_bytes(ico({size: draw(size) for size in SIZES}))
