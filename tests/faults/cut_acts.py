"""Everything that a clerk does with seats and money, done over a line that breaks around the act's COMMIT.

Whoever is told that it is done, or that nothing was changed, must have been told the truth; where the program cannot
know, the clerk looks and does it again, and it is done once.
"""

import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Final

from boxoffice.db.database import Database, WriteTx
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import DatabaseLost, NoSuchOrder, Refusal
from boxoffice.domain.orders import Order, OrderState, PaymentState
from boxoffice.domain.performances import Performance
from boxoffice.domain.print_jobs import JobState, PrintJob, What
from boxoffice.routines import print_queue, sell
from boxoffice.services import orders, parked, payments, print_jobs, sales, vouchers
from tests.support.cut_line import Line, line_to
from tests.support.desk import Desk
from tests.support.houses import counter, small_plan, studio

_VOUCHER = Statement("SELECT code FROM voucher ORDER BY id DESC LIMIT 1")
_VOUCHER_WORTH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Act:
    """An act on an order: what must have been done before, the act itself, and whether it is done, as rows tell."""

    name: str
    prepare: Callable[["Till"], None]
    do: Callable[["Till"], object]
    is_done: Callable[["Till"], bool]


class Till:
    """A counter whose line can break, and the same rows reached past it."""

    def __init__(self, over_the_line: Database, past_it: Database, line: Line, night: Performance) -> None:
        self.database, self._past, self.line = over_the_line, past_it, line
        self.desk = Desk(over_the_line, counter(over_the_line, "Counter 1"), night)
        self._free = list(self.desk.seats)
        self.payment = self.code = ""

    def begin(self) -> None:
        """The next customer, with an order of two seats."""
        self.desk.next_customer()
        self.payment = uuid.uuid4().hex
        self.two = [self._free.pop(), self._free.pop()]

    @property
    def has_seats(self) -> bool:
        """Whether there is another customer's worth."""
        return len(self._free) >= 4

    def order(self) -> Order | None:
        """The order as its rows are, without the moment of looking."""
        try:
            return replace(self._past.look(lambda tx: orders.read(tx, order=self.desk.order)), now=0)
        except NoSuchOrder:
            return None

    def jobs(self) -> tuple[PrintJob, ...]:
        """What the order prints."""
        return self._past.look(lambda tx: print_jobs.of_order(tx, order=self.desk.order))

    def write(self, work: Callable[[WriteTx, str], object]) -> object:
        """What the window's ``Counter.write`` does."""
        order = self.desk.order
        return self.database.act(lambda tx: work(tx, order), by=self.desk.by)

    def sold_voucher(self) -> None:
        """A gift voucher sold to somebody before, so that this order can be paid with it."""
        customer = self.desk.order
        self.desk.next_customer()
        self.write(lambda tx, order: vouchers.add_to_order(tx, order=order, amount=_VOUCHER_WORTH))
        self.desk.sell()
        self.desk.order = customer
        with self._past.read() as tx:
            self.code = str(tx.execute(_VOUCHER).scalar_one())


def _take(till: Till) -> None:
    till.desk.take(*till.two)


def _open(till: Till) -> None:
    _take(till)
    till.desk.open_payment()


def _open_with_voucher(till: Till) -> None:
    till.sold_voucher()
    _take(till)


def _with_cash(till: Till) -> None:
    _open(till)
    _pay_cash(till)


def _with_card(till: Till) -> None:
    _open(till)
    till.desk.start_card(till.payment)


def _park(till: Till) -> object:
    return till.write(lambda tx, order: parked.park(tx, order=order, word="Meyer"))


def _parked(till: Till) -> None:
    _take(till)
    _park(till)


def _sold(till: Till) -> None:
    _take(till)
    till.desk.sell()


def _sending(till: Till) -> None:
    _sold(till)
    _begin_printing(till)


def _pay_cash(till: Till) -> object:
    return till.write(lambda tx, order: payments.pay_cash(tx, order=order, payment=till.payment, tendered=1_000))


def _pay_voucher(till: Till) -> object:
    def pay(tx: WriteTx, order: str) -> Order:
        sales.open_payment(tx, order=order)
        return payments.pay_voucher(tx, order=order, payment=till.payment, code=till.code)

    return till.write(pay)


def _start_card(till: Till) -> object:
    return till.write(lambda tx, order: payments.start_card(tx, order=order, payment=till.payment))


def _settle_card(till: Till) -> object:
    return till.write(
        lambda tx, order: payments.settle_card(tx, order=order, payment=till.payment, state=PaymentState.APPROVED)
    )


def _take_back(till: Till) -> object:
    return till.write(lambda tx, order: payments.take_back(tx, order=order, payment=till.payment, reason="wrong"))


def _sell(till: Till) -> object:
    paid_by = f"{till.payment} rest"
    return sell.sell(till.database, by=till.desk.by, order=till.desk.order, payment=paid_by, tendered=1_000_000)


