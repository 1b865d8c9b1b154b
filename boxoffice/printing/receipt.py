"""A receipt: what was sold, the tax in it, and how it was paid. What comes back to the customer is negative."""

from dataclasses import dataclass

from boxoffice.domain.orders import Method
from boxoffice.printing.house import House


@dataclass(frozen=True, slots=True)
class Line:
    """One thing sold, ``count`` times; ``mark`` names its taxes ("A", or "AB" where two rates apply)."""

    text: str
    price: int
    count: int = 1
    detail: str = ""
    starts_at: int | None = None
    mark: str = ""

    @property
    def amount(self) -> int:
        """What the line adds to the total, before taxes that are added."""
        return self.count * self.price


@dataclass(frozen=True, slots=True)
class Tax:
    """One rate on this receipt: ``rate`` in thousandths of a percent, 8875 is 8.875 %."""

    mark: str
    name: str
    rate: int
    net: int
    tax: int
    included: bool = True  # in the prices of the lines; else it comes on top of them


@dataclass(frozen=True, slots=True)
class Payment:
    """Money for this receipt; cash also has what was given, and the rounding where small coins are gone."""

    method: Method
    amount: int
    given: int | None = None
    change: int = 0
    rounding: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt of a till."""

    house: House
    number: str
    order: str
    at: int
    till: str
    clerk: str
    lines: tuple[Line, ...]
    taxes: tuple[Tax, ...]
    payments: tuple[Payment, ...]

    @property
    def subtotal(self) -> int:
        """What the lines come to."""
        return sum(line.amount for line in self.lines)

    @property
    def total(self) -> int:
        """The lines and the taxes that are added to them; a rounding of cash is no part of it."""
        return self.subtotal + sum(tax.tax for tax in self.taxes if not tax.included)
