"""Promotions: what lowers a price, and by how much; the better one for the customer, and never below nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from boxoffice.domain.price_types import ALWAYS, Validity
from boxoffice.domain.taxes import WHOLE, share


class Lowering(StrEnum):
    """How a promotion lowers a price."""

    PERCENT = "percent"  # by thousandths of a per cent
    AMOUNT = "amount"  # by minor units
    FIXED = "fixed price"  # to minor units


@dataclass(frozen=True, slots=True)
class Promotion:
    """A reason to pay less, for all price zones and types or for the named ones.

    One counts for a line, the best for the customer; one that ``adds`` lowers what is left after it.
    """

    name: str
    lowering: Lowering
    value: int
    adds: bool = False
    zones: frozenset[str] | None = None
    price_types: frozenset[str] | None = None
    validity: Validity = ALWAYS

    def applies(self, *, zone: str, price_type: str) -> bool:
        """Whether it is for a line of this zone and type."""
        return (self.zones is None or zone in self.zones) and (
            self.price_types is None or price_type in self.price_types
        )

    @property
    def is_sound(self) -> bool:
        """Whether it can lower a price, and by no more than all of it."""
        if self.lowering is Lowering.PERCENT:
            return 0 < self.value <= WHOLE
        return self.value > 0 or (self.lowering is Lowering.FIXED and self.value == 0)

    def lowers(self, price: int) -> int:
        """By how much it lowers a price (both minor units, none negative)."""
        if self.lowering is Lowering.PERCENT:
            return min(price, share(price, self.value))
        if self.lowering is Lowering.AMOUNT:
            return min(price, self.value)
        return max(0, price - self.value)


@dataclass(frozen=True, slots=True)
class Discount:
    """By how much (minor units) a price is lowered, and which promotions do it."""

    amount: int = 0
    promotions: tuple[str, ...] = ()


def discount(price: int, promotions: Iterable[Promotion], *, zone: str, price_type: str) -> Discount:
    """What the promotions of an order take off one price (minor units); never more than all of it."""
    ours = [promotion for promotion in promotions if promotion.applies(zone=zone, price_type=price_type)]
    best = max((each for each in ours if not each.adds), key=lambda each: each.lowers(price), default=None)
    return _in_turn(price, ([best] if best is not None else []) + [each for each in ours if each.adds])


def _in_turn(price: int, promotions: Sequence[Promotion]) -> Discount:
    left = price
    names = []
    for promotion in promotions:
        lowered = promotion.lowers(left)
        if lowered:
            left -= lowered
            names.append(promotion.name)
    return Discount(price - left, tuple(names))
