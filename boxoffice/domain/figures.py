"""Figures as a house's language writes them: what stands before decimals, and between thousands."""

from dataclasses import dataclass
from typing import Final

THOUSAND: Final = 3  # digits


@dataclass(frozen=True, slots=True)
class Figures:
    """One way to write figures; ``least`` digits stand before the first separator (two in Spanish: "1234,50")."""

    decimal: str = "."
    group: str = ","
    least: int = 1

    def count(self, number: int) -> str:
        """A whole number, not below 0: 1057 is "1,057"."""
        digits = str(number)
        if len(digits) < THOUSAND + self.least:
            return digits
        head = len(digits) % THOUSAND
        groups = [digits[:head]] if head else []
        groups += [digits[at : at + THOUSAND] for at in range(head, len(digits), THOUSAND)]
        return self.group.join(groups)


ENGLISH: Final = Figures()
