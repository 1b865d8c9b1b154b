"""Payments and sales by every rule, on both databases."""

import json
import uuid

import pytest

from boxoffice.db.database import Tx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import (
    CardNotSettled,
    MoneyRecorded,
    NoPrice,
    NoSuchOrder,
    NotEnoughMoney,
    NothingToSell,
    NotPaying,
    OrderClosed,
    ReasonNeeded,
    SeatsLapsed,
    SeatsTaken,
)
from boxoffice.domain.holds import HeldSeat, ReleasedBy
from boxoffice.domain.moments import MINUTE, SECOND
from boxoffice.domain.orders import LineState, Method, OrderState, PaymentState
from boxoffice.routines.release_expired import release_expired
from boxoffice.routines.sell import sell
from boxoffice.services import hold_list, orders, payments, performances, plans, sales
from tests.support import ledger
from tests.support.desk import Desk, age
from tests.support.houses import small_plan


def test_a_sale_sells_every_seat_and_says_the_change(alice: Desk) -> None:
    alice.take("A1", "C1")
    alice.open_payment()
    sale = alice.finish(tendered=10_000)
    assert (sale.total, sale.order.approved[0].tendered, sale.change) == (7500, 10_000, 2500)
    assert {line.state for line in sale.order.lines} == {LineState.SOLD}
    assert sale.order.state is OrderState.SOLD
    assert ledger.faults(alice.database) == []


