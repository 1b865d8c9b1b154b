"""Documents sent to a printer."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from boxoffice.domain.errors import PrinterGone
from boxoffice.printing.layout import Document
from boxoffice.printing.paging import Taken, print_pages
from boxoffice.printing.paper import A4, A6, PAPERS, ROLL, Paper
from boxoffice.printing.pdf import pdf
from boxoffice.printing.printers import print_to, printers
from tests.support.documents import LONG_RECEIPT, RECEIPT, TICKET
from tests.support.printed import places, sizes, texts


def test_a_printer_that_is_gone_is_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PrinterGone, match="The printer Front desk is not there"):
        print_to("Front desk", [TICKET], paper=A6, title="K3-0412")
    assert list(tmp_path.rglob("*.pdf")) == []


def test_no_printer_has_no_name() -> None:
    assert "" not in printers()


@pytest.mark.parametrize(
    ("document", "paper"),
    [*((TICKET, paper) for paper in PAPERS.values()), (RECEIPT, A4), (LONG_RECEIPT, A6), (LONG_RECEIPT, ROLL)],
    ids=[*(f"ticket on {name}" for name in PAPERS), "receipt on A4", "long receipt on A6", "long receipt on a roll"],
)
def test_a_printer_gets_every_letter_where_the_pdf_has_it(tmp_path: Path, document: Document, paper: Paper) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    assert print_pages([document], paper=paper, on=printer) is Taken.ALL
    printed, exported = (tmp_path / "page.pdf").read_bytes(), pdf([document], paper=paper)
    assert texts(printed) == texts(exported)
    assert sizes(printed) == sizes(exported)
    for (x, y, text), (expected_x, expected_y, expected) in zip(places(printed), places(exported), strict=True):
        assert text == expected
        assert (x, y) == pytest.approx((expected_x, expected_y), abs=1)


def test_a_device_that_does_not_open_is_told(tmp_path: Path) -> None:
    nowhere = QPdfWriter(str(tmp_path / "no such folder" / "page.pdf"))
    assert print_pages([TICKET], paper=A6, on=nowhere) is Taken.NOTHING


def test_nothing_to_print_is_nothing_printed() -> None:
    assert print_pages([], paper=A6, on=QPdfWriter(QBuffer())) is Taken.ALL
