"""Writes every document on every paper, to be looked at: `python -m tests.support.paper FOLDER`."""

import os
import sys
from dataclasses import replace
from pathlib import Path

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from boxoffice.printing.layout import Document, pages
from boxoffice.printing.paper import PAPERS
from boxoffice.printing.pdf import pdf
from boxoffice.printing.preview import preview
from tests.support import documents

DOTS_PER_MM = 8


def write(folder: Path) -> None:
    """Write a PDF and a picture of each page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in _documents().items():
        for paper in PAPERS.values():
            stem = f"{name} on {paper.name}".replace(" ", "-").replace("×", "x")
            (folder / f"{stem}.pdf").write_bytes(pdf([document], paper=paper, title=name))
            for number, sheet in enumerate(pages(document, paper=paper), 1):
                preview(sheet, dots_per_mm=DOTS_PER_MM).save(str(folder / f"{stem}-{number}.png"))


def _documents() -> dict[str, Document]:
    sample = replace(documents.GERMAN_HOUSE, sample=True)
    return {
        "ticket": documents.TICKET,
        "ticket long": documents.LONG_TICKET,
        "ticket sample": replace(documents.TICKET, house=sample),
        "voucher": documents.VOUCHER,
        "voucher long": documents.LONG_VOUCHER,
        "voucher sample": replace(documents.VOUCHER, house=sample),
        "receipt": documents.RECEIPT,
        "receipt long": documents.LONG_RECEIPT,
        "receipt refund": documents.REFUND,
        "receipt sample": replace(documents.RECEIPT, house=sample),
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.support.paper FOLDER")
    _app = QGuiApplication([])
    write(Path(sys.argv[1]))
