"""Where the house is seen from: how plan units become device pixels of the view, and back."""

from dataclasses import dataclass

from PySide6.QtGui import QTransform

from boxoffice.gui.seatmap.grid import Box


@dataclass(frozen=True, slots=True)
class Camera:
    """A look at the house: ``scale`` device pixels a plan unit, the plan's origin at whole pixels ``x, y`` of the view.

    ``turned`` shows the house from the other side, turned by half a circle, so that left and right stay true.
    ``ratio`` is the device pixels of one logical pixel.
    """

    scale: float = 1.0
    x: int = 0
    y: int = 0
    turned: bool = False
    ratio: float = 1.0

    @property
    def signed(self) -> float:
        """The factor of both axes, with its sign."""
        return -self.scale if self.turned else self.scale

    @property
    def unmoved(self) -> QTransform:
        """Plan units to pixels around the plan's origin; the same wherever the view is scrolled to."""
        return QTransform.fromScale(self.signed, self.signed)

    @property
    def transform(self) -> QTransform:
        """Plan units to pixels of the view."""
        return QTransform(self.signed, 0.0, 0.0, self.signed, self.x, self.y)

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """The pixel at which a place of the plan is seen."""
        return self.signed * x + self.x, self.signed * y + self.y

    def to_plan(self, x: float, y: float) -> tuple[float, float]:
        """The place of the plan that is seen at a pixel."""
        return (x - self.x) / self.signed, (y - self.y) / self.signed

    def box_to_view(self, box: Box) -> Box:
        """The part of the view in which a part of the plan is seen."""
        return _ordered(*self.to_view(box.left, box.top), *self.to_view(box.right, box.bottom))

    def box_to_plan(self, box: Box) -> Box:
        """The part of the plan that is seen in a part of the view."""
        return _ordered(*self.to_plan(box.left, box.top), *self.to_plan(box.right, box.bottom))


def _ordered(x: float, y: float, other_x: float, other_y: float) -> Box:
    return Box(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))
