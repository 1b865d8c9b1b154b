"""Plan files read: the real ones, both formats, what they have wrong, and the repair."""

import json
from collections import Counter
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import Any

import pytest

from boxoffice.domain.plan import SeatingPlan, Shape, Zone
from boxoffice.plans.read import PlanFile, plan_from_bytes, read_plan

REAL = Path(__file__).parents[3] / "shared" / "plans"
THEATRES = ("pretix-demo-theatre.en.json", "pretix-demo-theatre.de.json")
STADIUM = "seatmap-canvas-stadium.json"
RACE_TRACK = "seatsio-race-track.csv"
SEATS = dict.fromkeys(THEATRES, 1057) | {STADIUM: 738, RACE_TRACK: 8897}


def real(name: str, *, repair: bool = False) -> PlanFile:
    path = REAL / name
    if not path.is_file():
        pytest.skip(f"the real plan {name} is not in {REAL}")
    return read_plan(path, repair=repair)


def seat(guid: str, number: str, x: float, y: float = 0, **more: object) -> dict[str, Any]:
    return {"seat_guid": guid, "seat_number": number, "position": {"x": x, "y": y}, "category": "Stalls", **more}


def row(name: str, *seats: dict[str, Any], y: float = 0, **more: object) -> dict[str, Any]:
    return {"row_number": name, "position": {"x": 0, "y": y}, "seats": list(seats), **more}


def zone(name: str, *rows: dict[str, Any], x: float = 0, y: float = 0, **more: object) -> dict[str, Any]:
    return {"name": name, "position": {"x": x, "y": y}, "rows": list(rows), **more}


def document(*zones: dict[str, Any], **more: object) -> dict[str, Any]:
    return {
        "name": "House",
        "size": {"width": 1000, "height": 1000},
        "categories": [{"name": "Stalls", "color": "#AbC"}],
        "zones": list(zones),
        **more,
    }


def read(plan: dict[str, Any], *, repair: bool = False) -> PlanFile:
    return plan_from_bytes(json.dumps(plan).encode(), name="house.json", repair=repair)


def kinds(file: PlanFile) -> dict[str, int]:
    return {str(kind): count for kind, count in file.counts}


def ids(plan: SeatingPlan) -> list[str]:
    return [seat.guid for seat in plan.seats]


def assert_sellable(plan: SeatingPlan) -> None:
    """Every seat once, in one run, with an id, a name and a spot of its own."""
    assert sorted(index for row in plan.rows for index in row.seats) == list(range(len(plan.seats)))
    assert [index for row in plan.rows for index in row.seats] == list(range(len(plan.seats)))
    assert len(set(ids(plan))) == len(plan.seats)
    assert len({(seat.section, seat.row, seat.number) for seat in plan.seats}) == len(plan.seats)
    by_column = sorted(plan.seats, key=lambda seat: seat.x)
    for index, seat in enumerate(by_column):
        for other in by_column[index + 1 :]:
            if other.x - seat.x >= seat.radius / 2:
                break
            assert dist((seat.x, seat.y), (other.x, other.y)) >= seat.radius / 2


@pytest.mark.parametrize("name", SEATS)
def test_a_real_plan_reads_with_every_seat(name: str) -> None:
    file = real(name)
    assert len(file.plan.seats) == SEATS[name]
    assert file.importable == (name == RACE_TRACK)
    assert sorted(index for row in file.plan.rows for index in row.seats) == list(range(SEATS[name]))


@pytest.mark.parametrize("name", SEATS)
def test_a_real_plan_repaired_is_sellable_and_the_same_every_time(name: str) -> None:
    once, again = real(name, repair=True), real(name, repair=True)
    assert once.importable
    assert once == again
    assert len(once.plan.seats) == SEATS[name]
    assert once.faults == real(name).faults
    assert_sellable(once.plan)


@pytest.mark.parametrize("name", THEATRES)
def test_the_theatre_has_its_known_faults_with_their_places(name: str) -> None:
    file = real(name)
    assert kinds(file) == {"doubled id": 84, "row in seat number": 35}
    stalls, balcony = file.plan.sections
    places = [fault.where for fault in file.faults if fault.kind == "doubled id"]
    assert places[2] == f"“17-3”: zone {stalls}, row 17, seat 3; zone {balcony}, row 17, seat 3"


def test_the_theatre_has_neighbours_between_its_aisles() -> None:
    plan = real(THEATRES[0], repair=True).plan
    first = next(row for row in plan.rows if row.name == "1")
    assert [[plan.seats[index].number for index in run] for run in first.runs] == [
        ["1", "2", "3"],
        [str(number) for number in range(4, 14)],
        [str(number) for number in range(14, 24)],
        ["24", "25", "26"],
    ]
    for row in plan.rows:
        for run in row.runs:
            assert all(plan.seats[b].x - plan.seats[a].x == pytest.approx(30) for a, b in pairwise(run))


