"""What is scanned: the codes of tickets, the numbers of orders, and whatever else has one."""

import re
from enum import Enum

_TICKET = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
_ORDER = re.compile(r"[A-Z]+\d+-\d{4,}", re.IGNORECASE)


class Code(Enum):
    """What a scanned code looks like."""

    TICKET = "ticket"
    ORDER = "order"
    OTHER = "other"


def kind_of(code: str) -> Code:
    """What a scanned code looks like; whether there is such a thing, only the database knows."""
    if _TICKET.fullmatch(code):
        return Code.TICKET
    return Code.ORDER if _ORDER.fullmatch(code) else Code.OTHER