def test_a_sale_asked_for_twice_is_made_once(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    first = alice.finish(payment="cash 1", tendered=5000)
    again = alice.finish(payment="cash 1", tendered=5000)
    other = alice.finish(payment="cash 2", tendered=9000)
    assert (again.sold_at, again.change, other.change) == (first.sold_at, 500, 500)
    assert alice.database.look(lambda tx: sales.find_sale(tx, order=alice.order)) is not None
    assert ledger.faults(alice.database) == []


def test_too_little_money_changes_nothing(alice: Desk) -> None:
    alice.take("A1")
    paying = alice.open_payment()
    with pytest.raises(NotEnoughMoney, match=r"40\.00 is less than the 45\.00 left to pay\. Ask for 5\.00 more"):
        alice.finish(tendered=4000)
    left = alice.read()
    assert (left.state, left.payments, left.expires_at) == (OrderState.PAYING, (), paying.expires_at)


def test_a_payment_needs_seats_and_is_opened_before_it_is_paid(alice: Desk) -> None:
    with pytest.raises(NoSuchOrder):
        alice.open_payment()
    alice.take("A1")
    with pytest.raises(NotPaying):
        alice.finish()
    alice.give_back("A1")
    with pytest.raises(NothingToSell):
        alice.open_payment()


def test_opening_the_payment_names_the_seat_that_is_gone_and_changes_nothing(alice: Desk, bob: Desk) -> None:
    alice.take("A1", "A2")
    age(alice.database, 6 * MINUTE)
    bob.take("A2")
    with pytest.raises(SeatsTaken, match="Stalls A2 is held by Counter 2"):
        alice.open_payment()
    left = alice.read()
    assert left.state is OrderState.OPEN
    assert [line.state for line in left.lines] == [LineState.FREE_AGAIN, LineState.TAKEN]


def test_opening_the_payment_takes_back_what_lapsed_untaken(alice: Desk) -> None:
    alice.take("A1", "A2")
    age(alice.database, 6 * MINUTE)
    release_expired(alice.database, by=alice.by, via=ReleasedBy.JOB)
    paying = alice.open_payment()
    assert {line.state for line in paying.lines} == {LineState.PAYING}
    assert alice.finish().total == 9000


def test_leaving_the_payment_holds_the_seats_again_for_five_minutes(alice: Desk) -> None:
    taken = alice.take("A1")
    alice.open_payment(at=taken.now + MINUTE)
    left = alice.leave_payment(at=taken.now + 2 * MINUTE)
    assert (left.state, left.lines[0].state) == (OrderState.OPEN, LineState.HELD)
    assert left.expires_at == taken.now + 7 * MINUTE


def test_seats_cannot_change_while_they_are_paid_for(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    with pytest.raises(OrderClosed):
        alice.take("A2")
    with pytest.raises(OrderClosed):
        alice.keep()
    with pytest.raises(OrderClosed):
        alice.give_back("A1")
    with pytest.raises(OrderClosed):
        alice.take_again()


def test_a_started_card_keeps_the_seats_until_its_answer(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    alice.start_card("card")
    age(alice.database, 100 * MINUTE)
    with pytest.raises(MoneyRecorded):
        alice.leave_payment()
    with pytest.raises(MoneyRecorded):
        alice.abandon()
    with pytest.raises(MoneyRecorded):
        alice.start_card("another card")
    with pytest.raises(CardNotSettled, match=r"The card payment of 45\.00 has no answer"):
        alice.finish()
    alice.settle_card("card", PaymentState.UNKNOWN)
    assert alice.read().unsettled is not None
    declined = alice.settle_card("card", PaymentState.DECLINED)
    assert declined.expires_at == declined.now + 15 * MINUTE
    assert [paid.method for paid in alice.finish().order.approved] == [Method.CASH]
    assert ledger.faults(alice.database) == []


def test_an_approved_card_finishes_the_sale_by_its_own_payment(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    alice.start_card("card")
    alice.settle_card("card", PaymentState.APPROVED)
    sale = alice.finish(payment="card", tendered=None)
    assert ([paid.method for paid in sale.order.approved], sale.total, sale.change) == ([Method.CARD], 4500, 0)
    assert ledger.faults(alice.database) == []


def test_an_approved_card_is_not_paid_again_in_cash(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    alice.start_card("card")
    alice.settle_card("card", PaymentState.APPROVED)
    sale = alice.finish(payment="cash")
    assert [paid.method for paid in sale.order.approved] == [Method.CARD]
    assert ledger.faults(alice.database) == []


def test_a_declined_card_is_never_money(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    alice.start_card("card")
    alice.settle_card("card", PaymentState.DECLINED)
    alice.leave_payment()
    alice.take("A2")
    alice.open_payment()
    with pytest.raises(NotPaying):
        alice.finish(payment="card")
    assert alice.settle_card("card", PaymentState.APPROVED).paid == 0
    assert alice.finish(tendered=9000).total == 9000
    assert ledger.faults(alice.database) == []


def test_an_approved_payment_is_not_undone_by_a_late_answer(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    alice.start_card("card")
    alice.settle_card("card", PaymentState.APPROVED)
    late = alice.settle_card("card", PaymentState.DECLINED)
    assert (late.paid, late.expires_at) == (4500, None)


def test_a_sale_that_is_late_but_untaken_still_sells(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    age(alice.database, 16 * MINUTE)
    release_expired(alice.database, by=bob.by, via=ReleasedBy.JOB)
    with pytest.raises(SeatsLapsed, match="Stalls A1"):
        alice.finish()
    sale = sell(
        alice.database,
        by=alice.by,
        order=alice.order,
        payment=uuid.uuid4().hex,
        tendered=5000,
    )
    assert sale.total == 4500
    assert ledger.faults(alice.database) == []


def test_a_late_sale_of_a_seat_that_somebody_took_is_refused_and_asks_no_money(alice: Desk, bob: Desk) -> None:
    alice.take("A1", "A2")
    alice.open_payment()
    age(alice.database, 15 * MINUTE + SECOND)
    bob.take("A2")
    with pytest.raises(SeatsLapsed):
        alice.finish()
    assert alice.read().payments == ()
    bob.open_payment()
    assert bob.finish().total == 4500


def test_giving_an_order_up_frees_its_seats_at_once(alice: Desk, bob: Desk) -> None:
    alice.take("A1", "A2")
    alice.open_payment()
    alice.abandon()
    assert alice.read().state is OrderState.ABANDONED
    assert alice.database.look(lambda tx: orders.current(tx, counter=alice.by.counter)) is None
    assert {line.state for line in bob.take("A1", "A2").lines} == {LineState.HELD}


def test_the_order_in_the_making_is_found_again_after_a_crash(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    found = alice.database.look(lambda tx: orders.current(tx, counter=alice.by.counter))
    assert found is not None
    assert [line.seat for line in found.lines] == ["Stalls A1"]
    assert alice.database.look(lambda tx: orders.current(tx, counter=bob.by.counter)) is None


def test_seats_kept_back_are_not_sold(alice: Desk) -> None:
    seats = [alice.seats["A1"]]
    alice.act(
        lambda tx: performances.keep_back(
            tx, performance=alice.performance.id, seats=seats, code="S", reason="sound desk"
        )
    )
    with pytest.raises(SeatsTaken, match=r"Stalls A1 is kept back by the house \(sound desk\)"):
        alice.take("A1")


def test_a_seat_without_a_price_is_not_held(alice: Desk) -> None:
    plan = small_plan(rows="ABCD")
    renamed = type(plan)(plan.name, (plan.zones[0], type(plan.zones[1])("Boxes", "#112233")), plan.seats, plan.rows)
    alice.act(lambda tx: plans.store(tx, plan=renamed, hall="Studio"))
    with pytest.raises(NoPrice, match="Boxes"):
        alice.take("C1")
    assert alice.take("A1").total == 4500


def test_money_that_never_became_a_sale_is_listed_as_stuck_and_reversed_for_a_reason(alice: Desk, bob: Desk) -> None:
    alice.take("A1", "C1")
    alice.open_payment()
    alice.start_card("card")
    alice.act(lambda tx: payments.settle_card(tx, order=alice.order, payment="card", state=PaymentState.APPROVED))
    age(alice.database, 16 * MINUTE)
    later = alice.database.look(lambda tx: tx.now) + 16 * MINUTE

    def listed(tx: Tx) -> tuple[HeldSeat, ...]:
        tx.now = later
        return hold_list.list_holds(tx)

    held = alice.database.look(listed)
    assert [(hold.stuck, hold.method, hold.amount) for hold in held] == [(True, "card", 7500)] * 2
    with pytest.raises(ReasonNeeded):
        bob.act(lambda tx: payments.reverse_payments(tx, order=alice.order, reason=" "))
    order = bob.act(lambda tx: payments.reverse_payments(tx, order=alice.order, reason="the terminal was wrong"))
    assert order.paid == 0
    assert sorted((paid.state.value, paid.amount) for paid in order.payments) == [
        ("reversed", -7500),
        ("reversed", 7500),
    ]
    with pytest.raises(SeatsTaken):
        bob.take("A1")
    bob.release_live("A1")
    assert bob.take("A1").lines[0].state is LineState.HELD
    assert ledger.faults(alice.database) == []


def test_a_card_whose_answer_nobody_knows_is_reversed_too_and_the_reason_is_in_the_journal(
    alice: Desk, bob: Desk
) -> None:
    alice.take("A1")
    alice.open_payment()
    alice.start_card("card")
    alice.settle_card("card", PaymentState.UNKNOWN)
    order = bob.act(lambda tx: payments.reverse_payments(tx, order=alice.order, reason=" the line was dead "))
    assert [paid.state for paid in order.payments] == [PaymentState.REVERSED]
    assert order.unsettled is None
    assert order.expires_at == order.now + 15 * MINUTE
    [(act, counter, details)] = [entry for entry in journal(bob) if entry[0] == "payment reversed"]
    assert (act, counter, details["reason"]) == ("payment reversed", bob.by.counter, "the line was dead")
    assert ledger.faults(bob.database) == []


def test_a_declined_card_is_no_money_in_the_list_of_holds(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    alice.start_card("card")
    alice.settle_card("card", PaymentState.DECLINED)
    [hold] = alice.database.look(hold_list.list_holds)
    assert (hold.paying, hold.method, hold.amount) == (True, None, None)


def test_a_sale_that_is_booked_is_not_reversed_as_a_stuck_payment(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    alice.sell()
    with pytest.raises(NotPaying):
        bob.act(lambda tx: payments.reverse_payments(tx, order=alice.order, reason="too late"))
    assert [paid.state for paid in alice.read().payments] == [PaymentState.APPROVED]
    assert ledger.faults(alice.database) == []


def journal(desk: Desk) -> list[tuple[str, int, dict[str, object]]]:
    entries = Statement("SELECT act, counter_id, details FROM journal ORDER BY at, sequence")
    with desk.database.read() as tx:
        return [(row.act, row.counter_id, json.loads(row.details)) for row in tx.execute(entries).all()]
