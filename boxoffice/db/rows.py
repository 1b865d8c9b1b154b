"""Rows of a statement as plain named tuples.

SQLAlchemy's own result works out its columns anew for each statement that is sent as the driver reads it, which took
half of the time of a sale; here they are worked out once for each set of names.
"""

from collections import namedtuple
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any


class Rows:
    """What a statement brought back, read to its end; each row's values by their names."""

    __slots__ = ("_all",)

    def __init__(self, cursor: Any) -> None:  # noqa: ANN401 (a driver's cursor)
        names = _names(cursor)
        self._all: Sequence[Any] = list(map(_kind(names), cursor.fetchall())) if names else ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all)

    def all(self) -> Sequence[Any]:
        """Every row."""
        return self._all

    def one(self) -> Any:  # noqa: ANN401 (a row)
        """The only row; raises LookupError where there is none, or another."""
        (row,) = self._only(required=True)
        return row

    def one_or_none(self) -> Any:  # noqa: ANN401 (a row)
        """The only row, or None; raises LookupError where there is another."""
        return next(iter(self._only(required=False)), None)

    def scalars(self) -> "Values":
        """The first value of every row."""
        return Values([row[0] for row in self._all])

    def scalar_one(self) -> Any:  # noqa: ANN401 (a value)
        """The first value of the only row."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:  # noqa: ANN401 (a value)
        """The first value of the only row, or None."""
        row = self.one_or_none()
        return None if row is None else row[0]

    def _only(self, *, required: bool) -> Sequence[Any]:
        if len(self._all) > 1 or (required and not self._all):
            msg = f"one row was expected, {len(self._all)} came"
            raise LookupError(msg)
        return self._all


class Values(list[Any]):
    """The values of one column."""

    def all(self) -> "Values":
        """All of them."""
        return self


def _names(cursor: Any) -> tuple[str | bytes, ...]:  # noqa: ANN401 (a driver's cursor)
    """What the columns are called; none where the statement brings back no rows."""
    # psycopg's description works out each column's type as well, for which nobody asks.
    answer = getattr(cursor, "pgresult", None)
    if answer is not None:
        return tuple(answer.fname(column) for column in range(answer.nfields))
    return tuple(column[0] for column in cursor.description or ())


@cache
def _kind(names: tuple[str | bytes, ...]) -> Any:  # noqa: ANN401 (makes a row of a driver's tuple)
    spelled = [name.decode() if isinstance(name, bytes) else name for name in names]
    # Its names are known when it runs, and no sooner.
    row: Any = namedtuple("Row", spelled, rename=True)  # type: ignore[misc]  # noqa: PYI024
    return row._make
