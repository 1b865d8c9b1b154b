"""What an order comes to: each ticket with its discount and its taxes, and the fees; every sum is one of its parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from boxoffice.domain.price_types import PriceType
from boxoffice.domain.promotions import Promotion, discount
from boxoffice.domain.taxes import Tax, TaxAmount, taxes_of


class FeePer(StrEnum):
    """What a fee is charged for."""

    TICKET = "ticket"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Fee:
    """A charge beside the price, in minor units; a comp bears none."""

    name: str
    per: FeePer
    amount: int


@dataclass(frozen=True, slots=True)
class PriceRules:
    """What prices of one performance follow: its price list's types, taxes (those in force) and fees."""

    types: Mapping[str, PriceType] = field(default_factory=dict)
    taxes: tuple[Tax, ...] = ()
    taxes_included: bool = True
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True, slots=True)
class Priced:
    """One price as it is charged (minor units): what it says on its face, what is taken off, its taxes, and to pay.

    A comp's face price is kept, all of it is taken off, and nothing is taxed.
    """

    face: int
    discount: int
    taxes: tuple[TaxAmount, ...]
    due: int
    promotions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Charged:
    """A fee as it is charged, for the ticket at an index or, with None, for the order."""

    name: str
    ticket: int | None
    priced: Priced


@dataclass(frozen=True, slots=True)
class Wanted:
    """A ticket to be priced: its price zone, its price type and its face price (minor units)."""

    zone: str
    price_type: str
    face: int


def price_ticket(ticket: Wanted, *, rules: PriceRules, promotions: Iterable[Promotion] = ()) -> Priced:
    """What one ticket costs."""
    rule = rules.types.get(ticket.price_type)
    if rule is not None and rule.comp:
        return Priced(ticket.face, ticket.face, (), 0)
    taken_off = discount(ticket.face, promotions, zone=ticket.zone, price_type=ticket.price_type)
    return _priced(ticket.face, taken_off.amount, rules, promotions=taken_off.promotions)


def charge_fees(tickets: Sequence[Wanted], *, rules: PriceRules) -> tuple[Charged, ...]:
    """The fees for tickets of one performance: each ticket's, then the order's; none where all are comps."""
    paid = [index for index, ticket in enumerate(tickets) if not _is_comp(ticket, rules)]
    of_tickets = [
        Charged(fee.name, index, _priced(fee.amount, 0, rules))
        for index in paid
        for fee in rules.fees
        if fee.per is FeePer.TICKET
    ]
    of_order = [Charged(fee.name, None, _priced(fee.amount, 0, rules)) for fee in rules.fees if fee.per is FeePer.ORDER]
    return (*of_tickets, *(of_order if paid else ()))


def _is_comp(ticket: Wanted, rules: PriceRules) -> bool:
    rule = rules.types.get(ticket.price_type)
    return rule is not None and rule.comp


def _priced(face: int, taken_off: int, rules: PriceRules, *, promotions: tuple[str, ...] = ()) -> Priced:
    price = face - taken_off
    taxes = taxes_of(price, rules.taxes, included=rules.taxes_included)
    added = 0 if rules.taxes_included else sum(tax.amount for tax in taxes)
    return Priced(face, taken_off, taxes, price + added, promotions)
