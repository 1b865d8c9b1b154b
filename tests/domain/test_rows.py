"""Physical rows: found from names and geometry, whatever the file's own grouping and order."""

from collections.abc import Iterable
from math import cos, pi, radians, sin

import pytest

from boxoffice.domain.plan import PhysicalRow, Seat
from boxoffice.domain.rows import find_rows, in_order, natural_order

Point = tuple[float, float]


def seat(number: int | str, place: Point, *, row: str = "A", section: str = "Stalls") -> Seat:
    return Seat(0, f"{section}{row}{number}", section, row, str(number), *place, 10.0, 0, accessible=False)


def numbers(seats: list[Seat], row: PhysicalRow) -> list[list[str]]:
    return [[seats[index].number for index in run] for run in row.runs]


def text(figures: Iterable[int]) -> list[str]:
    return [str(figure) for figure in figures]


def on_arc(count: int, *, radius: float, step: float = 25.0, start: float = 0.0) -> list[Point]:
    return [(radius * cos(start + i * step / radius), radius * sin(start + i * step / radius)) for i in range(count)]


def turned(points: list[Point], degrees: float) -> list[Point]:
    angle = radians(degrees)
    return [(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)) for x, y in points]


@pytest.mark.parametrize("degrees", [0, 30, 45, 90, 137, 180, 270])
def test_a_straight_row_at_any_angle_is_one_run_in_order(degrees: float) -> None:
    places = turned([(index * 25.0, 0.0) for index in range(12)], degrees)
    seats = [seat(index + 1, places[index]) for index in (5, 3, 0, 11, 7, 1, 9, 2, 10, 4, 8, 6)]
    (row,) = find_rows(seats)
    assert numbers(seats, row) == [text(range(1, 13))]


@pytest.mark.parametrize("degrees", [0, 60, 200])
def test_an_aisle_parts_neighbours_but_not_the_row(degrees: float) -> None:
    places = turned([(index * 25.0 + 40 * (index >= 4) + 40 * (index >= 9), 0.0) for index in range(14)], degrees)
    seats = [seat(index + 1, place) for index, place in enumerate(places)]
    (row,) = find_rows(seats)
    assert numbers(seats, row) == [text(range(1, 5)), text(range(5, 10)), text(range(10, 15))]


def test_a_seat_left_out_parts_neighbours() -> None:
    seats = [seat(index + 1, (index * 25.0, 0.0)) for index in range(9) if index != 4]
    (row,) = find_rows(seats)
    assert [len(run) for run in row.runs] == [4, 4]


def test_uneven_steps_of_a_drawn_row_are_no_aisles() -> None:
    steps = [25, 24, 26, 28, 23, 25, 31, 25, 24]
    places = [0.0]
    for step in steps:
        places.append(places[-1] + step)
    seats = [seat(index + 1, (x, (-1) ** index * 3.0)) for index, x in enumerate(places)]
    (row,) = find_rows(seats)
    assert len(row.runs) == 1


def test_one_row_split_over_several_row_objects_is_one() -> None:
    # The file has the middle first, then the right, then the left.
    parts = (range(11, 21), range(21, 31), range(1, 11))
    seats = [seat(number, (number * 25.0, 0.0)) for part in parts for number in part]
    (row,) = find_rows(seats)
    assert numbers(seats, row) == [text(range(1, 31))]


def test_odd_numbers_on_the_left_and_even_ones_on_the_right_are_neighbours_in_the_middle() -> None:
    seats = [seat(number, (-12.5 * number, 0.0)) for number in range(1, 20, 2)]
    seats += [seat(number, (12.5 * (number - 1), 0.0)) for number in range(2, 21, 2)]
    (row,) = find_rows(seats)
    assert numbers(seats, row) == [text([*range(19, 0, -2), *range(2, 21, 2)])]


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_row_that_bends_right_round_is_walked_from_end_to_end(*, shuffled: bool) -> None:
    places = on_arc(40, radius=40 * 25 / (1.6 * pi), start=0.2 * pi)
    order = sorted(range(40), key=lambda index: index * 17 % 40) if shuffled else range(40)
    seats = [seat(index + 1, places[index]) for index in order]
    (row,) = find_rows(seats)
    assert numbers(seats, row) == [text(range(1, 41))]


