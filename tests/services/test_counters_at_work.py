"""Two counters do anything in any order at any moment, beside a model of what must come of it; on both databases."""

import uuid
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from boxoffice.db.database import Database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import (
    CardNotSettled,
    HasMoney,
    HoldGone,
    MoneyRecorded,
    NoSuchOrder,
    NotEnoughMoney,
    NothingLeftToPay,
    NothingToSell,
    NotPaying,
    OrderClosed,
    Refusal,
    SeatsLapsed,
    SeatsTaken,
)
from boxoffice.domain.holds import HoldRules, ReleasedBy
from boxoffice.domain.moments import MINUTE, SECOND
from boxoffice.domain.orders import PaymentState
from boxoffice.services import holds
from tests.support import ledger
from tests.support.desk import Desk
from tests.support.houses import counter, studio

NAMES = ("A1", "A2", "A3", "C1", "C2", "C3")
RULES = HoldRules()
OCCUPANTS = Statement(
    "SELECT seat_id, status, order_id, expires_at FROM occupant"
    " WHERE performance_id = :performance AND status <> 'free'"
)

# A desk, and whether the act is done where it makes sense or wherever the hand happens to be.
desks = st.tuples(st.sampled_from((0, 1)), st.integers(0, 5).map(bool))
seats = st.sets(st.sampled_from(NAMES), min_size=1, max_size=3)
answers = st.sampled_from((PaymentState.APPROVED, PaymentState.DECLINED, PaymentState.UNKNOWN))


@dataclass(frozen=True)
class Claim:
    """What the model knows of one seat: whose it is, as what, since and until when (None: money is on it)."""

    order: str
    status: str
    taken: int
    ends: int | None

    def lives(self, now: int) -> bool:
        return self.status == "sold" or RULES.is_live(self.ends, now=now)

    def renewed(self, now: int) -> "Claim":
        assert self.ends is not None
        return replace(self, ends=RULES.renewed(taken_at=self.taken, expires_at=self.ends, now=now))


@dataclass
class Purchase:
    """What the model knows of one order."""

    state: str = "not begun"
    lines: set[str] = field(default_factory=set)
    card: str | None = None
    money: PaymentState | None = None

    @property
    def has_money(self) -> bool:
        return self.money not in {None, PaymentState.DECLINED}


