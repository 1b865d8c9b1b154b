"""Best seats: against an oracle that tries every way, and by example."""

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boxoffice.domain.best_seats import Choice, best
from boxoffice.domain.party import Party
from boxoffice.domain.places import Place
from boxoffice.domain.seat_line import SeatLine
from boxoffice.plans.houses import theatre
from tests.support.rooms import ROOMS, Room, fewest_alone, newly_alone, room, score, windows

PLACES = st.sampled_from([Place.ORDINARY, Place.ORDINARY, Place.ORDINARY, Place.WHEELCHAIR])


def pick(house: Room, count: int, *, zone: int | None = 0, place: Place = Place.ORDINARY) -> Choice | None:
    return best(SeatLine(house.plan), free=house.free, party=Party(count, zone, place))


def names(house: Room, count: int, *, zone: int | None = 0, place: Place = Place.ORDINARY) -> str:
    choice = pick(house, count, zone=zone, place=place)
    return house.names(choice.seats) if choice is not None else ""


@settings(max_examples=300, deadline=None)
@given(house=ROOMS, count=st.integers(1, 7), zone=st.sampled_from([0, 1]), place=PLACES)
def test_it_is_what_trying_every_way_finds(house: Room, count: int, zone: int, place: Place) -> None:
    line = SeatLine(house.plan)
    choice = best(line, free=house.free, party=Party(count, zone, place))
    side_by_side = list(windows(house.plan, house.free, count, zone=zone, place=place))
    if choice is None:
        assert fewest_alone(house.plan, house.free, count, zone=zone, place=place) is None
        return
    assert len(set(choice.seats)) == count
    assert all(house.free[seat] for seat in choice.seats)
    assert {house.plan.seats[seat].zone for seat in choice.seats} == {zone}
    assert {house.plan.seats[seat].accessible for seat in choice.seats} == {place is Place.WHEELCHAIR}
    assert set(choice.left_alone) == newly_alone(house.plan, house.free, choice.seats)
    assert sum(part.count for part in choice.parts) == count
    if side_by_side:
        assert choice.seats in side_by_side
        focal, depth = line.focal_point, line.row_depth
        scores = [score(house.plan, house.free, seats, focal=focal, depth=depth) for seats in side_by_side]
        assert isclose(choice.score, min(scores), abs_tol=1e-6)
        assert len(choice.parts) == 1
    else:
        assert choice.alone == fewest_alone(house.plan, house.free, count, zone=zone, place=place)


@settings(max_examples=60, deadline=None)
@given(house=ROOMS, count=st.integers(1, 4))
def test_next_best_goes_through_all_seats_side_by_side_once_each_by_the_same_key(house: Room, count: int) -> None:
    line = SeatLine(house.plan)
    side_by_side = list(windows(house.plan, house.free, count, zone=0, place=Place.ORDINARY))
    shown: list[tuple[int, ...]] = []
    scores = []
    for _ in side_by_side:
        choice = best(line, free=house.free, party=Party(count, 0), shown=shown)
        assert choice is not None
        shown.append(choice.seats)
        scores.append(choice.score)
    assert sorted(shown) == sorted(side_by_side)
    assert all(a <= b + 1e-6 for a, b in pairwise(scores))
    after = best(line, free=house.free, party=Party(count, 0), shown=shown)
    assert after is None or len(after.parts) > 1


@settings(max_examples=60, deadline=None)
@given(house=ROOMS, count=st.integers(1, 5), data=st.data())
def test_seats_that_others_took_are_not_chosen(house: Room, count: int, data: st.DataObject) -> None:
    line = SeatLine(house.plan)
    lost = data.draw(st.sets(st.sampled_from(range(len(house.plan.seats)))))
    choice = best(line, free=house.free, party=Party(count, 0), without=lost)
    free = bytes(is_free and seat not in lost for seat, is_free in enumerate(house.free))
    assert choice == best(line, free=free, party=Party(count, 0))


@settings(max_examples=60, deadline=None)
@given(house=ROOMS, count=st.integers(1, 5))
def test_without_a_zone_a_party_still_sits_in_one(house: Room, count: int) -> None:
    choice = pick(house, count, zone=None)
    of_zones = [found for zone in (0, 1) if (found := pick(house, count, zone=zone))]
    assert (choice is None) == (not of_zones)
    if choice is not None:
        assert choice in of_zones


def test_the_middle_of_the_front_row_comes_first() -> None:
    assert names(room(".......", ".......", "......."), 3) == "A3 A4 A5"


def test_a_seat_left_alone_is_worth_two_rows() -> None:
    assert names(room("x...x", "x...x", "x...x"), 2) == "A2 A3"  # one row back is not better: every row leaves one
    assert names(room("x...x", "x..xx", "x...x"), 2) == "B2 B3"
    assert names(room("x...x", "x...x", "x...x", "x..xx"), 2) == "A2 A3"  # three rows back is too far


def test_an_aisle_parts_neighbours() -> None:
    assert names(room("..x ..x", "..x ...", "xxx xxx"), 3) == "B4 B5 B6"


def test_a_party_is_split_over_rows_near_each_other_with_nobody_alone() -> None:
    choice = pick(room("xx..xx", "xx..xx", "x..xxx"), 4)
    assert choice is not None
    assert choice.sentence == "Two rows: A 2 + B 2."


def test_who_must_sit_alone_is_told() -> None:
    choice = pick(room("x...xx", "xx.xxx"), 4)
    assert choice is not None
    assert choice.sentence == "Two rows: A 3 + B 1."
    assert choice.alone == 1


def test_parts_of_one_row_are_told_as_such() -> None:
    choice = pick(room("..x.."), 4)
    assert choice is not None
    assert choice.sentence == "Row A, not side by side: 2 + 2."


def test_more_people_than_seats_get_none() -> None:
    assert pick(room("...", "xxx"), 4) is None


def test_zones_are_never_mixed() -> None:
    house = room("..oo")
    assert pick(house, 3, zone=None) is None
    assert names(house, 2, zone=1) == "A3 A4"


def test_wheelchair_and_companions_places_are_for_those_who_ask() -> None:
    house = room("ww..c", "xxxx.")
    assert names(house, 2) == "A3 A4"
    assert names(house, 2, place=Place.WHEELCHAIR) == "A1 A2"
    assert names(house, 1, zone=None, place=Place.COMPANION) == "A5"
    assert names(house, 1, zone=1, place=Place.COMPANION) == ""


def test_the_penalty_can_be_set() -> None:
    house = room("x...x", "x..xx", "x...x")
    choice = best(SeatLine(house.plan), free=house.free, party=Party(2, 0), rows_for_a_single=0.0)
    assert choice is not None
    assert house.names(choice.seats) == "A2 A3"


@pytest.mark.parametrize("count", [2, 4, 8])
def test_the_theatres_best_stalls_are_in_the_middle_of_the_front_rows(count: int) -> None:
    plan = theatre()
    line = SeatLine(plan)
    choice = best(line, free=bytes([1]) * len(plan.seats), party=Party(count, 0))
    assert choice is not None
    assert {plan.seats[seat].row for seat in choice.seats} <= {"A", "B", "C"}
    middle = sum(plan.seats[seat].x for seat in choice.seats) / count
    assert abs(middle - line.focal_point[0]) < 60
