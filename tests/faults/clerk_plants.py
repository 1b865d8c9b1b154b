"""Faults that a sale must not have, planted in a clerk's process that is to be killed."""

from typing import TYPE_CHECKING, Any, Final

import pytest

from boxoffice.db.database import WriteTx
from boxoffice.db.rows import Rows
from boxoffice.domain.orders import Order, Sale
from boxoffice.services import orders, sales

if TYPE_CHECKING:
    from tests.faults.clerk import Clerk

TORN: Final = "a sale in two transactions, seats in one and money in the other"
TOLD_EARLY: Final = "a sale acknowledged before its commit"


def install(plant: str, patch: pytest.MonkeyPatch, clerk: "Clerk") -> None:
    """Plant a fault in this process."""
    if plant == TORN:
        seats_sold = sales._sell_seats  # noqa: SLF001 (a fault is planted where it would be made)

        def sell_and_commit(tx: WriteTx, found: Order) -> None:
            seats_sold(tx, found)
            asking: Any = tx._asking  # noqa: SLF001
            asking.finish()
            driver = asking._connection.connection.driver_connection  # noqa: SLF001
            driver.commit()
            if tx.dialect == "sqlite":
                driver.execute("BEGIN IMMEDIATE")

        patch.setattr(sales, "_sell_seats", sell_and_commit)
    else:
        closed = sales._close  # noqa: SLF001

        def close_and_tell(tx: WriteTx, *, order: str) -> Rows:
            receipt = closed(tx, order=order)
            found = orders.read(tx, order=order)
            clerk.sold(Sale(order=found, sold_at=tx.now, receipt=receipt.scalar_one()))
            return receipt

        patch.setattr(sales, "_close", close_and_tell)
