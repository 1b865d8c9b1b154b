"""How a transaction asks its database: one statement at a time in a file, several in one go on a server."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from boxoffice.db.rows import Rows, row_of
from boxoffice.db.statement import Statement

if TYPE_CHECKING:
    from boxoffice.db.line import Line

Row = dict[str, Any]


class Asking(Protocol):
    """The statements of one transaction, carried out in the order in which they were asked.

    They go to the driver itself, in SQLAlchemy's transaction: see ``Rows``.
    """

    def ask(self, statement: Statement, each: Sequence[Row]) -> Rows:
        """The rows of a statement, sent for each of the values; raises DBAPIError, if not before they are read."""

    def finish(self) -> None:
        """Have everything done that was asked; raises DBAPIError."""


def asking(connection: Connection) -> Asking:
    """How the database of a connection is asked."""
    return AtOnce(connection) if connection.dialect.name == "sqlite" else Together(connection)


class AtOnce:
    """A file: its driver is in this program, and so is whoever carries it out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection

    def ask(self, statement: Statement, each: Sequence[Row]) -> Rows:
        """The rows of a statement, carried out now."""
        sql = statement.on("sqlite")
        cursor = self._driver.cursor()
        try:
            if len(each) == 1:
                cursor.execute(sql, each[0])
            else:
                cursor.executemany(sql, each)
            if not cursor.description:
                return Rows(())
            return Rows(list(map(row_of(tuple(column[0] for column in cursor.description)), cursor.fetchall())))
        except self._connection.dialect.loaded_dbapi.Error as fault:
            raise _told(self._connection, fault, sql) from fault
        finally:
            cursor.close()

    def finish(self) -> None:
        """Nothing: it is done when it is asked."""


class Together:
    """A server: what nobody waits for is sent with the next statement whose answer is read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._line: Line = connection.connection.driver_connection  # type: ignore[assignment]
        self._asked: list[tuple[str, Sequence[object], Rows]] = []

    def ask(self, statement: Statement, each: Sequence[Row]) -> Rows:
        """The rows of a statement, asked when they are read."""
        sql = statement.on("postgresql")
        for values in each:
            rows = Rows(wait=self.finish)
            self._asked.append((sql, [values[name] for name in statement.names], rows))
        return rows if each else Rows(())

    def finish(self) -> None:
        """Ask the server all that it was not asked yet."""
        asked, self._asked = self._asked, []
        if not asked:
            return
        try:
            answers = self._line.ask([(sql, values) for sql, values, _ in asked])
        except self._connection.dialect.loaded_dbapi.Error as fault:
            raise _told(self._connection, fault, "; ".join(dict.fromkeys(sql for sql, *_ in asked))) from fault
        for (*_, rows), answer in zip(asked, answers, strict=True):
            rows.come(answer)


def _told(connection: Connection, fault: Any, sql: str) -> DBAPIError:  # noqa: ANN401 (each driver has its own)
    """The driver's error as SQLAlchemy tells it; a connection that is lost is not used again."""
    dialect = connection.dialect
    is_lost = dialect.is_disconnect(fault, connection.connection.driver_connection, None)
    if is_lost:
        connection.invalidate(fault)
    told = DBAPIError.instance(
        sql, None, fault, dialect.loaded_dbapi.Error, connection_invalidated=is_lost, dialect=dialect
    )
    return cast("DBAPIError", told)
