"""One customer, two nights, one order."""

from boxoffice.db.database import Database
from boxoffice.domain.performances import Performance
from tests.e2e.conftest import Counters
from tests.support import ledger


def test_two_nights_are_one_order_and_one_payment(counters: Counters, house: Database, priced: Performance) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1", "A2")
    alice.choose(priced.event)
    alice.take("A1")
    assert alice.order() == ["Stalls A1", "Stalls A2", "Stalls A1"]
    assert alice.total() == "135.00"
    bob.wait_for("HELD", "A1", "A2")
    alice.press("F6")
    alice.wait_for_text("Sold: 3 seats")
    bob.wait_for("SOLD", "A1", "A2")
    bob.choose(priced.event)
    bob.wait_for("SOLD", "A1")
    with house.engine.connect() as connection:
        (paid,) = connection.exec_driver_sql("SELECT amount FROM payment").scalars()
    assert paid == 13_500
    assert ledger.faults(house) == []
