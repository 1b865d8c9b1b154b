"""The window's shell: pages one over the other, messages, the status bar; there before the database is.

The bare window comes up first; what it is furnished with is imported when it is on the screen. So is ``Qt``, whose
hundred enumerations PySide makes at its first mention.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QPaintEvent
    from PySide6.QtWidgets import QMessageBox, QWidget

    from boxoffice.gui.widgets.notice import Notice

_FAULT = (
    "Something went wrong that should not have. Nothing was lost: what was sold is sold, and held seats stay held."
    " Go on working; tell whoever looks after the program what is written below."
)


STYLE: Final = "Fusion"  # the one that follows a palette on every desktop
WEARS: Final = "wears"  # the application's property that names its style


def application(arguments: list[str]) -> QApplication:
    """The running application, or a fresh one in the program's style.

    Told at the start, the style costs nothing; told later, Qt's answer brings hundreds of names along.
    """
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    fresh = QApplication([*arguments, "-style", STYLE])
    fresh.setProperty(WEARS, STYLE)
    return fresh


class MainWindow(QMainWindow):
    """Shows one page at a time. ``leaving`` is asked before it closes; while it answers no, the window stays.

    ``came_up`` tells that it was painted for the first time.
    """

    came_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Boxoffice")
        self.setMinimumSize(1024, 640)
        self.setUnifiedTitleAndToolBarOnMac(True)
        self.leaving: Callable[[], bool] = lambda: True
        self._is_up = False
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self._notice: Notice | None = None
        self._fault_box: QMessageBox | None = None

    def furnish(self) -> None:
        """Add what a bare window does without."""
        from boxoffice import paths
        from boxoffice.gui.widgets.clock_bar import ClockBar
        from boxoffice.gui.widgets.strip import Strip

        self.setWindowIcon(QtGui.QIcon(str(paths.resources() / "icons" / "boxoffice.svg")))
        self.clocks = ClockBar()
        self.setStatusBar(self.clocks)
        self.banner = Strip(self.pages)
        self.strip = Strip(self.pages, above=self.banner)

    def come_up(self) -> None:
        """Appear as large as the screen allows."""
        self.setGeometry(self.screen().availableGeometry())
        self.showMaximized()

    def notify(self, title: str, text: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Show a page that says one thing, with what can be done about it."""
        from boxoffice.gui.widgets.notice import Notice

        notice = Notice(title, text, buttons)
        self.pages.addWidget(notice)
        self.show_page(notice)
        self._drop_notice()
        self._notice = notice

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front and give it the keys."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        if page is not self._notice:
            self._drop_notice()

    def show_fault(self, fault: BaseException) -> None:
        """Tell of an unexpected fault; only one at a time, so that a fault in a clock does not bury the window."""
        from PySide6.QtWidgets import QMessageBox

        from boxoffice.gui.widgets.text import plain

        if self._fault_box is not None:
            return
        box = QMessageBox(QMessageBox.Icon.Warning, "Boxoffice", _FAULT, QMessageBox.StandardButton.Ok, self)
        box.setInformativeText(f"{type(fault).__name__}: {fault}".strip(": ")[:400])
        box.setDetailedText("".join(traceback.format_exception(fault)))
        plain(box)
        box.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._fault_read)
        self._fault_box = box
        box.open()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        if not self._is_up:
            self._is_up = True
            self.came_up.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        if self.leaving():
            event.accept()
        else:
            event.ignore()

    def _fault_read(self) -> None:
        self._fault_box = None

    def _drop_notice(self) -> None:
        if self._notice is not None:
            self.pages.removeWidget(self._notice)
            self._notice.deleteLater()
            self._notice = None
