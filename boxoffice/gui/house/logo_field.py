"""The logo that paper bears: chosen from a file, shown as it is printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QWidget

from boxoffice.domain.errors import LogoRefused, Refusal
from boxoffice.domain.house_settings import LARGEST_LOGO, demand_logo
from boxoffice.gui.widgets.form import fault_line, tell_fault
from boxoffice.printing.logo import picture

if TYPE_CHECKING:
    from boxoffice.gui.widgets.text import Text

_ROOM = QSize(180, 74)


class LogoField(QWidget):
    """Shows a logo; ``changed`` tells that it is another one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.logo: bytes | None = None
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(_ROOM)
        self.choose_button = QPushButton("Choose a file…")
        self.remove = QPushButton("Without logo")
        self.fault: Text = fault_line()
        self.choose_button.clicked.connect(self.choose)
        self.remove.clicked.connect(lambda: self._change(None))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picture, 0, 0, 2, 1)
        layout.addWidget(self.choose_button, 0, 1)
        layout.addWidget(self.remove, 1, 1)
        layout.addWidget(self.fault, 2, 0, 1, 2)
        self.setFocusProxy(self.choose_button)
        self.show_logo(None)

    def show_logo(self, logo: bytes | None) -> None:
        """Show the content of a file, or that there is no logo."""
        self.logo = logo
        tell_fault(self.fault, self.choose_button, "")
        self.remove.setEnabled(logo is not None)
        self.picture.setAccessibleName("The logo as it is printed" if logo is not None else "No logo")
        if logo is None:
            self.picture.setText("No logo")
            return
        image = picture(logo).scaled(
            _ROOM, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.picture.setPixmap(QPixmap.fromImage(image))

    def choose(self) -> None:
        """Let the clerk choose a file."""
        dialog = QFileDialog(self, "Choose a logo", filter="Logos (*.png *.svg)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.open()

    def read(self, path: Path) -> None:
        """Take the logo of a file, or say what is wrong with it and keep the one there was."""
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_LOGO + 1)
            demand_logo(content)
            if picture(content).isNull():
                raise LogoRefused(reason="it cannot be drawn")
        except OSError as fault:
            self._refuse(LogoRefused(reason=f"{path.name} cannot be read ({fault.strerror})"))
        except Refusal as refusal:
            self._refuse(refusal)
        else:
            self._change(content)

    def _refuse(self, refusal: Refusal) -> None:
        tell_fault(self.fault, self.choose_button, str(refusal))

    def _change(self, logo: bytes | None) -> None:
        self.show_logo(logo)
        self.changed.emit()
