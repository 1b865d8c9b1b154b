"""Parked orders, on both databases: held to the end of their cap, listed, fetched by exactly one counter."""

import threading
from typing import TYPE_CHECKING

import pytest

from boxoffice.db.database import Database, Tx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import (
    MoneyRecorded,
    NoSuchOrder,
    NothingToPark,
    NotParked,
    OrderClosed,
    OrderParked,
    SeatsTaken,
    WordNeeded,
)
from boxoffice.domain.moments import HOUR, MINUTE, SECOND
from boxoffice.domain.orders import Order, OrderState
from boxoffice.domain.parked import ParkedOrder
from boxoffice.domain.price_types import PriceType
from boxoffice.domain.pricing import Fee, FeePer
from boxoffice.routines.parked_orders import list_parked
from boxoffice.services import customers, hold_list, notes, order_prices, orders, parked, price_lists
from tests.support import ledger
from tests.support.desk import Desk, age
from tests.support.houses import another_night, counter
from tests.support.statements import noted

if TYPE_CHECKING:
    from collections.abc import Callable

_HELD_AT = Statement("SELECT DISTINCT counter_id FROM occupant WHERE status = 'held' AND order_id = :order")
_BEGUN_ON = Statement("UPDATE orders SET business_date = :day")
_MARK = Statement("SELECT max(mark) FROM occupant")


@pytest.fixture
def carol(alice: Desk) -> Desk:
    return Desk(alice.database, counter(alice.database, "Counter 3"), alice.performance)


def park(desk: Desk, word: str = "red coat", *, at: int | None = None) -> Order:
    return desk.act(lambda tx: parked.park(tx, order=desk.order, word=word), at=at)


def fetch(desk: Desk, order: str, *, at: int | None = None) -> Order:
    return desk.act(lambda tx: parked.fetch(tx, order=order), at=at)


def give_up(desk: Desk, order: str) -> None:
    desk.act(lambda tx: parked.give_up(tx, order=order))


def listed(database: Database, *, at: int | None = None) -> tuple[ParkedOrder, ...]:
    def look(tx: Tx) -> tuple[ParkedOrder, ...]:
        tx.now = at or tx.now
        return parked.parked(tx)

    return database.look(look)


def states(order: Order) -> list[tuple[str, str | None]]:
    return [(line.state.value, line.taken_by) for line in order.lines]


def test_parking_holds_to_the_end_of_the_cap(alice: Desk) -> None:
    taken = alice.take("A1", "A2")
    later = taken.now + 3 * MINUTE
    order = park(alice, "  red   coat ", at=later)
    assert order.parked_as == "red coat"
    assert [line.expires_at for line in order.lines] == [taken.now + 30 * MINUTE] * 2


def test_each_seats_cap_counts_from_its_own_take(alice: Desk) -> None:
    first = alice.take("A1").now
    second = first + 4 * MINUTE
    alice.take("A2", at=second)
    order = park(alice, at=second + MINUTE)
    assert [line.expires_at for line in order.lines] == [first + 30 * MINUTE, second + 30 * MINUTE]


def test_a_hold_that_was_just_taken_is_not_stolen_by_a_transaction_that_waited(alice: Desk, bob: Desk) -> None:
    now = alice.take("A1").now
    order = park(alice, at=now)
    assert order.expires_at == now + 29 * MINUTE
    with pytest.raises(SeatsTaken):
        bob.take("A1", at=now - 10 * SECOND)


def test_what_is_near_the_end_of_its_cap_is_not_held_longer_by_parking(alice: Desk) -> None:
    start = alice.take("A1").now
    for minutes in range(4, 29, 4):
        alice.keep(at=start + minutes * MINUTE)
    order = park(alice, at=start + 29 * MINUTE)
    assert order.expires_at == start + 30 * MINUTE
    assert fetch(alice, alice.order, at=start + 29 * MINUTE).expires_at == start + 30 * MINUTE


