"""A party as it is typed."""

from dataclasses import replace

import pytest

from boxoffice.domain.errors import NoSuchZone, ZoneNotPlain
from boxoffice.domain.party import Party, is_bare_number, read_party
from boxoffice.domain.places import Place
from boxoffice.domain.plan import Zone
from tests.support.rooms import room

WORDS = ("Stalls", "Circle", "Upper side", "Upper end", "Box 4", "Wheelchair")
PLAN = replace(room("..").plan, zones=tuple(Zone(word, "#808080") for word in WORDS))


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("4", Party(4)),
        (" 40 ", Party(40)),
        ("4 circle", Party(4, 1)),
        ("4  CIRC", Party(4, 1)),
        ("2 upper e", Party(2, 3)),
        ("2 box 4", Party(2, 4)),
        ("2 circle wheelchair", Party(2, 1, Place.WHEELCHAIR)),
        ("1 stalls companion", Party(1, 0, Place.COMPANION)),
        ("2 companions", Party(2, None, Place.COMPANION)),
        ("2 wheelchair", Party(2, 5, Place.WHEELCHAIR)),  # a zone of that name has no others
        ("2 wheel chairs", Party(2, None, Place.WHEELCHAIR)),
    ],
)
def test_what_a_clerk_types_is_a_party(text: str, party: Party) -> None:
    assert read_party(PLAN, text) == party


@pytest.mark.parametrize("text", ["", "0", "41", "circle", "A4", "4-5", "4circle", "-4", "123 circle", "٤"])
def test_what_is_no_party_is_none(text: str) -> None:
    assert read_party(PLAN, text) is None


def test_an_unknown_zone_is_refused_with_those_there_are() -> None:
    with pytest.raises(NoSuchZone) as refusal:
        read_party(PLAN, "4 balcony")
    assert "“balcony”" in str(refusal.value)
    assert "Stalls, Circle" in str(refusal.value)


def test_what_may_be_two_zones_asks_for_more() -> None:
    with pytest.raises(ZoneNotPlain) as refusal:
        read_party(PLAN, "4 upper")
    assert str(refusal.value) == "There are several price zones for “upper”: Upper side or Upper end. Type more of it."


@pytest.mark.parametrize(
    ("text", "is_one"), [("4", True), ("40", True), ("0", False), ("41", False), ("4 circle", False)]
)
def test_a_bare_number_is_a_party(text: str, is_one: bool) -> None:  # noqa: FBT001 (a parameter of the table)
    assert is_bare_number(text) is is_one


def test_a_party_in_words() -> None:
    assert Party(1).seats == "1 seat"
    assert Party(4).seats == "4 seats"
    assert Party(1, None, Place.WHEELCHAIR).seats == "1 wheelchair place"
