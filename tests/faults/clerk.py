"""A counter's process that tells of each act before it begins and once it is committed, to be killed at any instant.

It is forked from a process that has imported all this and opened nothing, so that a new one is at work at once.
"""

import os
import random
import signal
import traceback
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from typing import Any, Final

import pytest
from sqlalchemy import event

from boxoffice.db.database import Database, WriteTx
from boxoffice.db.opening import open_database
from boxoffice.domain.errors import CounterInUse, DatabaseBusy, DatabaseLost, DatabaseRefused, Refusal
from boxoffice.domain.orders import Order, PaymentState, Sale
from boxoffice.domain.permissions import By
from boxoffice.domain.print_jobs import What
from boxoffice.routines import print_queue
from boxoffice.routines.open_counter import open_counter
from boxoffice.routines.sell import sell
from boxoffice.services import holds, order_prices, orders, parked, payments, sales, vouchers
from tests.faults import clerk_plants

PROMOTION: Final = "Friends"

Place = tuple[int, int]  # performance, seat


@dataclass(frozen=True, slots=True)
class Standing:
    """What an order comes to, as far as an act changes it; money in minor units."""

    state: str = "none"
    seats: frozenset[Place] = frozenset()
    vouchers: int = 0
    promotions: tuple[str, ...] = ()
    paid: int = 0
    asks: bool = False  # a card has no answer yet
    parked: bool = False


NOTHING: Final = Standing()


@dataclass(frozen=True, slots=True)
class Told:
    """``kind`` is "opened", "begins", "done", "refused", "job" or "broken"; ``standing`` what it is or would be."""

    kind: str
    act: str = ""
    order: str = ""
    standing: Standing = NOTHING
    facts: dict[str, Any] = field(default_factory=dict)


def standing(order: Order) -> Standing:
    """An order's standing."""
    return Standing(
        state=order.state.value,
        seats=frozenset((line.performance, line.seat_id) for line in order.lines),
        vouchers=len(order.vouchers),
        promotions=order.promotions,
        paid=order.paid,
        asks=order.unsettled is not None,
        parked=order.parked_as is not None,
    )


def work(where: str, name: str, shows: dict[int, list[int]], tells: Connection, plant: str | None) -> None:
    """Open the house as the counter of this name and act until killed; ``shows`` are the seats of each performance."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with pytest.MonkeyPatch.context() as patch:
        try:
            database = open_database(where)
            clerk = _opened(database, name, shows, tells)
            if plant is not None:
                clerk_plants.install(plant, patch, clerk)
            while True:
                clerk.act()
        except (DatabaseLost, DatabaseBusy, DatabaseRefused):
            while True:  # its server was made to crash, and it is about to be killed
                signal.pause()
        except Exception:  # noqa: BLE001 (the rig shows it)
            tells.send(Told("broken", facts={"trace": traceback.format_exc()}))


def _opened(database: Database, name: str, shows: dict[int, list[int]], tells: Connection) -> "Clerk":
    if database.dialect == "postgresql":
        event.listen(database.engine, "connect", lambda connection, _record: _name(connection))
        database.engine.dispose()  # the connection that opened it has no name
    tries = 0
    while True:
        with suppress(CounterInUse):
            by = open_counter(database, name=name).by
            break
        tries += 1
    clerk = Clerk(database, by, shows, tells)
    tells.send(Told("opened", order=clerk.order, standing=clerk.standing, facts={"tries": tries}))
    return clerk


def _name(connection: Any) -> None:  # noqa: ANN401 (the driver's own)
    connection.execute(f"SET application_name = '{of_process(os.getpid())}'")
    connection.commit()


def of_process(process: int) -> str:
    """How the connections of a clerk's process are called on a server."""
    return f"clerk {process}"


