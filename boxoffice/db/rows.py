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
        if cursor.description is None:
            self._all: Sequence[Any] = ()
        else:
            self._all = list(map(_kind(tuple(column[0] for column in cursor.description)), cursor.fetchall()))

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


@cache
def _kind(names: tuple[str, ...]) -> Any:  # noqa: ANN401 (makes a row of a driver's tuple)
    # Its names are known when it runs, and no sooner.
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024
    return row._make
