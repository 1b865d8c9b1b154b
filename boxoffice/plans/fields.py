"""Values taken out of a plan file one by one: each is of the right kind and a sane size, or it is refused."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

FARTHEST = 1e7  # plan units from the origin
LARGEST_RADIUS = 1e5
LONGEST_NAME = 200
MOST_KEYS = 100
LONGEST_TEXT = 1000

Entry = dict[str, Any]  # a JSON object: whatever a stranger wrote
_MISSING = object()
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)")


class WrongValueError(Exception):
    """A value that cannot be read: why, and step by step where."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.places: list[str] = []

    @property
    def where(self) -> str:
        """The place from outside inwards: "zone Balcony, row 17, seat 3"."""
        return ", ".join(reversed(self.places)) or "the file as a whole"


class TooManySeatsError(Exception):
    """More seats than a plan may have."""


@contextmanager
def within(place: str) -> Iterator[None]:
    """Say where in the file a wrong value was met."""
    try:
        yield
    except WrongValueError as wrong:
        wrong.places.append(place)
        raise


def shown(text: str) -> str:
    """A stranger's text made short and printable, for a message."""
    clean = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:60])
    return clean + "…" if len(text) > len(clean) else clean


def entry(value: object, what: str) -> Entry:
    """A JSON object."""
    if not isinstance(value, dict):
        raise WrongValueError(f"{what} must be an object, not {_kind(value)}")
    if len(value) > MOST_KEYS:
        raise WrongValueError(f"{what} has {len(value):,} keys; at most {MOST_KEYS} can be read")
    return value


def entries(of: Entry, key: str, *, required: bool = True, most: int = 1_000_000) -> list[Any]:
    """A JSON list of at most so many; empty when it may be missing and is."""
    value = of.get(key, _MISSING if required else None)
    if value is None and not required:
        return []
    if not isinstance(value, list):
        raise WrongValueError(f"{key} must be a list, not {_kind(value)}")
    if len(value) > most:
        raise WrongValueError(f"there are {len(value):,} {key}; at most {most:,} can be drawn")
    return value


def text(of: Entry, key: str, *, default: str | None = None, longest: int = LONGEST_NAME) -> str:
    """A text that can be stored and shown, without blanks around it; null counts as missing."""
    value = of.get(key, _MISSING)
    if default is not None and (value is None or value is _MISSING):
        return default
    if not isinstance(value, str):
        raise WrongValueError(f"{key} must be a text, not {_kind(value)}")
    return storable(value, key, longest=longest)


def storable(value: str, what: str, *, longest: int = LONGEST_NAME) -> str:
    """The text without blanks around it; refused when too long or with letters that no database keeps."""
    if len(value) > longest:
        raise WrongValueError(f"{what} is {len(value):,} letters long; at most {longest} can be kept")
    if not value.isprintable() and any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value):
        raise WrongValueError(f"{what} has control characters in it")
    return value.strip()


def number(
    of: Entry, key: str, *, default: float | None = None, least: float = -FARTHEST, most: float = FARTHEST
) -> float:
    """A finite number within bounds; null counts as missing."""
    value = of.get(key, _MISSING)
    if default is not None and (value is None or value is _MISSING):
        return default
    if type(value) is not float and type(value) is not int:  # a bool is an int to isinstance
        raise WrongValueError(f"{key} must be a number, not {_kind(value)}")
    return bounded(value, key, least=least, most=most)


def bounded(value: float, what: str, *, least: float = -FARTHEST, most: float = FARTHEST) -> float:
    """The number within its bounds (not-a-number is in none)."""
    if not least <= value <= most:
        raise WrongValueError(f"{what} must be a number between {least:,g} and {most:,g}")
    return float(value)


def position(of: Entry, key: str, *, required: bool = True) -> tuple[float, float]:
    """An object with x and y; (0, 0) when it may be missing and is."""
    value = of.get(key, _MISSING)
    if not required and (value is None or value is _MISSING):
        return 0.0, 0.0
    point = entry(value, key)
    return number(point, "x"), number(point, "y")


def color(of: Entry, key: str) -> str:
    """A colour as ``#rrggbb``; empty when it is missing, transparent or written in another way."""
    value = text(of, key, default="")
    if _HEX.fullmatch(value):
        digits = value[1:]
        if len(digits) < len("rrggbb"):
            digits = "".join(digit * 2 for digit in digits)
        return f"#{digits[:6].lower()}"
    if parts := _RGB.fullmatch(value):
        red, green, blue = (min(int(part), 255) for part in parts.groups())
        return f"#{red:02x}{green:02x}{blue:02x}"
    return ""


def _kind(value: object) -> str:
    if value is _MISSING:
        return "missing"
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
