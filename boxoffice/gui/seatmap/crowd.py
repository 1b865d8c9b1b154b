"""What stands where already, so that no label is put on another."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from boxoffice.gui.seatmap.grid import Box


class Crowd:
    """Boxes, found again by place; ``pitch`` is about their usual size."""

    def __init__(self, pitch: float) -> None:
        self._pitch = pitch
        self._cells: dict[tuple[int, int], list[tuple[int, Box]]] = defaultdict(list)

    @classmethod
    def of(cls, boxes: Collection[Box], *, least: float) -> "Crowd":
        """These boxes, in cells as large as they are, so that a house seen from near is not cut into thousands."""
        sides = sum(max(box.width, box.height) for box in boxes)
        crowd = cls(max(least, sides / max(len(boxes), 1)))
        for box in boxes:
            crowd.add(box)
        return crowd

    def add(self, box: Box, number: int = 0) -> None:
        """Enter a box; ``number`` says its turn, for ``meets(before=…)``."""
        for cell in self._cells_of(box):
            self._cells[cell].append((number, box))

    def meets(self, box: Box, *, before: int | None = None) -> bool:
        """Whether ``box`` shares a point with one that is here, or with one whose turn is earlier than ``before``."""
        return any(
            (before is None or number < before) and other.meets(box)
            for cell in self._cells_of(box)
            for number, other in self._cells.get(cell, ())
        )

    def _cells_of(self, box: Box) -> Iterator[tuple[int, int]]:
        pitch = self._pitch
        for line in range(int(box.top // pitch), int(box.bottom // pitch) + 1):
            for column in range(int(box.left // pitch), int(box.right // pitch) + 1):
                yield line, column
