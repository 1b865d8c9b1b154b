"""The status bar: who and where we are, what waits for paper, and both clocks with any failure of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStatusBar

from boxoffice.domain import moments
from boxoffice.domain.errors import OutOfOrder
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.text import Text, tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WORTH_A_WORD_MS = 2_000


class ClockBar(QStatusBar):
    """Counter and database at the left, the view's clock and the job's at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._zone = "UTC"
        self.counter = Text()
        self.database = Text()
        self.pc = Text()
        self.paper = Text()
        self.view = Text()
        self.job = Text()
        tones.set_type(self.counter, 1.0, bold=True)
        for label in (self.database, self.view, self.job):
            tones.set_tone(label, "quiet")
        for label in (self.pc, self.paper):
            tones.set_tone(label, "warning")
            label.hide()
        self.addWidget(self.counter)
        self.addWidget(self.database, 1)
        self.addPermanentWidget(self.pc)
        self.addPermanentWidget(self.paper)
        self.addPermanentWidget(self.view)
        self.addPermanentWidget(self.job)

    def show_place(self, *, counter: str, database: str, house: str, zone: str) -> None:
        """Name the counter and its database; from now on tell the time in the house's zone."""
        self._zone = zone
        self.counter.setText(counter)
        self.database.setText(house)
        self.database.setToolTip(tip(database))
        self.view.setText("View not read yet")
        self.job.setText("Job not run yet")

    def show_refresh(self, now: int) -> None:
        """The view was just read (epoch ms)."""
        tones.set_tone(self.view, "quiet")
        self.view.setText(f"View refreshed {self._clock(now)}")
        self.view.setToolTip("")

    def show_refresh_failure(self, fault: Exception, *, now: int) -> None:
        """The view could not be read, and is as it was before."""
        tones.set_tone(self.view, "danger")
        reason = "" if isinstance(fault, OutOfOrder) else f": {_short(fault)}"  # else the banner tells
        self.view.setText(f"⚠ View not refreshed at {self._clock(now)}{reason}")
        self.view.setToolTip(tip(str(fault)))

    def show_skew(self, ahead: int) -> None:
        """Say by how many ms this PC's clock is ahead (negative: behind), where that is worth a word."""
        wrong = moments.length(abs(ahead))
        self.pc.setText(f"⚠ This PC's clock is {wrong} {'fast' if ahead > 0 else 'slow'}")
        self.pc.setToolTip(tip("Holds and sales go by the database's clock. Let the system set this PC's clock."))
        self.pc.setVisible(abs(ahead) > _WORTH_A_WORD_MS)

    def show_job(self, *, at: int, released: int, error: str | None) -> None:
        """The job has run: when (epoch ms), how many holds it released, or what went wrong."""
        if error is not None:
            tones.set_tone(self.job, "danger")
            self.job.setText(f"⚠ Job failed at {self._clock(at)}: {_short(error)}")
        else:
            tones.set_tone(self.job, "quiet")
            outcome = f"released {released}" if released else "nothing to release"
            self.job.setText(f"Job ran {self._clock(at)}, {outcome}")
        self.job.setToolTip(tip(error or ""))

    def show_paper(self, text: str) -> None:
        """Say what has not come out of a printer, and why; nothing where all is well."""
        self.paper.setText(_short(text, 64) if text else "")
        self.paper.setToolTip(tip(text))
        self.paper.setVisible(bool(text))

    def _clock(self, moment: int) -> str:
        return moments.clock(moment, zone=self._zone, seconds=True)


def _short(fault: object, limit: int = 36) -> str:
    text = str(fault).strip().partition("\n")[0] or type(fault).__name__
    return text if len(text) <= limit else f"{text[:limit]}…"
