"""Which performance uses which price list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.gui.widgets.form import fault_line, tell_fault
from boxoffice.gui.widgets.listing import Column, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from boxoffice.services.price_list_setup import PricedNight


class NightsPanel(QWidget):
    """The performances to come; ``use_asked`` carries the chosen ones and the list that they are to use."""

    use_asked = Signal(list, int)

    def __init__(self, *, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.search = QLineEdit(placeholderText="Find an event, day, hall or list", clearButtonEnabled=True)
        self.search.setAccessibleName("Find a performance")
        self.list: Listing[PricedNight] = Listing(
            (
                Column("Performance", lambda night: night.event),
                Column(
                    "When",
                    lambda night: moments.day_and_time(night.starts_at, zone=zone),
                    order=lambda night: night.starts_at,
                ),
                Column("Hall", lambda night: night.hall),
                Column("Price list", lambda night: night.list_name),
                Column("Prices of its own", lambda night: str(night.own_prices) if night.own_prices else ""),
            ),
            key=lambda night: night.id,
            name="Performances and their price lists",
        )
        self.target = QComboBox()
        self.target.setMinimumWidth(360)
        self.use = QPushButton("Use it for the selected performances")
        self.fault = fault_line()
        self.search.textChanged.connect(self._search)
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._judge())
        self.use.clicked.connect(self._ask)
        self._arrange()
        self._judge()

    def show_nights(self, nights: Sequence[PricedNight], *, lists: Sequence[tuple[int, str]]) -> None:
        """Show the performances, and the lists that they may use."""
        self.list.show_things(nights)
        chosen = self.target.currentData()
        self.target.clear()
        for number, name in lists:
            self.target.addItem(name, number)
        self.target.setCurrentIndex(max(0, self.target.findData(chosen)))
        self.refuse("")
        self._judge()

    def refuse(self, sentence: str) -> None:
        """Say why a performance was not moved."""
        tell_fault(self.fault, self.target, sentence)

    def _search(self, text: str) -> None:
        self.list.search(text)
        self._judge()

    def _judge(self) -> None:
        self.use.setEnabled(bool(self.list.selected()) and self.target.count() > 0)

    def _ask(self) -> None:
        self.use_asked.emit([night.id for night in self.list.selected()], self.target.currentData())

    def _arrange(self) -> None:
        self.search.setFixedWidth(380)
        words = QLabel("Price list")
        words.setBuddy(self.target)
        below = QHBoxLayout()
        below.setSpacing(10)
        for part in (words, self.target, self.use):
            below.addWidget(part)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.fault)
        layout.addLayout(below)
