"""A changed plan leaves what is sold sold, and never loses a seat that is in use; on both databases."""

from dataclasses import replace

import pytest

from boxoffice.domain.errors import PlanLosesSeats, SeatsTaken
from boxoffice.domain.orders import LineState
from boxoffice.domain.plan import SeatingPlan
from boxoffice.services import performances, plans
from boxoffice.services.plans import StoredPlan
from boxoffice.services.seatmap import load_plan
from tests.support.desk import Desk
from tests.support.houses import small_plan


def without_row_a() -> SeatingPlan:
    return small_plan(rows="BC")


def changed() -> SeatingPlan:
    """Row A moved, renamed and lengthened; the seats keep their ids in the file."""
    plan = small_plan(rows="ABCD", seats=12)
    seats = tuple(
        replace(seat, section="Parquet", row="AA", y=seat.y - 40) if seat.row == "A" else seat for seat in plan.seats
    )
    rows = (replace(plan.rows[0], section="Parquet", name="AA"), *plan.rows[1:])
    return replace(plan, seats=seats, rows=rows)


def store(desk: Desk, plan: SeatingPlan) -> StoredPlan:
    return desk.act(lambda tx: plans.store(tx, plan=plan, hall="Studio"))


def drawn(desk: Desk) -> SeatingPlan:
    with desk.database.read() as tx:
        found = performances.read(tx, performance=desk.performance.id)
        return load_plan(tx, plan=found.plan)


def test_a1_is_still_sold_after_a_changed_plan(alice: Desk, bob: Desk) -> None:
    sold = alice.seats["A1"]
    alice.take("A1")
    alice.sell()
    assert store(alice, changed()).version == 2
    assert next(seat.name for seat in drawn(alice).seats if seat.id == sold) == "Parquet AA1"
    assert alice.read().lines[0].state is LineState.SOLD
    with pytest.raises(SeatsTaken, match="Parquet AA1 is sold"):
        bob.take("A1")
    assert bob.take("A2").lines[0].seat == "Parquet AA2"


def test_a_plan_reads_back_as_it_was_stored(alice: Desk) -> None:
    store(alice, changed())
    read = drawn(alice)
    assert tuple(replace(seat, id=0) for seat in read.seats) == changed().seats
    assert (read.zones, read.rows, read.areas) == (changed().zones, changed().rows, changed().areas)


@pytest.mark.parametrize("use", ["sold", "held", "kept"])
def test_a_plan_that_loses_a_seat_in_use_is_refused_and_nothing_changes(alice: Desk, use: str) -> None:
    if use == "kept":
        seats = [alice.seats["A1"]]
        alice.act(
            lambda tx: performances.keep_back(
                tx, performance=alice.performance.id, seats=seats, code="S", reason="desk"
            )
        )
    else:
        alice.take("A1")
    if use == "sold":
        alice.sell()
    before = drawn(alice)
    with pytest.raises(PlanLosesSeats, match=r"Studio lacks seats that are in use: Stalls A1\. Nothing was imported"):
        store(alice, without_row_a())
    assert drawn(alice) == before


def test_a_plan_may_lose_seats_that_nobody_has(alice: Desk, bob: Desk) -> None:
    alice.take("A1")
    alice.give_back("A1")
    store(alice, without_row_a())
    with pytest.raises(SeatsTaken, match="Stalls A1 is not on sale"):
        bob.take("A1")
    assert bob.take("B1").total == 4500
