"""What a counter sees of each seat: from rows, from the moment, and from whose order it is."""

from __future__ import annotations

from boxoffice.domain.holds import HoldRules, Occupancy, Occupant
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.plan import Seat
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.sell.occupants import Occupants
from boxoffice.services.seatmap import KeptSeat, SeatsRead
from tests.support.houses import small_plan

NOW = 1_800_000_000_000


def occupants() -> Occupants:
    plan = small_plan(rows="A", seats=6)
    seats = tuple(
        Seat(100 + i, s.guid, s.section, s.row, s.number, s.x, s.y, s.radius, s.zone, accessible=False)
        for i, s in enumerate(plan.seats)
    )
    return Occupants(type(plan)(plan.name, plan.zones, seats, plan.rows), rules=HoldRules())


def has(seat: int, occupancy: Occupancy, *, order: str = "theirs", ends: int | None = NOW + MINUTE) -> Occupant:
    return Occupant(seat, occupancy, order, "Counter 2", NOW - MINUTE, ends)


def read(*rows: Occupant, now: int = NOW, kept: tuple[KeptSeat, ...] | None = None) -> SeatsRead:
    return SeatsRead("house", 1, now, rows, kept, lapsed=False)


def test_each_occupancy_has_its_status() -> None:
    seats = occupants()
    changes = seats.absorb(
        read(
            has(100, Occupancy.HELD),
            has(101, Occupancy.HELD, order="mine"),
            has(102, Occupancy.PAYING),
            has(103, Occupancy.SOLD, ends=None),
            has(104, Occupancy.RESERVED, ends=None),
            kept=(KeptSeat(105, "H", "camera"), KeptSeat(103, "H", "camera")),
        ),
        order="mine",
    )
    expected = [
        SeatStatus.HELD, SeatStatus.MINE, SeatStatus.PAYING, SeatStatus.SOLD, SeatStatus.RESERVED, SeatStatus.KEPT,
    ]  # fmt: skip
    assert seats.statuses == expected
    assert sorted(changes) == list(enumerate(expected))
    assert seats.free == 0


def test_only_what_differs_is_told_and_twice_the_same_is_nothing() -> None:
    seats = occupants()
    assert seats.absorb(read(has(100, Occupancy.HELD)), order=None) == [(0, SeatStatus.HELD)]
    assert seats.absorb(read(has(100, Occupancy.HELD)), order=None) == []
    assert seats.absorb(read(has(100, Occupancy.FREE)), order=None) == [(0, SeatStatus.FREE)]
    assert seats.free == 6


def test_a_known_hold_is_free_once_its_end_has_passed_though_no_row_changed() -> None:
    seats = occupants()
    seats.absorb(read(has(100, Occupancy.HELD), has(101, Occupancy.PAYING, ends=None)), order=None)
    assert seats.absorb(read(now=NOW + MINUTE), order=None) == [(0, SeatStatus.FREE)]
    assert seats.statuses[1] is SeatStatus.PAYING  # money was recorded: no end


def test_a_hold_beyond_the_cap_frees_as_a_clock_was_set_back() -> None:
    seats = occupants()
    assert seats.absorb(read(has(100, Occupancy.HELD, ends=NOW + 31 * MINUTE)), order=None) == []


def test_another_order_makes_the_old_ones_seats_somebody_elses() -> None:
    seats = occupants()
    seats.absorb(read(has(100, Occupancy.HELD, order="first")), order="first")
    assert seats.absorb(read(), order="second") == [(0, SeatStatus.HELD)]


def test_a_seat_that_comes_back_is_kept_again() -> None:
    seats = occupants()
    kept = (KeptSeat(100, "H", "camera"),)
    seats.absorb(read(has(100, Occupancy.SOLD, ends=None), kept=kept), order=None)
    assert seats.statuses[0] is SeatStatus.SOLD
    assert seats.absorb(read(has(100, Occupancy.FREE)), order=None) == [(0, SeatStatus.KEPT)]
    assert seats.absorb(read(kept=()), order=None) == [(0, SeatStatus.FREE)]


def test_the_facts_of_a_seat() -> None:
    seats = occupants()
    seats.absorb(read(has(100, Occupancy.HELD), kept=(KeptSeat(101, "H", "camera"),)), order=None)
    facts = seats.facts(0, prices={"Front": 4500}, money=lambda cents: f"{cents / 100:.2f}", now=NOW)
    assert (facts.section, facts.row, facts.number, facts.zone, facts.price) == ("Stalls", "A", "1", "Front", "45.00")
    assert (facts.counter, facts.seconds_left) == ("Counter 2", 60)
    assert seats.facts(1, prices={}, money=str, now=NOW).reason == "camera"


def test_a_zone_without_a_price_is_not_told_as_free_of_charge() -> None:
    seats = occupants()
    seats.absorb(read(), order=None)
    assert seats.facts(0, prices={}, money=str, now=NOW).price == "not on sale"
