"""A counter at work on one performance: its acts by the names of seats, at moments of the test's choosing."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from boxoffice.db.database import Database, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.orders import Order, PaymentState, Sale
from boxoffice.domain.performances import Performance
from boxoffice.domain.permissions import By
from boxoffice.services import hold_list, holds, orders, payments, sales
from boxoffice.services.seatmap import load_plan
from tests.support.houses import NOBODY

T = TypeVar("T")

PLENTY = 1_000_000
_AGE = Statement("UPDATE occupant SET expires_at = expires_at - :ms, taken_at = taken_at - :ms")


class Desk:
    """One counter's acts on one performance; ``at`` (epoch ms) is the moment of an act, by default the real one."""

    def __init__(self, database: Database, by: By, performance: Performance) -> None:
        self.database, self.by, self.performance = database, by, performance
        self.order = uuid.uuid4().hex
        with database.read() as tx:
            self.seats = {
                seat.name.removeprefix("Stalls "): seat.id for seat in load_plan(tx, plan=performance.plan).seats
            }

    def act(self, work: Callable[[WriteTx], T], *, at: int | None = None) -> T:
        def at_that_moment(tx: WriteTx) -> T:
            tx.now = at or tx.now
            return work(tx)

        return self.database.act(at_that_moment, by=self.by)

    def next_customer(self) -> None:
        self.order = uuid.uuid4().hex

    def read(self, *, at: int | None = None) -> Order:
        with self.database.read() as tx:
            tx.now = at or tx.now
            return orders.read(tx, order=self.order)

    def take(self, *names: str, at: int | None = None) -> Order:
        seats = [self.seats[name] for name in names]
        return self.act(
            lambda tx: holds.take(tx, order=self.order, performance=self.performance.id, seats=seats), at=at
        )

    def keep(self, *, at: int | None = None) -> Order:
        return self.act(lambda tx: holds.keep(tx, order=self.order), at=at)

    def take_again(self, *, at: int | None = None) -> Order:
        return self.act(lambda tx: holds.take_again(tx, order=self.order), at=at)

    def give_back(self, *names: str, at: int | None = None) -> Order:
        wanted = {self.seats[name] for name in names}
        lines = [line.id for line in self.read().lines if line.seat_id in wanted]
        return self.act(lambda tx: holds.give_back(tx, order=self.order, lines=lines), at=at)

    def abandon(self, *, at: int | None = None) -> None:
        self.act(lambda tx: orders.abandon(tx, order=self.order), at=at)

    def release_live(self, name: str, *, reason: str = "customer left", at: int | None = None) -> None:
        seat, performance = self.seats[name], self.performance.id

        def release(tx: WriteTx) -> None:
            held = {(hold.performance, hold.seat_id): hold.order for hold in hold_list.list_holds(tx)}
            order = held.get((performance, seat), self.order)
            holds.release_live(tx, performance=performance, seat=seat, order=order, reason=reason)

        self.act(release, at=at)

    def open_payment(self, *, at: int | None = None) -> Order:
        return self.act(lambda tx: sales.open_payment(tx, order=self.order), at=at)

    def leave_payment(self, *, at: int | None = None) -> Order:
        return self.act(lambda tx: sales.leave_payment(tx, order=self.order), at=at)

    def start_card(self, payment: str, *, at: int | None = None) -> Order:
        return self.act(lambda tx: payments.start_card(tx, order=self.order, payment=payment), at=at)

    def settle_card(self, payment: str, state: PaymentState, *, at: int | None = None) -> Order:
        return self.act(lambda tx: payments.settle_card(tx, order=self.order, payment=payment, state=state), at=at)

    def finish(
        self,
        *,
        payment: str | None = None,
        tendered: int | None = PLENTY,
        at: int | None = None,
    ) -> Sale:
        paid_by = payment or uuid.uuid4().hex
        return self.act(lambda tx: sales.sell(tx, order=self.order, payment=paid_by, tendered=tendered), at=at)

    def sell(self) -> Sale:
        self.open_payment()
        return self.finish()


def age(database: Database, ms: int) -> None:
    """Make every hold older, as if that time had passed."""
    with database.write(by=NOBODY) as tx:
        tx.execute(_AGE, {"ms": ms})
