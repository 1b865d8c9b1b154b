"""Draws the program's icon from its SVGs: `draw.py` makes boxoffice.ico, which Windows shows, beside itself;
`draw.py FOLDER` fills a folder of icons as Linux desktops have it (hicolor), a PNG for every size.
"""  # noqa: D205, INP001 (a script that lies beside what it draws)

import os
import shutil
import struct
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QBuffer, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
SIZES = (16, 32, 48, 256)
DESKTOP_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512)
# Drawn on another grid than the rest, that of 16; 24 pixels are those 22 with a margin.
OWN_DRAWING = {22: 22, 24: 22}
ICO_HEAD, ICO_ENTRY = "<HHH", "<BBBBHHII"


def draw(size: int) -> bytes:
    """The icon, size × size pixels, as a PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    drawn = OWN_DRAWING.get(size, size)
    drawing = f"boxoffice-{drawn}.svg" if size in OWN_DRAWING else "boxoffice.svg"
    margin = (size - drawn) // 2
    painter = QPainter(image)
    QSvgRenderer(str(HERE / drawing)).render(painter, QRectF(margin, margin, drawn, drawn))
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


def desktop(folder: Path) -> None:
    """The icon in every size, and as it is drawn for all others."""
    for size in DESKTOP_SIZES:
        place = folder / f"{size}x{size}" / "apps"
        place.mkdir(parents=True)
        (place / "boxoffice.png").write_bytes(draw(size))
    place = folder / "scalable" / "apps"
    place.mkdir(parents=True)
    shutil.copyfile(HERE / "boxoffice.svg", place / "boxoffice.svg")


if __name__ == "__main__":
    if sys.argv[1:]:
        desktop(Path(sys.argv[1]))
    else:
        (HERE / "boxoffice.ico").write_bytes(ico({size: draw(size) for size in SIZES}))
