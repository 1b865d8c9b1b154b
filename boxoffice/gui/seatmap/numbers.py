"""Seat numbers, on seats that are drawn large enough to read them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QPainter

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.grid import BLOCK, Box, SeatGrid
from boxoffice.gui.seatmap.lettering import Lettering, gathered
from boxoffice.gui.style import Theme

if TYPE_CHECKING:
    from array import array

NUMBERS_FROM = 21.0  # logical pixels of a seat's diameter
SHARE = 0.43  # of the diameter is the height of a number
UNNUMBERED = (SeatStatus.MINE, SeatStatus.KEPT)  # their sign fills the seat


class SeatNumbers:
    """The numbers at one scale; what a block of seats needs is put together once, when it is first seen."""

    def __init__(
        self, plan: SeatingPlan, grid: SeatGrid, statuses: Sequence[int], *, theme: Theme, camera: Camera, font: QFont,
        diameter: float,
    ) -> None:  # fmt: skip
        sized = QFont(font)
        sized.setPixelSize(round(diameter * SHARE))
        self._letters = Lettering(sized)
        self._seats, self._grid, self._statuses = plan.seats, grid, statuses
        self._theme, self._camera, self._room = theme, camera, diameter * 0.94
        self._blocks: dict[int, array[float]] = {}

    def paint(self, painter: QPainter, part: Box) -> None:
        """Draw the numbers seen in ``part`` of the plan; the painter's origin is the plan's."""
        for block in self._grid.blocks_in(part):
            pieces = self._blocks.get(block)
            if pieces is None:
                pieces = self._blocks[block] = self._gathered(block)
            self._letters.draw(painter, pieces)

    def forget(self, seat: int) -> None:
        """Put the block of a changed seat together anew."""
        self._blocks.pop(seat // BLOCK, None)

    def _gathered(self, block: int) -> "array[float]":
        signed, xs, ys, letters = self._camera.signed, self._grid.xs, self._grid.ys, self._letters
        inks = [self._theme.seats[status].ink for status in SeatStatus]
        start = block * BLOCK
        return gathered(
            letters.piece(seat.number, ink=inks[status], x=xs[index] * signed, y=ys[index] * signed)
            for index, (seat, status) in enumerate(
                zip(self._seats[start : start + BLOCK], self._statuses[start : start + BLOCK], strict=True), start
            )
            if status not in UNNUMBERED and not seat.accessible and letters.width(seat.number) <= self._room
        )
