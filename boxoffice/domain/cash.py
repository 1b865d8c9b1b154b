"""Cash: what is asked for where small coins are gone, how much of it pays the order, and what goes back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CashTaken:
    """Cash as it is recorded (minor units): what it pays of the order, the rounding beside it, and the change."""

    amount: int
    rounding: int
    change: int


def in_coins(balance: int, *, step: int) -> int:
    """A balance (minor units, not negative) in coins of which the smallest is ``step``: the nearest, a half upwards."""
    return (2 * balance + step) // (2 * step) * step


def take_cash(balance: int, tendered: int, *, step: int) -> CashTaken:
    """What cash of ``tendered`` does to a balance (minor units, neither negative).

    Only cash that settles the rest is rounded; less pays a part of it, and nothing of that goes back.
    """
    asked = in_coins(balance, step=step)
    if tendered >= asked:
        return CashTaken(balance, asked - balance, tendered - asked)
    paid = min(tendered, balance)
    return CashTaken(paid, 0, tendered - paid)
