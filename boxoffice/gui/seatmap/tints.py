"""The colours of a plan's author, tamed: hue kept, lightness and strength brought into the theme's range.

Reckoned in OKLCH, where equal lightness looks equally light whatever the hue, so that no zone shouts
and marks stay legible on all of them.
"""

from collections.abc import Sequence
from math import atan2, cbrt, cos, hypot, pi, sin, tau

from PySide6.QtGui import QColor

from boxoffice.domain.plan import Zone
from boxoffice.gui.style import Tint

GREY = 0.02  # below this strength a colour has no hue of its own
SPARE_HUES = tuple(degrees / 180 * pi for degrees in (250, 160, 60, 20, 330, 110, 200, 290))
NEAR = 0.30  # radians: hues closer than this look the same on seats of a few pixels
DARKEST_LINEAR, DARKEST_CURVED = 0.0031308, 0.04045  # sRGB is a straight line up to here
STEPS = (0.0, -0.07, 0.07, -0.035, 0.035)


def zone_colors(zones: Sequence[Zone], *, tint: Tint) -> list[QColor]:
    """One colour a zone, in their order: the author's hues, and no two alike as long as there are hues to give."""
    taken: list[float] = []
    colors = []
    for zone in zones:
        _, chroma, hue = _oklch(QColor(zone.color))
        if chroma < GREY:
            hue = next((spare for spare in SPARE_HUES if not _near(spare, taken)), 0.0)
        step = STEPS[_near(hue, taken) % len(STEPS)]
        taken.append(hue)
        colors.append(_color(tint.lightness + step, min(max(chroma, tint.least), tint.most), hue))
    return colors


def area_color(color: str, *, tint: Tint) -> QColor:
    """An area's colour as a quiet ground, on which the theme's text is legible."""
    _, chroma, hue = _oklch(QColor(color))
    return _color(tint.lightness, min(chroma, tint.most), hue)


def contrast(one: QColor, other: QColor) -> float:
    """How well one colour is read on the other, by the rule of WCAG: 1 (not at all) to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _near(hue: float, taken: Sequence[float]) -> int:
    return sum(abs((hue - other + pi) % tau - pi) < NEAR for other in taken)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= DARKEST_CURVED else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    clipped = min(max(channel, 0.0), 1.0)
    return clipped * 12.92 if clipped <= DARKEST_LINEAR else 1.055 * clipped ** (1 / 2.4) - 0.055


def _luminance(color: QColor) -> float:
    return 0.2126 * _linear(color.redF()) + 0.7152 * _linear(color.greenF()) + 0.0722 * _linear(color.blueF())


def _oklch(color: QColor) -> tuple[float, float, float]:
    red, green, blue = _linear(color.redF()), _linear(color.greenF()), _linear(color.blueF())
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short, hypot(a, b), atan2(b, a)


def _color(lightness: float, chroma: float, hue: float) -> QColor:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return QColor.fromRgbF(
        _gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
