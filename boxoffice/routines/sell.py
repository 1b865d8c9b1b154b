"""The end of a sale, safe against a lost answer: looked up and told as it is, never made twice."""

from collections.abc import Callable

from boxoffice.db.database import Database, WriteTx
from boxoffice.domain.errors import DatabaseDamaged, DatabaseLost, Refusal, SeatsLapsed
from boxoffice.domain.orders import Sale
from boxoffice.domain.permissions import By
from boxoffice.services import sales


def sell(database: Database, *, by: By, order: str, payment: str, tendered: int | None) -> Sale:
    """The finished sale.

    Seats that lapsed in the payment and that nobody took are taken again and sold; raises what ``sales.sell`` does.
    """

    def finish(tx: WriteTx) -> Sale:
        return sales.sell(tx, order=order, payment=payment, tendered=tendered)

    def reopen_and_finish(tx: WriteTx) -> Sale:
        sales.open_payment(tx, order=order)
        return finish(tx)

    try:
        return _booked_once(database, finish, by=by, order=order)
    except SeatsLapsed:
        return _booked_once(database, reopen_and_finish, by=by, order=order)


def sell_exact(database: Database, *, by: By, order: str, payment: str, expected: int) -> Sale:
    """The finished sale of an order, opened for payment and paid exactly in cash; raises what ``sales`` does."""
    return _booked_once(
        database, lambda tx: sales.sell_exact(tx, order=order, payment=payment, expected=expected), by=by, order=order
    )


def _booked_once(database: Database, finish: Callable[[WriteTx], Sale], *, by: By, order: str) -> Sale:
    try:
        return database.act(finish, by=by)
    except DatabaseLost as lost:
        # The commit may have been booked and only its answer lost.
        booked = _look_up(database, order=order, lost=lost)
        if booked is None:
            raise
        return booked


def _look_up(database: Database, *, order: str, lost: DatabaseLost) -> Sale | None:
    try:
        database.reopen()
        with database.read() as tx:
            return sales.find_sale(tx, order=order)
    except DatabaseDamaged:
        raise  # nobody goes on with that file
    except Refusal as still:
        raise lost from still  # whatever it is, whether it was booked is not known yet