def test_parking_is_told_to_the_readers_of_changes(alice: Desk, database: Database) -> None:
    alice.take("A1")
    before = database.look(lambda tx: tx.execute(_MARK).scalar_one())
    park(alice)
    assert database.look(lambda tx: tx.execute(_MARK).scalar_one()) > before


def test_what_cannot_be_parked(alice: Desk, bob: Desk) -> None:
    with pytest.raises(NoSuchOrder):
        park(alice)
    taken = alice.take("A1")
    with pytest.raises(WordNeeded):
        park(alice, "  ")
    alice.open_payment()
    with pytest.raises(OrderClosed):
        park(alice)
    alice.leave_payment()
    with pytest.raises(NothingToPark):
        park(alice, at=taken.now + HOUR)
    assert alice.read().parked_as is None
    park(alice)
    with pytest.raises(OrderParked, match=r"K\d-0001 is parked as “red coat”"):
        park(alice, "blue coat")
    bob.take("B1")
    bob.give_back("B1")
    with pytest.raises(NothingToPark):
        park(bob)


def test_an_order_with_money_cannot_be_parked(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    alice.start_card("card")
    alice.act(lambda tx: orders.set_state(tx, order=alice.order, state=OrderState.OPEN))
    with pytest.raises(MoneyRecorded):
        park(alice)


def test_nothing_of_a_parked_order_changes_until_it_is_fetched(alice: Desk) -> None:
    lines = [line.id for line in alice.take("A1").lines]
    park(alice)
    acts: tuple[Callable[[], object], ...] = (
        lambda: alice.take("A2"),
        lambda: alice.take("A1"),
        lambda: alice.give_back("A1"),
        alice.keep,
        alice.take_again,
        alice.open_payment,
        lambda: alice.act(lambda tx: customers.attach(tx, order=alice.order, customer=None)),
        lambda: alice.act(lambda tx: notes.set_note(tx, order=alice.order, note="x")),
        lambda: alice.act(
            lambda tx: order_prices.set_price_type(tx, order=alice.order, lines=lines, price_type="Full price")
        ),
    )
    for act in acts:
        with pytest.raises(OrderParked):
            act()
    assert states(alice.read()) == [("held", None)]


def test_the_counter_that_parked_begins_with_nothing(alice: Desk, database: Database) -> None:
    alice.take("A1")
    park(alice)
    assert database.look(lambda tx: orders.current(tx, counter=alice.by.counter)) is None
    alice.next_customer()
    alice.take("A2")
    current = database.look(lambda tx: orders.current(tx, counter=alice.by.counter))
    assert current is not None
    assert current.id == alice.order


def test_the_list_tells_word_number_counter_seats_total_and_time(alice: Desk, bob: Desk, database: Database) -> None:
    price_list = database.look(lambda tx: price_lists.list_of(tx, performance=alice.performance.id))
    fee = Fee("Booking", FeePer.TICKET, 150)
    alice.act(lambda tx: price_lists.put_fee(tx, price_list=price_list, fee=fee))
    anna = alice.act(lambda tx: customers.add(tx, customer="anna", name="Anna Berger"))
    taken = alice.take("A1", "C1")
    alice.act(lambda tx: customers.attach(tx, order=alice.order, customer=anna.id))
    alice.act(lambda tx: notes.set_note(tx, order=alice.order, note="aisle"))
    park(alice, at=taken.now + 2 * MINUTE)
    bob.take("B1")
    bob.performance = another_night(database, alice.performance)
    bob.take("B1")
    park(bob, "two nights")
    bob.next_customer()
    bob.take("B2")
    first, second = listed(database)
    assert (first.word, first.counter, first.customer, first.note) == ("red coat", "Counter 1", "Anna Berger", "aisle")
    assert (first.order, first.number) == (alice.order, alice.read().number)
    assert (first.seats, first.ran_out, first.total) == (2, 0, 4500 + 3000 + 300)
    assert first.expires_at == taken.now + 30 * MINUTE
    assert (second.word, second.customer, second.seats, second.total) == ("two nights", "", 2, 4500 + 5500 + 150)


def test_a_list_of_nothing(database: Database) -> None:
    assert listed(database) == ()


def test_an_order_is_fetched_to_another_counter_with_the_rest_of_its_time(
    alice: Desk, bob: Desk, database: Database
) -> None:
    taken = alice.take("A1", "A2")
    park(alice, at=taken.now + 2 * MINUTE)
    order = fetch(bob, alice.order, at=taken.now + 10 * MINUTE)
    assert (order.counter, order.parked_as) == ("Counter 2", None)
    assert [line.expires_at for line in order.lines] == [taken.now + 30 * MINUTE] * 2
    assert database.look(lambda tx: tx.execute(_HELD_AT, {"order": alice.order}).scalars().all()) == [bob.by.counter]
    assert {hold.counter for hold in database.look(hold_list.list_holds)} == {"Counter 2"}
    assert listed(database) == ()
    current = database.look(lambda tx: orders.current(tx, counter=bob.by.counter))
    assert current is not None
    assert current.id == alice.order
    bob.order = alice.order
    assert bob.sell().order.total == 9000
    assert ledger.faults(database) == []


def test_what_ran_out_and_nobody_took_comes_back(alice: Desk, bob: Desk, carol: Desk, database: Database) -> None:
    taken = alice.take("A1", "A2")
    park(alice)
    with database.write(by=alice.by) as tx:
        tx.execute(_BEGUN_ON, {"day": "9999-12-31"})  # no earlier day, also where a day begins within the hour
    (waiting,) = listed(database, at=taken.now + HOUR)
    assert (waiting.seats, waiting.ran_out, waiting.expires_at, waiting.total) == (2, 2, None, 9000)
    assert not waiting.is_over
    carol.take("A2", at=taken.now + HOUR)
    order = fetch(bob, alice.order, at=taken.now + HOUR + MINUTE)
    assert states(order) == [("held", None), ("taken", "Counter 3")]
    assert order.lines[0].expires_at == taken.now + HOUR + 6 * MINUTE
    assert order.counter == "Counter 2"


def test_a_list_names_how_many_seats_ran_out(alice: Desk, database: Database) -> None:
    first = alice.take("A1").now
    alice.take("A2", at=first + 4 * MINUTE)
    park(alice, at=first + 4 * MINUTE)
    (waiting,) = listed(database, at=first + 31 * MINUTE)
    assert (waiting.seats, waiting.ran_out, waiting.expires_at) == (2, 1, first + 33 * MINUTE)


def test_what_is_not_parked_is_not_fetched(alice: Desk, bob: Desk) -> None:
    with pytest.raises(NoSuchOrder):
        fetch(alice, "no order")
    alice.take("A1")
    with pytest.raises(NotParked, match="it is at Counter 1"):
        fetch(bob, alice.order)
    park(alice)
    fetch(alice, alice.order)
    alice.sell()
    with pytest.raises(NotParked, match="it is sold"):
        fetch(bob, alice.order)
    alice.next_customer()
    alice.take("A2")
    park(alice)
    give_up(bob, alice.order)
    with pytest.raises(NotParked, match="its seats were given back"):
        fetch(bob, alice.order)


def test_giving_up_frees_the_seats_but_not_of_an_order_that_was_fetched(
    alice: Desk, bob: Desk, database: Database
) -> None:
    alice.take("A1")
    park(alice)
    fetch(alice, alice.order)
    with pytest.raises(NotParked, match="it is at Counter 1"):
        give_up(bob, alice.order)
    assert states(alice.read()) == [("held", None)]
    park(alice)
    give_up(bob, alice.order)
    assert alice.read().state is OrderState.ABANDONED
    assert listed(database) == ()
    bob.take("A1")


def test_what_an_earlier_day_left_and_ran_out_is_given_up_by_the_list(
    alice: Desk, bob: Desk, carol: Desk, database: Database
) -> None:
    for desk, seat in ((alice, "A1"), (bob, "A2")):
        desk.take(seat)
        park(desk, seat)
    age(database, HOUR)
    carol.take("A3")
    park(carol, "A3")
    with database.write(by=alice.by) as tx:
        tx.execute(_BEGUN_ON, {"day": "2001-01-01"})
    bob.next_customer()
    bob.take("B1")
    park(bob, "today's")
    assert [(each.word, each.is_over) for each in listed(database)] == [
        ("A1", True),
        ("A2", True),
        ("A3", False),
        ("today's", False),
    ]
    assert [each.word for each in list_parked(database, by=bob.by)] == ["A3", "today's"]
    assert alice.read().state is OrderState.ABANDONED
    assert [each.word for each in listed(database)] == ["A3", "today's"]


def test_of_two_counters_that_fetch_at_once_one_gets_it(alice: Desk, bob: Desk, carol: Desk) -> None:
    for number in range(10):
        alice.next_customer()
        alice.take(f"A{number + 1}")
        park(alice)
        gate = threading.Barrier(2)
        got: list[str] = []

        def go(desk: Desk, gate: threading.Barrier = gate, got: list[str] = got) -> None:
            gate.wait(20)
            try:
                got.append(fetch(desk, alice.order).counter)
            except NotParked as refusal:
                got.append(str(refusal.facts["what"]))

        clerks = [threading.Thread(target=go, args=(desk,)) for desk in (bob, carol)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        winner = alice.read().counter
        assert sorted(got) == sorted([winner, f"it is at {winner}"])


def test_a_fetch_and_a_take_of_what_ran_out_never_have_the_seat_twice(
    alice: Desk, bob: Desk, carol: Desk, database: Database
) -> None:
    for number in range(10):
        alice.next_customer()
        carol.next_customer()
        seat = f"B{number + 1}"
        alice.take(seat)
        park(alice)
        age(database, HOUR)
        gate = threading.Barrier(2)
        refused: list[Exception] = []

        def take(gate: threading.Barrier = gate, refused: list[Exception] = refused, seat: str = seat) -> None:
            gate.wait(20)
            try:
                carol.take(seat)
            except SeatsTaken as refusal:
                refused.append(refusal)

        clerk = threading.Thread(target=take)
        clerk.start()
        gate.wait(20)
        fetched = fetch(bob, alice.order)  # never refused: what is gone is named in the order
        clerk.join()
        assert states(fetched) == ([("held", None)] if refused else [("taken", "Counter 3")])


def test_an_order_without_customer_costs_no_statement_more(alice: Desk, database: Database) -> None:
    alice.take("A1")
    sent: list[str] = []

    with noted(database, lambda sql, _values, _many: sent.extend([sql] if sql != "BEGIN" else [])):
        alice.read()
    assert len(sent) == 3  # the transaction's moment, head, lines


def test_price_types_come_back_with_the_seats(alice: Desk, bob: Desk, database: Database) -> None:
    price_list = database.look(lambda tx: price_lists.list_of(tx, performance=alice.performance.id))
    alice.act(lambda tx: price_lists.put_types(tx, types=(PriceType("Full price"), PriceType("Child"))))
    amounts = {("Front", "Child"): 2000, ("Rear", "Child"): 1500}
    alice.act(lambda tx: price_lists.put_prices(tx, price_list=price_list, amounts=amounts))
    taken = alice.take("A1")
    lines = [line.id for line in taken.lines]
    alice.act(lambda tx: order_prices.set_price_type(tx, order=alice.order, lines=lines, price_type="Child"))
    park(alice)
    order = fetch(bob, alice.order, at=taken.now + HOUR)
    assert [(line.price_type, line.price, line.state) for line in order.lines] == [("Child", 2000, "held")]
