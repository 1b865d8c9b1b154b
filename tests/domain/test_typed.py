"""The one box: what is typed there is seats or a party."""

import pytest

from boxoffice.domain.errors import NoSuchZone, SeatNotFound
from boxoffice.domain.party import Party
from boxoffice.domain.typed import read_typed
from tests.support.rooms import room

PLAN = room("......", "oooooo").plan


@pytest.mark.parametrize(
    ("text", "found"),
    [("4", Party(4)), ("4 circle", Party(4, 1)), ("A4", (3,)), ("a 1-2", (0, 1)), ("b2", (7,))],
)
def test_seats_keep_their_names_and_the_rest_are_parties(text: str, found: object) -> None:
    assert read_typed(PLAN, text) == found


def test_what_is_neither_is_refused_as_a_seat() -> None:
    with pytest.raises(SeatNotFound):
        read_typed(PLAN, "Z9")
    with pytest.raises(SeatNotFound):
        read_typed(PLAN, "41")
    with pytest.raises(NoSuchZone):
        read_typed(PLAN, "4 balcony")
