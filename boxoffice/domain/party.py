"""A party as a clerk types it: 4, 4 circle, 2 wheelchair, 4 circle wheelchair."""

import re
from dataclasses import dataclass, replace

from boxoffice.domain.errors import NoSuchZone, ZoneNotPlain
from boxoffice.domain.places import Place, is_companion_place, is_wheelchair_place
from boxoffice.domain.plan import SeatingPlan

MOST = 40  # a party; a larger number is a seat's
_TYPED = re.compile(r"(?P<count>[0-9]{1,2})(?:\s+(?P<rest>\S.*))?")
_PLACES = (
    (re.compile(r"(?:^|\s)wheel ?chairs?$", re.IGNORECASE), Place.WHEELCHAIR),
    (re.compile(r"(?:^|\s)companions?$", re.IGNORECASE), Place.COMPANION),
)


@dataclass(frozen=True, slots=True)
class Party:
    """So many people who want to sit together, in one price zone (its index; None: any one) on one kind of place."""

    count: int
    zone: int | None = None
    place: Place = Place.ORDINARY

    @property
    def seats(self) -> str:
        """What it wants, in words: "4 seats", "1 wheelchair place"."""
        return in_words(self.count, self.place)


def in_words(count: int, place: Place) -> str:
    """So many places of a kind: "no seats", "1 seat", "2 wheelchair places"."""
    what = "seat" if place is Place.ORDINARY else f"{place} place"
    return f"{count or 'no'} {what}" if count == 1 else f"{count or 'no'} {what}s"


def is_bare_number(text: str) -> bool:
    """Whether the text is nothing but a party's size; that means a party even where seats have such names."""
    return text.strip().isascii() and text.strip().isdigit() and 1 <= int(text) <= MOST


def read_party(plan: SeatingPlan, text: str) -> Party | None:
    """The party that ``text`` asks for; None where it asks for none.

    Raises NoSuchZone, or ZoneNotPlain where several zones begin like this.
    """
    match = _TYPED.fullmatch(text.strip())
    if match is None or not 1 <= int(match["count"]) <= MOST:
        return None
    party = Party(int(match["count"]))
    rest = match["rest"] or ""
    if not _zones(plan, rest, exactly=True):
        for words, place in _PLACES:
            if words.search(rest):
                return replace(party, place=place, zone=_zone(plan, words.sub("", rest)))
    zone = _zone(plan, rest)
    return replace(party, zone=zone, place=_place_named(plan, zone))


def _place_named(plan: SeatingPlan, zone: int | None) -> Place:
    """The kind of place that a zone has by its own name."""
    name = plan.zones[zone].name if zone is not None else ""
    if is_wheelchair_place(name):
        return Place.WHEELCHAIR
    return Place.COMPANION if is_companion_place(name) else Place.ORDINARY


def _zone(plan: SeatingPlan, typed: str) -> int | None:
    """The zone whose name is typed, or is the only one that begins like this."""
    if not typed.strip():
        return None
    found = _zones(plan, typed, exactly=True) or _zones(plan, typed, exactly=False)
    names = [plan.zones[zone].name for zone in found]
    if not found:
        raise NoSuchZone(text=typed.strip(), zones=_listed([zone.name for zone in plan.zones]))
    if len(found) > 1:
        raise ZoneNotPlain(text=typed.strip(), zones=_listed(names))
    return found[0]


def _zones(plan: SeatingPlan, typed: str, *, exactly: bool) -> list[int]:
    wanted = " ".join(typed.casefold().split())
    names = [" ".join(zone.name.casefold().split()) for zone in plan.zones]
    return [zone for zone, name in enumerate(names) if name == wanted or (name.startswith(wanted) and not exactly)]


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else "".join(names)
