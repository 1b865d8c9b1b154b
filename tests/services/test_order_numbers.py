"""Orders by the number that people read and scanners scan."""

from boxoffice.db.database import Database
from boxoffice.domain.orders import OrderState
from boxoffice.services import orders
from tests.support.desk import Desk
from tests.support.houses import counter, studio


def test_an_order_is_found_by_its_number_however_it_is_written(database: Database) -> None:
    by = counter(database, "Counter 1")
    desk = Desk(database, by, studio(database, by=by))
    number = desk.take("A1").number
    for written in (number, number.lower()):
        found = database.look(lambda tx, written=written: orders.find(tx, number=written))  # type: ignore[misc]
        assert found is not None
        assert (found.id, found.number, found.counter) == (desk.order, number, "Counter 1")
        assert found.state is OrderState.OPEN
    assert database.look(lambda tx: orders.find(tx, number="K9-9999")) is None
