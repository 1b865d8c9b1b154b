"""Transactions: the one way to read and to change the box office's rows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from copy import copy
from threading import Event, RLock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Connection, Engine, Transaction
from sqlalchemy.exc import DBAPIError

from boxoffice.db.asking import Asking, Row, asking
from boxoffice.db.engine import answering
from boxoffice.db.faults import is_deadlock, refusal_before_commit, refusal_for
from boxoffice.db.news import News
from boxoffice.db.rows import Rows
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import DatabaseBusy, DatabaseDamaged, ProgramEnds, Refusal
from boxoffice.domain.holds import HoldRules
from boxoffice.domain.moments import Calendar
from boxoffice.domain.permissions import By

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

T = TypeVar("T")
_RefusalOf = Callable[..., Refusal | None]

_SQLITE_NOW = "CAST(round(unixepoch('subsec') * 1000) AS INTEGER) AS now"
_POSTGRESQL_NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS now"
# Each is the first statement of its transaction: the horizon must be taken before any row is read,
# or a change that commits in between is never seen.
_RULES = "hold_ms, paying_ms, cap_ms, time_zone, day_start, cash_step"
_XMIN = "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS since"
_XID = "CAST(CAST(pg_current_xact_id() AS text) AS bigint) AS mark"
_BEGIN_READ: Final = {
    "sqlite": Statement(f"SELECT {_RULES}, {_SQLITE_NOW}, mark AS since FROM house"),
    "postgresql": Statement(f"SELECT {_RULES}, {_POSTGRESQL_NOW}, {_XMIN} FROM house"),
}
_BEGIN_WRITE: Final = {
    "sqlite": Statement(f"UPDATE house SET mark = mark + 1 RETURNING {_RULES}, {_SQLITE_NOW}, mark AS since, mark"),
    "postgresql": Statement(f"SELECT {_RULES}, {_POSTGRESQL_NOW}, {_XMIN}, {_XID} FROM house"),
}


class Tx:
    """A transaction that reads.

    ``rules`` are the house's rules of a hold, ``calendar`` says which business day a moment is of, ``cash_step`` is the
    smallest coin (minor units), ``now`` is the moment by the database's clock (epoch ms), and ``since`` is the horizon:
    whatever commits later bears a mark that is not smaller.
    """

    __slots__ = ("_asking", "_ends", "calendar", "cash_step", "dialect", "now", "rules", "since")

    def __init__(self, asking: Asking, begun: Any, *, dialect: str, ends: Event) -> None:  # noqa: ANN401 (a row)
        self._asking = asking
        self._ends = ends
        self.dialect = dialect
        self.rules = HoldRules(hold=begun.hold_ms, paying=begun.paying_ms, cap=begun.cap_ms)
        self.calendar = Calendar(begun.time_zone, begun.day_start)
        self.cash_step: int = begun.cash_step
        self.now: int = begun.now
        self.since: int = begun.since

    def execute(self, statement: Statement, values: Row | Sequence[Row] | None = None) -> Rows:
        """Rows of the statement, all of them; a sequence of values is sent many times over.

        A server is asked when an answer is read, or the transaction ends; so what need not wait for an answer should
        not read it. Raises ProgramEnds after ``give_up``.
        """
        if self._ends.is_set():
            raise ProgramEnds
        return self._asking.ask(statement, [values or {}] if values is None or isinstance(values, dict) else values)


class WriteTx(Tx):
    """A transaction that changes rows: ``mark`` stamps them, ``by`` says who acts."""

    __slots__ = ("by", "mark")

    def __init__(self, asking: Asking, begun: Any, *, dialect: str, ends: Event, by: By) -> None:  # noqa: ANN401 (a row)
        super().__init__(asking, begun, dialect=dialect, ends=ends)
        self.mark: int = begun.mark
        self.by = by


class Database:
    """An opened box-office database; safe to use from several threads, each transaction on a connection of its own."""

    def __init__(self, engine: Engine, *, place: str) -> None:
        self.engine = engine
        self.place = place
        self.dialect = engine.dialect.name
        self._ends = Event()
        self._writer = engine.execution_options(boxoffice_writes=True)
        # Counters on one file have no way to tell each other; there the 3 s clock is quick enough.
        self._news = News(engine) if self.dialect == "postgresql" else None
        self._turn: AbstractContextManager[object] = nullcontext()

    def for_slow_work(self) -> "Database":
        """The same database for work that no customer waits for: one transaction of it after the other.

        So however much of it there is, it takes one connection of the server's few.
        """
        beside = copy(self)
        beside._turn = RLock()  # noqa: SLF001 (its own; a transaction inside another is of the same turn)
        return beside

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """One look at the rows; ``since`` was taken before all of them."""
        with self._begun(self.engine, _BEGIN_READ, lost_at_commit=refusal_before_commit) as (asking, begun):
            yield Tx(asking, begun, dialect=self.dialect, ends=self._ends)

    @contextmanager
    def write(self, *, by: By) -> Iterator[WriteTx]:
        """One change, committed whole at the end or not at all."""
        with self._begun(self._writer, _BEGIN_WRITE, lost_at_commit=refusal_for) as (asking, begun):
            yield WriteTx(asking, begun, dialect=self.dialect, ends=self._ends, by=by)
        if self._news is not None:
            self._news.tell()

    def hear(self, heard: Callable[[], object]) -> None:
        """Call ``heard``, on another thread, when another program has changed something, where it can tell."""
        if self._news is not None:
            self._news.hear(heard)

    def act(self, work: Callable[[WriteTx], T], *, by: By) -> T:
        """The work's answer, once it is committed; a deadlock is tried again once, whole."""
        try:
            with self.write(by=by) as tx:
                return work(tx)
        except DatabaseBusy as busy:
            if not is_deadlock(busy.__cause__):
                raise
        with self.write(by=by) as tx:
            return work(tx)

    def look(self, work: Callable[[Tx], T]) -> T:
        """The work's answer from one look (on PostgreSQL each statement sees what is committed when it begins)."""
        with self.read() as tx:
            return work(tx)

    def reopen(self) -> None:
        """Go on with new connections after one failed: what a disk or server said before may not be true.

        Raises DatabaseDamaged where a SQLite file is not sound.
        """
        self.engine.dispose()
        if self.dialect == "sqlite":
            with self.speaking_plainly(refusal_for), self.engine.connect() as connection:
                verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            if verdict != "ok":
                raise DatabaseDamaged(place=self.place, reason=verdict)

    def give_up(self) -> None:
        """Let each transaction under way end at its next statement, with nothing changed, and let none begin."""
        self._ends.set()

    def close(self) -> None:
        """Close every connection."""
        if self._news is not None:
            self._news.close()
        self.engine.dispose()

    @contextmanager
    def _begun(
        self, engine: Engine, how: dict[str, Statement], *, lost_at_commit: _RefusalOf
    ) -> Iterator[tuple[Asking, Any]]:
        """A transaction, committed at the end; only where that fails can its outcome be unknown."""
        with ExitStack() as at_end:
            at_end.enter_context(self._turn)
            with self.speaking_plainly():
                connection, (transaction, asked, begun) = answering(
                    engine, lambda connection: self._begin(connection, how)
                )
            at_end.enter_context(closing(connection))
            with self.speaking_plainly():
                try:
                    yield asked, begun
                    asked.finish()
                except BaseException:
                    with suppress(DBAPIError):  # a server that is gone rolls back by itself
                        transaction.rollback()
                    raise
            with self.speaking_plainly(lost_at_commit):
                transaction.commit()

    def _begin(self, connection: Connection, how: dict[str, Statement]) -> tuple[Transaction, Asking, Any]:
        transaction, asked = connection.begin(), asking(connection)
        return transaction, asked, asked.ask(how[self.dialect], [{}]).one()

    @contextmanager
    def speaking_plainly(self, refusal_of: Callable[..., Refusal | None] = refusal_before_commit) -> Iterator[None]:
        """Tell a driver's error as a refusal; what is done in the block must not be a commit."""
        try:
            yield
        except DBAPIError as error:
            refusal = refusal_of(error, place=self.place)
            if refusal is None:
                raise
            raise refusal from error
