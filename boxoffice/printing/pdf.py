"""Documents as a PDF."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from boxoffice.printing.layout import Document
from boxoffice.printing.paging import print_pages
from boxoffice.printing.paper import Paper

_DPI: Final = 1200


def pdf(documents: Sequence[Document], *, paper: Paper, title: str = "") -> bytes:
    """The documents one after the other, in one file, with the letters that they need."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setCreator("Boxoffice")
    writer.setTitle(title)
    print_pages(documents, paper=paper, on=writer)
    return bytes(buffer.data().data())
