"""Faults that a box office must not have, planted in a process to show that the judges of a fight see them."""

import re
from collections.abc import Callable
from typing import Any, Final

import pytest

from boxoffice.db.database import Database
from boxoffice.db.statement import Statement
from boxoffice.domain.orders import Order
from boxoffice.services import holds
from boxoffice.services.seatmap import SeatsRead, read_seats
from tests.support.desk import Desk

TAKES_ANYTHING: Final = "the take's WHERE is true"
LOOKS_FIRST: Final = "look and take in two transactions"
MINE_WHATEVER: Final = "or mine, without a status"
ASKS_ONLY_WHETHER_OPEN: Final = "or mine without a status, for an open order alone"
ASKS_ONLY_FOR_STATUS: Final = "or mine with its status, for any order"
LOCKS_BY_NIGHT: Final = "an order's seats locked one night after the other"
LATE_HORIZON: Final = "the horizon read after the rows"

_GUARD = r"WHERE occupant\.status = 'free'.* RETURNING"
_ORDER = r":order"
_MINE = rf"occupant\.status IN \('held'\) AND (occupant\.order_id = {_ORDER}\) RETURNING)"
_OPEN = rf" AND EXISTS \(SELECT 1 FROM orders WHERE id = {_ORDER} AND state = 'open' AND parked_as IS NULL\)"
_OF_LINES = rf" UNION SELECT performance_id, seat_id FROM order_line WHERE order_id = {_ORDER}"


def install(plant: str | None, patch: pytest.MonkeyPatch, *, meet: Callable[[], None]) -> None:
    """Plant a fault in this process; ``meet`` waits for the other process where the fault needs one."""
    if plant == TAKES_ANYTHING:
        patch.setattr(holds, "TAKE", changed(holds.TAKE, (_GUARD, "WHERE true RETURNING")))
    elif plant == MINE_WHATEVER:
        patch.setattr(holds, "TAKE", changed(holds.TAKE, (_MINE, r"\1"), (_OPEN, "")))
    elif plant == ASKS_ONLY_WHETHER_OPEN:
        patch.setattr(holds, "TAKE", changed(holds.TAKE, (_MINE, r"\1")))
    elif plant == ASKS_ONLY_FOR_STATUS:
        patch.setattr(holds, "TAKE", changed(holds.TAKE, (_OPEN, "")))
    elif plant == LOOKS_FIRST:
        unguarded = changed(holds.TAKE, (_GUARD, "WHERE true RETURNING"))
        patch.setattr(holds, "TAKE", unguarded)
        patch.setattr(Desk, "take", _look_first(Desk.take, meet=meet))
    elif plant == LOCKS_BY_NIGHT:
        patch.setattr(holds, "_LOCK_SEATS", changed(holds._LOCK_SEATS, (_OF_LINES, "")))  # noqa: SLF001
        patch.setattr(holds, "_hold", _meet_after_first(holds._hold, meet=meet))  # noqa: SLF001


def horizon(plant: str | None, database: Database, *, read: SeatsRead) -> int:
    """What the reader keeps for its next reading."""
    if plant != LATE_HORIZON:
        return read.since
    with database.read() as later:
        return later.since


def changed(statement: Statement, *changes: tuple[str, str]) -> Statement:
    """The statement with one word of each change's pattern replaced, on both databases."""
    sql = statement.sql
    for pattern, words in changes:
        sql, times = re.subn(pattern, words, sql, count=1, flags=re.DOTALL)
        assert times == 1, f"the statement has no {pattern} any more"
    return Statement(sql)


def _look_first(take: Callable[..., Order], *, meet: Callable[[], None]) -> Callable[..., Order]:
    def look_then_take(desk: Desk, *names: str) -> Order:
        with desk.database.read() as tx:
            taken = {seat.seat_id for seat in read_seats(tx, performance=desk.performance.id, since=None).occupants}
        meet()
        assert not taken.intersection(desk.seats[name] for name in names)
        return take(desk, *names)

    return look_then_take


def _meet_after_first(hold: Callable[..., None], *, meet: Callable[[], None]) -> Callable[..., None]:
    nights: list[int] = []

    def hold_and_meet(*args: Any, **values: Any) -> None:  # noqa: ANN401 (whatever the real one takes)
        hold(*args, **values)
        nights.append(values["performance"])
        if len(nights) == 1:
            meet()

    return hold_and_meet
