"""The house set up: its name, what its paper says, its money and days; saved whole, or nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import PricesSet
from boxoffice.domain.house_settings import faults
from boxoffice.gui.house.house_fields import HouseFields
from boxoffice.gui.house.logo_field import LogoField
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.gui.widgets.scrolled import scrolled
from boxoffice.gui.widgets.text import Text
from boxoffice.services import house as house_service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction

    from boxoffice.domain.holds import HoldRules
    from boxoffice.domain.performances import House
    from boxoffice.gui.tasks import Tasks, Tx, WriteTx

_KEPT = "Saved here are the settings of the whole house, for every counter."


@dataclass(frozen=True, slots=True)
class HouseAsSet:
    """The house as the page shows it, with its logo and its rules of a hold."""

    house: House
    rules: HoldRules
    logo: bytes | None


class HousePage(QWidget):
    """A form; ``saved`` carries the house as it is now, ``said`` tells news, ``changed`` that there may be changes."""

    saved = Signal(object)
    said = Signal(str)
    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._set: HouseAsSet | None = None
        self._saving = False
        self.head = PageHead("House and receipts", _KEPT)
        self.fields = HouseFields()
        self.logo = LogoField()
        self.save_button = ActionButton("Save")
        self.save_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.save_button.setDefault(True)
        self.state = Text()
        tones.set_type(self.state, 1.0, tone="quiet")
        self._arrange()
        self.fields.changed.connect(self._judge)
        self.logo.changed.connect(self._judge)

    @property
    def name(self) -> str:
        """What a question calls this page."""
        return "House and receipts"

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        self.head.back.bind(actions["back"])
        self.save_button.bind(actions["save"])

    def begin(self) -> None:
        """Show the house as it is stored, unless changes wait here to be saved."""
        self.fields.name.setFocus()
        if not self.has_changes:
            self._tasks.read(_look, self._show)

    @property
    def has_changes(self) -> bool:
        """Whether anything is not saved yet."""
        before = self._set
        if before is None:
            return False
        return (self.fields.house, self.fields.hold_ms, self.logo.logo) != (
            before.house,
            before.rules.hold,
            before.logo,
        )

    def discard(self) -> None:
        """Show the house as it was stored, and then as it is."""
        if self._set is not None:
            self._show(self._set)
            self.begin()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Store all of it, or say beside each field what is wrong and store nothing; ``then`` what comes next."""
        before, proposed = self._set, self.fields.house
        if before is None or proposed is None or self._saving:
            return
        hold, logo = self.fields.hold_ms, self.logo.logo
        wrong = faults(proposed, hold=hold, rules=before.rules)
        self.fields.tell({name: str(fault) for name, fault in wrong.items()})
        if wrong:
            self._judge()
            return

        def stored(answer: HouseAsSet) -> None:
            self._saving = False
            self._show(answer)
            self.saved.emit(answer.house)
            if then is not None:
                then()

        self._saving = True
        self._tasks.write(
            lambda tx: _store(tx, proposed, seen=before, hold=hold, logo=logo),
            stored,
            changes=Changes.HOUSE,
            failed=self._refused,
        )

    def _show(self, answer: HouseAsSet) -> None:
        self._set = answer
        self.fields.tell({})
        self.fields.show_house(answer.house, hold=answer.rules.hold)
        self.logo.show_logo(answer.logo)
        self._judge()

    def _refused(self, fault: Exception) -> None:
        self._saving = False
        if isinstance(fault, PricesSet):
            self.fields.tell({"currency": str(fault)})
        else:
            self._tasks.report(fault)
        self._judge()

    def _judge(self) -> None:
        self.state.setText("Not saved yet." if self.has_changes else "")
        self.changed.emit()

    def _arrange(self) -> None:
        words = QLabel("Logo")
        words.setBuddy(self.logo)
        form = self.fields.paper
        form.addRow(words, self.logo)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.state)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addWidget(scrolled(self.fields), 1)
        layout.addLayout(row)


def _look(tx: Tx) -> HouseAsSet:
    return HouseAsSet(house_service.house(tx), tx.rules, house_service.logo(tx))


def _store(tx: WriteTx, proposed: House, *, seen: HouseAsSet, hold: int, logo: bytes | None) -> HouseAsSet:
    house_service.set_up(tx, proposed=proposed, hold=hold, seen=seen.house)
    if logo != seen.logo:
        house_service.set_logo(tx, logo=logo)
    return _look(tx)
