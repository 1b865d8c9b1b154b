"""Our own houses: whole, sellable, and of the size they say."""

import runpy
from collections.abc import Callable
from math import dist
from pathlib import Path

import pytest

from boxoffice import paths
from boxoffice.domain.plan import SeatingPlan
from boxoffice.plans import houses
from boxoffice.plans.read import read_plan

SIZES: dict[Callable[[], SeatingPlan], tuple[int, int]] = {
    houses.theatre: (580, 620),
    houses.arena: (11_500, 12_500),
    houses.stadium: (79_000, 85_000),
}


@pytest.mark.parametrize("house", SIZES)
def test_a_house_is_whole_and_sellable(house: Callable[[], SeatingPlan]) -> None:
    plan = house()
    least, most = SIZES[house]
    assert least <= len(plan.seats) <= most
    assert [index for row in plan.rows for index in row.seats] == list(range(len(plan.seats)))
    assert len({seat.guid for seat in plan.seats}) == len(plan.seats)
    assert len({(seat.section, seat.row, seat.number) for seat in plan.seats}) == len(plan.seats)
    assert {seat.zone for seat in plan.seats} == set(range(len(plan.zones)))
    assert any(seat.accessible for seat in plan.seats)
    assert plan.areas


@pytest.mark.parametrize("house", SIZES)
def test_a_house_is_drawn_alike_every_time(house: Callable[[], SeatingPlan]) -> None:
    assert house() == house()


@pytest.mark.parametrize("house", SIZES)
def test_no_seats_of_a_house_touch(house: Callable[[], SeatingPlan]) -> None:
    seats = sorted(house().seats, key=lambda seat: (seat.x, seat.y))
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for seat in seats:
        column, line = int(seat.x // 20), int(seat.y // 20)
        near = (place for c in (column - 1, column) for d in (-1, 0, 1) for place in cells.get((c, line + d), ()))
        assert all(dist(place, (seat.x, seat.y)) >= 2 * seat.radius for place in near)
        cells.setdefault((column, line), []).append((seat.x, seat.y))


def test_the_theatre_has_aisles_boxes_and_companions_beside_wheelchair_places() -> None:
    plan = houses.theatre()
    assert plan.sections == ("Stalls", "Circle", "Boxes left", "Boxes right")
    rows = {(row.section, row.name): len(row.runs) for row in plan.rows}
    assert all(rows["Stalls", name] == 3 for name in "ABCDEFGHJKLMN")
    assert all(rows["Circle", name] == 5 for name in "ABCDE")
    beside = {index + 1 for index, seat in enumerate(plan.seats) if seat.accessible}
    assert len(beside) == 8
    assert not any(plan.seats[index].accessible for index in beside)


def test_the_theatres_file_has_no_fault_and_is_what_its_script_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = paths.resources() / "plans"
    file = read_plan(folder / "theatre.json")
    assert file.importable
    assert file.faults == ()
    monkeypatch.setattr("sys.argv", ["draw_theatre.py", str(tmp_path / "drawn.json")])
    runpy.run_path(str(folder / "draw_theatre.py"), run_name="__main__")
    assert (tmp_path / "drawn.json").read_bytes() == (folder / "theatre.json").read_bytes()


def test_the_stadiums_blocks_are_named_by_tier() -> None:
    sections = houses.stadium().sections
    assert sections[0] == "Lower 101"
    assert {section.split()[0] for section in sections} == {"Lower", "Club", "Upper"}
    assert len(sections) > 90