def test_a_horseshoe_with_aisles_keeps_its_order() -> None:
    left = [(0.0, index * 25.0) for index in range(10)]
    round_the_back = [(150 - 150 * cos(pi * i / 16), 285 + 150 * sin(pi * i / 16)) for i in range(17)]
    right = [(300.0, (9 - index) * 25.0) for index in range(10)]
    places = [*left, *round_the_back, *right]
    seats = [seat(index + 1, places[index]) for index in sorted(range(37), key=lambda index: index * 11 % 37)]
    (row,) = find_rows(seats)
    assert numbers(seats, row) == [text(range(1, 11)), text(range(11, 28)), text(range(28, 38))]


def test_rows_of_one_name_far_apart_are_not_joined() -> None:
    seats = [seat(number, (number * 25.0, 0.0)) for number in range(1, 11)]
    seats += [seat(number, (number * 25.0, 900.0)) for number in range(11, 21)]  # another tier
    seats += [seat(number, (number * 25.0 + 2000, 0.0)) for number in range(21, 31)]  # the same line, another block
    assert [len(row.seats) for row in find_rows(seats)] == [10, 10, 10]


def test_blocks_side_by_side_that_use_the_same_numbers_are_not_joined() -> None:
    seats = [seat(number, (number * 25.0, 0.0)) for number in range(1, 8)]
    seats += [seat(number, (number * 25.0 + 215, 0.0)) for number in range(1, 8)]
    assert [len(row.seats) for row in find_rows(seats)] == [7, 7]


def test_rows_of_other_sections_or_names_are_not_joined() -> None:
    seats = [seat(number, (number * 25.0, 0.0)) for number in range(1, 5)]
    seats += [seat(number, (number * 25.0, 0.0), section="Circle") for number in range(5, 9)]
    seats += [seat(number, (number * 25.0, 30.0), row="B") for number in range(1, 5)]
    found = find_rows(seats)
    assert [(row.section, row.name) for row in found] == [("Stalls", "A"), ("Stalls", "B"), ("Circle", "A")]


def test_four_chairs_of_a_box_are_two_pairs() -> None:
    seats = [
        seat(number, place) for number, place in enumerate([(0.0, 0.0), (25.0, 0.0), (0.0, 30.0), (25.0, 30.0)], 1)
    ]
    assert sorted(numbers(seats, row)[0] for row in find_rows(seats)) == [["1", "2"], ["3", "4"]]


def test_two_seats_alone_are_neighbours_only_if_near() -> None:
    near = [seat(1, (0.0, 0.0)), seat(2, (28.0, 0.0))]
    far = [seat(1, (0.0, 0.0)), seat(2, (90.0, 0.0))]
    assert [len(row.runs) for row in find_rows(near)] == [1]
    assert [len(run) for row in find_rows(far) for run in row.runs] == [1, 1]


def test_seats_on_one_spot_and_single_seats_are_each_in_one_run() -> None:
    seats = [seat(number, (5.0, 5.0)) for number in range(1, 6)] + [seat(1, (0.0, 0.0), row="B")]
    assert sorted(index for row in find_rows(seats) for index in row.seats) == list(range(6))
    assert find_rows([]) == ()


def test_every_seat_is_in_one_run_even_of_a_tangle() -> None:
    seats = [seat(i, (i * 7919 % 1009, i * 104729 % 997), row=str(i % 3)) for i in range(900)]
    assert sorted(index for row in find_rows(seats) for index in row.seats) == list(range(900))


def test_ordered_seats_stand_row_by_row() -> None:
    seats = [seat(number, (number * 25.0, 30.0 * row), row=str(row)) for number in (3, 1, 2) for row in (10, 2)]
    ordered, rows = in_order(seats, find_rows(seats))
    assert [(seat.row, seat.number) for seat in ordered] == [
        ("2", "1"), ("2", "2"), ("2", "3"), ("10", "1"), ("10", "2"), ("10", "3"),
    ]  # fmt: skip
    assert [row.runs for row in rows] == [((0, 1, 2),), ((3, 4, 5),)]


def test_natural_order_is_how_people_count() -> None:
    names = ["10", "2", "AA", "B", "Z", "1", "02", "12a", "12", "BB", ""]
    assert sorted(names, key=natural_order) == ["", "1", "2", "02", "10", "12", "12a", "B", "Z", "AA", "BB"]
