"""Importing a seating plan: what is in the file, what is wrong with it, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import Refusal
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.listing import Column, Listing
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.gui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from boxoffice.domain.figures import Figures
    from boxoffice.domain.permissions import By
    from boxoffice.domain.plan import Fault
    from boxoffice.gui.tasks import Database, Tasks
    from boxoffice.routines.import_plan import ImportedPlan

_CHANGES = Changes.PLANS | Changes.PERFORMANCES | Changes.SEATS


class ImportPage(QWidget):
    """Reads a plan file; one without faults is imported at once, another after the clerk has seen them.

    ``imported`` carries the hall's name, ``left`` tells that the clerk gave up, ``said`` tells news.
    """

    imported = Signal(str)
    left = Signal()
    said = Signal(str)

    def __init__(self, tasks: Tasks, *, figures: Figures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._figures = figures
        self._path: Path | None = None
        self._hall = ""
        self.head = PageHead("Import a seating plan", "A plan in the pretix format (JSON) or a list of seats (CSV).")
        self.outcome = Text(wordWrap=True)
        self.counts = Text()
        self.faults: Listing[Fault] = Listing(
            (Column("Fault", lambda fault: fault.kind), Column("Where", lambda fault: fault.where)),
            key=lambda fault: (fault.kind, fault.where),
            name="Faults",
            stretch=1,
        )
        self.choose_button = QPushButton("Choose another file…")
        self.repair = QPushButton("Repair and import")
        self.next = QPushButton("Set up a performance…")
        tones.set_type(self.outcome, 1.3, bold=True)
        self.choose_button.clicked.connect(self.choose)
        self.repair.clicked.connect(lambda: self._import(repair=True))
        self.next.clicked.connect(lambda: self.imported.emit(self._hall))
        self._arrange()
        self._offer()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the button do the act of the table."""
        self.head.back.bind(actions["back"])

    def choose(self) -> None:
        """Let the clerk choose a file."""
        dialog = QFileDialog(self, "Choose a seating plan", filter="Seating plans (*.json *.csv);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.rejected.connect(self._gave_up)
        dialog.open()

    def read(self, path: Path) -> None:
        """Read a file, import it where it is sound, else list what is wrong."""
        self._path = path
        self._import(repair=False)

    def _import(self, *, repair: bool) -> None:
        path = self._path
        if path is None:
            return
        self.outcome.setText(f"Reading {path.name}…")
        self.counts.clear()
        self.faults.show_things(())
        self._offer()
        self._tasks.slow(
            lambda database, by: _import(database, by, path, repair=repair),
            self._show,
            changes=_CHANGES,
            failed=self._refused,
        )

    def _show(self, plan: ImportedPlan) -> None:
        self._hall = plan.hall
        count = self._figures.count
        self.counts.setText(
            f"{plan.name}: {count(plan.seats)} seats, {count(plan.rows)} rows, {plan.sections} sections,"
            f" {plan.zones} price zones"
        )
        self.faults.show_things(plan.faults)
        faults = f"{count(len(plan.faults))} {'fault' if len(plan.faults) == 1 else 'faults'}"
        if plan.imported:
            self.outcome.setText(f"Imported into {plan.hall}." + (f" {faults} mended or noted." if plan.faults else ""))
            self.said.emit(f"{plan.name} was imported.")
        else:
            self.outcome.setText(f"Not imported yet: {faults}. They can be repaired, the same way at every import.")
        self._offer(repair=not plan.imported, go_on=plan.imported)

    def _refused(self, fault: Exception) -> None:
        if not isinstance(fault, Refusal):
            raise fault
        self.outcome.setText(str(fault))
        self._offer()

    def _offer(self, *, repair: bool = False, go_on: bool = False) -> None:
        self.repair.setVisible(repair)
        self.repair.setDefault(repair)
        self.next.setVisible(go_on)
        self.next.setDefault(go_on)
        self.faults.setVisible(bool(self.faults.shown))

    def _gave_up(self) -> None:
        if self._path is None:
            self.left.emit()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addStretch(1)
        for button in (self.repair, self.next):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        for part in (self.head, self.outcome, self.counts):
            layout.addWidget(part)
        layout.addWidget(self.faults, 1)
        layout.addStretch(0)
        layout.addLayout(row)


def _import(database: Database, by: By, path: Path, *, repair: bool) -> ImportedPlan:
    from boxoffice.routines.import_plan import import_plan  # noqa: PLC0415 (no start waits for what reads plan files)

    return import_plan(database, by=by, path=path, repair=repair)
