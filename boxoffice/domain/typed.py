"""What is typed in the one box: seats by their names, or a party that wants the best ones."""

from boxoffice.domain.errors import SeatNotFound
from boxoffice.domain.party import Party, is_bare_number, read_party
from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seat_names import find_seats


def read_typed(plan: SeatingPlan, text: str) -> tuple[int, ...] | Party:
    """Seats (indices) or a party: what names a seat means it, but a bare number up to 40 is always a party.

    Raises the refusals of both.
    """
    if not is_bare_number(text):
        try:
            return find_seats(plan, text)
        except SeatNotFound:
            party = read_party(plan, text)
            if party is None:
                raise
            return party
    return Party(int(text))
