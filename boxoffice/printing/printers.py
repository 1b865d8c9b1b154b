"""The printers that this PC knows, and documents sent to one of them."""

from collections.abc import Sequence

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from boxoffice.domain.errors import PrinterFailed, PrinterGone, PrinterTookNothing
from boxoffice.printing.layout import Document
from boxoffice.printing.paging import Taken, page_by_page
from boxoffice.printing.paper import Paper
from boxoffice.printing.steps import Steps, finish


def printers() -> tuple[str, ...]:
    """The names of the printers that are there now."""
    return tuple(QPrinterInfo.availablePrinterNames())


def print_to(printer: str, documents: Sequence[Document], *, paper: Paper, title: str) -> None:
    """Hand the documents to a printer as one job; ``title`` is what its queue calls it."""
    finish(print_by_page(printer, documents, paper=paper, title=title))


def print_by_page(printer: str, documents: Sequence[Document], *, paper: Paper, title: str) -> Steps[None]:
    """The same in steps.

    It ends when the system has taken the job, not when the paper has come out. Raises PrinterGone and
    PrinterTookNothing where nothing was printed, and PrinterFailed where a part may have been.
    """
    if QPrinterInfo.printerInfo(printer).isNull():
        raise PrinterGone(printer=printer)  # QPrinter would write a PDF instead, and say nothing
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setPrinterName(printer)
    device.setDocName(title)
    taken = yield from page_by_page(documents, paper=paper, on=device)
    if taken is Taken.NOTHING:
        raise PrinterTookNothing(printer=printer)
    if taken is Taken.SOME or device.printerState() is QPrinter.PrinterState.Error:
        raise PrinterFailed(printer=printer)
