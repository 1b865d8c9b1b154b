"""QR codes: the dark modules of a text, and how large they are printed."""

import math
from functools import lru_cache
from typing import Final

import segno

QUIET: Final = 4  # modules of white on each side, as the standard asks
LEAST_MODULE: Final = 0.5  # millimetres
_GROUP: Final = 4  # letters
_GROUPS: Final = 4  # on a line
_DOT: Final = 0.125  # millimetres; 8 dots a millimetre is what ticket printers have, and half modules blur


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[bytes, ...]:
    """The rows of the code, 1 where it is dark; it can be read with 15 % of it gone."""
    return tuple(bytes(row) for row in segno.make_qr(text, error="m").matrix)


def side(text: str, *, room: float) -> float:
    """The side of the printed code with its white, the largest of whole dots in the room, never too small to read."""
    count = len(modules(text)) + 2 * QUIET
    return count * max(LEAST_MODULE, room / count // _DOT * _DOT)


def runs(text: str) -> tuple[tuple[int, int, int], ...]:
    """The dark modules as (row, first, count) of those that touch."""
    found = []
    for number, row in enumerate(modules(text)):
        start = None
        for place, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                found.append((number, start, place - start))
                start = None
    return tuple(found)


def spoken(text: str) -> tuple[str, ...]:
    """The code in lines of short groups that can be read aloud, the lines about as long as each other."""
    groups = [text[start : start + _GROUP] for start in range(0, len(text), _GROUP)]
    lines = math.ceil(len(groups) / _GROUPS)
    each = math.ceil(len(groups) / max(1, lines))
    return tuple(" ".join(groups[start : start + each]) for start in range(0, len(groups), each or 1))


def white(text: str, *, side: float) -> float:
    """How much of a printed side is white before its dark part begins."""
    return side * QUIET / (len(modules(text)) + 2 * QUIET)
