"""Counters that want seats the moment that somebody's hold on them ends, and sell some; and what they got, and when."""

import random
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final, NamedTuple

import pytest

from boxoffice.db.database import Database, WriteTx
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import Refusal
from boxoffice.domain.moments import SECOND
from boxoffice.domain.performances import Performance
from boxoffice.services import holds, house, performances
from tests.support import plants, seat_revisions
from tests.support.desk import Desk
from tests.support.houses import counter, small_plan, studio

OWN_CLOCK: Final = "the end of a hold judged by the counter's own clock"
FREEZES: Final = "a hold beyond the cap is not lapsed"

_EARLY_MS: Final = 150  # they begin to try so long before an end
_TAKEN: Final = Statement(
    "SELECT seat_id, expires_at FROM occupant WHERE performance_id = :performance AND status <> 'free'"
)
_BEYOND = r" OR occupant\.expires_at > (?::horizon|%\(horizon\)s)"


class Tried(NamedTuple):
    """How one counter tried: how often it was refused, its last look (epoch ms), the longest time between two (ms)."""

    refused: int
    until: int
    pause: int


@dataclass(frozen=True, slots=True)
class Claims:
    """How long after the end of the hold before (ms) each seat was had by the next order, how many tries were refused,
    how long nobody looked (ms), and what no rule allows.
    """

    after: tuple[int, ...]
    refused: int
    pause: int
    broken: tuple[str, ...]

    @property
    def told(self) -> str:
        """The figures."""
        if not self.after:
            return "nothing was claimed"
        middle = sorted(self.after)[len(self.after) // 2]
        first, last = min(self.after), max(self.after)
        counts = f"{len(self.after)} claims, {self.refused} tries refused (a look every {self.pause} ms at worst)"
        return f"{counts}; earliest {first:+} ms, median {middle:+} ms, latest {last:+} ms after the end"


def held_house(where: str, *, rows: str, hold_ms: int) -> tuple[Database, Performance]:
    """A house opened in which a hold is that short, with a night of which every change of a seat is written down."""
    database = open_database(where)
    seat_revisions.install(database)
    referee = counter(database, "Referee")

    def shorten(tx: WriteTx) -> None:
        tx.rules = replace(tx.rules, paying=hold_ms)
        house.change(tx, hold=hold_ms)

    database.act(shorten, by=referee)
    return database, studio(database, by=referee, plan=small_plan(rows=rows, seats=10))


def claim(where: str, night: int, name: str, seconds: float, plant: str | None) -> Tried:
    """Take every seat of a night whose hold is at its end, again and again."""
    chance = random.Random(name)  # noqa: S311 (no secret)
    until, now, refused, pause = time.monotonic() + seconds, 0, 0, 0.0
    with pytest.MonkeyPatch.context() as patch, closing(open_database(where)) as database:
        if plant == FREEZES:
            patch.setattr(holds, "TAKE", plants.changed(holds.TAKE, *[(_BEYOND, "")]))
        with database.read() as tx:
            show = performances.read(tx, performance=night)
        desk = Desk(database, counter(database, name), show)
        names = {seat: name for name, seat in desk.seats.items()}
        looked = time.monotonic()
        while looked < until:
            now, due = _due(database, night=night, seats=names)
            chance.shuffle(due)
            for seat in due:
                refused += not _had(desk, names[seat], chance, own_clock=plant == OWN_CLOCK)
            if not due:
                time.sleep(0.002)
            before, looked = looked, time.monotonic()
            pause = max(pause, looked - before)
    return Tried(refused, now, round(1000 * pause))


def _due(database: Database, *, night: int, seats: Iterable[int]) -> tuple[int, list[int]]:
    """The moment, and the seats whose hold is about to end; where there is none, two that nobody holds."""
    with database.read() as tx:
        ends = {row.seat_id: row.expires_at for row in tx.execute(_TAKEN, {"performance": night})}
        now, rules = tx.now, tx.rules
    due = [seat for seat, end in ends.items() if end is not None and not rules.is_live(end, now=now + _EARLY_MS)]
    return now, due or [seat for seat in seats if seat not in ends][:2]


def _had(desk: Desk, seat: str, chance: random.Random, *, own_clock: bool) -> bool:
    desk.next_customer()
    try:
        desk.take(seat, at=time.time_ns() // 1_000_000 if own_clock else None)
        if chance.random() < 0.3:
            desk.open_payment()
        if chance.random() < 0.01:
            desk.sell()
    except Refusal:
        return False
    return True


def claims(database: Database, *, tried: Sequence[Tried]) -> Claims:
    """What was had of a house's one night, by the database's clock, and how those tried who wanted it.

    What nobody had a second after its end is stuck; the time in which nobody could look does not count.
    """
    until, pause = min(each.until for each in tried), max(each.pause for each in tried)
    most = SECOND + pause
    after, broken = [], []
    for place, seat in groupby(seat_revisions.changes(database), key=lambda change: change.place):
        changes = list(seat)
        for before, then in pairwise(changes):
            end = before.fact.expires_at
            if before.fact.order != then.fact.order and before.fact.status in {"held", "paying"} and end is not None:
                after.append(then.fact.taken_at - end)
        last = changes[-1].fact
        if last.status in {"held", "paying"} and last.expires_at is not None and until - last.expires_at > most:
            broken.append(f"seat {place} is stuck since {until - last.expires_at} ms")
    broken += [f"{ms} ms after its end" for ms in after if not 0 <= ms <= most]
    refused = sum(each.refused for each in tried)
    return Claims(tuple(after), refused, pause, (*broken, *seat_revisions.violations(database)))
