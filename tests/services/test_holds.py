"""Holds by every rule, on both databases."""

import pytest

from boxoffice.db.statement import Statement
from boxoffice.domain.errors import HasMoney, HoldGone, OrderClosed, ReasonNeeded, SeatsTaken
from boxoffice.domain.holds import ReleasedBy
from boxoffice.domain.moments import MINUTE, SECOND
from boxoffice.domain.orders import LineState
from boxoffice.services import hold_list, holds
from boxoffice.services.seatmap import read_seats
from tests.support.desk import Desk, age


def test_a_take_holds_all_its_seats_for_five_minutes(alice: Desk) -> None:
    order = alice.take("A1", "B2", "C3")
    assert [line.seat for line in order.lines] == ["Stalls A1", "Stalls B2", "Stalls C3"]
    assert {line.expires_at for line in order.lines} == {order.now + 5 * MINUTE}
    assert order.total == 4500 + 4500 + 3000
    assert order.number == "K1-0001"


def test_another_counter_is_told_who_has_the_seat_and_gets_none(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    with pytest.raises(SeatsTaken, match="Stalls A1 is held by Counter 1 until") as refused:
        bob.take("A1", "A2")
    assert refused.value.taken == (alice.seats["A1"],)
    assert alice.database.look(hold_list.list_holds)[0].seat == "Stalls A1"
    assert len(alice.database.look(hold_list.list_holds)) == 1


def test_a_hold_is_free_for_the_next_taker_at_its_end_and_not_before(alice: Desk, bob: Desk) -> None:
    taken = alice.take("A1")
    end = taken.now + 5 * MINUTE
    with pytest.raises(SeatsTaken):
        bob.take("A1", at=end - 1)
    assert bob.take("A1", at=end).lines[0].state is LineState.HELD
    assert alice.read(at=end).lines[0].taken_by == "Counter 2"


def test_a_hold_far_in_the_future_means_a_clock_set_back_and_frees(alice: Desk, bob: Desk) -> None:
    taken = alice.take("A1")
    assert bob.take("A1", at=taken.now - 26 * MINUTE).lines[0].state is LineState.HELD


def test_every_act_renews_the_orders_holds_never_past_the_cap(alice: Desk) -> None:
    first = alice.take("A1")
    now, ends = first.now, set()
    for minute in (4, 8, 12, 16, 20, 24, 28):
        order = alice.take("A2", at=now + minute * MINUTE)
        ends |= {line.expires_at for line in order.lines if line.seat == "Stalls A1"}
    assert max(end for end in ends if end) == now + 30 * MINUTE


def test_keep_never_writes_an_end_in_the_past_nor_revives_what_lapsed(alice: Desk) -> None:
    taken = alice.take("A1")
    assert alice.keep(at=taken.now + 6 * MINUTE).lines[0].state is LineState.FREE_AGAIN


def test_lapsed_seats_are_taken_again_and_their_cap_starts_anew(alice: Desk, bob: Desk) -> None:
    alice.take("A1", "A2")
    age(alice.database, 6 * MINUTE)
    bob.take("A2")
    order = alice.take_again()
    assert [(line.state, line.taken_by) for line in order.lines] == [
        (LineState.HELD, None),
        (LineState.TAKEN, "Counter 2"),
    ]
    held = alice.database.look(hold_list.list_holds)
    assert next(hold.since for hold in held if hold.seat == "Stalls A1") == order.now


def test_giving_back_frees_the_seat_and_drops_the_line(alice: Desk, bob: Desk) -> None:
    alice.take("A1", "A2")
    assert [line.seat for line in alice.give_back("A1").lines] == ["Stalls A2"]
    assert bob.take("A1").lines[0].state is LineState.HELD


def test_releasing_says_whose_it_was_and_leaves_live_holds(alice: Desk, bob: Desk) -> None:
    alice.take("A1", "A2")
    age(alice.database, 6 * MINUTE)
    bob.take("B1")
    released = alice.database.act(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB), by=bob.by)
    assert {entry.seat for entry in released} == {alice.seats["A1"], alice.seats["A2"]}
    assert alice.database.act(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB), by=bob.by) == ()
    with alice.database.read() as tx:
        told = hold_list.released_since(tx, since=tx.now - 60 * MINUTE)
        left = hold_list.list_holds(tx)
    assert [(hold.seat, hold.event, hold.counter, hold.by, hold.released_by) for hold in told] == [
        ("Stalls A1", "Taylor Swift", "Counter 1", ReleasedBy.JOB, "Counter 2"),
        ("Stalls A2", "Taylor Swift", "Counter 1", ReleasedBy.JOB, "Counter 2"),
    ]
    assert [hold.seat for hold in left] == ["Stalls B1"]


def test_readers_of_changes_see_takes_and_releases(alice: Desk) -> None:
    def changed(since: int | None) -> tuple[int, dict[int, str]]:
        with alice.database.read() as tx:
            read = read_seats(tx, performance=alice.performance.id, since=since)
        return read.since, {seat.seat_id: seat.occupancy.value for seat in read.occupants}

    since, seen = changed(None)
    assert seen == {}
    alice.take("A1")
    since, seen = changed(since)
    assert seen == {alice.seats["A1"]: "held"}
    age(alice.database, 6 * MINUTE)
    alice.database.act(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB), by=alice.by)
    assert changed(since)[1] == {alice.seats["A1"]: "free"}


def test_a_live_hold_is_released_only_for_a_reason_and_journaled(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    with pytest.raises(ReasonNeeded):
        bob.release_live("A1", reason=" ")
    bob.release_live("A1", reason="customer left")
    assert alice.read().lines[0].state is LineState.FREE_AGAIN
    with pytest.raises(HoldGone):
        bob.release_live("A1", reason="again")
    with alice.database.read() as tx:
        acts = (
            tx.execute(Statement("SELECT act FROM journal WHERE counter_id = :c"), {"c": bob.by.counter})
            .scalars()
            .all()
        )
    assert acts == ["release live hold"]


def test_a_take_after_the_sale_leaves_the_seat_sold(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    alice.sell()
    with pytest.raises(OrderClosed):
        alice.take("A1")
    with pytest.raises(SeatsTaken, match="Stalls A1 is sold"):
        bob.take("A1")
    assert alice.read().lines[0].state is LineState.SOLD


def test_a_payment_walked_away_from_lapses_and_one_with_money_never(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    opened = alice.open_payment()
    assert opened.expires_at == opened.now + 15 * MINUTE
    age(alice.database, 15 * MINUTE + SECOND)
    assert bob.take("A1").lines[0].state is LineState.HELD
    bob.open_payment()
    bob.start_card("card")
    age(alice.database, 1000 * MINUTE)
    assert alice.database.act(lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB), by=alice.by) == ()
    with pytest.raises(HasMoney):
        alice.release_live("A1", reason="stuck")


def test_a_hold_is_released_for_the_order_that_was_chosen_and_for_no_other(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    chosen = alice.order
    alice.give_back("A1")
    bob.take("A1")
    performance, seat = alice.performance.id, alice.seats["A1"]
    with pytest.raises(HoldGone):
        alice.act(lambda tx: holds.release_live(tx, performance=performance, seat=seat, order=chosen, reason="left"))
    assert bob.read().lines[0].state is LineState.HELD
