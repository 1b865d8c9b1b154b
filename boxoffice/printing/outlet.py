"""Where documents go: to a printer of this PC, or into PDF files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from boxoffice.printing.layout import Document
from boxoffice.printing.paper import Paper
from boxoffice.printing.pdf_files import file_pdf

PDF: Final = "PDF"  # the printer that every PC has: it writes each job as a file


@dataclass(frozen=True, slots=True)
class Outlet:
    """A printer with what lies in it; the built-in one writes into ``folder``."""

    printer: str
    paper: Paper
    folder: Path

    def put_out(self, documents: Sequence[Document], *, title: str) -> None:
        """Hand the documents over as one job called by its title; raises the refusals of printers and files."""
        if self.printer == PDF:
            file_pdf(documents, paper=self.paper, folder=self.folder, title=title)
            return
        from boxoffice.printing.printers import print_to  # noqa: PLC0415 (a PC that only writes files goes without)

        print_to(self.printer, documents, paper=self.paper, title=title)
