"""Rows of a statement as plain named tuples.

SQLAlchemy's own result works out its columns anew for each statement that is sent as the driver reads it, which took
half of the time of a sale; here they are worked out once for each set of names.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any


class Rows:
    """What a statement brought back, each row's values by their names; waited for when it is first read."""

    __slots__ = ("_all", "_wait")

    def __init__(self, found: Sequence[Any] | None = None, *, wait: Callable[[], object] | None = None) -> None:
        self._all = found
        self._wait = wait

    def come(self, found: Sequence[Any]) -> None:
        """Have the rows, now that they are there."""
        self._all = found

    def __iter__(self) -> Iterator[Any]:
        return iter(self.all())

    def all(self) -> Sequence[Any]:
        """Every row."""
        if self._all is None and self._wait is not None:
            self._wait()
        if self._all is None:
            raise LookupError("the transaction is over, and this was not asked any more")
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
        return Values([row[0] for row in self.all()])

    def scalar_one(self) -> Any:  # noqa: ANN401 (a value)
        """The first value of the only row."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:  # noqa: ANN401 (a value)
        """The first value of the only row, or None."""
        row = self.one_or_none()
        return None if row is None else row[0]

    def _only(self, *, required: bool) -> Sequence[Any]:
        found = self.all()
        if len(found) > 1 or (required and not found):
            msg = f"one row was expected, {len(found)} came"
            raise LookupError(msg)
        return found


class Values(list[Any]):
    """The values of one column."""

    def all(self) -> "Values":
        """All of them."""
        return self


@cache
def row_of(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any]:
    """What makes a row of its values, by the names of its columns."""
    # They are known when it runs, and no sooner.
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024
    make: Callable[[Sequence[Any]], Any] = row._make
    return make
