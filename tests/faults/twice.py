"""3: no seat is sold twice, and no change is missed: eight counters fight, on a file and on a server.

The fight is the program's own proof (`boxoffice self-test --counters`), counted in acts instead of seconds: every
seat's history is replayed, the books are added up, watchers must have been told every change, nobody waits for each
other in a circle.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import make_url

from boxoffice.db.scratch import Scratch
from boxoffice.db.server import init_server
from boxoffice.routines.proof import proof
from boxoffice.routines.proof.clerk import Night, Work
from boxoffice.routines.proof.proof import Proof
from tests.faults.verdict import Verdict
from tests.support import plants, postgres

_CLERKS: Final = 8
_ACTS_A_SECOND: Final = 800  # about, on two processors: a night is sold in ten seconds of them
_PLANTED_S: Final = 1.0


def run(amount: int) -> Verdict:
    """So many acts on each kind of database."""
    notes, failures, planted = [], [], {}
    with _houses() as houses:
        for kind, where in houses.items():
            fight = partial(_acts, acts=amount // _CLERKS)
            found = proof.prove(where, clerks=_CLERKS, seconds=amount / _ACTS_A_SECOND, work=fight)
            failures += [f"{kind}: {fault}" for fault in found.faults]
            failures += [f"{kind}: {found.deadlocks} deadlocks"] if found.deadlocks else []
            notes.append(f"{kind}: {_told(found)}")
            caught = proof.prove(where, clerks=_CLERKS, seconds=_PLANTED_S, work=_takes_anything)
            planted[f"{kind}: {plants.TAKES_ANYTHING}"] = bool(caught.faults)
    planted["each of tests/races, by two processes that meet"] = _races()
    return Verdict(2 * (amount // _CLERKS) * _CLERKS, "acts", failures, planted, notes)


@contextmanager
def _houses() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder, postgres.server() as url:
        house = make_url(url).set(database="venue")
        init_server(house.render_as_string(), password_for=lambda _role: "")
        owner = house.set(username="venue_owner").render_as_string()
        yield {"SQLite": str(Path(folder) / "house"), "PostgreSQL": owner}


def _acts(scratch: Scratch, name: str, nights: Sequence[Night], _seconds: float, *, acts: int) -> Work:
    with closing(proof.open_scratch(scratch)) as database:
        clerk = proof.begin(database, name, nights)
        proof.wait_for_all()
        for act in range(acts):
            clerk.act(act / acts)
        return clerk.work


def _takes_anything(scratch: Scratch, name: str, nights: Sequence[Night], seconds: float) -> Work:
    with pytest.MonkeyPatch.context() as patch:
        plants.install(plants.TAKES_ANYTHING, patch, meet=lambda: None)
        return proof.work_for(scratch, name, nights, seconds)


def _told(found: Proof) -> str:
    taken = found.refused.get("SeatsTaken", 0)
    median, _late, worst = found.click_ms
    return (
        f"{found.acts:,} acts, {found.sold:,} orders sold, {taken:,} seats refused, {found.changes:,} changes of"
        f" {found.seats:,} seats replayed, deadlocks {found.deadlocks}, click {median:.1f} ms, at worst {worst:.0f}"
    )


def _races() -> bool:
    """Whether the suite's races, where every plant meets the moment that it fails in, see them all."""
    command = [sys.executable, "-m", "pytest", "-q", "tests/races/test_fights.py", "-k", "not no_seat"]
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
