"""What the desk has to know before it can be shown; without Qt, since it is read on another thread than the window's.

PySide makes its classes when a module that has some is imported, and crashes now and then where that happens on one
thread while another makes objects of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from boxoffice.services import house, orders, performances

if TYPE_CHECKING:
    from boxoffice.domain.holds import HoldRules
    from boxoffice.domain.orders import Order
    from boxoffice.domain.performances import House, Performance
    from boxoffice.gui.tasks import Tx


class Start:
    """The house, its board and the order that was left open, read in one look."""

    def __init__(self, tx: Tx, *, counter: int) -> None:
        self.house: House = house.house(tx)
        self.now: int = tx.now
        self.rules: HoldRules = tx.rules
        self.board: tuple[Performance, ...] = performances.board(tx)
        self.order: Order | None = orders.current(tx, counter=counter)
