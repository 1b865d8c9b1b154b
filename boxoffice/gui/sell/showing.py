"""The performance that is shown: what it is, the box for typing seats, the map, its legend.

What is needed with the first seats that are typed is imported then, so that no start waits for it.
"""
# ruff: noqa: PLC0415 (see above)

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.domain.errors import Refusal
from boxoffice.gui.seatmap.legend import Legend
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.gui.sell.occupants import Occupants
from boxoffice.gui.sell.party_buttons import PartyButtons
from boxoffice.gui.sell.typing_box import TypingBox
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.action_button import ActionButton
from boxoffice.gui.widgets.elided import Elided

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QAction

    from boxoffice.domain.holds import HoldRules
    from boxoffice.domain.performances import Performance
    from boxoffice.domain.plan import SeatingPlan
    from boxoffice.domain.seats import SeatFacts, SeatStatus
    from boxoffice.gui.counter import Counter
    from boxoffice.gui.sell.zone_chooser import ZoneChooser, ZoneOffer
    from boxoffice.services.seatmap import SeatsRead


class Showing(QWidget):
    """Shows one performance; ``take_asked`` and ``give_back_asked`` carry seat ids, ``refused`` why typed text is none.

    ``party_asked`` carries a party that wants the best seats, ``free_counted`` how many seats are free after a change.
    """

    take_asked = Signal(list)
    give_back_asked = Signal(list)
    party_asked = Signal(object)
    refused = Signal(str)
    free_counted = Signal(int)

    def __init__(self, counter: Counter, *, rules: HoldRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._rules = rules
        self.prices: Mapping[str, int] = {}
        self.plan: SeatingPlan | None = None
        self.occupants: Occupants | None = None
        self.money = counter.money.format
        self.performance: Performance | None = None
        self.event_name = Elided()
        self.when = Elided()
        self.free = QLabel()
        self.typing = TypingBox()
        self.parties = PartyButtons()
        self.map = SeatMap()
        self.legend = Legend()
        self._zoom = tuple(ActionButton(text, tells_key=False) for text in ("−", "Fit", "+"))
        self._flip = ActionButton("Turn", tells_key=False)
        tones.set_type(self.event_name, 1.5, bold=True)
        tones.set_type(self.when, 1.15)
        tones.set_type(self.free, 1.15, bold=True)
        self._arrange()
        self.parties.asked.connect(self._ask_party)
        self.typing.asked.connect(self._take_typed)
        self.typing.left.connect(self.map.setFocus)
        self.map.take_asked.connect(lambda seats: self.take_asked.emit(self._ids(seats)))
        self.map.give_back_asked.connect(lambda seats: self.give_back_asked.emit(self._ids(seats)))

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do the acts of the table."""
        for button, act in zip((*self._zoom, self._flip), ("zoom_out", "fit", "zoom_in", "flip"), strict=True):
            button.bind(actions[act])

    @cached_property
    def chooser(self) -> ZoneChooser:
        """Where a clerk chooses a price zone; no start waits for it."""
        from boxoffice.gui.sell.zone_chooser import ZoneChooser

        return ZoneChooser(self, figures=self._counter.money.figures)

    def make_ready(self) -> None:
        """Make what the first customer would have to wait for."""
        _ = self.chooser

    @property
    def has_house(self) -> bool:
        """Whether the plan of the announced performance is there."""
        return self.plan is not None

    def announce(self, performance: Performance) -> None:
        """Say which performance comes; until its seats are read there are none to click on."""
        self.performance = performance
        if "chooser" in self.__dict__:
            self.chooser.hide()
        self.plan = self.occupants = None
        self.map.clear()
        zone = self._counter.house.time_zone
        self.event_name.setText(performance.event)
        day, time = moments.day(performance.starts_at, zone=zone), moments.clock(performance.starts_at, zone=zone)
        self.when.setText(f"{day}, {time} · {performance.hall}")
        self._count(performance.free, performance.seats)

    def begin(self, plan: SeatingPlan, prices: Mapping[str, int]) -> None:
        """Take the plan and prices of the announced performance; the seats are shown with the next ``absorb``."""
        self.plan, self.prices = plan, prices
        self.occupants = None

    def absorb(self, read: SeatsRead, *, whole: bool) -> None:
        """Show what was read: everything the first time, then only what differs."""
        if self.plan is None:
            return
        first = whole or self.occupants is None
        if first:
            self.occupants = Occupants(self.plan, rules=self._rules)
        occupants = self.occupants
        if occupants is None:
            return
        changes = occupants.absorb(read, order=self._counter.order_id)
        if first:
            self.map.show_house(self.plan, occupants.statuses, facts=self._facts)
            self.show_prices(self.prices)
        elif changes:
            self.map.set_statuses(changes)
        self._count(occupants.free, len(occupants.statuses))
        self.free_counted.emit(occupants.free)

    def show_prices(self, prices: Mapping[str, int]) -> None:
        """Show other full prices of the zones."""
        self.prices = prices
        if self.plan is not None:
            shown = {zone: self.money(price) for zone, price in prices.items()}
            self.legend.show_zones(self.plan.zones, prices=shown)

    def ask_zone(self, party: str, offers: Sequence[ZoneOffer], done: Callable[[int], None]) -> None:
        """Let the clerk choose a price zone for a party; ``done`` gets it, or is never called."""

        def chosen(zone: int) -> None:
            self.map.setFocus()
            done(zone)

        self.chooser.ask(party, offers, chosen, under=self.typing)

    def status_of(self, seat: int) -> SeatStatus | None:
        """What is shown for a seat (id)."""
        return self.occupants.status_of(seat) if self.occupants is not None else None

    def _facts(self, index: int) -> SeatFacts:
        occupants = self.occupants
        if occupants is None:
            raise LookupError(index)
        return occupants.facts(index, prices=self.prices, money=self.money, now=self._counter.clock.now())

    def _ask_party(self, size: int) -> None:
        from boxoffice.domain.party import Party

        self.party_asked.emit(Party(size))

    def _take_typed(self, text: str) -> None:
        from boxoffice.domain.party import Party
        from boxoffice.domain.typed import read_typed

        if self.plan is None or self.occupants is None:
            return
        try:
            found = read_typed(self.plan, text)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            self.typing.selectAll()
            return
        self.typing.setText("")
        self.map.setFocus()
        if isinstance(found, Party):
            self.party_asked.emit(found)
        else:
            self.take_asked.emit(self._ids(list(found)))

    def _ids(self, indices: list[int]) -> list[int]:
        return self.occupants.ids(indices) if self.occupants is not None else []

    def _count(self, free: int, seats: int) -> None:
        count = self._counter.money.figures.count
        self.free.setText(f"{count(free)} of {count(seats)} free")

    def _arrange(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(6)
        title.addWidget(self.event_name, 1)
        title.addWidget(self.free)
        title.addSpacing(6)
        for button in (*self._zoom, self._flip):
            title.addWidget(button)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        tools.addWidget(self.when, 1)
        self.typing.setFixedWidth(190)
        tools.addWidget(self.typing)
        tools.addWidget(self.parties)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 4)
        layout.setSpacing(5)
        layout.addLayout(title)
        layout.addLayout(tools)
        layout.addWidget(self.map, 1)
        layout.addWidget(self.legend)
