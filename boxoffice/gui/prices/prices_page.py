"""Prices set up: a list's amounts, price types, taxes and fees, saved together; which list is used; promotions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import NoPrice, PromotionThere
from boxoffice.gui.figures import money
from boxoffice.gui.prices import reading
from boxoffice.gui.prices.charges_panel import ChargesPanel
from boxoffice.gui.prices.nights_panel import NightsPanel
from boxoffice.gui.prices.price_grid import PriceGrid
from boxoffice.gui.prices.promotions_panel import PromotionsPanel
from boxoffice.gui.prices.types_panel import TypesPanel
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.form import fault_line, tell_fault
from boxoffice.gui.widgets.page_head import PageHead
from boxoffice.gui.widgets.text import Text
from boxoffice.gui.widgets.unsaved import ask_unsaved
from boxoffice.services import price_list_setup, price_lists

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMessageBox

    from boxoffice.domain.performances import House
    from boxoffice.domain.price_lists import PriceList
    from boxoffice.domain.promotions import Promotion
    from boxoffice.gui.counter import HouseClock
    from boxoffice.gui.prices.reading import PricesRead
    from boxoffice.gui.tasks import Tasks

_TEXT = "What is sold stays as it was sold. An order in the making keeps its prices until something in it changes."


class PricesPage(QWidget):
    """Five panels on one price list; ``said`` tells news, ``changed`` that there may be changes."""

    said = Signal(str)
    changed = Signal()

    def __init__(self, tasks: Tasks, *, house: House, clock: HouseClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name = "Prices"
        self._tasks = tasks
        self._zone = house.time_zone
        self._read: PricesRead | None = None
        self._busy = False
        self.question: QMessageBox | None = None
        currency = money(house)
        self.head = PageHead("Prices", _TEXT)
        self.choice = QComboBox()
        self.choice.setAccessibleName("Price list")
        self.list_name = QLineEdit(maxLength=200)
        self.list_name.setAccessibleName("Name of the price list")
        self.copy = QPushButton("Copy as a new list")
        self.name_fault = fault_line()
        self.grid = PriceGrid(currency, zone=self._zone)
        self.types = TypesPanel(zone=self._zone, now=clock.now)
        self.charges = ChargesPanel(currency, zone=self._zone, now=clock.now)
        self.nights = NightsPanel(zone=self._zone)
        self.promotions = PromotionsPanel(currency, zone=self._zone, now=clock.now)
        self.tabs = QTabWidget(documentMode=True)
        self.save_button = ActionButton("Save")
        self.save_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.save_button.setDefault(True)
        self.state = Text()
        tones.set_type(self.state, 1.0, tone="quiet")
        self._arrange()
        self._connect()

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        self.head.back.bind(actions["back"])
        self.save_button.bind(actions["save"])

    def begin(self) -> None:
        """Show the price lists as they are stored, unless changes wait here to be saved."""
        self.choice.setFocus()
        if not self.has_changes:
            self.read()

    def read(self, *, price_list: int | None = None) -> None:
        """Read all of it anew, and show a price list, by default the same as before."""
        wanted = price_list if price_list is not None else self._shown
        self._tasks.read(lambda tx: reading.look(tx, wanted=wanted), self._show)

    @property
    def has_changes(self) -> bool:
        """Whether anything of the list is not saved yet."""
        shown = self._read.price_list if self._read is not None else None
        if shown is None:
            return False
        parts = (self.grid.state, self.types.state, self.charges.state)
        return self.list_name.text().strip() != shown.name or any(part is not None for part in parts)

    def discard(self) -> None:
        """Show the list as it was stored, and then as it is."""
        if self._read is not None:
            self._show(self._read)
            self.read()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Store all of the list, or say where something is wrong and store nothing; ``then`` what comes next."""
        shown = self._read.price_list if self._read is not None else None
        if shown is None or self._busy or self._tell():
            return
        wanted = self._wanted(shown)
        types, own = tuple(self.types.types), self.grid.own
        before = self._read.types if self._read is not None else ()

        def stored(answer: PricesRead) -> None:
            self._busy = False
            self._show(answer)
            self.said.emit(f"The price list {wanted.name} is saved.")
            if then is not None:
                then()

        self._busy = True
        self._tasks.write(
            lambda tx: reading.store(tx, wanted, seen=shown, types=types if types != before else (), own=own),
            stored,
            changes=Changes.PRICES,
            failed=self._refused,
        )

    @property
    def _shown(self) -> int | None:
        return self._read.price_list.id if self._read is not None and self._read.price_list is not None else None

    def _wanted(self, shown: PriceList) -> PriceList:
        return replace(
            shown,
            name=self.list_name.text().strip(),
            amounts=self.grid.amounts,
            offers=self.types.offers,
            taxes=self.charges.tax_list,
            taxes_included=self.charges.included,
            fees=self.charges.fee_list,
        )

    def _tell(self) -> bool:
        """Say where something is wrong, and bring the first of it to the front; whether anything is."""
        nameless = not self.list_name.text().strip()
        tell_fault(self.name_fault, self.list_name, "The price list needs a name. Type one." if nameless else "")
        wrong = [panel for panel in (self.charges, self.types, self.grid) if panel.tell()]
        if wrong:
            self.tabs.setCurrentWidget(wrong[-1])
        return nameless or bool(wrong)

    def _show(self, read: PricesRead) -> None:
        self._read = None  # what the fields say while they are filled is no change
        self.choice.clear()
        for each in read.lists:
            self.choice.addItem(each.told(zone=self._zone), each.id)
        names = [kind.name for kind in read.types]
        self._show_beside(read)
        if read.price_list is not None:
            self.choice.setCurrentIndex(self.choice.findData(read.price_list.id))
            self.list_name.setText(read.price_list.name)
            self.types.show_types(read.types, offers=read.price_list.offers)
            self.grid.show_list(read.price_list, types=names, nights=read.nights)
            self.charges.show_list(read.price_list)
        tell_fault(self.name_fault, self.list_name, "")
        self._read = read
        self._judge()

    def _show_beside(self, read: PricesRead) -> None:
        """Show what is not of the list: the performances and the promotions."""
        lists = [(each.id, each.told(zone=self._zone)) for each in read.lists]
        self.nights.show_nights(read.nights, lists=lists)
        self.promotions.show_promotions(
            read.promotions, zones=read.zones, types=[kind.name for kind in read.types], now=read.now
        )

    def _refused(self, fault: Exception) -> None:
        self._busy = False
        if isinstance(fault, NoPrice):
            self.tabs.setCurrentWidget(self.grid)
            self.grid.refuse(str(fault))
        else:
            self._tasks.report(fault)

    def _judge(self) -> None:
        there = self._read is not None and self._read.price_list is not None
        for part in (self.choice, self.list_name, self.copy, self.grid, self.types, self.charges):
            part.setEnabled(there)
        if self._read is not None and not there:
            self.state.setText("There is no price list yet. The first one comes with the first performance.")
        else:
            self.state.setText("Not saved yet." if self.has_changes else "")
        self.changed.emit()

    # -- other lists

    def _turn(self) -> None:
        number = self.choice.currentData()
        self._unless_changed(lambda: self.read(price_list=number), stay=self._turn_back)

    def _turn_back(self) -> None:
        self.choice.setCurrentIndex(self.choice.findData(self._shown))

    def _copy(self) -> None:
        self._unless_changed(self._make_copy)

    def _make_copy(self) -> None:
        shown = self._read.price_list if self._read is not None else None
        if shown is None:
            return

        def made(copied: price_list_setup.ListedPriceList) -> None:
            self.read(price_list=copied.id)
            self.said.emit(f"{copied.name} is a list of its own. Give it a name.")
            self.list_name.setFocus()
            self.list_name.selectAll()

        self._tasks.write(
            lambda tx: price_list_setup.copy(tx, price_list=shown.id, name=f"{shown.name}, copy"),
            made,
            changes=Changes.PRICES,
        )

    def _unless_changed(self, go: Callable[[], object], *, stay: Callable[[], object] = lambda: None) -> None:
        """Go, once what is not saved is saved or discarded."""
        if not self.has_changes:
            go()
            return

        def discard() -> None:
            self.discard()
            go()

        self.question = ask_unsaved(self, self.name, save=lambda: self.save(go), discard=discard, stay=stay)

    # -- acts at once

    def _read_own(self, night: int) -> None:
        self._tasks.read(
            lambda tx: price_list_setup.own_prices(tx, performance=night),
            lambda amounts: self.grid.show_own(night, amounts),
        )

    def _move(self, nights: list[int], price_list: int) -> None:
        def moved(_nothing: None) -> None:
            self.said.emit("The performances use the list now.")
            self._refresh()

        def refused(fault: Exception) -> None:
            if isinstance(fault, NoPrice):
                self.nights.refuse(str(fault))
            else:
                self._tasks.report(fault)

        self._tasks.write(
            lambda tx: reading.move(tx, nights=nights, price_list=price_list),
            moved,
            changes=Changes.PRICES,
            failed=lambda fault: (
                self.nights.refuse(str(fault)) if isinstance(fault, NoPrice) else self._tasks.report(fault)
            ),
        )

    def _add_promotion(self, promotion: Promotion, code: str, most: int) -> None:
        form = self.promotions.form

        def added(_listed: price_lists.ListedPromotion) -> None:
            form.clear()
            self.said.emit(f"The promotion {promotion.name} is offered.")
            self._refresh()

        def refused(fault: Exception) -> None:
            if isinstance(fault, PromotionThere):
                form.tell({"code" if fault.facts["asked"] != promotion.name else "name": str(fault)})
            else:
                self._tasks.report(fault)

        self._tasks.write(
            lambda tx: price_lists.add_promotion(tx, promotion=promotion, code=code or None, most_uses=most or None),
            added,
            changes=Changes.PRICES,
            failed=refused,
        )

    def _end_promotion(self, promotion: int) -> None:
        self._tasks.write(
            lambda tx: price_lists.end_promotion(tx, promotion=promotion),
            lambda _nothing: self._refresh(),
            changes=Changes.PRICES,
        )

    def _refresh(self) -> None:
        """Show promotions and performances anew; what is changed in the list stays in its fields."""

        def show(read: PricesRead) -> None:
            if self.has_changes:
                self._show_beside(read)
            else:
                self._show(read)

        shown = self._shown
        self._tasks.read(lambda tx: reading.look(tx, wanted=shown), show)

    def _connect(self) -> None:
        self.choice.activated.connect(lambda _index: self._turn())
        self.copy.clicked.connect(self._copy)
        self.list_name.textChanged.connect(lambda _text: self._judge())
        for panel in (self.grid, self.types, self.charges):
            panel.changed.connect(self._judge)
        self.grid.night_wanted.connect(self._read_own)
        self.types.added.connect(self._follow_types)
        self.types.ordered.connect(self._follow_types)
        self.nights.use_asked.connect(self._move)
        self.promotions.form.asked.connect(self._add_promotion)
        self.promotions.end_asked.connect(self._end_promotion)

    def _follow_types(self, added: str = "") -> None:
        self.grid.set_types([kind.name for kind in self.types.types])
        if added:
            self.grid.add_column(added)

    def _arrange(self) -> None:
        for panel, words in (
            (self.grid, "Prices"),
            (self.types, "Price types"),
            (self.charges, "Taxes and fees"),
            (self.nights, "Performances"),
            (self.promotions, "Promotions"),
        ):
            self.tabs.addTab(panel, words)
        self.tabs.tabBar().setDrawBase(False)  # in no theme's colour
        self.tabs.tabBar().setAccessibleName("What of the prices")
        chosen, named = QLabel("Price list"), QLabel("Name")
        chosen.setBuddy(self.choice)
        named.setBuddy(self.list_name)
        self.choice.setFixedWidth(500)
        self.list_name.setFixedWidth(250)
        above = QHBoxLayout()
        above.setSpacing(10)
        for part in (chosen, self.choice, named, self.list_name, self.copy):
            above.addWidget(part)
        above.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.save_button)
        below.addWidget(self.state)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 14)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addLayout(above)
        layout.addWidget(self.name_fault)
        layout.addWidget(self.tabs, 1)
        layout.addSpacing(4)
        layout.addLayout(below)
