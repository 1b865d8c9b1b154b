"""Plan files changed at random: each is read or refused, and whatever is read is whole."""

import copy
import json
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxoffice.domain.errors import Refusal
from boxoffice.plans.read import plan_from_bytes


def _seat(guid: str, number: int, y: float) -> dict[str, Any]:
    return {
        "seat_guid": guid,
        "seat_number": str(number),
        "uuid": f"u{guid}{number}",
        "position": {"x": number * 25.0, "y": y},
        "category": "Stalls",
        "radius": 10,
    }


def _row(name: str, y: float) -> dict[str, Any]:
    return {
        "row_number": name,
        "position": {"x": 0, "y": y},
        "seats": [_seat(f"{name}-{n}", n, y) for n in range(1, 5)],
    }


DOCUMENT: dict[str, Any] = {
    "name": "House",
    "size": {"width": 300, "height": 300},
    "categories": [{"name": "Stalls", "color": "#123456"}],
    "zones": [
        {
            "name": name,
            "position": {"x": 0, "y": 0},
            "rows": [_row("A", 0), _row("B", 30), _row("A", 200)],
            "areas": [
                {"shape": "circle", "position": {"x": 1, "y": 1}, "circle": {"radius": 5}, "text": {"text": "Bar"}},
                {"shape": "polygon", "position": {"x": 1, "y": 1}, "polygon": {"points": [{"x": 1, "y": 1}]}},
            ],
        }
        for name in ("Ground", "First")
    ],
}
WORDS = st.sampled_from(["", "A", "A-1", "1", "Stalls", "\x00", "\ud800", " ", "=1+1", "9" * 300, "\u202e", "²", "٣"])
NUMBERS = st.sampled_from([0, 1, -1, 0.1, 25, 1e7, 1e-300, 1e308, float("nan"), float("inf"), 10**400, 2**63])
VALUES = st.recursive(
    st.none() | st.booleans() | WORDS | NUMBERS | st.text(max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def _places(value: object, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(inner for key, one in items for inner in _places(one, (*place, key)))]


PLACES = _places(DOCUMENT)[1:]


@st.composite
def changed_documents(draw: st.DrawFn) -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)):
        _change(draw, document, place)
    return document


def _change(draw: st.DrawFn, document: dict[str, Any], place: tuple[str | int, ...]) -> None:
    """Put another value at a place, take it away, or copy it from somewhere else, if the place is still there."""
    way, last = place[:-1], cast("Any", place[-1])
    inner: Any = document
    try:
        for key in way:
            inner = inner[key]
        how = draw(st.sampled_from(["replace", "remove", "double", "move"]))
        if how == "remove":
            del inner[last]
        elif how == "double" and isinstance(inner, list):
            inner.append(copy.deepcopy(inner[last]))
        elif how == "move" and isinstance(inner[last], int | float):
            inner[last] = draw(st.floats(-50, 250))
        else:
            inner[last] = draw(VALUES)
    except (KeyError, IndexError, TypeError):
        return


def _read_or_refused(content: bytes, *, seats: int | None = None) -> None:
    for repair in (False, True):
        try:
            file = plan_from_bytes(content, name="fuzz", repair=repair)
        except Refusal as refusal:
            assert str(refusal).isprintable()  # noqa: PT017 (being refused is one of two right answers)
            continue
        plan = file.plan
        assert [index for row in plan.rows for index in row.seats] == list(range(len(plan.seats)))
        assert seats is None or len(plan.seats) == seats
        json.dumps([[seat.name, seat.guid] for seat in plan.seats], ensure_ascii=False).encode()
        if repair:
            assert file.importable
            assert len({seat.guid for seat in plan.seats}) == len(plan.seats)
            assert len({(seat.section, seat.row, seat.number) for seat in plan.seats}) == len(plan.seats)
            assert len({(seat.x, seat.y) for seat in plan.seats}) == len(plan.seats)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changed_documents())
def test_a_changed_document_is_read_or_refused(document: dict[str, Any]) -> None:
    _read_or_refused(json.dumps(document).encode())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _read_or_refused(content)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_document_with_bytes_overwritten_is_read_or_refused(place: int, other: bytes) -> None:
    content = json.dumps(DOCUMENT).encode()
    place %= len(content)
    _read_or_refused(content[:place] + other + content[place + len(other) :])


CELLS = WORDS | st.sampled_from(["1", "25", "1,5", "nan", '"', "yes"]) | st.text(max_size=4)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=6, max_size=8), max_size=6), st.sampled_from(",;\t"))
def test_a_list_of_anything_is_read_or_refused(lines: list[list[str]], delimiter: str) -> None:
    header = delimiter.join(("zone", "section", "row", "seat", "x", "y", "accessible"))
    text = "\n".join([header, *(delimiter.join(line) for line in lines)])
    _read_or_refused(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from("12"), st.integers(0, 6), st.integers(0, 6)),
        min_size=1,
        max_size=40,
    )
)
def test_no_seat_is_lost_however_doubled(drawn: list[tuple[str, str, int, int]]) -> None:
    lines = (f"Z,S,{row},{number},{x * 4},{y * 4},0" for row, number, x, y in drawn)
    text = "\n".join(["zone,section,row,seat,x,y,accessible", *lines])
    _read_or_refused(text.encode(), seats=len(drawn))
