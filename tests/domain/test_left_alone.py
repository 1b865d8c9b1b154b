"""A seat left alone: the definition tried the long way, and by example."""

from hypothesis import given, settings
from hypothesis import strategies as st

from boxoffice.domain.left_alone import NEARLY_FULL, LeftAlone, left_alone
from boxoffice.domain.places import place_of
from boxoffice.domain.seat_line import SeatLine
from tests.support.rooms import ROOMS, Room, apart, newly_alone, room, windows


def told(house: Room, chosen: str) -> LeftAlone | None:
    seats = house.seats(chosen)
    free = bytes(is_free or at in seats for at, is_free in enumerate(house.free))
    return left_alone(SeatLine(house.plan), free=free, chosen=seats)


def is_nearly_full(house: Room, zone: int) -> bool:
    seats = [at for at, seat in enumerate(house.plan.seats) if seat.zone == zone]
    return sum(not house.free[at] for at in seats) / len(seats) > NEARLY_FULL


@settings(max_examples=300, deadline=None)
@given(house=ROOMS, data=st.data())
def test_it_is_what_its_definition_says(house: Room, data: st.DataObject) -> None:
    plan, free = house.plan, house.free
    runs = [run for row in plan.rows for run in row.runs]
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    chosen = run[start : start + data.draw(st.integers(1, 4))]
    if not all(free[seat] for seat in chosen):
        return
    answer = left_alone(SeatLine(plan), free=free, chosen=chosen)
    kinds = {(plan.seats[seat].zone, place_of(plan.seats[seat], plan.zones)) for seat in chosen}
    alone = newly_alone(plan, free, chosen)
    others: list[tuple[int, ...]] = []
    if len(kinds) == 1:
        ((zone, place),) = kinds
        everywhere = windows(plan, free, len(chosen), zone=zone, place=place)
        others = [seats for seats in everywhere if not newly_alone(plan, free, seats)]
        if is_nearly_full(house, zone):
            others = []
    if not alone or not others:
        assert answer is None
        return
    assert answer is not None
    assert set(answer.seats) == alone
    assert answer.chosen == chosen
    assert answer.instead in others
    nearest = min(apart(plan, chosen, seats) for seats in others)
    assert abs(apart(plan, chosen, answer.instead) - nearest) < 1e-6


def test_one_seat_at_the_aisle_is_left_alone_and_moving_up_would_not_do_it() -> None:
    house = room("......", "......")
    answer = told(house, "A2 A3")
    assert answer is not None
    assert house.names(answer.seats) == "A1"
    assert house.names(answer.instead) in {"A1 A2", "A3 A4"}


def test_nothing_is_said_of_what_was_alone_before_or_leaves_two() -> None:
    house = room(".x....", "......")
    assert told(house, "A3 A4") is None
    assert told(house, "B3 B4") is None


def test_others_holds_aisles_and_what_is_sold_end_a_stretch() -> None:
    house = room("x...x. ......", "......")
    answer = told(house, "A2 A3")
    assert answer is not None
    assert house.names(answer.seats) == "A4"
    assert told(house, "A6") is None


def test_nothing_is_said_where_no_other_choice_would_do_better() -> None:
    assert told(room("x...x", "xx.xx"), "A2 A3") is None


def test_nothing_is_said_in_a_zone_that_is_over_nine_tenths_sold() -> None:
    full = "xxxxxxxxxx"
    assert told(room("x...xxx...", *[full] * 6), "A2 A3") is None
    assert told(room("x...xx....", *[full] * 5), "A2 A3") is not None


def test_seats_chosen_one_by_one_count_as_the_neighbours_they_are() -> None:
    house = room("......", "......")
    answer = told(house, "A3 A2 B1")
    assert answer is not None
    assert house.names(answer.chosen) == "A2 A3"
    assert told(house, "A1 B1") is None


def test_a_seat_between_two_groups_is_left_alone_too() -> None:
    house = room(".......", "xxxxxxx")
    answer = told(house, "A1 A2 A4 A5")
    assert answer is not None
    assert house.names(answer.seats) == "A3"


def test_another_zone_is_no_alternative() -> None:
    assert told(room("x...ooo"), "A2 A3") is None
