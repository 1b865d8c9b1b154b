"""What is sent to a database: every statement with its values, as the driver gets them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from boxoffice.db.database import Database, Tx
from boxoffice.db.rows import Rows
from boxoffice.db.statement import Statement

Note = Callable[[str, Any, bool], None]  # the statement, its values, and whether it is sent for each of many


@contextmanager
def noted(database: Database, note: Note) -> Iterator[None]:
    """Note what a database is sent: how its transactions begin goes by SQLAlchemy, all else by the driver."""

    def begin(*sent: Any) -> None:  # noqa: ANN401 (SQLAlchemy's own arguments)
        _connection, _cursor, sql, values, _context, many = sent
        note(sql, values, many)

    send = Tx.execute

    def execute(self: Tx, statement: Statement, values: dict[str, object] | Sequence[Any] | None = None) -> Rows:
        note(statement.on(self.dialect), values or {}, isinstance(values, list | tuple))
        return send(self, statement, values)

    event.listen(database.engine, "before_cursor_execute", begin)
    Tx.execute = execute  # type: ignore[method-assign]
    try:
        yield
    finally:
        Tx.execute = send  # type: ignore[method-assign]
        event.remove(database.engine, "before_cursor_execute", begin)
