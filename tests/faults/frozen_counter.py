"""A counter that freezes in the middle of a sale stops the others for half a minute at most, and does no harm later."""

import os
import signal
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any, Final

import pytest

from boxoffice.db import engine
from boxoffice.db.database import Database, Tx, WriteTx
from boxoffice.db.news import News
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import DatabaseBusy, Refusal, SeatsTaken
from boxoffice.domain.orders import OrderState
from boxoffice.domain.performances import Performance
from boxoffice.routines.sell import sell
from boxoffice.services import orders, performances
from tests.faults.errand import Errand
from tests.support import ledger
from tests.support.desk import Desk
from tests.support.houses import counter, studio

FOR_EVER: Final = "a server that waits for ever for a frozen counter"

_STATEMENTS: Final = (1, 4, 8)  # of a sale, after which it freezes
_AFTER_COMMIT: Final = 99
_MOST_S: Final = 31.0  # the server looks at its clock when the half minute is over
_WATCH_S: Final = 33.0
_TOLD_S: Final = 10.5
_PATIENCE_S: Final = 60.0
_AGE = Statement("UPDATE occupant SET expires_at = expires_at - :ms, taken_at = taken_at - :ms WHERE order_id = :order")


@dataclass(frozen=True, slots=True)
class Frozen:
    """How long (s) one frozen counter stopped another, the longest wait until that was told, and what went wrong."""

    stopped: float
    told: float
    broken: tuple[str, ...]


# -- in the process that freezes


def sell_and_freeze(where: str, night: int, name: str, seats: list[str], statement: int, plant: str | None) -> Any:  # noqa: ANN401 (JSON)
    """Sell seats, freezing after that statement of the sale: the order, what the clerk is told, and told when he sells again."""
    with pytest.MonkeyPatch.context() as patch, closing(open_database(where)) as database:
        if plant == FOR_EVER:
            _wait_for_ever(patch)
            database = open_database(where)
        with database.read() as tx:
            desk = Desk(database, counter(database, name), performances.read(tx, performance=night))
        desk.take(*seats)
        desk.open_payment()
        with pytest.MonkeyPatch.context() as freezing:
            _freeze_after(statement, freezing)
            first = _told(desk)
        return {"order": desk.order, "first": first, "then": _told(desk)}


def _wait_for_ever(patch: pytest.MonkeyPatch) -> None:
    patience = {"options": "-c statement_timeout=10000 -c lock_timeout=5000"}
    patch.setattr(engine, "_POSTGRESQL_CONNECT", engine._POSTGRESQL_CONNECT | patience)  # noqa: SLF001 (the fault)


def _freeze_after(statement: int, patch: pytest.MonkeyPatch) -> None:
    done = 0
    execute, tell = Tx.execute, News.tell

    def execute_and_freeze(tx: WriteTx, *given: Any) -> Any:  # noqa: ANN401 (as the real one)
        nonlocal done
        answer = execute(tx, *given)
        done += 1
        if done == statement:
            os.kill(os.getpid(), signal.SIGSTOP)
        return answer

    def freeze_and_tell(news: News) -> None:
        if statement == _AFTER_COMMIT and done:
            os.kill(os.getpid(), signal.SIGSTOP)
        tell(news)

    patch.setattr(Tx, "execute", execute_and_freeze)
    patch.setattr(News, "tell", freeze_and_tell)


def _told(desk: Desk) -> str:
    """What a clerk is told who finishes the sale: "sold", or why not."""
    try:
        desk.open_payment()
        sell(desk.database, by=desk.by, order=desk.order, payment=uuid.uuid4().hex, tendered=1_000_000)
    except Refusal as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    return "sold"
