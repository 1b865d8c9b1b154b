"""The pages with which a venue sets itself up, and their changes, which nobody leaves unsaved without being asked.

They are imported and made when they are first asked for.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMessageBox, QWidget

    from boxoffice.domain.performances import House
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.house.house_page import HousePage
    from boxoffice.gui.main_window import MainWindow
    from boxoffice.gui.prices.prices_page import PricesPage
    from boxoffice.gui.tasks import Tasks

_WHILE_CLOSING = frozenset({"quit", "keys", "about"})


class Form(Protocol):
    """A page whose changes are saved by an act."""

    @property
    def name(self) -> str:
        """What a question calls the page."""

    @property
    def has_changes(self) -> bool:
        """Whether anything is not saved yet."""

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save all of it or nothing, and go on if it is saved."""

    def discard(self) -> None:
        """Show what is stored."""


class Office(QObject):
    """House and prices; ``changed`` tells that other acts may be possible now, ``made`` carries a new page."""

    changed = Signal()
    made = Signal(object)

    def __init__(self, window: MainWindow, tasks: Tasks, *, counter: Counter, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._tasks = tasks
        self._counter = counter
        self._forms: list[tuple[Form, QWidget]] = []
        self.actions: Mapping[str, QAction] = {}
        self.must_reopen = False  # the house counts money or days another way than this window was made for
        self.question: QMessageBox | None = None

    @cached_property
    def house_page(self) -> HousePage:
        """The house set up."""
        from boxoffice.gui.house.house_page import HousePage

        page = HousePage(self._tasks)
        page.bind(self.actions)
        page.saved.connect(self._house_saved)
        page.changed.connect(self.changed)
        self._forms.append((page, page))
        self.made.emit(page)
        return page

    @cached_property
    def prices_page(self) -> PricesPage:
        """Prices, fees, taxes and promotions set up."""
        from boxoffice.gui.prices.prices_page import PricesPage

        page = PricesPage(self._tasks, house=self._counter.house, clock=self._counter.clock)
        page.bind(self.actions)
        page.said.connect(self._window.strip.say)
        page.changed.connect(self.changed)
        self._forms.append((page, page))
        self.made.emit(page)
        return page

    def show_prices(self) -> None:
        """Bring the prices to the front."""
        self._window.show_page(self.prices_page)
        self.prices_page.begin()

    def show_house(self) -> None:
        """Bring the house's settings to the front."""
        self._window.show_page(self.house_page)
        self.house_page.begin()

    def can_save(self) -> bool:
        """Whether the page in front has changes that are not saved."""
        return self._in_front() is not None

    def save(self) -> None:
        """Save what is changed on the page in front."""
        form = self._in_front()
        if form is not None:
            form.save()

    def leave(self, go: Callable[[], object]) -> None:
        """Go, once what the page in front has not saved is saved or discarded."""
        form = self._in_front()
        if form is None:
            go()
        elif self.question is None:
            self._ask(form, go)

    def may_close(self) -> bool:
        """Whether nothing would be lost if the window closed now; if not, the question is on the screen."""
        for form, page in self._forms:
            if form.has_changes:
                self._window.show_page(page)
                self.leave(self._window.close)
                return False
        return True

    def ask_to_reopen(self) -> None:
        """Say that the window has to be opened anew, instead of going on."""
        self._window.notify(
            "Saved. Open Boxoffice again",
            "Currency, time zone and the beginning of a day are followed from the next start on. Close this window and"
            " open it again; do the same at every other counter.",
            ("Close the window", self._window.close),
        )

    def follow(self) -> None:
        """Leave nothing to be done but to open the window anew, if it must be."""
        if self.must_reopen:
            for name, action in self.actions.items():
                action.setEnabled(name in _WHILE_CLOSING)

    def _in_front(self) -> Form | None:
        front = self._window.pages.currentWidget()
        return next((form for form, page in self._forms if page is front and form.has_changes), None)

    def _ask(self, form: Form, go: Callable[[], object]) -> None:
        from boxoffice.gui.widgets.unsaved import ask_unsaved

        def discard() -> None:
            form.discard()
            go()

        self.question = ask_unsaved(self._window, form.name, save=lambda: form.save(go), discard=discard)
        self.question.finished.connect(self._answered)

    def _answered(self) -> None:
        self.question = None

    def _house_saved(self, house: House) -> None:
        """Go on as the house is now; what all of the window was made for asks to be opened anew."""
        before = self._counter.house
        self._window.setWindowTitle(f"{house.name} – {self._counter.name} – Boxoffice")
        self.must_reopen = (before.currency, before.time_zone, before.day_start) != (
            house.currency,
            house.time_zone,
            house.day_start,
        )
        if self.must_reopen:
            self.ask_to_reopen()
        else:
            self._counter.house = house
            self._window.clocks.database.setText(house.name)
            self._window.strip.say("The house's settings are saved.")
        self.changed.emit()
