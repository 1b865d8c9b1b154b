"""A price list whole, as it is set up: what each zone costs whom, from when, with which taxes and fees."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from boxoffice.domain import taxes as taxation
from boxoffice.domain.errors import FeeTwice, MostBelowLeast, NoPrice, TaxTwice, TooManyTaxes
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.price_types import PriceType, Validity
from boxoffice.domain.pricing import Fee
from boxoffice.domain.taxes import Tax


@dataclass(frozen=True, slots=True)
class PriceList:
    """What performances that share their prices ask.

    ``amounts`` are minor units by (price zone, price type); what is not there is not offered. ``offers`` say when a
    price type is offered, where it is not always. ``zones`` are the price zones of the plans that it is used for, and
    those that it has prices for.
    """

    id: int
    name: str
    zones: tuple[str, ...] = ()
    amounts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    offers: Mapping[str, Validity] = field(default_factory=dict)
    taxes: tuple[Tax, ...] = ()
    taxes_included: bool = True
    fees: tuple[Fee, ...] = ()


def demand_full_prices(amounts: Mapping[tuple[str, str], int], *, zones: Iterable[str]) -> None:
    """Every zone that is sold needs a full price, which clicks begin with; raises NoPrice naming those without."""
    without = [zone for zone in zones if (zone, FULL_PRICE) not in amounts]
    if without:
        raise NoPrice(zones=", ".join(without))


def demand_plain_charges(taxes: Iterable[Tax], fees: Iterable[Fee]) -> None:
    """Every charge is told by its name; raises TaxTwice, TooManyTaxes and FeeTwice."""
    given = list(taxes)
    for (name, _), times in Counter((tax.name, tax.since) for tax in given).items():
        if times > 1:
            raise TaxTwice(tax=name)
    if len({tax.name for tax in given}) > taxation.MOST:
        raise TooManyTaxes(most=taxation.MOST)
    for name, times in Counter(fee.name for fee in fees).items():
        if times > 1:
            raise FeeTwice(fee=name)


def demand_sound_types(types: Iterable[PriceType]) -> None:
    """An order must be able to have a price type; raises MostBelowLeast."""
    for kind in types:
        if kind.most is not None and kind.most < kind.least:
            raise MostBelowLeast(price_type=kind.name, most=kind.most, least=kind.least)
