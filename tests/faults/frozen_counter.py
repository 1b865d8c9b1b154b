"""A counter that freezes in the middle of a sale stops the others for half a minute at most, and does no harm later."""

import os
import signal
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any, Final

import pytest

from boxoffice.db import engine
from boxoffice.db.database import Database, Tx, WriteTx
from boxoffice.db.news import News
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import DatabaseBusy, NotPaying, Refusal, SeatsTaken
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.orders import OrderState
from boxoffice.domain.performances import Performance
from boxoffice.routines.sell import sell
from boxoffice.services import orders, performances
from tests.faults.errand import Errand
from tests.support import ledger
from tests.support.desk import Desk
from tests.support.houses import counter, studio

FOR_EVER: Final = "a server that waits for ever for a frozen counter"

_STATEMENTS: Final = (1, 5, 9)  # of a sale, after which it freezes
_AFTER_COMMIT: Final = 99
_MOST_S: Final = 30.0
_WATCH_S: Final = 30.5
_TOLD_S: Final = 10.5
_PATIENCE_S: Final = 60.0
_AGE = Statement(
    "UPDATE occupant SET expires_at = expires_at - :ms, taken_at = taken_at - :ms "
    " WHERE status = 'paying' AND counter_id = (SELECT id FROM counter WHERE name = :counter)"
)


@dataclass(frozen=True, slots=True)
class Frozen:
    """How long (s) one frozen counter stopped another, the longest wait until that was told, and what went wrong."""

    stopped: float
    told: float
    broken: tuple[str, ...]

    @property
    def told_of(self) -> str:
        """The figures."""
        return f"{self.stopped:.1f} s, told after {self.told:.1f}"


# -- in the process that freezes


def sell_and_freeze(where: str, night: int, name: str, seats: list[str], after: tuple[int, str | None]) -> object:
    """Sell seats, freezing once ``after`` a statement of the sale (with what is planted).

    The order, what the clerk is told, and what he is told when he sells it again.
    """
    statement, plant = after
    with pytest.MonkeyPatch.context() as patch, ExitStack() as at_end:
        if plant == FOR_EVER:
            _wait_for_ever(patch)
        database = at_end.enter_context(closing(open_database(where)))
        with database.read() as tx:
            desk = Desk(database, counter(database, name), performances.read(tx, performance=night))
        desk.take(*seats)
        desk.open_payment()
        with pytest.MonkeyPatch.context() as freezing:
            _freeze_after(statement, freezing)
            first = _told(desk)
        return {"order": desk.order, "first": first, "then": _told_again(desk)}


def _wait_for_ever(patch: pytest.MonkeyPatch) -> None:
    limits = tuple(limit for limit in engine._AT_THE_COUNTER if "idle_in_transaction" not in limit)  # noqa: SLF001
    assert len(limits) < len(engine._AT_THE_COUNTER), "the limit has another name"  # noqa: SLF001 (as above)
    patch.setattr(engine, "_AT_THE_COUNTER", limits)


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
        sell(desk.database, by=desk.by, order=desk.order, payment=uuid.uuid4().hex, tendered=1_000_000)
    except Refusal as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    return "sold"


def _told_again(desk: Desk) -> str:
    """The same where he opens the payment anew."""
    try:
        desk.open_payment()
    except NotPaying:
        return "sold"
    except Refusal as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    return _told(desk)


# -- in the rig


def freeze(where: str, *, plant: str | None = None) -> list[Frozen]:
    """What came of counters that froze at several moments of their sales, each in a house of its own seats."""
    with closing(open_database(where)) as database:
        night = studio(database, by=counter(database, "Referee"))
        moments = (*_STATEMENTS, _AFTER_COMMIT) if plant is None else _STATEMENTS[-1:]
        frozen = [_Freezing(where, night, number, statement, plant) for number, statement in enumerate(moments, 1)]
        try:
            with ThreadPoolExecutor(len(frozen)) as threads:
                return list(threads.map(_Freezing.watch, frozen))
        finally:
            for each in frozen:
                each.errand.end()


class _Freezing:
    """One counter that freezes, and another that wants its first seat as soon as that may be."""

    def __init__(self, where: str, night: Performance, number: int, statement: int, plant: str | None) -> None:
        self._where, self._night = where, night
        self._name = f"Frozen {number}"
        self._seats = [f"{'ABC'[number % 3]}{2 * number - 1}", f"{'ABC'[number % 3]}{2 * number}"]
        self._is_taken = number % 2 == 1  # the others find their seats as they left them
        self._is_sold = statement == _AFTER_COMMIT
        self.errand = Errand(sell_and_freeze, where, night.id, self._name, self._seats, (statement, plant))

    def watch(self) -> Frozen:
        """What came of it."""
        with closing(open_database(self._where)) as database:
            desk = Desk(database, counter(database, f"Beside {self._name}"), self._night)
            _until(lambda: self.errand.is_stopped)
            stopped, told = self._stand_before(desk)
            comes_free = self._is_taken and not self._is_sold and stopped < _MOST_S
            broken = self._take_over(desk) if comes_free else []
            os.kill(self.errand.pid, signal.SIGCONT)
            answer = self.errand.answer(within=_PATIENCE_S)
            broken += self._judge(database, answer)
            broken += [f"{self._name} stopped another for {stopped:.1f} s"] if stopped > _MOST_S else []
            broken += [f"that was told after {told:.1f} s"] if told > _TOLD_S else []
            return Frozen(stopped, told, (*broken, *ledger.faults(database)))

    def _stand_before(self, desk: Desk) -> tuple[float, float]:
        """Ask for the seat until the answer is that somebody has it, and not that nobody can say."""
        since, told = time.monotonic(), 0.0
        while time.monotonic() - since < _WATCH_S:
            asked = time.monotonic()
            try:
                desk.take(self._seats[0])
            except SeatsTaken:
                break
            except DatabaseBusy:
                told = max(told, time.monotonic() - asked)
        return time.monotonic() - since, told

    def _take_over(self, desk: Desk) -> list[str]:
        """Let the frozen order's time run out, and take its seat."""
        with desk.database.write(by=desk.by) as tx:
            tx.execute(_AGE, {"ms": 16 * MINUTE, "counter": self._name})
        try:
            desk.take(self._seats[0])
        except Refusal as refusal:
            return [f"what {self._name} held is not free when its time has run out: {refusal}"]
        return []

    def _judge(self, database: Database, answer: dict[str, str]) -> list[str]:
        """Whether the counter was told the truth, once it went on."""
        with database.read() as tx:
            is_sold = orders.read(tx, order=answer["order"]).state is OrderState.SOLD
        expected = (self._is_sold, self._is_sold or not self._is_taken)
        got = (answer["first"] == "sold", answer["then"] == "sold")
        broken = [] if got == expected else [f"{self._name} was told {answer}"]
        return broken + ([] if is_sold == got[1] else [f"{self._name} sold {is_sold}, and was told {answer}"])


def _until(condition: Callable[[], bool]) -> None:
    since = time.monotonic()
    while not condition():
        if time.monotonic() - since > _PATIENCE_S:
            raise TimeoutError("a counter did not freeze")
        time.sleep(0.02)
