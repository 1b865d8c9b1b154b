"""Print jobs: what a sale puts on paper, and how far it got."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class What(StrEnum):
    """What a job prints."""

    TICKETS = "tickets"
    RECEIPT = "receipt"
    VOUCHERS = "vouchers"


class JobState(StrEnum):
    """How far a job got: offered (a receipt) -> waiting -> sending -> sent -> printed.

    What a printer refuses waits again. A job that is *sending* while nobody sends it was cut off: whether it came out
    only the clerk can say, and so for what is *sent*.
    """

    OFFERED = "offered"  # nobody has asked for it yet
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"  # the printer's queue has taken it
    PRINTED = "printed"
    WITHDRAWN = "withdrawn"  # nobody wants it any more


UNANSWERED: Final = frozenset({JobState.SENDING, JobState.SENT})


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One document, or all the tickets of an order, on its way to paper; times in epoch ms."""

    id: int
    order: str
    order_number: str
    what: What
    tickets: tuple[int, ...]  # the ids of the tickets, or of the voucher lines, in the order in which they come out
    state: JobState
    made_at: int
    sent_at: int | None = None
    printer: str = ""  # which took it
    attempts: int = 0
    fault: str = ""  # why the last attempt failed

    @property
    def count(self) -> int:
        """How many pieces come out."""
        return 1 if self.what is What.RECEIPT else len(self.tickets)

    @property
    def named(self) -> str:
        """What it is, counted: "4 tickets"."""
        one = {What.TICKETS: "ticket", What.RECEIPT: "receipt", What.VOUCHERS: "gift voucher"}[self.what]
        return f"{self.count} {one}" if self.count == 1 else f"{self.count} {one}s"

    @property
    def is_unanswered(self) -> bool:
        """Whether the clerk can still say what came out."""
        return self.state in UNANSWERED