def test_rows_that_share_a_name_in_stalls_and_balcony_stay_apart() -> None:
    plan = real(THEATRES[0], repair=True).plan
    assert [row.section for row in plan.rows if row.name == "17"] == ["Ground floor", "Balcony"]
    assert len(plan.rows) == 35


def test_a_repaired_id_is_qualified_by_its_zone_and_others_stay() -> None:
    guids = set(ids(real(THEATRES[0], repair=True).plan))
    assert {"1-1", "17-3@Ground floor", "17-3@Balcony"} <= guids
    assert "17-3" not in guids


def test_the_stadium_is_split_into_blocks_and_its_upper_floor_laid_out_below() -> None:
    plan = real(STADIUM, repair=True).plan
    blocks = Counter(section.partition(",")[0] for section in plan.sections)
    assert blocks == {"Ground floor": 12, "First Floor": 3}
    assert set(Counter(seat.section for seat in plan.seats).values()) == {6 * 7, 6 * 13}
    ground = max(seat.y for seat in plan.seats if seat.section.startswith("Ground"))
    assert min(seat.y for seat in plan.seats if seat.section.startswith("First")) > ground + 50
    assert plan.sections[:3] == ("Ground floor, block 1", "Ground floor, block 2", "Ground floor, block 3")


def test_a_race_track_keeps_its_four_stands() -> None:
    plan = real(RACE_TRACK).plan
    assert plan.sections == ("Goal Stand 4", "Goal Stand 3", "MT1", "MT3")
    assert [zone.name for zone in plan.zones] == ["finishline", "midtrack"]
    assert {round(seat.radius, 1) for seat in plan.seats} == {8.6}
    assert all(len(row.runs) == 1 for row in plan.rows)


def test_positions_add_up_and_areas_move_with_their_zone() -> None:
    areas = [
        {"shape": "rectangle", "position": {"x": 5, "y": 6}, "rectangle": {"width": 7, "height": 8}, "color": "#eee",
         "text": {"text": "STAGE\n2", "position": {"x": 1, "y": 2}, "size": 9, "color": "rgb(1, 2, 3)"}},
        {"shape": "circle", "position": {"x": 0, "y": 0}, "circle": {"radius": 4}, "color": "transparent"},
        {"shape": "ellipse", "position": {"x": 0, "y": 0}, "ellipse": {"radius": {"x": 3, "y": 2}}, "rotation": 30},
        {"shape": "polygon", "position": {"x": 0, "y": 0}, "polygon": {"points": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}},
        {"shape": "text", "position": {"x": 0, "y": 0}, "text": {"text": "Bar"}},
    ]  # fmt: skip
    plan = read(document(zone("Z", row("A", seat("a1", "1", 1, 2), y=10), x=100, y=200, areas=areas))).plan
    assert (plan.seats[0].x, plan.seats[0].y) == (101, 212)
    assert plan.zones == (Zone("Stalls", "#aabbcc"),)
    stage, circle, ellipse, polygon, words = plan.areas
    assert (stage.x, stage.y, stage.width, stage.height, stage.color) == (105, 206, 7, 8, "#eeeeee")
    assert stage.label is not None
    assert (stage.label.text, stage.label.x, stage.label.y, stage.label.size) == ("STAGE 2", 1, 2, 9)
    assert stage.label.color == "#010203"
    assert (circle.width, circle.height, circle.color) == (4, 4, "")
    assert (ellipse.width, ellipse.height, ellipse.rotation) == (3, 2, 30)
    assert list(polygon.points) == [(1.0, 2.0), (3.0, 4.0)]
    assert (words.shape, words.label.text if words.label else "") == (Shape.TEXT, "Bar")


def test_remarks_do_not_keep_a_plan_from_being_imported() -> None:
    file = read(
        document(
            zone(
                "Z",
                row("A", seat("a1", "1", 30, category="VIP"), seat(" x ", "2", 60), seat("y", "3", 2000)),
                row("A", seat("a4", "4", 90), seat("a5", "5", 120)),
                zone_color="red",
            ),
            _editor=1,
        )
    )
    assert file.importable
    assert kinds(file) == {
        "private key": 2,
        "unknown category": 1,
        "id too short, too long or with blanks": 2,
        "outside the plan": 1,
        "row in several parts": 1,
    }
    assert [zone.name for zone in file.plan.zones] == ["Stalls", "VIP"]
    assert [fault.where for fault in file.faults] == [
        "“_editor” in the plan",
        "“zone_color” in a zone",
        "“VIP”, first at zone Z, row A, seat 1",
        "zone Z, row A, seat 2",
        "zone Z, row A, seat 3",
        "zone Z, row A, seat 3",
        "zone Z, row A: 2 parts",
    ]


