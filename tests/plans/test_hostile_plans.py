"""Hostile and broken plan files: each is refused with file, place and reason; none ends in a traceback."""

import contextlib
import gc
import json
from pathlib import Path

import pytest

from boxoffice.domain.errors import PlanFileRefused, PlanFileTooLarge
from boxoffice.plans import read as reading
from boxoffice.plans.read import plan_from_bytes, read_plan

SEAT = {"seat_guid": "a1", "seat_number": "1", "position": {"x": 1, "y": 2}, "category": "C"}


def with_seat(**changed: object) -> bytes:
    seat = {key: value for key, value in {**SEAT, **changed}.items() if value is not ...}
    return document(
        zones=[{"name": "Hall", "position": {"x": 0, "y": 0}, "rows": [{"row_number": "B", "seats": [seat]}]}]
    )


def document(**parts: object) -> bytes:
    return json.dumps({"name": "N", "categories": [], "size": {"width": 9, "height": 9}, "zones": [], **parts}).encode()


def with_area(**area: object) -> bytes:
    return document(zones=[{"position": {"x": 0, "y": 0}, "rows": [], "areas": [area]}])


HERE = "(zone Hall, row B, seat 1)"
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "blank lines": (b"\n" * 16_000_000, "the file is empty"),
    "a mark and nothing": (b"\xef\xbb\xbf", "the file is empty"),
    "not text": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "the text is not UTF-8"),
    "utf-16": (json.dumps(SEAT).encode("utf-16"), "the text is not UTF-8"),
    "zeros": (b"\x00" * 1000, "neither a pretix seating plan (JSON) nor a list of seats"),
    "prose": (b"Dear box office,\nplease find", "neither a pretix seating plan (JSON) nor a list of seats"),
    "cut off": (with_seat()[:-20], "this is no valid JSON"),
    "a list": (b"[]", "the file must be an object, not a list"),
    "no zones": (b"{}", "zones must be a list, not missing"),
    "no seats": (document(), "there are no seats in it"),
    "deep": (b'{"zones":' + b"[" * 900_000, "nested too deeply"),
    "too deep to look at": (b"[" * 9_000_000, "too many entries"),
    "digits": (b'{"zones":' + b"9" * 5000 + b"}", "thousands of digits"),
    "nan": (with_seat(position={"x": float("nan"), "y": 0}), "NaN is no number"),
    "infinity": (with_seat(position={"x": 0, "y": float("-inf")}), "-Infinity is no number"),
    "1e999": (with_seat(position={"x": 1, "y": "Y"}).replace(b'"Y"', b"1e999"), f"between -1e+07 and 1e+07 {HERE}"),
    "far off": (with_seat(position={"x": 1e9, "y": 0}), f"x must be a number between -1e+07 and 1e+07 {HERE}"),
    "400 digits": (with_seat(position={"x": 10**400, "y": 0}), f"x must be a number between -1e+07 and 1e+07 {HERE}"),
    "x as text": (with_seat(position={"x": "1", "y": 0}), f"x must be a number, not a text {HERE}"),
    "x as truth": (with_seat(position={"x": True, "y": 0}), f"x must be a number, not true or false {HERE}"),
    "no x": (with_seat(position={"y": 0}), f"x must be a number, not missing {HERE}"),
    "position a list": (with_seat(position=[1, 2]), f"position must be an object, not a list {HERE}"),
    "no position": (with_seat(position=...), f"position must be an object, not missing {HERE}"),
    "id a number": (with_seat(seat_guid=5), f"seat_guid must be a text, not a number {HERE}"),
    "id empty": (with_seat(seat_guid=" "), f"seat_guid is empty {HERE}"),
    "no number": (with_seat(seat_number=...), "seat_number must be a text, not missing"),
    "number null": (with_seat(seat_number=None), "seat_number must be a text, not null"),
    "half a letter": (with_seat(seat_number="\ud800"), "seat_number has control characters in it"),
    "a zero in a name": (with_seat(seat_number="1\x00"), "seat_number has control characters in it"),
    "huge name": (with_seat(seat_number="9" * 10_000_000), "seat_number is 10,000,000 letters long"),
    "no size": (with_seat(radius=0), f"radius must be a number between 0.01 and 100,000 {HERE}"),
    "many keys": (with_seat(**{f"k{n}": n for n in range(99)}), f"a seat has 103 keys; at most 100 can be read {HERE}"),
    "a seat a text": (document(zones=[{"rows": [{"row_number": "B", "seats": ["x"]}]}]), "(zone 1, row B, seat 1)"),
    "a row null": (document(zones=[{"rows": [None]}]), "a row must be an object, not null (zone 1, row 1)"),
    "rows an object": (document(zones=[{"rows": {}}]), "rows must be a list, not an object (zone 1)"),
    "a category a number": (document(categories=[5]), "a category must be an object, not a number (category 1)"),
    "many categories": (document(categories=[{"name": "a"}] * 501), "there are 501 categories; at most 500"),
    "many zones": (document(zones=[{}] * 20_000), "there are 20,000 zones; at most 10,000"),
    "a million rows": (document(zones=[{"rows": [{}] * 1_000_000}]), "too many entries"),
    "many rows": (document(zones=[{"rows": [{"row_number": "", "seats": []}] * 100_001}]), "more than 25,000 rows"),
    "many areas": (with_area() [:-4] + b",{}" * 1_000_000 + b"]}]}", "too many entries"),
    "5,000,000 values": (b'{"zones":[' + b"1," * 5_100_000 + b"1]}", "too many values"),
    "many lines": (b"{" + b"\n" * 1_100_000 + b"}", "too many lines"),
    "unknown shape": (with_area(shape="star"), "shape must be one of polygon, rectangle"),
    "no shape": (with_area(), "shape must be a text, not missing (zone 1, area 1)"),
    "rectangle missing": (with_area(shape="rectangle"), "rectangle must be an object, not null (zone 1, area 1)"),
    "points of texts": (
        with_area(shape="polygon", position={"x": 0, "y": 0}, polygon={"points": ["a"]}), "point must be an object"),
    "rotation a list": (
        with_area(shape="circle", position={"x": 0, "y": 0}, circle={"radius": 1}, rotation=[]), "rotation must be"),
    "size a text": (document(size="big"), "size must be an object, not a text"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_drawn_is_refused_with_place_and_reason(case: str) -> None:
    content, reason = REFUSED[case]
    with pytest.raises(PlanFileRefused) as caught:
        plan_from_bytes(content, name="hall.json")
    sentence = str(caught.value)
    assert sentence.startswith("hall.json: ")
    assert reason in sentence
    assert len(sentence) < 500
    assert sentence.isprintable()


def test_too_many_seats_are_refused() -> None:
    seats = [{**SEAT, "seat_guid": f"s{n}"} for n in range(100_001)]
    content = document(zones=[{"rows": [{"row_number": "A", "seats": seats}]}])
    with pytest.raises(PlanFileTooLarge, match="more than 100,000 seats"):
        plan_from_bytes(content, name="hall.json")
    lines = "".join(f"z,s,r,{n},{n},0,0\n" for n in range(100_001))
    with pytest.raises(PlanFileTooLarge, match="more than 100,000 seats"):
        plan_from_bytes(f"zone,section,row,seat,x,y,accessible\n{lines}".encode(), name="hall.csv")


def test_a_list_of_too_many_rows_is_refused() -> None:
    lines = "".join(f"z,s,{n},1,{n},0,0\n" for n in range(25_001))
    with pytest.raises(PlanFileRefused, match="more than 25,000 rows"):
        plan_from_bytes(f"zone,section,row,seat,x,y,accessible\n{lines}".encode(), name="hall.csv")


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hall.json"
    with path.open("wb") as file:
        file.truncate(reading.MOST_BYTES + 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(PlanFileTooLarge, match=r"^hall\.json is too large: 21\.0 MB; at most 20 MB"):
        read_plan(path)


def test_large_content_is_refused() -> None:
    with pytest.raises(PlanFileTooLarge):
        plan_from_bytes(b" " * (reading.MOST_BYTES + 1), name="hall.json")


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.json", "there is no such file"), (".", "this is a folder"), ("a\0b", "no such file")]
)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(PlanFileRefused, match=reason):
        read_plan(tmp_path / name)


def test_the_ending_of_a_files_name_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(with_seat())
    assert [seat.guid for seat in read_plan(path).plan.seats] == ["a1"]


@pytest.mark.parametrize("content", [with_seat(), b""])
def test_the_collector_is_left_as_it_was(content: bytes) -> None:
    assert gc.isenabled()
    with contextlib.suppress(PlanFileRefused):
        plan_from_bytes(content, name="x")
    assert gc.isenabled()
