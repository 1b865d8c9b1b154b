"""Where documents go: to a printer of this PC, or into PDF files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from boxoffice.printing.layout import Document
from boxoffice.printing.paper import Paper
from boxoffice.printing.pdf_files import file_pdf
from boxoffice.printing.steps import Steps, finish

PDF: Final = "PDF"  # the printer that every PC has: it writes each job as a file


@dataclass(frozen=True, slots=True)
class Outlet:
    """A printer with what lies in it; the built-in one writes into ``folder``."""

    printer: str
    paper: Paper
    folder: Path

    def put_out(self, documents: Sequence[Document], *, title: str) -> None:
        """Hand the documents over as one job called by its title; raises the refusals of printers and files."""
        finish(self.steps(documents, title=title))

    def steps(self, documents: Sequence[Document], *, title: str) -> Steps[None]:
        """The same in steps: a page at a time."""
        if self.printer == PDF:
            yield from file_pdf(documents, paper=self.paper, folder=self.folder, title=title)
            return
        from boxoffice.printing.printers import print_by_page  # noqa: PLC0415 (a PC that writes files goes without)

        yield from print_by_page(self.printer, documents, paper=self.paper, title=title)