def test_a_row_split_over_row_objects_has_neighbours_across_them() -> None:
    right = row("A", *(seat(f"r{n}", str(n), n * 25.0) for n in range(5, 9)))
    left = row("A", *(seat(f"l{n}", str(n), n * 25.0) for n in range(1, 5)))
    plan = read(document(zone("Z", right, left))).plan
    assert [seat.number for seat in plan.seats] == list("12345678")
    assert [row.runs for row in plan.rows] == [(tuple(range(8)),)]


@pytest.mark.parametrize(
    ("name", "written", "shown"),
    [
        ("17", ["17-1", "17-2"], ["1", "2"]),
        ("C", ["C1", "C2"], ["1", "2"]),
        ("C", ["C-1", "C-2"], ["1", "2"]),
        ("1", ["1", "12"], ["1", "12"]),
        ("1", ["1-1", "2"], ["1-1", "2"]),
        ("C", ["Ca", "Cb"], ["Ca", "Cb"]),
    ],
)
def test_a_row_baked_into_seat_numbers_is_taken_out(name: str, written: list[str], shown: list[str]) -> None:
    seats = [seat(f"s{index}", number, index * 25.0) for index, number in enumerate(written)]
    file = read(document(zone("Z", row(name, *seats))))
    assert [seat.number for seat in file.plan.seats] == shown
    assert ("row in seat number" in kinds(file)) == (written != shown)


def test_wheelchair_places_are_told_by_their_category() -> None:
    seats = [
        seat("s1", "1", 0, category="Wheelchair places"),
        seat("s2", "2", 30, category="Wheelchair companion"),
        seat("s3", "3", 60),
    ]
    assert [seat.accessible for seat in read(document(zone("Z", row("A", *seats)))).plan.seats] == [True, False, False]


def test_a_doubled_id_is_told_apart_by_the_most_lasting_thing() -> None:
    plan = read(
        document(
            zone("Stalls", row("A", seat("twin", "1", 0, uuid="u-1"), seat("sole", "2", 30))),
            zone("Circle", row("A", seat("twin", "1", 0), seat("same", "2", 30), seat("same", "2", 60)), y=200),
        ),
        repair=True,
    ).plan  # fmt: skip
    assert set(ids(plan)) == {"twin@u-1", "sole", "twin@Circle", "same@Circle/A/2#1", "same@Circle/A/2#2"}


def test_repaired_ids_stay_when_the_file_is_changed_elsewhere() -> None:
    def blocks(*names: str, first: int = 1) -> dict[str, Any]:
        rows = (row("A", *(seat(f"A-{n}", str(n), n * 25.0) for n in range(first, 6))) for _ in names)
        return document(
            *(zone(name, one, y=index * 100) for index, (name, one) in enumerate(zip(names, rows, strict=True)))
        )

    before = ids(read(blocks("Left", "Right"), repair=True).plan)
    swapped_and_shorter = ids(read(blocks("New", "Right", "Left", first=3), repair=True).plan)
    assert {guid for guid in swapped_and_shorter if not guid.endswith("New")} <= set(before)


def test_seats_on_one_spot_are_laid_out_apart_and_none_is_lost() -> None:
    plan = document(zone("Z", row("A", *(seat(f"s{n}", str(n), 30.0 * min(n, 4)) for n in range(1, 9)))))
    file = read(plan)
    assert kinds(file) == {"seat on a seat": 4}
    assert not file.importable
    assert file.faults[0].where == "zone Z, row A, seat 5 on zone Z, row A, seat 4"
    repaired = read(plan, repair=True).plan
    assert len(repaired.seats) == 8
    assert_sellable(repaired)
    assert [(seat.x, seat.y) for seat in repaired.seats[:4]] == [(30.0 * n, 0.0) for n in range(1, 5)]


@pytest.mark.parametrize("step", [4, 0.1, 1 / 3, 25, 1000])
def test_coincident_seats_are_found_wherever_they_lie(step: float) -> None:
    seats = [seat(f"s{n}", str(n), n // 2 * step, 8, radius=step * 0.4) for n in range(200)]
    assert kinds(read(document(zone("Z", row("A", *seats)), size=None))) == {"seat on a seat": 100}


def test_seats_doubled_in_every_way_are_all_kept() -> None:
    seats = [seat("s", "1", 0.0) for _ in range(30)]
    repaired = read(document(zone("", row("A", *seats))), repair=True).plan
    assert len(repaired.seats) == 30
    assert_sellable(repaired)


def test_many_faults_are_counted_and_the_first_listed() -> None:
    file = read(document(zone("Z", row("A", *(seat(f"s{n}", str(n), 5000 + n * 25) for n in range(1000))))))
    assert kinds(file) == {"outside the plan": 1000}
    assert len(file.faults) == 201
    assert file.faults[-1].where == "and 800 more places"
