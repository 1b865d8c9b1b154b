"""What kind of place a seat is: one for anybody, one for a wheelchair, or the one beside it for a companion.

Wheelchair places and companions' places are never given to a party that did not ask for them.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from boxoffice.domain.plan import Seat, Zone

_WHEELCHAIR = re.compile("wheel ?chair|rollstuhl|rolstoel|fauteuil roulant|silla de ruedas", re.IGNORECASE)
_BESIDE_IT = re.compile("compan|begleit|accompagn|acompa", re.IGNORECASE)


class Place(StrEnum):
    """Whom a seat is for."""

    ORDINARY = "ordinary"
    WHEELCHAIR = "wheelchair"
    COMPANION = "companion"


@lru_cache(maxsize=1000)
def is_wheelchair_place(name: str) -> bool:
    """Whether a category or section plainly says so (a companion's seat is none)."""
    return bool(_WHEELCHAIR.search(name)) and not _BESIDE_IT.search(name)


@lru_cache(maxsize=1000)
def is_companion_place(name: str) -> bool:
    """Whether a category or section plainly says so."""
    return bool(_BESIDE_IT.search(name))


def place_of(seat: Seat, zones: Sequence[Zone]) -> Place:
    """What kind of place a seat is."""
    if seat.accessible:
        return Place.WHEELCHAIR
    if is_companion_place(zones[seat.zone].name) or is_companion_place(seat.section):
        return Place.COMPANION
    return Place.ORDINARY
