"""The desk: the pages of an opened counter, put together in the window, and the acts that reach across them.

Only the selling page is there from the start; the others are imported and made when a clerk first asks for them.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from boxoffice import __version__, settings
from boxoffice.domain import moments
from boxoffice.domain.changes import Changes
from boxoffice.domain.errors import DatabaseUnreachable, SettingsNotStored
from boxoffice.gui import actions
from boxoffice.gui.closing import Closing, welcome_back
from boxoffice.gui.counter import Counter
from boxoffice.gui.office import Office
from boxoffice.gui.outage import Outage
from boxoffice.gui.paperwork import Paperwork
from boxoffice.gui.parking import Parking
from boxoffice.gui.refresh import Refresh
from boxoffice.gui.sell.page import SellPage
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.text import plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from boxoffice.domain.errors import Refusal
    from boxoffice.domain.orders import Order
    from boxoffice.domain.performances import Performance
    from boxoffice.domain.permissions import By
    from boxoffice.gui.holds.all_holds import AllHoldsPage
    from boxoffice.gui.holds.released import ReleasedPage
    from boxoffice.gui.main_window import MainWindow
    from boxoffice.gui.parked.parked_orders import ParkedPage
    from boxoffice.gui.plans.import_page import ImportPage
    from boxoffice.gui.plans.new_performance import NewPerformancePage
    from boxoffice.gui.scanner import Scanner
    from boxoffice.gui.start import Start
    from boxoffice.gui.tasks import Database, Tasks
    from boxoffice.routines.open_counter import OpenCounter


def _fill_with_demo(database: Database, by: By) -> int:
    from boxoffice.routines import demo

    return demo.fill(database, by=by)


class Desk(QObject):
    """One counter at work in a window."""

    def __init__(
        self, window: MainWindow, tasks: Tasks, start: Start, *, opened: OpenCounter, chosen: settings.Settings
    ) -> None:
        super().__init__(window)
        self.window = window
        self.settings = chosen
        self.tasks = tasks
        self.counter = Counter(tasks, house=start.house, now=start.now, parent=self)
        self.parking = Parking(tasks, self.counter, parent=self)
        self.refresh = Refresh(tasks, every_seconds=chosen.refresh_seconds, parent=self)
        self.outage = Outage(tasks, opened=opened, counter=self.counter, refresh=self.refresh, window=window)
        self.sell = SellPage(
            tasks, counter=self.counter, refresh=self.refresh, rules=start.rules,
            single_seat_rows=chosen.single_seat_rows,
        )  # fmt: skip
        self._extra: list[QWidget] = []
        self.closing = Closing(window, self.counter)
        self.paperwork = Paperwork(
            tasks, window=window, counter=self.counter, chosen=lambda: self.settings, remember=self._remember,
            add=self._add,
        )  # fmt: skip
        self.office = Office(window, tasks, counter=self.counter, parent=self)
        self.acts = actions.table(self)
        self.actions = self.office.actions = actions.build(window, self.acts)
        self.sell.bind(self.actions)
        self.paperwork.bind(self.actions)
        self._connect()
        window.clocks.show_place(
            counter=self.counter.name, database=tasks.place, house=start.house.name, zone=start.house.time_zone
        )
        window.setWindowTitle(f"{start.house.name} – {self.counter.name} – Boxoffice")
        self.sell.wear(tones.theme())
        self.sell.showing.map.stage_at_bottom = chosen.stage_at_bottom
        self._begin(start)
        # It sees every event, and the first picture of a page has thousands; no key comes before that.
        QTimer.singleShot(0, self, lambda: self.scanner)

    @cached_property
    def scanner(self) -> Scanner:
        """What catches the keys that a scanner types, in all windows."""
        from boxoffice.gui.codes import Codes
        from boxoffice.gui.scanner import Scanner

        scanner = Scanner(prefix=self.counter.house.scan_prefix, parent=self)
        codes = Codes(self.tasks, pays=self.sell.side.scanned, tell=self.window.strip.warn, parent=self)
        scanner.scanned.connect(codes.bring, Qt.ConnectionType.QueuedConnection)
        return scanner

    # -- pages that few open

    @cached_property
    def released(self) -> ReleasedPage:
        """What was released, now and in the last hour."""
        from boxoffice.gui.holds.released import ReleasedPage

        page = ReleasedPage(self.tasks, zone=self.counter.house.time_zone)
        self._add(page)
        page.bind(self.actions)
        return page

    @cached_property
    def all_holds(self) -> AllHoldsPage:
        """Every held seat."""
        from boxoffice.gui.holds.all_holds import AllHoldsPage

        page = AllHoldsPage(self.tasks, zone=self.counter.house.time_zone, currency=self.counter.money)
        self._add(page)
        page.bind(self.actions)
        page.said.connect(self.window.strip.say)
        self.refresh.seen.connect(page.follow)
        return page

    @cached_property
    def parked_page(self) -> ParkedPage:
        """Every parked order."""
        from boxoffice.gui.parked.parked_orders import ParkedPage

        page = ParkedPage(now=self.counter.clock.now, currency=self.counter.money)
        self._add(page)
        page.bind(self.actions)
        page.opened.connect(self.parking.read_anew)
        page.fetch_asked.connect(self.parking.fetch)
        page.give_up_asked.connect(self.parking.give_up)
        self.parking.listed.connect(page.show_orders)
        return page

    @cached_property
    def import_page(self) -> ImportPage:
        """A seating plan read from a file."""
        from boxoffice.gui.plans.import_page import ImportPage

        page = ImportPage(self.tasks, figures=self.counter.money.figures)
        self._add(page)
        page.bind(self.actions)
        page.said.connect(self.window.strip.say)
        page.left.connect(self.show_sell)
        page.imported.connect(self._imported)
        return page

    @cached_property
    def new_page(self) -> NewPerformancePage:
        """A performance set up."""
        from boxoffice.gui.plans.new_performance import NewPerformancePage

        page = NewPerformancePage(self.tasks, house=self.counter.house, clock=self.counter.clock)
        self._add(page)
        page.bind(self.actions)
        page.said.connect(self.window.strip.say)
        page.created.connect(self._created)
        return page

    def _add(self, page: QWidget) -> None:
        self._extra.append(page)
        self.window.pages.addWidget(page)

    # -- acts across pages

    def is_selling(self) -> bool:
        """Whether the selling page is in front."""
        return self.window.pages.currentWidget() is self.sell

    def back(self) -> None:
        """Back to selling; there, out of what is open."""
        self.window.strip.hide()
        if self.is_selling():
            self.sell.back()
        else:
            self.office.leave(self.show_sell)

    def show_sell(self) -> None:
        """Bring the selling page, or what stands for it while there is nothing to sell, to the front."""
        if self.office.must_reopen:
            self.office.ask_to_reopen()
        elif self.sell.board.performances:
            self.window.show_page(self.sell)
            self.sell.showing.map.setFocus()
        else:
            self._welcome()

    def find(self) -> None:
        """Let the clerk look for a performance."""
        self.show_sell()
        self.sell.board.look_for()

    def read_anew(self) -> None:
        """Read board and view now."""
        self.sell.read_board()
        self.refresh.ask()

    def release_expired(self) -> None:
        """Release what has expired in all performances, and show it."""
        self.window.show_page(self.released)
        self.released.release()

    def show_holds(self) -> None:
        """Bring the list of all holds to the front."""
        self.window.show_page(self.all_holds)

    def show_parked(self) -> None:
        """Bring the list of parked orders to the front."""
        self.window.show_page(self.parked_page)

    def import_plan(self) -> None:
        """Let the clerk choose a plan file."""
        self.window.show_page(self.import_page)
        self.import_page.choose()

    def new_performance(self) -> None:
        """Set up a performance."""
        self.window.show_page(self.new_page)
        self.new_page.begin()

    def flip_stage(self) -> None:
        """Draw the stage at the other end, from now on."""
        self._remember(replace(self.settings, stage_at_bottom=not self.settings.stage_at_bottom))
        self.sell.showing.map.stage_at_bottom = self.settings.stage_at_bottom

    def toggle_legend(self) -> None:
        """Show the legend under the map, or leave its room to the map."""
        legend = self.sell.showing.legend
        legend.setVisible(legend.isHidden())
        self._follow()

    def wear(self, theme: settings.Theme) -> None:
        """Change the theme, from now on."""
        if theme != self.settings.theme:
            self._remember(replace(self.settings, theme=theme))
        self.sell.wear(tones.wear(theme, self.window))

    def show_keys(self) -> None:
        """Show which key does what."""
        from boxoffice.gui.key_sheet import KeySheet

        KeySheet(self.acts, self.window).open()

    def show_about(self) -> None:
        """Show what this program is, and which."""
        text = f"Boxoffice {__version__}\n\n{self.counter.name} · {self.counter.house.name}\n{self.tasks.place}"
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.NoIcon, "About Boxoffice", text, QMessageBox.StandardButton.Ok, self.window)
        plain(box)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def close_window(self) -> None:
        """Close the window, which may ask first."""
        self.window.close()

    # -- what happens

    def make_ready(self) -> None:
        """Make what the first customer would have to wait for, and print what an earlier program left."""
        self.sell.make_ready()
        self.paperwork.start()

    def stop(self) -> None:
        """Begin nothing more by the clock."""
        self.refresh.stop()
        self.outage.stop()
        self.paperwork.stop()

    def job_ran(self, *, at: int, released: int, error: str | None) -> None:
        """The 60 s job has run (at epoch ms): say so and look again."""
        self.window.clocks.show_job(at=at, released=released, error=error)
        self.refresh.ask()
        self.sell.read_board()

    def _begin(self, start: Start) -> None:
        self.counter.resume(start.order)
        self.sell.begin(start.board, start.shown)
        self.show_sell()
        if start.order is not None:
            self.window.strip.warn(welcome_back(start.order))
        self._follow()
        self.refresh.start()

    def _welcome(self) -> None:
        self.window.notify(
            "No performances yet",
            "Import the seating plan of your hall, then set up a performance. To look around first, load the demo"
            " house: halls, events and some sales, none of them real.",
            ("Import a seating plan…", self.import_plan),
            ("New performance…", self.new_performance),
            ("Load the demo house", self._load_demo),
        )

    def _load_demo(self) -> None:
        self.window.notify("Building the demo house…", "This takes a few seconds.")
        self.tasks.slow(
            _fill_with_demo,
            lambda _filled: self.sell.read_board(),
            changes=Changes.PERFORMANCES | Changes.PLANS | Changes.SEATS,
            failed=self._no_demo,
        )

    def _no_demo(self, fault: Exception) -> None:
        self._welcome()
        self.tasks.report(fault)

    def _parked(self, order: Order) -> None:
        end, zone = order.expires_at, self.counter.house.time_zone
        until = f", its seats held until {moments.clock(end, zone=zone)}" if end is not None else ""
        self.window.strip.say(f"Order {order.number} is parked as “{order.parked_as}”{until}.")

    def _fetched(self, order: Order) -> None:
        self.show_sell()
        shown = self.sell.showing.performance
        nights = [line.performance for line in order.lines]
        if nights and (shown is None or shown.id not in nights):
            self.sell.show_next(nights[0])
        self.window.strip.say(f"Order {order.number} is here again.")

    def _refused(self, refusal: Refusal) -> None:
        if isinstance(refusal, DatabaseUnreachable):
            return  # nothing was changed, and the banner says why
        self.window.strip.warn(str(refusal))
        self.refresh.ask()
        self.counter.reread()

    def _follow(self) -> None:
        actions.follow(self.acts, self.actions)
        self.office.follow()

    def _remember(self, chosen: settings.Settings) -> None:
        self.settings = chosen
        self._follow()
        try:
            settings.save(chosen)
        except SettingsNotStored as refusal:
            told = str(refusal)
            QTimer.singleShot(0, self, lambda: self.window.strip.warn(told))  # an act of the menu ends with hiding it

    def _connect(self) -> None:
        window, strip = self.window, self.window.strip
        window.leaving = lambda: self.office.may_close() and self.closing.may_leave()
        self.office.changed.connect(self._follow)
        self.office.made.connect(self._add)
        window.pages.currentChanged.connect(self._follow)
        self.sell.state_changed.connect(self._follow)
        self.paperwork.state_changed.connect(self._follow)
        self.counter.sold.connect(strip.hide)
        self.sell.said.connect(strip.say)
        self.sell.warned.connect(strip.warn)
        self.sell.reminded.connect(strip.remind)
        self.sell.begun.connect(strip.hide)
        for action in self.actions.values():
            action.triggered.connect(strip.hide)
        self.sell.board_changed.connect(self._board_changed)
        self.sell.order.whose.park_asked.connect(self.parking.park)
        self.parking.listed.connect(lambda orders: self.sell.order.whose.show_parked(len(orders)))
        self.parking.parked.connect(self._parked)
        self.parking.fetched.connect(self._fetched)
        self.parking.given_up.connect(lambda number: strip.say(f"Order {number} is given up; its seats are free."))
        self.refresh.seen.connect(self.parking.read)
        self.tasks.refused.connect(self._refused)
        self.refresh.seen.connect(lambda _of, answer, _whole: window.clocks.show_refresh(answer.seats.now))
        self.refresh.compared.connect(window.clocks.show_skew)
        self.refresh.failed.connect(
            lambda fault: window.clocks.show_refresh_failure(fault, now=self.counter.clock.now())
        )
        self.outage.over.connect(self.sell.read_board)
        self.outage.over.connect(self.paperwork.again)
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self.wear(self.settings.theme))

    def _board_changed(self) -> None:
        # In front it keeps the keys where they are: the board is read with every run of the job, whatever is typed.
        goes_on = self.is_selling() and self.sell.board.performances
        if not goes_on and self.window.pages.currentWidget() not in self._extra:
            self.show_sell()

    def _imported(self, hall: str) -> None:
        self.window.show_page(self.new_page)
        self.new_page.begin(hall=hall)

    def _created(self, performance: Performance) -> None:
        self.sell.show_next(performance.id)
        self.window.show_page(self.sell)
