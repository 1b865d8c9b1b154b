"""What is sent to a database: every statement with its values, as the driver gets them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from boxoffice.db.asking import Asking, AtOnce, Row, Together
from boxoffice.db.database import Database
from boxoffice.db.rows import Rows
from boxoffice.db.statement import Statement

Note = Callable[[str, Any, bool], None]  # the statement, its values, and whether it is sent for each of many


@contextmanager
def noted(database: Database, note: Note) -> Iterator[None]:
    """Note what a database is sent: a file's BEGIN goes by SQLAlchemy, all else by the driver."""

    def begin(*sent: Any) -> None:  # noqa: ANN401 (SQLAlchemy's own arguments)
        _connection, _cursor, sql, values, _context, many = sent
        note(sql, values, many)

    kind: Any = AtOnce if database.dialect == "sqlite" else Together
    send = kind.ask

    def ask(self: Asking, statement: Statement, each: Sequence[Row]) -> Rows:
        is_one = len(each) == 1
        note(statement.on(database.dialect), each[0] if is_one else each, not is_one)
        rows: Rows = send(self, statement, each)
        return rows

    event.listen(database.engine, "before_cursor_execute", begin)
    kind.ask = ask
    try:
        yield
    finally:
        kind.ask = send
        event.remove(database.engine, "before_cursor_execute", begin)
