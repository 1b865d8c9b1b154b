"""A clerk at a real window who takes seats and sells while the network or the server is cut off under him."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tests.e2e.conftest import Counter

_NO_ANSWER: Final = "No answer from the database"
_LOOK_S: Final = 0.03
_PATIENCE_S: Final = 25.0
_SETTLED_S: Final = 3.0
_EACH_S: Final = 3.0  # between two tries at selling, once the server is there again


@dataclass(slots=True)
class Clerk:
    """Knows the window and what he sold; all times are of the monotonic clock, in s."""

    window: Counter
    seats: Iterator[str]
    sold: int = 0
    waited: float = 0.0  # the longest time until an act was done, or somebody said why not
    told_at: float | None = None
    order: list[str] = field(default_factory=list)

    def warm_up(self) -> None:
        """Let the window do what it put off when it was opened, and sell once."""
        self.window.wait_for("FREE", "A1")
        self.window.click(next(self.seats))  # in a big house the first click comes closer
        time.sleep(_SETTLED_S)
        self._take()
        self._sell()

    def begins(self) -> bool:
        """Take the first seats of an order; whether he is told that he cannot, though nothing is cut off yet."""
        self.told_at, self.waited = None, 0.0
        for _ in range(2):
            self._take()
        was_told, self.told_at, self.waited = self.told_at is not None, None, 0.0
        return was_told

    def work(self, *, goes_on: Callable[[], bool]) -> None:
        """Take seats and sell, one after the other, as long as that is wanted and nobody says that it cannot be."""
        acts = 0
        while goes_on() and self.told_at is None:
            acts += 1
            if acts % 3:
                self._take()
            else:
                self._sell()
        self.order = self.window.order()

    def sells_again(self) -> bool:
        """Once the server is there again: sell as soon as that goes; whether the order of before was there."""
        since = time.monotonic()
        while self.is_told:
            self._demand(since)
            time.sleep(_LOOK_S)
        self.told_at = None
        was_kept = self._is_as_before()
        while not self._sells(since):
            self._demand(since)
        return was_kept

    @property
    def is_told(self) -> bool:
        """Whether he can read that there is no answer."""
        return any(_NO_ANSWER in text for text in self.window.outage())

    def _is_as_before(self) -> bool:
        """Whether his order is there, or was sold after all; it is read anew when the banner goes."""
        since = time.monotonic()
        while time.monotonic() - since < _EACH_S:
            if set(self.order) <= set(self.window.order()) or self.window.is_sold():
                return True
            time.sleep(_LOOK_S)
        return False

    def _sells(self, since: float) -> bool:
        """Try to sell; whether it went."""
        if not self.window.is_sold():
            if not self.window.order():
                self.window.click(next(self.seats))
                self._until(lambda: bool(self.window.order()), since=since, for_s=_EACH_S)
            self.window.try_key("F6")
            self._until(self.window.is_sold, since=since, for_s=_EACH_S)
        return self._has_sold()

    def _take(self) -> None:
        seat = next(self.seats)
        self.window.click(seat)
        self._until(lambda: f"Stalls {seat}" in self.window.order())

    def _sell(self) -> None:
        if self.window.order() and not self.window.is_sold():
            self.window.try_key("F6")
            self._until(self.window.is_sold)
            self._has_sold()

    def _has_sold(self) -> bool:
        if not self.window.is_sold():
            return False
        self.sold += 1
        self.window.click(next(self.seats))  # the next customer: the finished sale is no longer shown
        self._until(lambda: not self.window.is_sold())
        return True

    def _until(self, done: Callable[[], bool], *, since: float | None = None, for_s: float = _PATIENCE_S) -> None:
        """Wait until an act is done, or somebody says that it cannot be."""
        began = time.monotonic()
        while not done():
            if self.is_told:
                self.told_at = time.monotonic()
                break
            if time.monotonic() - began > for_s:
                break
            time.sleep(_LOOK_S)
        if since is None:
            self.waited = max(self.waited, time.monotonic() - began)

    def _demand(self, since: float) -> None:
        if time.monotonic() - since > _PATIENCE_S:
            raise TimeoutError(f"nothing can be sold {_PATIENCE_S:.0f} s after the return: {self.window.outage()}")
