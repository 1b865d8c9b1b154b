"""A lost answer makes no sale twice and calls none failed.

Lines break around the COMMIT of whatever a clerk does, and servers are killed in the middle of sales.
"""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest

from boxoffice.db import database as transactions
from boxoffice.db.faults import refusal_before_commit
from boxoffice.routines import sell
from tests.faults import empty_house
from tests.faults.cut_acts import ACTS, Told, cut_off, cuts, till_over_a_line
from tests.faults.killed_server import kill_in_sales
from tests.faults.own_server import own_server
from tests.faults.verdict import Verdict
from tests.support import ledger

NOT_LOOKED_UP: Final = "a sale whose answer was lost is not looked up"
LAX: Final = "a server says that it has booked what it has not written"
SURELY_NOT: Final = "a commit without an answer is told as not done"

_FEWEST: Final = 2 * len(ACTS)  # each before and after its commit
_FEWEST_KILLS: Final = 3  # each way
_EACH_KILL: Final = 20


def run(amount: int) -> Verdict:
    """``amount`` lost answers, of every act at least once each way; and a server killed for each twenty of them."""
    chance = random.Random()  # noqa: S311 (no secret)
    with own_server() as server:
        told, faults = _cut(server.url, cuts(max(amount, _FEWEST), chance=chance))
        killed = kill_in_sales(server, max(_FEWEST_KILLS, amount // _EACH_KILL), chance=chance)
        plants = {
            NOT_LOOKED_UP: _is_seen(server.url, "sale", sell, "_booked_once", _sell_and_hope),
            SURELY_NOT: _is_seen(server.url, "cash", transactions, "refusal_for", refusal_before_commit),
            LAX: bool(kill_in_sales(server, 1, chance=chance, lax=True).broken),
        }
    failures = [fault for each in told for fault in each.broken] + faults + list(killed.broken)
    counts = Counter((each.cut, each.told) for each in told)
    doubt = f"{killed.lost} acts cut off, {killed.in_doubt} of them sales in doubt until it answered again"
    notes = [
        "; ".join(f"cut {cut} its commit, told as {said}: {count}" for (cut, said), count in sorted(counts.items())),
        f"server killed {killed.kills} times (all, -m immediate, postmaster) during {killed.sales} sales: {doubt}",
    ]
    return Verdict(len(told) + killed.lost, "lost answers", failures, plants, notes)


def _cut(server: str, wanted: list[Any]) -> tuple[list[Told], list[str]]:
    """What was told in all of them, and whether the books add up; a house lasts for some hundred."""
    told: list[Told] = []
    faults: list[str] = []
    left = list(wanted)
    while left:
        with empty_house.on_server(server) as where, till_over_a_line(where) as (till, house):
            while left and till.has_seats:
                act, cut = left.pop()
                told.append(cut_off(till, act, cut=cut))
            faults += ledger.faults(house)
    return told, faults


def _is_seen(server: str, name: str, module: object, function: str, plant: Callable[..., object]) -> bool:
    act = next(act for act in ACTS if act.name == name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, function, plant)
        told, _ = _cut(server, [(act, "after")])
    return any(each.broken for each in told)


def _sell_and_hope(database: transactions.Database, finish: Any, *, by: Any, order: str) -> object:  # noqa: ANN401 (as it is)
    del order
    return database.act(finish, by=by)
