"""What a house looks at."""

from dataclasses import replace

import pytest

from boxoffice.domain.focal_point import focal_point, row_depth
from boxoffice.domain.plan import Area, Label, SeatingPlan, Shape
from boxoffice.plans.houses import arena, stadium, theatre
from tests.support.rooms import DEPTH, room

ROWS = [".........."] * 5  # 225 wide, 120 deep


def area(word: str, x: float, y: float, *, width: float = 100.0, height: float = 50.0) -> Area:
    return Area(Shape.RECTANGLE, x, y, width=width, height=height, label=Label(word))


@pytest.mark.parametrize("word", ["STAGE", "Bühne", "Scène", "Main stage", "Screen 3", "Leinwand"])
def test_a_stage_is_looked_at_where_it_faces_the_seats(word: str) -> None:
    assert focal_point(room(*ROWS, areas=(area(word, 60, -200),)).plan) == (110, -150)
    assert focal_point(room(*ROWS, areas=(area(word, 60, 300),)).plan) == (110, 300)
    assert focal_point(room(*ROWS, areas=(area(word, -400, 35),)).plan) == (-300, 60)


def test_words_that_only_contain_one_are_none() -> None:
    assert focal_point(room(*ROWS, areas=(area("Backstage bar", 60, 300),)).plan) == (112.5, 0)


def test_of_several_the_largest_is_meant() -> None:
    small, large = area("Screen", 60, 300, width=10), area("Stage", 60, -200)
    assert focal_point(room(*ROWS, areas=(small, large)).plan) == (110, -150)


def test_a_turned_stage_is_where_it_is_drawn() -> None:
    turned = Area(Shape.RECTANGLE, 160, -150, width=100, height=50, rotation=180, label=Label("Stage"))
    x, y = focal_point(room(*ROWS, areas=(turned,)).plan)
    assert (round(x, 6), round(y, 6)) == (110, -150)


def test_a_pitch_with_seats_all_round_is_looked_at_in_its_centre() -> None:
    everywhere = room(*ROWS).plan
    seats = tuple(seat for seat in everywhere.seats if not (50 <= seat.x <= 175 and 30 <= seat.y <= 90))
    for pitch in (
        area("Pitch", 40, 20, width=145, height=80),
        replace(area("", 40, 20, width=145, height=80), label=None),
    ):
        assert focal_point(replace(everywhere, seats=seats, areas=(pitch,))) == (112.5, 60)


def test_a_house_without_a_stage_has_its_front_edge() -> None:
    assert focal_point(room(*ROWS).plan) == (112.5, 0)


def test_a_stadium_looks_at_the_centre_of_its_pitch() -> None:
    assert focal_point(stadium()) == (0, 0)


def test_an_arena_and_a_theatre_look_at_their_stage() -> None:
    assert focal_point(arena()) == (0, -860)
    x, _ = focal_point(theatre())
    assert x == 630


def test_an_empty_plan_looks_nowhere() -> None:
    assert focal_point(SeatingPlan("Empty", (), (), ())) == (0, 0)


def test_rows_are_as_far_apart_as_they_are_drawn() -> None:
    assert row_depth(room(*ROWS).plan) == DEPTH
    assert row_depth(room("....").plan) == 30.0
