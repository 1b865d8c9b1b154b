"""What a house may be set to: each setting that makes no sense is told by itself, so that all can be mended at once."""

from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from boxoffice.domain.errors import (
    HoldTooLong,
    HouseNeedsName,
    LogoRefused,
    NoSmallestCoin,
    PrefixIsTyped,
    Refusal,
    UnknownCurrency,
    UnknownTimeZone,
)
from boxoffice.domain.holds import HoldRules
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.money import Currency
from boxoffice.domain.performances import House

LARGEST_LOGO: Final = 1_000_000  # bytes
LATEST_DAY_START: Final = 12 * 60 - 1  # minutes after midnight: an afternoon belongs to its own day
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def faults(proposed: House, *, hold: int, rules: HoldRules) -> dict[str, Refusal]:
    """What is wrong with a house as proposed and the length of its holds (ms), by the name of the setting."""
    return dict(_faults(proposed, hold=hold, most=rules.cap // MINUTE - 1))


def demand_logo(content: bytes) -> None:
    """A logo is a PNG or SVG file of up to 1 MB; raises LogoRefused, which says what it is instead."""
    if len(content) > LARGEST_LOGO:
        raise LogoRefused(reason="its file is larger than 1 MB")
    if not content.startswith(_PNG) and not _is_svg(content):
        raise LogoRefused(reason="it is neither a PNG nor an SVG file")


def _is_svg(content: bytes) -> bool:
    start = content[:4096].decode("utf-8-sig", "ignore").lstrip()
    return start.startswith("<") and "<svg" in start and content.rstrip().endswith(b">")


def _faults(proposed: House, *, hold: int, most: int) -> Iterator[tuple[str, Refusal]]:
    if not proposed.name.strip():
        yield "name", HouseNeedsName()
    if not _is_time_zone(proposed.time_zone):
        yield "time_zone", UnknownTimeZone(zone=proposed.time_zone)
    if not (len(proposed.currency) == 3 and proposed.currency.isascii() and proposed.currency.isalpha()):  # noqa: PLR2004 (ISO 4217 has three letters)
        yield "currency", UnknownCurrency(currency=proposed.currency)
    if proposed.cash_step < 1:
        currency = Currency(proposed.currency)
        yield "cash_step", NoSmallestCoin(usual=currency.format(1))
    if proposed.scan_prefix[:1].isalnum():
        yield "scan_prefix", PrefixIsTyped(prefix=proposed.scan_prefix)
    if not MINUTE <= hold <= most * MINUTE:
        yield "hold", HoldTooLong(most=most)


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True
