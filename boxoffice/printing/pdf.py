"""Documents as a PDF."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from boxoffice.printing.layout import Document
from boxoffice.printing.paging import page_by_page
from boxoffice.printing.paper import Paper
from boxoffice.printing.steps import Steps, finish

_DPI: Final = 1200


def pdf(documents: Sequence[Document], *, paper: Paper, title: str = "") -> bytes:
    """The documents one after the other, in one file, with the letters that they need."""
    return finish(pdf_by_page(documents, paper=paper, title=title))


def pdf_by_page(documents: Sequence[Document], *, paper: Paper, title: str) -> Steps[bytes]:
    """The same in steps."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setCreator("Boxoffice")
    writer.setTitle(title)
    yield from page_by_page(documents, paper=paper, on=writer)
    return bytes(buffer.data().data())
