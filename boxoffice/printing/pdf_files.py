"""Documents as PDF files in a folder, each under a name of its own."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import BinaryIO

from boxoffice.domain.errors import NoPlaceForFiles
from boxoffice.printing.layout import Document
from boxoffice.printing.paper import Paper
from boxoffice.printing.pdf import pdf_by_page
from boxoffice.printing.steps import Steps


def file_pdf(documents: Sequence[Document], *, paper: Paper, folder: Path, title: str) -> Steps[Path]:
    """The new file with the documents, in steps, called by its title; no file that is there is written over.

    Raises NoPlaceForFiles, and then there is no file, not even a part of one.
    """
    content = yield from pdf_by_page(documents, paper=paper, title=title)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(_new(folder, title), content)
    except OSError as fault:
        raise NoPlaceForFiles(folder=folder, reason=fault.strerror or fault) from fault


def _write(file: BinaryIO, content: bytes) -> Path:
    path = Path(file.name)
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink()
        raise
    return path


def _new(folder: Path, title: str) -> BinaryIO:
    """A file that nobody has, open: "K1-0412 tickets.pdf", else "K1-0412 tickets 2.pdf" and so on."""
    for number in count(1):
        try:
            return (folder / f"{title}{f' {number}' if number > 1 else ''}.pdf").open("xb")
        except FileExistsError:
            continue
    raise AssertionError("there is always another number")
