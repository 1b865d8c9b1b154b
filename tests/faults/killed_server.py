"""A durable server is killed in the middle of sales by several counters, and started again: each sale is made once.

What a counter tells its clerk is written down, and compared with what the server has in the end.
"""

import random
import time
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Final

from boxoffice.db.database import Database, Tx
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import DatabaseLost, DatabaseUnreachable, NoSuchOrder, Refusal
from boxoffice.domain.orders import Order, OrderState
from boxoffice.domain.performances import Performance
from boxoffice.routines import sell
from boxoffice.services import orders, performances
from tests.faults.empty_house import on_server
from tests.faults.errand import Errand
from tests.faults.own_server import Server
from tests.support import ledger
from tests.support.desk import Desk
from tests.support.houses import counter, small_plan, studio

_COUNTERS: Final = 3
_BETWEEN_S: Final = (1.5, 2.5)  # between two kills
_PATIENCE_S: Final = 60.0
_SEATS: Final = 2
_SELLING: Final = Statement("SELECT count(DISTINCT counter_id) FROM orders WHERE state = 'sold'")
_WAYS: Final = ("everybody", "immediate", "postmaster")


@dataclass(frozen=True, slots=True)
class Killed:
    """How often a server was killed, what became of sales meanwhile, and where somebody was told what is not so."""

    kills: int
    sales: int
    lost: int
    in_doubt: int
    broken: tuple[str, ...]


# -- a counter


def sell_on(where: str, night: int, name: str, share: tuple[int, int], seconds: float) -> dict[str, int | list[str]]:
    """Sell every so many-th seat, two at a time, for so long, whatever becomes of the server.

    What the clerk was told.
    """
    until = time.monotonic() + seconds
    with closing(open_database(where)) as database:
        with database.read() as tx:
            show = performances.read(tx, performance=night)
        desk = Desk(database, counter(database, name), show)
        mine = sorted(desk.seats)[share[0] :: share[1]]
        clerk = _Clerk(desk)
        while time.monotonic() < until and len(mine) >= _SEATS:
            clerk.serve([mine.pop() for _ in range(_SEATS)])
        return {"sold": clerk.sold, "lost": clerk.lost, "in doubt": clerk.in_doubt, "broken": clerk.broken}


class _Clerk:
    """Serves one customer after the other; does again what was refused, once the server answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.sold: list[str] = []
        self.broken: list[str] = []
        self.lost = self.in_doubt = 0

    def serve(self, seats: list[str]) -> None:
        """Take two seats and sell them, as often as it takes."""
        self._desk.next_customer()
        paid_by = uuid.uuid4().hex
        while not self._is_served(seats, paid_by):
            self.lost += 1
            self._await_server()
        self.sold.append(self._desk.order)

    def _is_served(self, seats: list[str], paid_by: str) -> bool:
        """Whether the customer has been told that the seats are his, and they are, as far as anybody says."""
        desk = self._desk
        try:
            order = self._look()
            if order is None:
                order = desk.take(*seats)
            if order.state is OrderState.OPEN:
                desk.open_payment()
        except (DatabaseLost, DatabaseUnreachable):
            return False
        return self._is_sold(paid_by)

    def _is_sold(self, paid_by: str) -> bool:
        desk = self._desk
        try:
            sell.sell(desk.database, by=desk.by, order=desk.order, payment=paid_by, tendered=1_000_000)
        except DatabaseLost:
            self.in_doubt += 1  # the window says so, and looks when the server answers again
        except Refusal as refusal:
            self._await_server()
            found = self._look()
            if found is not None and found.state is OrderState.SOLD:
                self.broken.append(f"order {desk.order} is sold, and was refused: {type(refusal).__name__}: {refusal}")
        else:
            return True
        self._await_server()
        found = self._look()
        return found is not None and found.state is OrderState.SOLD

    def _look(self) -> Order | None:
        with suppress(NoSuchOrder), self._desk.database.read() as tx:
            return orders.read(tx, order=self._desk.order)
        return None

    def _await_server(self) -> None:
        since = time.monotonic()
        while True:
            try:
                self._desk.database.reopen()
                self._look()
            except (DatabaseLost, DatabaseUnreachable):
                if time.monotonic() - since > _PATIENCE_S:
                    raise
                time.sleep(0.1)
            else:
                return


# -- the rig


def kill_in_sales(server: Server, kills: int, *, chance: random.Random, lax: bool = False) -> Killed:
    """Kill a server so often, in turn in each of three ways, and start it again."""
    seconds = 2.0 + kills * (_BETWEEN_S[1] + 0.5)
    with on_server(server.url) as where:
        with closing(open_database(where)) as database:
            plan = small_plan(rows="ABCDEFGHIJKLMNOPQRSTUVWXYZ", seats=min(400, 40 + 30 * kills))
            night = studio(database, by=counter(database, "Referee"), plan=plan)
        counters = [Errand(sell_on, where, night.id, f"Counter {n}", (n, _COUNTERS), seconds) for n in range(_COUNTERS)]
        try:
            _await_sales(where)
            if lax:
                server.become_lax()
            for number in range(kills):
                time.sleep(chance.uniform(*_BETWEEN_S))
                _kill(server, _WAYS[number % len(_WAYS)])
                server.start()
            answers = [each.answer(within=seconds + 2 * _PATIENCE_S) for each in counters]
        finally:
            for each in counters:
                each.end()
        with closing(open_database(where)) as database:
            sold = [order for answer in answers for order in answer["sold"]]
            broken = [fault for answer in answers for fault in answer["broken"]]
            broken += _compared(database, night, sold)
        lost, doubt = (sum(answer[what] for answer in answers) for what in ("lost", "in doubt"))
        return Killed(kills, len(sold), lost, doubt, (*broken,))


def _await_sales(where: str) -> None:
    """Wait until every counter has begun to sell."""
    since = time.monotonic()
    with closing(open_database(where)) as database:
        while database.look(lambda tx: tx.execute(_SELLING).scalar_one()) < _COUNTERS:
            if time.monotonic() - since > _PATIENCE_S:
                raise TimeoutError("the counters do not sell")
            time.sleep(0.05)


def _kill(server: Server, way: str) -> None:
    if way == "immediate":
        server.stop(way)
    else:
        server.kill(everybody=way == "everybody")


def _compared(database: Database, night: Performance, sold: list[str]) -> list[str]:
    """Where what was told as sold is not what is booked."""
    with database.read() as tx:
        states = {order: _state(tx, order) for order in sold}
        free = performances.read(tx, performance=night.id).free
        seats = performances.read(tx, performance=night.id).seats
    broken = [f"order {order} was told as sold, and is {is_}" for order, is_ in states.items() if is_ != "sold"]
    had = seats - free
    # At the end of the shift one customer of each counter may still be served.
    if not _SEATS * len(sold) <= had <= _SEATS * (len(sold) + _COUNTERS):
        broken.append(f"{had} seats are not free, and {_SEATS * len(sold)} were told as sold")
    return broken + ledger.faults(database)


def _state(tx: Tx, order: str) -> str:
    try:
        return orders.read(tx, order=order).state.value
    except NoSuchOrder:
        return "gone"
