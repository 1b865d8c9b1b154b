"""Makes build/boxoffice.icns, which macOS shows for the program, from boxoffice.svg; before it is frozen."""  # noqa: INP001 (a script that lies beside what it is for)

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

REPO = Path(__file__).resolve().parents[2]
# Apple's name of each size; a file of them is a head, then name, length and PNG of each.
SIZES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
HEAD = ">4sI"


def draw(size: int) -> bytes:
    """The icon, size × size pixels, as a PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(REPO / "resources/icons/boxoffice.svg")).render(painter)
    painter.end()
    stored = QBuffer()
    image.save(stored, "PNG")  # type: ignore[call-overload]  # bytes say the types, str wants the library
    return bytes(stored.data().data())


def part(name: bytes, content: bytes) -> bytes:
    """A part of the file, or all of it."""
    return struct.pack(HEAD, name, struct.calcsize(HEAD) + len(content)) + content


if __name__ == "__main__":
    out = REPO / "build/boxoffice.icns"
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(part(b"icns", b"".join(part(name, draw(size)) for name, size in SIZES.items())))
