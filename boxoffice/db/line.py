"""A connection to a PostgreSQL server that is given up when the server falls silent.

The server's own limits end a statement only while the server lives, and the operating system notices only a network
that is gone, Windows late: a server that is frozen keeps its clients waiting for ever.
"""

from collections.abc import Generator
from time import monotonic
from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.errors import error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.waiting import Ready, Wait

T = TypeVar("T")

_LOOK_S = 0.1


class Line(Connection[Any]):
    """A connection on which no answer is waited for longer than ``silence`` seconds after the last sign of life."""

    silence: float

    @classmethod
    def to(cls, *, silence: float, **where: Any) -> "Line":  # noqa: ANN401 (libpq's own words)
        """A new connection."""
        line = cls.connect(**where)
        line.silence = silence
        line.prepare_threshold = 1  # what a counter asks twice it asks all evening
        return line

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