def _sell_exact(till: Till) -> object:
    order = till.order()
    due = order.balance if order is not None else 0
    return sell.sell_exact(
        till.database, by=till.desk.by, order=till.desk.order, payment=f"{till.payment} rest", expected=due
    )


def _begin_printing(till: Till) -> object:
    job = _ticket_job(till)
    return till.write(lambda tx, _order: print_jobs.begin(tx, job=job.id, printer="Till"))


def _note_sent(till: Till) -> None:
    print_queue.note_sent(till.database, by=till.desk.by, job=_ticket_job(till).id)


def _ticket_job(till: Till) -> PrintJob:
    return next(job for job in till.jobs() if job.what is What.TICKETS)


def _is(state: PaymentState) -> Callable[[Till], bool]:
    def is_so(till: Till) -> bool:
        order = till.order()
        return order is not None and [paid.state for paid in order.payments if paid.id == till.payment] == [state]

    return is_so


def _is_in(state: OrderState) -> Callable[[Till], bool]:
    def is_so(till: Till) -> bool:
        order = till.order()
        return order is not None and order.state is state and len(order.lines) == 2 and not order.lapsed

    return is_so


def _is_parked(till: Till) -> bool:
    order = till.order()
    return order is not None and order.parked_as is not None


def _is_printed(state: JobState) -> Callable[[Till], bool]:
    return lambda till: _ticket_job(till).state is state


ACTS: Final = (
    Act("take", lambda _till: None, _take, _is_in(OrderState.OPEN)),
    Act("open payment", _take, lambda till: till.desk.open_payment(), _is_in(OrderState.PAYING)),
    Act("cash", _open, _pay_cash, _is(PaymentState.APPROVED)),
    Act("voucher", _open_with_voucher, _pay_voucher, _is(PaymentState.APPROVED)),
    Act("card started", _open, _start_card, _is(PaymentState.STARTED)),
    Act("card approved", _with_card, _settle_card, _is(PaymentState.APPROVED)),
    Act("payment taken back", _with_cash, _take_back, _is(PaymentState.REVERSED)),
    Act("sale", _with_cash, _sell, _is_in(OrderState.SOLD)),
    Act("sale, exact cash", _take, _sell_exact, _is_in(OrderState.SOLD)),
    Act("parked", _take, _park, _is_parked),
    Act(
        "fetched",
        _parked,
        lambda till: till.write(lambda tx, order: parked.fetch(tx, order=order)),
        lambda till: not _is_parked(till),
    ),
    Act("print begun", _sold, _begin_printing, _is_printed(JobState.SENDING)),
    Act("print noted", _sending, _note_sent, _is_printed(JobState.SENT)),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told whose line broke: "done", "not done" or "in doubt"; and where that was wrong."""

    act: str
    cut: str
    told: str
    broken: tuple[str, ...]


def cut_off(till: Till, act: Act, *, cut: str) -> Told:
    """Do an act over a line that breaks ``cut`` ("before", "after") its COMMIT."""
    till.begin()
    act.prepare(till)
    before = (till.order(), till.jobs())
    told, broken = "done", []
    till.line.cut, till.line.was_cut = cut, False
    try:
        act.do(till)
    except DatabaseLost:
        told = "in doubt"
    except Refusal:
        told = "not done"
    till.line.cut = None
    is_done = act.is_done(till)
    if not till.line.was_cut:
        broken.append("the line did not break")
    if told == "done" and not is_done:
        broken.append("told as done, and is not")
    if told == "not done" and before != (till.order(), till.jobs()):
        broken.append("told as not done, and something was changed")
    if told == "in doubt" and act.name.startswith("sale") and is_done:
        broken.append("booked, and not told as sold")  # the server answers: it can be looked up
    if not is_done:
        act.do(till)  # the clerk has looked, and does it again
        broken += [] if act.is_done(till) else ["done again, and still is not"]
    return Told(act.name, cut, told, tuple(f"{act.name}, cut {cut}: {fault}" for fault in broken))


@contextmanager
def till_over_a_line(where: str) -> Iterator[tuple[Till, Database]]:
    """A counter whose line can break, in a house of its own, and the house reached past it."""
    with (
        closing(open_database(where)) as past,
        line_to(where) as (line, over_the_line),
        closing(open_database(over_the_line)) as database,
    ):
        night = studio(past, by=counter(past, "Referee"), plan=small_plan(rows="ABCDEFGHIJKLMNOPQRSTUVWXYZ", seats=100))
        yield Till(database, past, line, night), past


def cuts(amount: int, *, chance: random.Random) -> list[tuple[Act, str]]:
    """So many acts and moments, each of them before any comes again."""
    every = [(act, cut) for act in ACTS for cut in ("after", "before")]
    drawn: list[tuple[Act, str]] = []
    while len(drawn) < amount:
        drawn += chance.sample(every, len(every))
    return drawn[:amount]
