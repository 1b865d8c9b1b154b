"""Letters measured: how wide a text is and where it may be broken, the same for every device."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from boxoffice.printing.sheet import Face, Type

# Letters are measured, and painted, on a grid this fine, so that no device rounds their widths in its own way.
PER_MM: Final = 100
# The first that the PC has; each set has about the same widths on Windows, macOS and Linux.
_FAMILIES: Final[Mapping[Face, tuple[str, ...]]] = MappingProxyType(
    {
        Face.SERIF: ("Palatino Linotype", "Palatino", "P052", "TeX Gyre Pagella", "Noto Serif", "DejaVu Serif"),
        Face.SANS: ("Helvetica Neue", "Helvetica", "Arial", "Nimbus Sans", "Liberation Sans", "DejaVu Sans"),
        Face.MONO: ("Consolas", "Menlo", "DejaVu Sans Mono", "Liberation Mono", "Nimbus Mono PS"),
    }
)
_HINTS: Final[Mapping[Face, QFont.StyleHint]] = MappingProxyType(
    {
        Face.SERIF: QFont.StyleHint.Serif,
        Face.SANS: QFont.StyleHint.SansSerif,
        Face.MONO: QFont.StyleHint.Monospace,
    }
)
_MOST_MARKS: Final = 3  # accents on one letter; a tower of them would climb into the line above


@lru_cache(maxsize=256)
def font(letters: Type) -> QFont:
    """The font of this PC for these letters, in units of the grid."""
    result = QFont()
    result.setFamilies(_FAMILIES[letters.face])
    result.setStyleHint(_HINTS[letters.face])
    result.setPixelSize(round(letters.size * PER_MM))
    result.setBold(letters.bold)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


def plain(text: str) -> str:
    """The text as one line, without what is no letter."""
    return " ".join("".join(_letters(text)).split())


def width_of(text: str, *, letters: Type) -> float:
    """The width of one line in millimetres."""
    return QFontMetricsF(font(letters)).horizontalAdvance(text) / PER_MM


def broken(text: str, *, letters: Type, width: float) -> tuple[str, ...]:
    """The text in lines, broken between words, each with its last space; a word that is too wide sticks out."""
    return _broken(text, letters=letters, width=width, mode=QTextOption.WrapMode.WordWrap)


def broken_anywhere(text: str, *, letters: Type, width: float) -> tuple[str, ...]:
    """The text in lines, broken between letters where no word ends in time."""
    lines = _broken(text, letters=letters, width=width, mode=QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for index, line in enumerate(lines):
        if width_of(line.rstrip(), letters=letters) > width:
            # A letter of a joined script has become wider now that it ends the line.
            heads = [line[:end] for end in _ends(line)][1:-1]
            head = next((each for each in reversed(heads) if width_of(each, letters=letters) <= width), line)
            rest = "".join(lines[index:])[len(head) :]
            return *lines[:index], head, *broken_anywhere(rest, letters=letters, width=width)
    return lines


def shortened(text: str, *, letters: Type, width: float) -> str:
    """The text as far as it goes, with dots at its end when something is missing."""
    if width_of(text, letters=letters) <= width:
        return text
    # Qt's own way cuts at the right, which is where a Hebrew text begins.
    heads = [f"{text[:end].rstrip()}…" for end in _ends(text)]
    fitting = bisect_right(heads, width, key=lambda head: width_of(head, letters=letters))
    shorter = (head for head in reversed(heads[:fitting]) if width_of(head, letters=letters) <= width)
    return next(shorter, "")


def _broken(text: str, *, letters: Type, width: float, mode: QTextOption.WrapMode) -> tuple[str, ...]:
    option = QTextOption()
    option.setWrapMode(mode)
    layout = QTextLayout(text, font(letters))
    layout.setTextOption(option)
    units = text.encode("utf-16-le", "replace")  # Qt counts in these
    return tuple(units[2 * start : 2 * end].decode("utf-16-le", "replace") for start, end in _lines(layout, width))


def _lines(layout: QTextLayout, width: float) -> Iterator[tuple[int, int]]:
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width * PER_MM)
        yield line.textStart(), line.textStart() + line.textLength()
    layout.endLayout()


def _ends(text: str) -> Iterator[int]:
    """Where a letter, with all its signs, is over; and the very beginning."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units = text.encode("utf-16-le", "replace")
    yield 0
    while (at := finder.toNextBoundary()) >= 0:
        yield len(units[: 2 * at].decode("utf-16-le", "replace"))


def _letters(text: str) -> Iterator[str]:
    marks = 0
    for letter in text:
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if letter.isspace():
            yield " "
        elif kind not in {"Cc", "Cs"} and marks <= _MOST_MARKS:
            yield letter
