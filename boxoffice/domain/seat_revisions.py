"""The history of seats judged: what may follow upon what, and whether a watcher was told all of it in order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

Place = tuple[int, int]  # performance, seat


class SeatFact(NamedTuple):
    """What a watcher is told of a seat: status, order, and when it was taken and ends (epoch ms)."""

    status: str
    order: str
    taken_at: int
    expires_at: int | None


class Revision(NamedTuple):
    """One change of a seat: its number among that seat's, and the moment (epoch ms) at which it was written."""

    place: Place
    number: int
    at: int
    fact: SeatFact


def violations(changes: Sequence[Revision]) -> Iterator[str]:
    """Every change of one seat that no rule allows: a live hold that another got, a sale undone, money let go."""
    for before, after in pairwise(changes):
        fault = _fault(before, after)
        if fault is not None:
            yield f"seat {after.place}, revision {after.number}: {fault}"


def _fault(before: Revision, after: Revision) -> str | None:
    old, new = before.fact, after.fact
    if after.number != before.number + 1:
        return "a revision is missing"
    is_live = old.status != "free" and (old.expires_at is None or old.expires_at > after.at)
    faults = {
        f"sold, then {new.status}": old.status == "sold",
        f"sold to {new.order}, {old.status} by {old.order}": new.status == "sold"
        and (old.status, old.order) != ("paying", new.order),
        "let go with money on it": old.status == "paying" and old.expires_at is None and new.status == "free",
        f"taken from {old.order}, who held it": is_live and new.order != old.order,
    }
    return next((fault for fault, is_so in faults.items() if is_so), None)


def missed(changes: Sequence[Revision], told: Mapping[int, Sequence[SeatFact]]) -> Iterator[str]:
    """How what a watcher was ``told`` of the seats (ids) differs from what happened to this one."""
    place = changes[0].place
    facts = [change.fact for change in changes]
    heard = told.get(place[1], [])
    # Of a seat that was free again before the first reading there was nothing to tell.
    if list(heard[-1:]) != facts[-1:] and (heard or facts[-1].status != "free"):
        yield f"seat {place}: the last change, {facts[-1]}, was missed"
    at = 0
    for fact in heard:
        while at < len(facts) and facts[at] != fact:
            at += 1
        if at == len(facts):
            yield f"seat {place}: {fact} was told out of order"
            return
