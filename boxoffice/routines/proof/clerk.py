"""A clerk who does at random what clerks do, over and over, on seats that others want too."""

import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from boxoffice.db.database import Database, WriteTx
from boxoffice.domain.errors import NoSuchOrder, Refusal
from boxoffice.domain.holds import ReleasedBy
from boxoffice.domain.orders import Order, OrderState, PaymentState
from boxoffice.domain.permissions import By
from boxoffice.routines import sell as routine
from boxoffice.services import holds, orders, payments, sales

_PLENTY: Final = 1_000_000_000  # minor units
_MOST_SEATS: Final = 4
_WALKED_AWAY: Final = 12  # orders that customers may still come back for


@dataclass(frozen=True, slots=True)
class Night:
    """A performance (id) and its seats (ids), the best first."""

    performance: int
    seats: tuple[int, ...]


@dataclass(slots=True)
class Work:
    """What a clerk has done: acts, those refused by the reason's name, takes in ms, orders sold, and what was wrong."""

    acts: int = 0
    sold: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    takes: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Clerk:
    """One counter's orders over several nights; each act is whole, or refused."""

    def __init__(self, database: Database, *, by: By, nights: Sequence[Night], chance: random.Random) -> None:
        self._database, self._by, self._chance = database, by, chance
        self._nights = nights
        self._order = uuid.uuid4().hex
        self._left: list[str] = []
        self.work = Work()

    def act(self, progress: float) -> None:
        """Do one thing; ``progress`` (0 to 1) says how far it all is: the nights come one after the other."""
        night = self._night(progress)
        (act,) = self._chance.choices(_ACTS, weights=_WEIGHTS)
        self.work.acts += 1
        try:
            act(self, night)
        except Refusal as refusal:
            self.work.refused[type(refusal).__name__] += 1

    def _night(self, progress: float) -> Night:
        first = int(progress * (len(self._nights) - 1))
        return self._chance.choice(self._nights[first : first + 2])

    def _write(self, work: Callable[[WriteTx], object]) -> None:
        self._database.act(work, by=self._by)

    def _read(self) -> Order | None:
        try:
            with self._database.read() as tx:
                return orders.read(tx, order=self._order)
        except NoSuchOrder:
            return None

    # -- what clerks do

    def _take(self, night: Night) -> None:
        count = self._chance.randint(1, _MOST_SEATS)
        first = int(self._chance.random() ** 2 * (len(night.seats) - count))  # everybody wants the best
        seats = night.seats[first : first + count]
        began = time.perf_counter()
        try:
            self._write(lambda tx: holds.take(tx, order=self._order, performance=night.performance, seats=seats))
        finally:
            self.work.takes.append((time.perf_counter() - began) * 1000)

    def _give_back(self, _night: Night) -> None:
        order = self._read()
        if order is not None and order.lines:
            line = self._chance.choice(order.lines).id
            self._write(lambda tx: holds.give_back(tx, order=self._order, lines=[line]))

    def _walk_away(self, _night: Night) -> None:
        """The customer goes, and the seats are left to their end; another comes."""
        self._left = [*self._left, self._order][-_WALKED_AWAY:]
        self._order = uuid.uuid4().hex

    def _come_back(self, _night: Night) -> None:
        """A customer who went away is here again, and wants what is still free of his."""
        if self._left:
            before = self._order
            self._order = self._left.pop(self._chance.randrange(len(self._left)))
            self._left.append(before)
            self._write(lambda tx: holds.take_again(tx, order=self._order))

    def _keep(self, _night: Night) -> None:
        self._write(lambda tx: holds.keep(tx, order=self._order))

    def _tidy(self, _night: Night) -> None:
        self._write(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB, chunk=5))

    def _look_at_payment(self, _night: Night) -> None:
        self._write(lambda tx: sales.open_payment(tx, order=self._order))
        self._write(lambda tx: sales.leave_payment(tx, order=self._order))

    def _buy(self, night: Night) -> None:
        """Pay, or find that the seats are gone; then perhaps a click comes late, and the next customer."""
        self._write(lambda tx: sales.open_payment(tx, order=self._order))
        if self._chance.random() < 0.3:  # noqa: PLR2004 (as often as a card is used)
            self._try_card()
        order, paid_by = self._order, uuid.uuid4().hex
        routine.sell(self._database, by=self._by, order=order, payment=paid_by, tendered=_PLENTY)
        self.work.sold += 1
        if self._chance.random() < 0.5:  # noqa: PLR2004 (half of them)
            seats = self._chance.sample(night.seats, 1)
            self._must_be_refused(lambda tx: holds.take(tx, order=order, performance=night.performance, seats=seats))
            self._must_be_refused(lambda tx: holds.take_again(tx, order=order))
        self._order = uuid.uuid4().hex

    def _try_card(self) -> None:
        card = uuid.uuid4().hex
        state = self._chance.choice([PaymentState.APPROVED, PaymentState.DECLINED])
        self._write(lambda tx: payments.start_card(tx, order=self._order, payment=card))
        self._write(lambda tx: payments.settle_card(tx, order=self._order, payment=card, state=state))

    def _must_be_refused(self, work: Callable[[WriteTx], object]) -> None:
        try:
            self._write(work)
        except Refusal:
            return
        self.work.faults.append(f"order {self._order} was sold and could be changed afterwards")

    def _start_anew(self, _night: Night) -> None:
        order = self._read()
        if order is not None and order.state is not OrderState.SOLD:
            self._write(lambda tx: orders.abandon(tx, order=self._order))
        self._order = uuid.uuid4().hex


# How often each, for a hundred acts: many come back to seats that lapsed.
_SHARES: Final[tuple[tuple[Callable[[Clerk, Night], None], int], ...]] = (
    (Clerk._take, 40),  # noqa: SLF001
    (Clerk._come_back, 18),  # noqa: SLF001
    (Clerk._walk_away, 10),  # noqa: SLF001
    (Clerk._keep, 8),  # noqa: SLF001
    (Clerk._look_at_payment, 7),  # noqa: SLF001
    (Clerk._give_back, 5),  # noqa: SLF001
    (Clerk._start_anew, 5),  # noqa: SLF001
    (Clerk._tidy, 4),  # noqa: SLF001
    (Clerk._buy, 3),  # noqa: SLF001
)
_ACTS: Final = tuple(act for act, _ in _SHARES)
_WEIGHTS: Final = tuple(share for _, share in _SHARES)