class Clerk:
    """Does one act after the other, each told before and after."""

    def __init__(self, database: Database, by: By, shows: dict[int, list[int]], tells: Connection) -> None:
        self._database, self._by, self._shows, self._tells = database, by, shows, tells
        self._chance = random.Random()  # noqa: S311 (no secret)
        self._codes: dict[str, int] = {}  # what is on the vouchers that were sold here
        self._parked: list[str] = []
        current = database.look(lambda tx: orders.current(tx, counter=by.counter))
        self._order: Order | None = current
        self.order = current.id if current is not None else ""
        self.standing = standing(current) if current is not None else NOTHING

    def act(self) -> None:
        """Do what a clerk might do next."""
        if self.standing.state in {"none", "sold", "abandoned"} or self.standing.parked:
            self.order, self.standing, self._order = uuid.uuid4().hex, NOTHING, None
        can = self._in_payment() if self.standing.state == "paying" else self._before_payment()
        weights = [weight for weight, _ in can]
        with suppress(IndexError):
            self._chance.choices([act for _, act in can], weights)[0]()

    def _before_payment(self) -> list[tuple[int, Callable[[], None]]]:
        has = self.standing
        can: list[tuple[int, Callable[[], None]]] = [(4 if len(has.seats) < 3 else 0, self._take)]
        can.append((1 if has.vouchers < 1 else 0, self._add_voucher))
        if has.state == "none":
            return [*can, (1 if self._parked else 0, self._fetch)]
        if has.seats:
            can += [(2, self._give_back), (1, self._park)]
        if has.seats and not has.promotions:
            can.append((1, self._use_promotion))
        if has.seats or has.vouchers:
            can.append((10, self._open_payment))
        return [*can, (1, self._abandon)]

    def _in_payment(self) -> list[tuple[int, Callable[[], None]]]:
        if self.standing.asks:
            return [(1, self._settle)]
        if not self.standing.paid:
            return [(1, self._leave), (4, self._start_card), (1, self._pay_voucher), (6, self._sell)]
        return [(1, self._take_back), (9, self._sell)]

    # -- acts

    def _take(self) -> None:
        show = self._chance.choice(list(self._shows))
        seats = self._chance.sample(self._shows[show], self._chance.randint(1, 2))
        after = {"state": "open", "seats": self.standing.seats | {(show, seat) for seat in seats}}
        self._do("take", lambda tx: holds.take(tx, order=self.order, performance=show, seats=seats), **after)

    def _give_back(self) -> None:
        assert self._order is not None
        line = self._chance.choice(self._order.lines)
        after = {"seats": self.standing.seats - {(line.performance, line.seat_id)}}
        self._do("give back", lambda tx: holds.give_back(tx, order=self.order, lines=[line.id]), **after)

    def _add_voucher(self) -> None:
        after = {"state": "open", "vouchers": self.standing.vouchers + 1}
        self._do("add a voucher", lambda tx: vouchers.add_to_order(tx, order=self.order, amount=2000), **after)

    def _use_promotion(self) -> None:
        self._do(
            "use a promotion",
            lambda tx: order_prices.use_promotion(tx, order=self.order, asked=PROMOTION),
            promotions=(PROMOTION,),
        )

    def _park(self) -> None:
        self._do("park", lambda tx: parked.park(tx, order=self.order, word="later"), parked=True)
        if self.standing.parked:
            self._parked.append(self.order)

    def _fetch(self) -> None:
        self.order = self._parked.pop()
        found = self._database.look(lambda tx: orders.read(tx, order=self.order))
        self._order, self.standing = found, standing(found)
        self._do("fetch", lambda tx: parked.fetch(tx, order=self.order), parked=False)

    def _abandon(self) -> None:
        def abandon(tx: WriteTx) -> Order:
            orders.abandon(tx, order=self.order)
            return orders.read(tx, order=self.order)

        self._do("abandon", abandon, state="abandoned", seats=frozenset(), vouchers=0, promotions=())

    def _open_payment(self) -> None:
        self._do("open the payment", lambda tx: sales.open_payment(tx, order=self.order), state="paying")

    def _leave(self) -> None:
        self._do("leave the payment", lambda tx: sales.leave_payment(tx, order=self.order), state="open")

    def _start_card(self) -> None:
        self._do(
            "start a card", lambda tx: payments.start_card(tx, order=self.order, payment=uuid.uuid4().hex), asks=True
        )

    def _settle(self) -> None:
        assert self._order is not None
        card = self._order.unsettled
        assert card is not None
        state = self._chance.choices([PaymentState.APPROVED, PaymentState.DECLINED], [3, 1])[0]
        paid = self.standing.paid + (card.amount if state is PaymentState.APPROVED else 0)
        self._do(
            "settle a card",
            lambda tx: payments.settle_card(tx, order=self.order, payment=card.id, state=state),
            asks=False,
            paid=paid,
        )

    def _pay_voucher(self) -> None:
        assert self._order is not None
        code = self._chance.choice(sorted(self._codes))
        taken = min(self._codes[code], self._order.balance)
        payment = uuid.uuid4().hex
        self._do(
            "pay by voucher",
            lambda tx: payments.pay_voucher(tx, order=self.order, payment=payment, code=code),
            paid=self.standing.paid + taken,
        )
        if self.standing.paid:
            del self._codes[code]

    def _take_back(self) -> None:
        assert self._order is not None
        paid = self._order.approved[0]
        self._do(
            "take a payment back",
            lambda tx: payments.take_back(tx, order=self.order, payment=paid.id, reason="wrong"),
            paid=self.standing.paid - paid.amount,
        )

    def _sell(self) -> None:
        assert self._order is not None
        total, payment = self._order.total, uuid.uuid4().hex
        tendered = self._order.balance or None
        self._begin("sell", state="sold", paid=total)
        try:
            sale = sell(self._database, by=self._by, order=self.order, payment=payment, tendered=tendered)
        except Refusal as refusal:
            self._refused("sell", refusal)
            return
        self.sold(sale)
        self._codes |= {voucher.code: voucher.amount for voucher in sale.order.vouchers}
        if self._chance.random() < 0.3:
            self._print()

    def sold(self, sale: Sale) -> None:
        """Acknowledge a sale."""
        facts = {"receipt": sale.receipt, "total": sale.order.total}
        self._done("sell", sale.order, facts)

    def _print(self) -> None:
        turn = print_queue.take(self._database, by=self._by, printers={What.TICKETS: "PDF"}, receipts=False)
        if turn.job is not None:
            self._tells.send(Told("job", facts={"job": turn.job.id, "states": ("sending", "sent")}))
            print_queue.note_sent(self._database, by=self._by, job=turn.job.id)
            self._tells.send(Told("job", facts={"job": turn.job.id, "states": ("sent",)}))

    # -- telling

    def _do(self, act: str, does: Callable[[WriteTx], Order], **changes: Any) -> None:  # noqa: ANN401 (fields)
        self._begin(act, **changes)
        try:
            order = self._database.act(does, by=self._by)
        except Refusal as refusal:
            self._refused(act, refusal)
        else:
            self._done(act, order, {})

    def _begin(self, act: str, **changes: Any) -> None:  # noqa: ANN401 (fields)
        self._tells.send(Told("begins", act, self.order, replace(self.standing, **changes), {"before": self.standing}))

    def _done(self, act: str, order: Order, facts: dict[str, Any]) -> None:
        self._order, self.standing = order, standing(order)
        self._tells.send(Told("done", act, self.order, self.standing, facts))

    def _refused(self, act: str, refusal: Refusal) -> None:
        if isinstance(refusal, DatabaseLost | DatabaseBusy | DatabaseRefused):
            raise refusal
        self._tells.send(Told("refused", act, self.order, self.standing, {"why": type(refusal).__name__}))
