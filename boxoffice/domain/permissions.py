"""Who acts, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from boxoffice.domain.errors import NotAllowed


class Permission(StrEnum):
    """What an act needs; until there are staff, everyone at a counter may do all."""

    SELL = "sell"
    RELEASE_EXPIRED_HOLDS = "release expired holds"
    RELEASE_LIVE_HOLDS = "release another counter's holds"
    REVERSE_PAYMENTS = "reverse payments"
    WAIVE_FEES = "waive fees"
    SET_PRICES = "set prices, fees, taxes and promotions"
    PLAN_HOUSE = "import seating plans and set up performances"
    OPEN_COUNTER = "open a counter"


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: the counter, and later the person and the shift."""

    counter: int
    counter_name: str
    person: str | None = None
    shift: str | None = None

    def may(self, _permission: Permission) -> bool:
        """Whether this act is allowed; there are no staff yet, so it is."""
        return True

    def demand(self, permission: Permission) -> None:
        """Begin an act that needs this permission; raises NotAllowed."""
        if not self.may(permission):
            raise NotAllowed(permission=permission.value)
