"""Taxes: computed on every line by itself, so that any split, refund or report of the lines adds up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WHOLE: Final = 100_000
"""A rate or share is told in thousandths of a per cent: 7 % is 7,000."""

MOST: Final = 3  # taxes that one line bears

_RATE: Final = re.compile(r"(?P<whole>[0-9]{1,3})(?:[.,](?P<part>[0-9]{0,3}))?")


class Rounding(StrEnum):
    """How a share that is no whole minor unit is rounded; by its size, so that a refund takes back what was charged."""

    HALF_UP = "half up"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax by name, its rate in thousandths of a per cent, how it is rounded, and when (epoch ms) it begins."""

    name: str
    rate: int
    rounding: Rounding = Rounding.HALF_UP
    since: int = 0


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """What one tax comes to on one line (minor units)."""

    name: str
    rate: int
    amount: int


def share(amount: int, part: int, *, of: int = WHOLE, rounding: Rounding = Rounding.HALF_UP) -> int:
    """``amount * part / of`` in whole units; the share of a negative amount is that of the positive one, negative."""
    size = abs(amount) * part
    whole = -(-size // of) if rounding is Rounding.UP else (2 * size + of) // (2 * of)
    return whole if amount >= 0 else -whole


def read_rate(text: str) -> int | None:
    """A rate as it is typed in per cent ("19", "8.875", "7,5"), in thousandths; None for what is none."""
    match = _RATE.fullmatch(text.strip())
    if match is None:
        return None
    rate = int(match["whole"]) * 1000 + int((match["part"] or "").ljust(3, "0"))
    return rate if rate <= WHOLE else None


def write_rate(rate: int) -> str:
    """The other way: 8875 is "8.875"."""
    whole, part = divmod(rate, 1000)
    return f"{whole}.{part:03d}".rstrip("0") if part else str(whole)


def in_force(taxes: Sequence[Tax], *, at: int) -> tuple[Tax, ...]:
    """The taxes that have begun at a moment (epoch ms); of several rates under one name, the newest."""
    newest: dict[str, Tax] = {}
    for tax in taxes:
        if tax.since <= at and (tax.name not in newest or newest[tax.name].since < tax.since):
            newest[tax.name] = tax
    return tuple(newest.values())


def taxes_of(price: int, taxes: Sequence[Tax], *, included: bool) -> tuple[TaxAmount, ...]:
    """Each tax on one price (minor units): contained in it, or to be added to it.

    Contained, each is its rate's part of the price, and together never more than the price.
    """
    of = WHOLE + sum(tax.rate for tax in taxes) if included else WHOLE
    left = abs(price)
    amounts = []
    for tax in taxes:
        amount = share(price, tax.rate, of=of, rounding=tax.rounding)
        if included:
            amount = max(-left, min(left, amount))  # three that are rounded up can be more than a tiny price
            left -= abs(amount)
        amounts.append(TaxAmount(tax.name, tax.rate, amount))
    return tuple(amounts)
