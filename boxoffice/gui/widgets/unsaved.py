"""The question what becomes of a page's changes that are not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from boxoffice.gui.widgets.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def ask_unsaved(
    parent: QWidget, what: str, *, save: Callable[[], object], discard: Callable[[], object],
    stay: Callable[[], object] = lambda: None,
) -> QMessageBox:  # fmt: skip
    """Ask whether to save, to discard or to stay, and do it."""
    role = QMessageBox.ButtonRole
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Boxoffice", f"{what} has changes that are not saved.", parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    acts = {
        box.addButton("Save", role.AcceptRole): save,
        box.addButton("Discard the changes", role.DestructiveRole): discard,
        box.addButton("Go on editing", role.RejectRole): stay,
    }
    saves, _, stays = acts
    box.setDefaultButton(saves)
    box.setEscapeButton(stays)
    box.buttonClicked.connect(lambda button: acts[button]())
    plain(box)
    box.open()
    return box
