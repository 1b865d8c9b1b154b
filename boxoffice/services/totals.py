"""What a house has sold so far, in a few sums: the same before and after it is moved or restored."""

from dataclasses import dataclass

from boxoffice.db.database import Tx
from boxoffice.db.statement import Statement

_TOTALS = Statement(
    "SELECT (SELECT count(*) FROM orders WHERE state = 'sold') AS orders,"
    " (SELECT count(*) FROM ticket) AS tickets,"
    " (SELECT count(*) FROM payment WHERE state = 'approved') AS payments,"
    " (SELECT coalesce(sum(amount), 0) FROM payment WHERE state = 'approved') AS paid,"
    " (SELECT coalesce(sum(due), 0) FROM order_line) AS due,"
    " (SELECT count(*) FROM journal) AS entries"
)


@dataclass(frozen=True, slots=True)
class Totals:
    """Orders sold, tickets, payments taken and their sum, all lines' sum (both in minor units), journal entries."""

    orders: int
    tickets: int
    payments: int
    paid: int
    due: int
    entries: int


def totals(tx: Tx) -> Totals:
    """The sums at this moment."""
    row = tx.execute(_TOTALS).one()
    return Totals(row.orders, row.tickets, row.payments, int(row.paid), int(row.due), row.entries)
