"""A gift voucher: what one page of it says."""

from dataclasses import dataclass

from boxoffice.printing.house import House


@dataclass(frozen=True, slots=True)
class Voucher:
    """Money to be spent at the house; whoever has the code has the money."""

    house: House
    amount: int
    code: str
    valid_until: int | None
    conditions: str
    order: str
