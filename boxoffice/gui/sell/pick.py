"""The last pick of best seats: what the next best ones come instead of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boxoffice.domain.left_alone import LeftAlone
    from boxoffice.domain.party import Party


@dataclass(frozen=True, slots=True)
class Pick:
    """Seats that a party got, or asks for: what the next best comes instead of, and is never shown again."""

    performance: int
    party: Party
    seats: tuple[int, ...] = ()
    shown: tuple[tuple[int, ...], ...] = ()

    @property
    def all_shown(self) -> tuple[tuple[int, ...], ...]:
        """What is not to be shown once more."""
        return (*self.shown, self.seats) if self.seats else self.shown

    def moved(self, told: LeftAlone) -> Pick | None:
        """The pick once seats that leave none alone came instead of some; None where it was only a part of them."""
        rest = tuple(seat for seat in self.seats if seat not in told.chosen)
        if len(rest) == len(self.seats):
            return self
        if len(rest) + len(told.chosen) > len(self.seats):
            return None
        return replace(self, seats=(*rest, *told.instead), shown=self.all_shown)
