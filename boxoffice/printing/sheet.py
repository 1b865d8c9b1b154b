"""A sheet: what is where on one page, in millimetres from its upper left corner."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Face(StrEnum):
    """A kind of letters; which font of the PC it is, ``lettering`` says."""

    SERIF = "serif"  # names: the house, the event
    SANS = "sans"  # facts
    MONO = "mono"  # what is compared letter by letter


class Align(StrEnum):
    """Where in its box a text stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Type:
    """Letters of one size (the em, in millimetres)."""

    size: float
    face: Face = Face.SANS
    bold: bool = False

    @property
    def line(self) -> float:
        """The height of one line, whatever font it falls back to."""
        return self.size * 1.3

    @property
    def baseline(self) -> float:
        """How far beneath the top of its line a letter stands."""
        return self.size * 0.98


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text in its box."""

    x: float
    y: float
    width: float
    text: str
    type: Type
    align: Align = Align.LEFT

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.type.line


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across or down; ``height`` is its thickness when it goes across, ``width`` when it goes down."""

    x: float
    y: float
    width: float
    height: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code with the white around it that scanners need."""

    x: float
    y: float
    width: float
    text: str

    @property
    def height(self) -> float:
        """As high as wide."""
        return self.width


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo: the content of its file."""

    x: float
    y: float
    width: float
    height: float
    content: bytes


@dataclass(frozen=True, slots=True)
class Stamp:
    """A word that goes pale and slanting from corner to corner, beneath everything else."""

    x: float
    y: float
    width: float
    height: float
    text: str


Item = Text | Rule | Code | Picture | Stamp
_STAMP_EVERY: Final = 150  # millimetres, on a page that is much longer than wide


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; what comes first in ``items`` lies beneath the rest."""

    width: float
    height: float
    margin: float
    items: tuple[Item, ...]


def moved(item: Item, *, right: float = 0, down: float = 0) -> Item:
    """The item at another place."""
    return replace(item, x=item.x + right, y=item.y + down)


def stamps(word: str, *, width: float, height: float) -> tuple[Stamp, ...]:
    """The word across a page, again and again down a long one; nothing for no word."""
    times = max(1, round(height / max(_STAMP_EVERY, width * 1.5))) if word else 0
    return tuple(Stamp(0, index * height / times, width, height / times, word) for index in range(times))
