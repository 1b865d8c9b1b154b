"""Paper: its size and margins in millimetres."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper that lies in a printer; a roll has no height, its pages are as long as needed."""

    name: str
    width: float
    height: float | None
    margin: float
    fold: bool = False  # a ticket takes the upper half, so that the page folds in two

    @property
    def inner_width(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def inner_height(self) -> float | None:
        """The height between the margins; None on a roll."""
        return None if self.height is None else self.height - 2 * self.margin


A4: Final = Paper("A4", width=210, height=297, margin=16, fold=True)
A6: Final = Paper("A6", width=105, height=148, margin=8)
ROLL: Final = Paper("80 mm", width=80, height=None, margin=4)
CARD: Final = Paper("card 152 × 54", width=152, height=54, margin=4.5)
SMALL_CARD: Final = Paper("card 86 × 54", width=86, height=54, margin=3.5)

PAPERS: Final[Mapping[str, Paper]] = MappingProxyType({paper.name: paper for paper in (A4, A6, ROLL, CARD, SMALL_CARD)})
