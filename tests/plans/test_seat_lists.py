"""Seat lists as spreadsheets save them."""

import pytest

from boxoffice.domain.errors import PlanFileRefused
from boxoffice.domain.plan import Seat
from boxoffice.plans.read import plan_from_bytes

HEADER = "zone,section,row,seat,x,y,accessible"
LINES = ["Best,Stalls,A,1,0,0,0", "Best,Stalls,A,2,25,0,1", "Rear,Stalls,B,1,0,30,yes"]


def seats(text: str, *, encoding: str = "utf-8") -> list[Seat]:
    return list(plan_from_bytes(text.encode(encoding), name="list.csv").plan.seats)


def refusal(text: str) -> str:
    with pytest.raises(PlanFileRefused) as caught:
        plan_from_bytes(text.encode(), name="list.csv")
    return str(caught.value)


PLAIN = seats("\n".join([HEADER, *LINES]))


def test_a_list_is_read() -> None:
    plan = plan_from_bytes("\n".join([HEADER, *LINES]).encode(), name="My hall.csv").plan
    assert plan.name == "My hall"
    assert [seat.name for seat in plan.seats] == ["Stalls A1", "Stalls A2", "Stalls B1"]
    assert [seat.accessible for seat in plan.seats] == [False, True, True]
    assert [plan.zones[seat.zone].name for seat in plan.seats] == ["Best", "Best", "Rear"]
    assert len({zone.color for zone in plan.zones}) == 2
    assert {seat.radius for seat in plan.seats} == {10.0}


@pytest.mark.parametrize(
    "text",
    [
        "\r\n".join([HEADER, *LINES]) + "\r\n\r\n\r\n",
        "\n".join([HEADER, *LINES]) + "\n,,,,,,\n",
        "\n".join([HEADER.replace(",", ";"), *LINES]).replace(",", ";"),
        "\n".join([HEADER, *LINES]).replace(",", "\t"),
        "\n".join([HEADER.upper(), *LINES]),
        "\n".join(['"zone","section","row","seat","x","y","accessible"', *LINES]),
        "\n".join(f"{line},note" for line in [HEADER, *LINES]),
        "\r".join([HEADER, *LINES]),
    ],
    ids=["crlf and blank lines", "empty cells", "semicolons", "tabs", "capitals", "quotes", "more columns", "cr"],
)
def test_lists_of_other_programs_are_read_alike(text: str) -> None:
    assert seats(text) == PLAIN


def test_a_byte_order_mark_is_passed_over() -> None:
    assert seats("\n".join([HEADER, *LINES]), encoding="utf-8-sig") == PLAIN


def test_columns_may_come_in_any_order() -> None:
    order = (6, 4, 5, 3, 2, 1, 0)
    lines = (line.split(",") for line in [HEADER, *LINES])
    assert seats("\n".join(",".join(line[place] for place in order) for line in lines)) == PLAIN


def test_a_decimal_comma_is_read() -> None:
    (seat,) = seats(f"{HEADER}\nBest,Stalls,A,1,X,Y,0".replace(",", ";").replace("X", "12,5").replace("Y", "-3,25"))
    assert (seat.x, seat.y) == (12.5, -3.25)


def test_quoted_names_keep_their_commas() -> None:
    (seat,) = seats(f'{HEADER}\nBest,"Stalls, left",A,1,0,0,')
    assert seat.section == "Stalls, left"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zone,section,row,seat,x,accessible\na,b,c,1,1,0", "column y is missing (line 1)"),
        (f"{HEADER},x\na,b,c,1,1,1,0,2", "column x is there twice (line 1)"),
        (f"{HEADER}\na,b,c,1,one,1,0", "x must be a number, not “one” (line 2)"),
        (f"{HEADER}\n{LINES[0]}\na,b,c,1,1,nan,0", "y must be a number between -1e+07 and 1e+07 (line 3)"),
        (f"{HEADER}\na,b,c,1,1e999,1,0", "x must be a number between"),
        (f"{HEADER}\na,b,c,1,1,1,perhaps", "accessible must be 1 or 0, not “perhaps” (line 2)"),
        (f"{HEADER}\na,b,c", "there are 3 columns; the first line names 7 (line 2)"),
        (f"{HEADER}\na,b\x00,c,1,1,1,0", "section has control characters in it (line 2)"),
        (f'{HEADER}\n"a,b,c,1,1,1,0', "the columns cannot be told apart"),
        (HEADER, "there are no seats in it"),
    ],
)
def test_a_wrong_list_is_refused_with_line_and_column(text: str, said: str) -> None:
    assert f"list.csv: {said}" in refusal(text)
