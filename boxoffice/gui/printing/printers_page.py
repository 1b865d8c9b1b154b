"""Printers and paper of this PC: which printer takes what, what lies in it, and what comes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boxoffice import paths
from boxoffice.domain.errors import Refusal
from boxoffice.gui.print_queue import receipt_outlet, ticket_outlet
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.elided import Elided
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.gui.widgets.rule import rule
from boxoffice.gui.widgets.text import Text
from boxoffice.printing.layout import pages
from boxoffice.printing.outlet import PDF
from boxoffice.printing.paper import A4, PAPERS
from boxoffice.printing.preview import preview
from boxoffice.printing.printers import printers
from boxoffice.routines.papers import samples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction, QShowEvent

    from boxoffice.gui.tasks import Tasks
    from boxoffice.printing.layout import Document
    from boxoffice.printing.outlet import Outlet
    from boxoffice.routines.papers import Samples
    from boxoffice.settings import Settings

_FORM_WIDTH: Final = 420
_ROOM: Final = (400, 460)  # of a preview, in pixels
_RECEIPTS: Final = (("asked", "When the clerk asks for it"), ("always", "With every sale"))


class PrintersPage(QWidget):
    """A choice for tickets and one for receipts, each with its preview.

    ``chosen`` carries a setting's name and its new value, ``said`` tells news and ``warned`` what went wrong.
    """

    chosen = Signal(str, object)
    said = Signal(str)
    warned = Signal(str)

    def __init__(self, tasks: Tasks, *, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._settings = settings
        self._samples: Samples | None = None
        self.head = PageHead(
            "Printers and paper", "Of this PC. Tickets and receipts wait until a printer is chosen; no sale waits."
        )
        self.tickets = _Choice("Tickets and gift vouchers", "ticket")
        self.receipts = _Choice("Receipts", "receipt")
        self.when = QComboBox()
        for value, text in _RECEIPTS:
            self.when.addItem(text, value)
        self.when.setAccessibleName("When a receipt is printed")
        self.folder = Elided()
        self.choose_folder = QPushButton("Choose…")
        for choice in (self.tickets, self.receipts):
            choice.chosen.connect(self._choose)
            choice.test_asked.connect(self._test)
        self.when.activated.connect(lambda: self._choose("receipts", self.when.currentData()))
        self.choose_folder.clicked.connect(self._ask_folder)
        self._arrange()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the button do the act of the table."""
        self.head.back.bind(actions["back"])

    def follow(self, settings: Settings) -> None:
        """Show the settings as they are now."""
        self._settings = settings
        self.tickets.show_choice(settings.ticket_printer, settings.ticket_paper)
        self.receipts.show_choice(settings.receipt_printer, settings.receipt_paper)
        self.when.setCurrentIndex(self.when.findData(settings.receipts))
        self.folder.setText(settings.pdf_folder or str(paths.pdf_folder()))
        self._show_samples()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        known = printers()
        self.tickets.show_printers(known)
        self.receipts.show_printers(known)
        self.follow(self._settings)
        self._tasks.slow(lambda database, by: samples(database, till=by.counter_name), self._take_samples)

    def _choose(self, name: str, value: object) -> None:
        self.chosen.emit(name, value)

    def _take_samples(self, taken: Samples) -> None:
        self._samples = taken
        self._show_samples()

    def _show_samples(self) -> None:
        if self._samples is not None:
            ticket, receipt = self._samples
            self.tickets.show_sample(ticket, paper=self._settings.ticket_paper)
            self.receipts.show_sample(receipt, paper=self._settings.receipt_paper)

    def _test(self, kind: str) -> None:
        """Print the sample, on the window's thread as everything that is painted."""
        if self._samples is None:
            return
        ticket, receipt = self._samples
        outlet = ticket_outlet(self._settings) if kind == "ticket" else receipt_outlet(self._settings)
        if outlet is not None:
            self._put_out(outlet, ticket if kind == "ticket" else receipt)

    def _put_out(self, outlet: Outlet, document: Document) -> None:
        try:
            outlet.put_out([document], title="Test page")
        except Refusal as refusal:
            self.warned.emit(str(refusal))
        else:
            where = f"a file in {outlet.folder}" if outlet.printer == PDF else outlet.printer
            self.said.emit(f"The test page went to {where}.")

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "The folder for PDF files", self.folder.text())
        if folder:
            self._choose("pdf_folder", folder)

    def _arrange(self) -> None:
        when = QHBoxLayout()
        when.addWidget(QLabel("Printed"))
        when.addWidget(self.when, 1)
        self.receipts.form.addLayout(when)
        files = QHBoxLayout()
        files.addWidget(QLabel("PDF files go to"))
        files.addWidget(self.folder, 1)
        files.addWidget(self.choose_folder)
        form = QVBoxLayout()
        form.setSpacing(14)
        form.addLayout(self.tickets.form)
        form.addWidget(rule())
        form.addLayout(self.receipts.form)
        form.addWidget(rule())
        form.addLayout(files)
        form.addStretch(1)
        left = QWidget()
        left.setFixedWidth(_FORM_WIDTH)
        form.setContentsMargins(0, 0, 0, 0)
        left.setLayout(form)
        columns = QHBoxLayout()
        columns.setSpacing(36)
        columns.addWidget(left)
        for choice in (self.tickets, self.receipts):
            columns.addWidget(choice.sample, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(14)
        layout.addWidget(self.head)
        layout.addLayout(columns, 1)


class _Choice(QWidget):
    """The printer and the paper of one kind of document, a test page, and a preview.

    ``chosen`` carries a setting's name and its new value, ``test_asked`` the kind.
    """

    chosen = Signal(str, object)
    test_asked = Signal(str)

    def __init__(self, title: str, kind: str) -> None:
        super().__init__()
        self._printer: str | None = None
        self.printer = QComboBox()
        self.printer.setAccessibleName(f"Printer for {title.lower()}")
        self.paper = QComboBox()
        self.paper.setAccessibleName(f"Paper for {title.lower()}")
        self.paper.addItems(list(PAPERS))
        self.test = QPushButton("Print a test page")
        self.sample = QLabel()
        self.sample.setAccessibleName(f"What {title.lower()} look like")
        self.printer.activated.connect(lambda: self.chosen.emit(f"{kind}_printer", self.printer.currentData()))
        self.paper.activated.connect(lambda: self.chosen.emit(f"{kind}_paper", self.paper.currentText()))
        self.test.clicked.connect(lambda: self.test_asked.emit(kind))
        self.form = self._form(title)

    def show_printers(self, known: Sequence[str]) -> None:
        """Offer the printers that are there now."""
        self.printer.clear()
        self.printer.addItem("None: what is printed waits", None)
        self.printer.addItem("PDF: each job is a file", PDF)
        for name in known:
            if name != PDF:
                self.printer.addItem(name, name)

    def show_choice(self, printer: str | None, paper: str) -> None:
        """Show what is chosen; a printer that is gone stays chosen, and is called so."""
        if printer is not None and self.printer.findData(printer) < 0:
            self.printer.addItem(f"{printer} (not there)", printer)
        self.printer.setCurrentIndex(self.printer.findData(printer) if printer is not None else 0)
        self.paper.setCurrentText(paper)
        self.test.setEnabled(printer is not None)

    def show_sample(self, document: Document, *, paper: str) -> None:
        """Show the first page of a document on a kind of paper, as large as there is room."""
        sheet = pages(document, paper=PAPERS.get(paper, A4))[0]
        scale = min(_ROOM[0] / sheet.width, _ROOM[1] / sheet.height)
        ratio = self.devicePixelRatioF()
        picture = QPixmap.fromImage(preview(sheet, dots_per_mm=scale * ratio))
        picture.setDevicePixelRatio(ratio)
        self.sample.setPixmap(picture)

    def _form(self, title: str) -> QVBoxLayout:
        name = Text(title)
        tones.set_type(name, 1.15, bold=True)
        row = QHBoxLayout()
        row.addWidget(self.paper, 1)
        row.addWidget(self.test)
        form = QVBoxLayout()
        form.setSpacing(8)
        form.addWidget(name)
        form.addWidget(self.printer)
        form.addLayout(row)
        return form
