import pytest

from boxoffice.domain.errors import SeatInSeveralSections, SeatNotFound
from boxoffice.domain.plan import PhysicalRow, Seat, SeatingPlan, Zone
from boxoffice.domain.seat_names import find_seats
from boxoffice.plans.houses import stadium


def house(*rows: tuple[str, str, list[str]]) -> SeatingPlan:
    seats: list[Seat] = []
    physical = []
    for line, (section, row, numbers) in enumerate(rows):
        first = len(seats)
        for place, number in enumerate(numbers):
            seats.append(
                Seat(0, f"{line}-{place}", section, row, number, place * 25.0, line * 25.0, 10.0, 0, accessible=False)
            )
        middle = (first + len(seats)) // 2
        physical.append(PhysicalRow(section, row, (tuple(range(first, middle)), tuple(range(middle, len(seats))))))
    return SeatingPlan("House", (Zone("All", "#808080"),), tuple(seats), tuple(physical))


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


PLAN = house(
    ("Stalls", "A", numbers(1, 10)),
    ("Stalls", "C", numbers(1, 20)),
    ("Upper Circle", "C", numbers(10, 14)),
    ("Upper Circle", "AA", numbers(1, 9)),
    ("Balcony", "17", [*numbers(1, 6), "7a", "7b"]),
    ("Box 1", "", numbers(1, 4)),
)


def names(text: str, plan: SeatingPlan = PLAN) -> list[str]:
    return [plan.seats[seat].name for seat in find_seats(plan, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A3", ["Stalls A3"]),
        ("a 3", ["Stalls A3"]),
        ("  A  3 ", ["Stalls A3"]),
        ("AA3", ["Upper Circle AA3"]),
        ("A3-5", ["Stalls A3", "Stalls A4", "Stalls A5"]),
        ("A 5 – 3", ["Stalls A3", "Stalls A4", "Stalls A5"]),
        ("C2", ["Stalls C2"]),
        ("stalls C12", ["Stalls C12"]),
        ("STALLS c12-13", ["Stalls C12", "Stalls C13"]),
        ("upper circle C12", ["Upper Circle C12"]),
        ("upper c12", ["Upper Circle C12"]),
        ("17-1", ["Balcony 17-1"]),
        ("17 1", ["Balcony 17-1"]),
        ("17-1-3", ["Balcony 17-1", "Balcony 17-2", "Balcony 17-3"]),
        ("balcony 17-2", ["Balcony 17-2"]),
        ("balcony 17-6-7b", ["Balcony 17-6", "Balcony 17-7a", "Balcony 17-7b"]),
        ("box 1 2", ["Box 1 2"]),
        ("Box 1-2", ["Box 1 2"]),
    ],
)
def test_what_a_clerk_types_names_seats(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize("text", ["", " ", "-", "Z1", "A99", "A1-99", "171", "stalls", "stalls Z1", "A1x", "C", "12-"])
def test_what_names_no_seat_is_refused(text: str) -> None:
    with pytest.raises(SeatNotFound):
        find_seats(PLAN, text)


def test_a_seat_in_two_sections_asks_for_the_section() -> None:
    with pytest.raises(SeatInSeveralSections) as refusal:
        find_seats(PLAN, "C12")
    assert str(refusal.value) == "C12 is in Stalls and Upper Circle. Type upper circle C12."


def test_the_example_of_a_refusal_can_be_typed() -> None:
    with pytest.raises(SeatInSeveralSections) as refusal:
        find_seats(PLAN, "C12")
    assert names(str(refusal.value.facts["example"])) == ["Upper Circle C12"]


def test_a_unique_match_needs_no_section() -> None:
    assert names("C15") == ["Stalls C15"]


def test_every_seat_of_a_stadium_is_found_by_its_name() -> None:
    plan = stadium()
    for seat in range(0, len(plan.seats), 997):
        assert find_seats(plan, plan.seats[seat].name) == (seat,)


def test_of_many_sections_a_few_are_named() -> None:
    with pytest.raises(SeatInSeveralSections) as refusal:
        find_seats(stadium(), "3-4")
    assert " more. Type " in str(refusal.value)
