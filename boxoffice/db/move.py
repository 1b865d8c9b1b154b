"""A one-PC house copied to a PostgreSQL server: every row of every table, compared with what was read."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, func, select, text
from sqlalchemy.schema import ForeignKeyConstraint

from boxoffice.db.tables import metadata
from boxoffice.domain.errors import HouseNotEmpty, MoveFailed

_AT_ONCE: Final = 2_000
# What a mark said there, it does not say here: readers of another database start anew.
_MARK: Final = "mark"


def copy_house(source: Engine, target: Engine, *, new_id: str) -> dict[str, int]:
    """The number of rows copied, by table; all in one transaction, kept only when each row was read back the same.

    Nobody may change the source meanwhile. The copy has ``new_id`` for its own id. Raises HouseNotEmpty where the
    target has anything but the house's own row, and MoveFailed naming the first table that did not arrive whole.
    """
    with source.connect() as old, target.begin() as new:
        for table in metadata.sorted_tables:
            if table.name != "house" and new.execute(select(table).limit(1)).first() is not None:
                raise HouseNotEmpty(place=target.url.render_as_string(), table=table.name)
        new.execute(metadata.tables["house"].delete())
        return {table.name: _copy(table, old, new, new_id=new_id) for table in metadata.sorted_tables}


def _copy(table: Table, old: Connection, new: Connection, *, new_id: str) -> int:
    rows = [_as_there(row, new_id=new_id) for row in _all(table, old)]
    for some in _batches(_parents_first(table, rows)):
        new.execute(table.insert(), some)
    _number_on(table, new)
    arrived = [dict(row) for row in _all(table, new)]
    if sorted(map(_comparable, arrived)) != sorted(map(_comparable, rows)):
        raise MoveFailed(table=table.name, expected=len(rows), arrived=len(arrived))
    return len(rows)


def _all(table: Table, connection: Connection) -> Iterable[Any]:
    return connection.execute(select(table)).mappings()


def _as_there(row: Any, *, new_id: str) -> dict[str, Any]:  # noqa: ANN401 (a row as a mapping)
    there = dict(row)
    if _MARK in there:
        there[_MARK] = 0
    if "database_id" in there:
        there["database_id"] = new_id
    return there


def _comparable(row: dict[str, Any]) -> str:
    return repr(sorted((name, bytes(value) if isinstance(value, memoryview) else value) for name, value in row.items()))


def _parents_first(table: Table, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows in an order in which none points at a row of its own table that is still to come."""
    (key, *_) = [column.name for column in table.primary_key]
    pointing = [
        constraint.column_keys[0]
        for constraint in table.constraints
        if isinstance(constraint, ForeignKeyConstraint) and constraint.referred_table is table
    ]
    waiting = list(rows)
    there: set[Any] = set()
    while waiting:
        ready = [row for row in waiting if all(row[name] is None or row[name] in there for name in pointing)]
        if pointing and not ready:
            raise MoveFailed(table=table.name, expected=len(rows), arrived=len(there))
        yield from ready
        if not pointing:
            return
        there |= {row[key] for row in ready}
        waiting = [row for row in waiting if row[key] not in there]


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _number_on(table: Table, new: Connection) -> None:
    """Let the server number new rows from where the copied ones end."""
    (key, *others) = table.primary_key
    if others:
        return
    sequence = new.execute(select(func.pg_get_serial_sequence(table.name, key.name))).scalar_one()
    last = new.execute(select(func.max(key))).scalar_one() if sequence else None
    if last is not None:
        new.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})
