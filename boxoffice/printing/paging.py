"""Pages on a device that has pages: a PDF or a printer."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from boxoffice.printing.layout import Document, pages
from boxoffice.printing.painting import paint
from boxoffice.printing.paper import Paper
from boxoffice.printing.sheet import Sheet
from boxoffice.printing.steps import Steps, finish

_MM_PER_INCH: Final = 25.4


class Taken(Enum):
    """What a device took of its pages."""

    ALL = auto()
    NOTHING = auto()  # it did not even begin
    SOME = auto()


def print_pages(documents: Sequence[Document], *, paper: Paper, on: QPagedPaintDevice) -> Taken:
    """Print the documents one after the other, and tell what the device took of them."""
    return finish(page_by_page(documents, paper=paper, on=on))


def page_by_page(documents: Sequence[Document], *, paper: Paper, on: QPagedPaintDevice) -> Steps[Taken]:
    """The same in steps; all documents are laid out before the device gets the first of them."""
    sheets: list[Sheet] = []
    for document in documents:
        sheets += pages(document, paper=paper)
        yield
    if not sheets:
        return Taken.ALL
    on.setPageLayout(_page_layout(sheets[0]))  # before the painter begins, which makes the first page
    painter = QPainter()
    if not painter.begin(on):
        return Taken.NOTHING
    whole = True
    try:
        for number, sheet in enumerate(sheets):
            whole = whole and _print(sheet, painter=painter, on=on, first=number == 0)
            yield
    finally:
        ended = painter.end()
    return Taken.ALL if whole and ended else Taken.SOME


def _print(sheet: Sheet, *, painter: QPainter, on: QPagedPaintDevice, first: bool) -> bool:
    if not first:
        on.setPageLayout(_page_layout(sheet))
        if not on.newPage():
            return False
    paint(sheet, on=painter, dots_per_mm=on.logicalDpiX() / _MM_PER_INCH)
    return True


def _page_layout(sheet: Sheet) -> QPageLayout:
    """The paper without margins of the device's own: those of the layout hold everywhere."""
    wide = sheet.width > sheet.height
    upright = QSizeF(min(sheet.width, sheet.height), max(sheet.width, sheet.height))
    layout = QPageLayout(
        QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch),
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait,
        QMarginsF(),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
