"""What the desk has to know before it can be shown; without Qt, since it is read on another thread than the window's.

PySide makes its classes when a module that has some is imported, and crashes now and then where that happens on one
thread while another makes objects of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from boxoffice.domain.performances import first_coming
from boxoffice.services import house, orders, performances, price_lists, seatmap

if TYPE_CHECKING:
    from boxoffice.domain.holds import HoldRules
    from boxoffice.domain.orders import Order
    from boxoffice.domain.performances import House, Performance
    from boxoffice.domain.plan import SeatingPlan
    from boxoffice.gui.tasks import Tx
    from boxoffice.services.price_lists import PriceSheet
    from boxoffice.services.seatmap import SeatsRead


@dataclass(frozen=True, slots=True)
class Shown:
    """A performance with all that is shown of it."""

    performance: Performance
    plan: SeatingPlan
    sheet: PriceSheet
    seats: SeatsRead


class Start:
    """The house, its board, what the board shows first, and the order that was left open, read in one look."""

    def __init__(self, tx: Tx, *, counter: int) -> None:
        self.house: House = house.house(tx)
        self.now: int = tx.now
        self.rules: HoldRules = tx.rules
        self.board: tuple[Performance, ...] = performances.board(tx)
        self.order: Order | None = orders.current(tx, counter=counter)
        # Last, since it may fail.
        self.shown: Shown | None = _shown(tx, first_coming(self.board, now=tx.now))


def _shown(tx: Tx, performance: Performance | None) -> Shown | None:
    if performance is None:
        return None
    try:
        plan = seatmap.load_plan(tx, plan=performance.plan)
        sheet = price_lists.sheet(tx, performance=performance.id)
        seats = seatmap.read_seats(tx, performance=performance.id, since=None)
    except Exception:  # noqa: BLE001 (one house that cannot be read keeps no other from selling; the page says why)
        return None
    return Shown(performance, plan, sheet, seats)
