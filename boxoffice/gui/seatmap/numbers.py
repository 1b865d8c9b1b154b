"""Seat numbers, on seats that are drawn large enough to read them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.grid import BLOCK, Box, SeatGrid
from boxoffice.gui.seatmap.lettering import Lettering, Letters, gathered
from boxoffice.gui.style import Theme

if TYPE_CHECKING:
    from array import array

NUMBERS_FROM = 21.0  # logical pixels of a seat's diameter
SHARE = 0.43  # of the diameter is the height of a number
UNNUMBERED = (SeatStatus.MINE, SeatStatus.KEPT)  # their sign fills the seat


class SeatNumbers:
    """The numbers at one scale; what a block of seats needs is put together once, when it is first seen."""

    def __init__(
        self, plan: SeatingPlan, grid: SeatGrid, statuses: Sequence[int], *, theme: Theme, camera: Camera,
        letters: Lettering, diameter: float,
    ) -> None:  # fmt: skip
        self._seats, self._grid, self._statuses = plan.seats, grid, statuses
        self._inks = [theme.seats[status].ink for status in SeatStatus]
        self._signed, self._letters, self._room = camera.signed, letters, diameter * 0.94
        self._places: dict[tuple[str, int], Letters | None] = {}
        self._blocks: dict[int, array[float]] = {}

    def paint(self, painter: QPainter, part: Box) -> None:
        """Draw the numbers seen in ``part`` of the plan; the painter's origin is the plan's."""
        for block in self._grid.blocks_in(part):
            pieces = self._blocks.get(block)
            if pieces is None:
                pieces = self._blocks[block] = gathered(self._pieces(block))
            self._letters.draw(painter, pieces)

    def forget(self, seat: int) -> None:
        """Put the block of a changed seat together anew."""
        self._blocks.pop(seat // BLOCK, None)

    def _pieces(self, block: int) -> Iterator[tuple[float, ...]]:
        signed, xs, ys, places = self._signed, self._grid.xs, self._grid.ys, self._places
        for index in range(block * BLOCK, min((block + 1) * BLOCK, len(xs))):
            seat = self._seats[index]
            key = seat.number, self._statuses[index]
            place = places[key] if key in places else self._place(key)
            if place is not None and not seat.accessible:
                yield (xs[index] * signed, ys[index] * signed, *place, 1.0, 1.0, 0.0, 1.0)

    def _place(self, key: tuple[str, int]) -> Letters | None:
        """Where the number is in the lettering; None where it would not fit on the seat, or has no place there."""
        text, status = key
        fits = text and status not in UNNUMBERED and self._letters.width(text) <= self._room
        place = self._places[key] = self._letters.letters(text, ink=self._inks[status]) if fits else None
        return place
