"""A connection to a PostgreSQL server on which statements are asked together, and which is given up when it is silent.

The driver asks one statement at a time and waits for its answer: for a sale thirty times, each of them a way to the
server and back on which both sides fall asleep. The server's own limits end a statement only while the server lives,
and the operating system notices only a network that is gone, Windows late: a server that is frozen keeps its clients
waiting for ever.
"""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from itertools import count
from time import monotonic
from typing import Any, Final, TypeVar

from psycopg import Connection, DataError, OperationalError
from psycopg.abc import PQGen
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.generators import execute, fetch_many, pipeline_communicate
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.waiting import Ready, Wait

from boxoffice.db.rows import row_of

T = TypeVar("T")
Question = tuple[str, Sequence[object]]  # a statement, and the values of its $1, $2, …
Answer = Sequence[Any]  # its rows

_LOOK_S = 0.1
# PostgreSQL's numbers of types (its pg_type); of what is not among them it knows the type from where it stands.
_OIDS: Final[dict[type, int]] = {bool: 16, bytes: 17, int: 20, float: 701}
_HAS_FAILED: Final = frozenset({ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE})


@dataclass(slots=True)
class _Prepared:
    """A statement that the server has ready under a name, and what makes a row of its columns, once those are known."""

    name: bytes
    row: Callable[[Sequence[Any]], Any] | None = None


class Line(Connection[Any]):
    """A connection on which no answer is waited for longer than ``silence`` seconds after the last sign of life."""

    silence: float

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 (as the driver makes it)
        super().__init__(*given, **named)
        # By statement and types. There are as many as this program has statements: none is made at run time.
        self._prepared_here: dict[tuple[str, tuple[int, ...]], _Prepared] = {}
        self._numbers = count()
        self._reader: Any = Transformer(self)

    @classmethod
    def to(cls, *, silence: float, **where: Any) -> "Line":  # noqa: ANN401 (libpq's own words)
        """A new connection."""
        line = cls.connect(**where)
        line.silence = silence
        return line

    def ask(self, questions: Sequence[Question]) -> list[Answer]:
        """The answers of statements that are sent in one go and carried out one after the other.

        They are of the transaction under way, or begin one. Raises psycopg.Error for the first that fails: those after
        it are not carried out, and the transaction can only be undone.
        """
        known = len(self._prepared_here)
        commands: list[Callable[[], None]] = []
        begins = self.pgconn.transaction_status == TransactionStatus.IDLE
        if begins:
            commands.append(lambda: self.pgconn.send_query_params(b"BEGIN", None))
        try:
            asked = [(self._put(commands, sql, values), len(commands) - 1) for sql, values in questions]
            commands.append(self.pgconn.pipeline_sync)
            results = self._exchanged(commands)
        except BaseException:
            for statement in list(self._prepared_here)[known:]:  # whether the server has it now is not known
                del self._prepared_here[statement]
            raise
        return [self._rows(prepared, results[at]) for prepared, at in asked]

    def wait(self, gen: PQGen[T], interval: float = _LOOK_S, timeout: float | None = None) -> T:
        """What the driver's work comes to; raises OperationalError, the connection closed, where nothing is heard."""
        return super().wait(self._while_heard(gen), interval, timeout)

    def rollback(self) -> None:
        """Undo the transaction, if there is any; raises OperationalError.

        The driver's own also forgets every prepared statement, since a table that one is about may be undone, too. None
        is here, and a counter that was refused a seat would plan all that it asks anew, on the night of all nights.
        """
        with self.lock:
            if self.closed or self.pgconn.transaction_status == TransactionStatus.IDLE:
                return
            self.pgconn.send_query(b"ROLLBACK")
            (result,) = self.wait(execute(self.pgconn))
        if result.status != ExecStatus.COMMAND_OK:
            raise error_from_result(result)

    def _put(self, commands: list[Callable[[], None]], sql: str, values: Sequence[object]) -> _Prepared:
        """Put what sends a statement to the commands, last of all the statement with its values."""
        oids = tuple(_OIDS.get(type(value), 0) for value in values)
        prepared = self._prepared_here.get((sql, oids))
        if prepared is None:
            name = b"boxoffice_%d" % next(self._numbers)
            prepared = self._prepared_here[sql, oids] = _Prepared(name)
            commands.append(lambda: self.pgconn.send_prepare(name, sql.encode(), oids))
        sent = [_sent(value) for value in values]
        formats = [type(value) is bytes for value in values]
        commands.append(lambda: self.pgconn.send_query_prepared(prepared.name, sent, formats))
        return prepared

    def _exchanged(self, commands: Sequence[Callable[[], None]]) -> list[PGresult]:
        """The results of commands that are sent at once: a PC that freezes leaves the server waiting for nothing.

        A server that waits for the next command of a series waits for ever, whatever has been locked.
        """
        results: list[PGresult] = []
        with self.lock:
            self._check_connection_ok()
            self.pgconn.enter_pipeline_mode()
            try:
                self.wait(_exchange(self.pgconn, commands, results))
                self.pgconn.exit_pipeline_mode()
            except BaseException:
                self.close()  # what was asked is not answered any more
                _demand_success(results)  # the server may have said why
                raise
        _demand_success(results)
        return results

    def _rows(self, prepared: _Prepared, result: PGresult) -> Answer:
        columns = result.nfields
        if not columns:
            return ()
        if prepared.row is None:
            names = (result.fname(column) or b"" for column in range(columns))
            prepared.row = row_of(tuple(name.decode() for name in names))
        self._reader.set_pgresult(result)
        rows: Answer = self._reader.load_rows(0, result.ntuples, prepared.row)
        return rows

    def _while_heard(self, gen: PQGen[T]) -> Generator[Wait, Ready | int, T]:
        deadline = monotonic() + self.silence
        try:
            waits_for = next(gen)
            while True:
                ready = yield waits_for
                if ready:
                    deadline = monotonic() + self.silence
                elif monotonic() > deadline:
                    self.close()  # not cancelled: what the server makes of it is looked up
                    raise OperationalError(f"the server has been silent for {self.silence:g} s")
                waits_for = gen.send(ready)
        except StopIteration as done:
            value: T = done.value
            return value


def _exchange(pgconn: Any, commands: Sequence[Callable[[], None]], results: list[PGresult]) -> PQGen[None]:  # noqa: ANN401 (libpq's)
    """Send all the commands and collect a result for each, the last one's being that the server is through."""

    def send() -> None:
        for command in commands:
            command()

    for found in (yield from pipeline_communicate(pgconn, deque([send]))):
        results.extend(found)
    while len(results) < len(commands):
        results.extend((yield from fetch_many(pgconn)))


def _demand_success(results: Sequence[PGresult]) -> None:
    for result in results:
        if result.status in _HAS_FAILED:
            raise error_from_result(result)


def _sent(value: object) -> bytes | None:
    """A value as the server reads it."""
    if value is None or isinstance(value, bytes):
        return value
    if isinstance(value, bool):
        return b"t" if value else b"f"
    sent = (value if isinstance(value, str) else str(value)).encode()
    if b"\0" in sent:
        raise DataError("PostgreSQL keeps no text with a NUL in it")
    return sent
