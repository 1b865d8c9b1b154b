"""A hold whose end has come can be claimed at once and not before, though no job and no window tidies anything."""

import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.faults import claims
from tests.faults.claims import Claims, Tried, claim
from tests.faults.errand import Errand
from tests.faults.set_clock import SetClock

_HOLD_MS: Final = 1_500
_PATIENCE_S: Final = 120.0
# A counter's own clock is nobody's business where there is a server; in a file it is the database's.
_CLOCKS: Final = (timedelta(), timedelta(hours=1), timedelta(hours=-1))


def try_ends(where: str, *, seconds: float, plant: str | None = None) -> Claims:
    """What three counters claimed of a house's seats in so long; on a server two of their clocks are an hour wrong."""
    wrong = where.startswith("postgresql")
    database, night = claims.held_house(where, rows="ABCDEF", hold_ms=_HOLD_MS)
    with closing(database), tempfile.TemporaryDirectory(prefix="boxoffice-rig-") as folder:
        clocks = []
        for number, by in enumerate(_CLOCKS):
            own = Path(folder) / str(number)
            own.mkdir()
            clocks.append(SetClock(own))
            clocks[-1].set(by)
        counters = [
            Errand(
                claim, where, night.id, f"Counter {n}", seconds, plant, environment=clock.environment if wrong else None
            )
            for n, clock in enumerate(clocks, 1)
        ]
        return claims.claims(database, tried=_answers(counters, seconds))


def _answers(counters: Sequence[Errand], seconds: float) -> list[Tried]:
    try:
        return [Tried(*each.answer(within=seconds + _PATIENCE_S)) for each in counters]
    finally:
        for each in counters:
            each.end()