class Counters(RuleBasedStateMachine):
    """The acts; each is done in the database and in the model, and both must come to the same."""

    database: Database
    show = 0

    def __init__(self) -> None:
        super().__init__()
        by = counter(self.database, "Counter 1")
        type(self).show += 1
        performance = studio(self.database, by=by, event=f"Show {self.show}")
        self.desks = [Desk(self.database, who, performance) for who in (by, counter(self.database, "Counter 2"))]
        self.names = {self.desks[0].seats[name]: name for name in NAMES}
        self.claims: dict[str, Claim] = {}
        self.orders: dict[str, Purchase] = {desk.order: Purchase() for desk in self.desks}
        with self.database.read() as tx:
            self.now = tx.now

    # What the model says

    def order(self, n: int) -> Purchase:
        return self.orders[self.desks[n].order]

    def claim_of(self, n: int, name: str) -> Claim | None:
        claim = self.claims.get(name)
        return claim if claim and claim.order == self.desks[n].order else None

    def taken_by_others(self, n: int, names: set[str]) -> bool:
        claims = [self.claims[name] for name in names if name in self.claims]
        return any(claim.order != self.desks[n].order and claim.lives(self.now) for claim in claims)

    def closed(self, n: int) -> type[Refusal] | None:
        state = self.order(n).state
        if state == "not begun":
            return NoSuchOrder
        return None if state == "open" else OrderClosed

    def claim(self, n: int, names: set[str], *, status: str, length: int) -> None:
        for name in names:
            own = self.claim_of(n, name)
            if own and own.lives(self.now):
                held = own.renewed(self.now) if status == "held" else replace(own, ends=self.now + length)
                self.claims[name] = replace(held, status=status)
            else:
                self.claims[name] = Claim(self.desks[n].order, status, self.now, self.now + length)

    def renew(self, n: int) -> None:
        for name in self.order(n).lines:
            own = self.claim_of(n, name)
            if own and own.lives(self.now):
                self.claims[name] = own.renewed(self.now)

    def all_paying(self, n: int) -> bool:
        return all(self.claim_of(n, name) for name in self.order(n).lines)

    def set_end(self, n: int, ends: int | None) -> None:
        for name in self.order(n).lines:
            own = self.claim_of(n, name)
            if own:
                self.claims[name] = replace(own, ends=ends)

    def at(self, desk: tuple[int, bool], *states: str) -> int:
        n, sensibly = desk
        return 1 - n if sensibly and self.order(n).state not in states else n

    def some_order_is(self, *states: str) -> bool:
        return any(self.order(n).state in states for n in (0, 1))

    # The acts

    @rule(ms=st.sampled_from((SECOND, MINUTE, MINUTE, 3 * MINUTE, 5 * MINUTE, 16 * MINUTE)))
    def time_passes(self, ms: int) -> None:
        self.now += ms

    @rule(desk=desks, wanted=seats)
    def take(self, desk: tuple[int, bool], wanted: set[str]) -> None:
        n = self.at(desk, "open", "not begun", "sold", "abandoned")
        if desk[1] and self.order(n).state in {"sold", "abandoned"}:
            self.desks[n].next_customer()
            self.orders[self.desks[n].order] = Purchase()
        order = self.order(n)
        refusal: type[Refusal] | None = OrderClosed if order.state not in {"open", "not begun"} else None
        if refusal is None and self.taken_by_others(n, wanted):
            refusal = SeatsTaken
        if refusal:
            with pytest.raises(refusal):
                self.desks[n].take(*wanted, at=self.now)
            return
        self.desks[n].take(*wanted, at=self.now)
        order.state = "open"
        self.claim(n, wanted, status="held", length=RULES.hold)
        order.lines |= wanted
        self.renew(n)

    @precondition(lambda self: self.some_order_is("open"))
    @rule(desk=desks)
    def keep(self, desk: tuple[int, bool]) -> None:
        n = self.at(desk, "open")
        refusal = self.closed(n)
        if refusal:
            with pytest.raises(refusal):
                self.desks[n].keep(at=self.now)
            return
        self.desks[n].keep(at=self.now)
        self.renew(n)

    @precondition(lambda self: self.some_order_is("open"))
    @rule(desk=desks)
    def take_again(self, desk: tuple[int, bool]) -> None:
        n = self.at(desk, "open")
        refusal = self.closed(n)
        if refusal:
            with pytest.raises(refusal):
                self.desks[n].take_again(at=self.now)
            return
        self.desks[n].take_again(at=self.now)
        live = {name for name, claim in self.claims.items() if claim.lives(self.now)}
        self.claim(n, self.order(n).lines - live, status="held", length=RULES.hold)
        self.renew(n)

    @precondition(lambda self: self.some_order_is("open"))
    @rule(desk=desks, given=seats)
    def give_back(self, desk: tuple[int, bool], given: set[str]) -> None:
        n = self.at(desk, "open")
        refusal = self.closed(n)
        if refusal:
            return
        self.desks[n].give_back(*given, at=self.now)
        for name in given & self.order(n).lines:
            if self.claim_of(n, name):
                del self.claims[name]
        self.order(n).lines -= given
        self.renew(n)

    @rule(n=st.sampled_from((0, 1)))
    def tidy(self, n: int) -> None:
        self.desks[n].act(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB), at=self.now)
        self.claims = {name: claim for name, claim in self.claims.items() if claim.lives(self.now)}

    @rule(n=st.sampled_from((0, 1)), name=st.sampled_from(NAMES))
    def release_live(self, n: int, name: str) -> None:
        claim = self.claims.get(name)
        refusal = HoldGone if claim is None or claim.status == "sold" else HasMoney if claim.ends is None else None
        if refusal:
            with pytest.raises(refusal):
                self.desks[n].release_live(name, at=self.now)
            return
        self.desks[n].release_live(name, at=self.now)
        del self.claims[name]

    @precondition(lambda self: self.some_order_is("open"))
    @rule(desk=desks)
    def open_payment(self, desk: tuple[int, bool]) -> None:
        n = self.at(desk, "open")
        order = self.order(n)
        refusal: type[Refusal] | None = None
        if order.state not in {"open", "paying"}:
            refusal = NoSuchOrder if order.state == "not begun" else NotPaying
        elif not order.lines:
            refusal = NothingToSell
        elif not order.has_money and self.taken_by_others(n, order.lines):
            refusal = SeatsTaken
        if refusal:
            with pytest.raises(refusal):
                self.desks[n].open_payment(at=self.now)
            return
        self.desks[n].open_payment(at=self.now)
        if not order.has_money:
            self.claim(n, order.lines, status="paying", length=RULES.paying)
        order.state = "paying"

    @precondition(lambda self: self.some_order_is("paying"))
    @rule(desk=desks)
    def leave_payment(self, desk: tuple[int, bool]) -> None:
        n = self.at(desk, "paying")
        order = self.order(n)
        if order.state != "paying":
            return
        if order.has_money:
            with pytest.raises(MoneyRecorded):
                self.desks[n].leave_payment(at=self.now)
            return
        self.desks[n].leave_payment(at=self.now)
        order.state = "open"
        for name in order.lines:
            own = self.claim_of(n, name)
            if own:
                ends = max(self.now + MINUTE, min(self.now + RULES.hold, own.taken + RULES.cap))
                self.claims[name] = replace(own, status="held", ends=ends)

    @precondition(lambda self: self.some_order_is("paying"))
    @rule(desk=desks)
    def start_card(self, desk: tuple[int, bool]) -> None:
        n = self.at(desk, "paying")
        order, payment = self.order(n), uuid.uuid4().hex
        refusal: type[Refusal] | None = None
        if order.state != "paying":
            refusal = NoSuchOrder if order.state == "not begun" else NotPaying
        elif order.money is PaymentState.APPROVED:
            refusal = NothingLeftToPay
        elif order.has_money:
            refusal = MoneyRecorded
        elif not self.all_paying(n):
            refusal = SeatsLapsed
        if refusal:
            with pytest.raises(refusal):
                self.desks[n].start_card(payment, at=self.now)
            return
        self.desks[n].start_card(payment, at=self.now)
        order.card, order.money = payment, PaymentState.STARTED
        self.set_end(n, None)

    @precondition(lambda self: self.some_order_is("paying"))
    @rule(desk=desks, answer=answers)
    def settle_card(self, desk: tuple[int, bool], answer: PaymentState) -> None:
        n = self.at(desk, "paying")
        order = self.order(n)
        if order.state != "paying" or order.card is None:
            return
        self.desks[n].settle_card(order.card, answer, at=self.now)
        if order.money in {PaymentState.STARTED, PaymentState.UNKNOWN}:
            order.money = answer
            if answer is PaymentState.DECLINED:
                self.set_end(n, self.now + RULES.paying)

    @precondition(lambda self: self.some_order_is("paying"))
    @rule(desk=desks, tendered=st.sampled_from((100, 1_000_000)), by_card=st.booleans())
    def sell(self, desk: tuple[int, bool], tendered: int, by_card: bool) -> None:  # noqa: FBT001 (Hypothesis fills it in by name)
        n = self.at(desk, "paying")
        order = self.order(n)
        payment = order.card if by_card and order.card else uuid.uuid4().hex
        refusal = self.refusal_of_sale(order, payment=payment, tendered=tendered)
        if order.state == "paying" and not self.all_paying(n):
            refusal = SeatsLapsed  # seats come first: no money is counted for what is gone
        if refusal:
            with pytest.raises(refusal):
                self.desks[n].finish(payment=payment, tendered=tendered, at=self.now)
            return
        self.desks[n].finish(payment=payment, tendered=tendered, at=self.now)
        order.state, order.money = "sold", PaymentState.APPROVED
        for name in order.lines:
            self.claims[name] = replace(self.claims[name], status="sold", ends=None)

    @staticmethod
    def refusal_of_sale(order: Purchase, *, payment: str, tendered: int) -> type[Refusal] | None:
        if order.state == "not begun":
            return NoSuchOrder
        if order.state == "sold" or (order.state == "paying" and order.money is PaymentState.APPROVED):
            return None
        if order.state != "paying":
            return NotPaying
        if order.has_money:
            return CardNotSettled
        if payment == order.card:
            return NotPaying
        return NotEnoughMoney if tendered < 1_000_000 else None

    @precondition(lambda self: self.some_order_is("open", "paying") and len(self.claims) > 2)
    @rule(desk=desks)
    def abandon(self, desk: tuple[int, bool]) -> None:
        n = self.at(desk, "open", "paying")
        order = self.order(n)
        if order.state == "paying" and order.has_money:
            with pytest.raises(MoneyRecorded):
                self.desks[n].abandon(at=self.now)
            return
        self.desks[n].abandon(at=self.now)
        if order.state in {"open", "paying"}:
            mine = {name for name in NAMES if self.claim_of(n, name)}
            self.claims = {name: claim for name, claim in self.claims.items() if name not in mine}
            self.orders[self.desks[n].order] = Purchase(state="abandoned")

    # What customers mostly do: chance alone seldom gets as far as the till

    @rule(desk=desks, wanted=seats)
    def come_to_the_till(self, desk: tuple[int, bool], wanted: set[str]) -> None:
        self.take(desk, wanted)
        self.open_payment(desk)

    @precondition(lambda self: self.some_order_is("paying"))
    @rule(desk=desks, answer=answers)
    def pay_by_card(self, desk: tuple[int, bool], answer: PaymentState) -> None:
        self.start_card(desk)
        self.settle_card(desk, answer)

    # What must be true after each

    @invariant()
    def every_live_seat_is_whose_the_model_says(self) -> None:
        with self.database.read() as tx:
            rows = tx.execute(OCCUPANTS, {"performance": self.desks[0].performance.id}).all()
        found = {self.names[row.seat_id]: (row.order_id, row.status, row.expires_at) for row in rows}
        assert found == {name: (claim.order, claim.status, claim.ends) for name, claim in self.claims.items()}

    @invariant()
    def money_is_only_on_seats_that_no_clock_touches(self) -> None:
        for name, claim in self.claims.items():
            order = self.orders[claim.order]
            assert (claim.ends is None) == (order.state == "sold" or order.has_money), name

    def teardown(self) -> None:
        """The books add up."""
        assert ledger.faults(self.database) == []


def test_two_counters_come_to_what_the_rules_say(database: Database) -> None:
    class OfThisDatabase(Counters):
        pass

    OfThisDatabase.database = database
    run_state_machine_as_test(
        OfThisDatabase,
        settings=settings(
            max_examples=60 if database.dialect == "sqlite" else 20,
            stateful_step_count=30,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
