"""A card is declined, and the customer finds cash."""

from boxoffice.db.database import Database
from tests.e2e.conftest import Counters
from tests.support import ledger


def test_a_declined_card_then_cash(counters: Counters, house: Database) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1", "C1")
    alice.press("F7")  # straight from the order
    alice.wait_for_text("Start this amount at the terminal")
    alice.press("F10")
    alice.wait_for_text("Given")
    bob.wait_for("PAYING", "A1", "C1")  # nothing was lost by it
    alice.type("80")
    alice.press("F12")
    alice.wait_for_text("Sold: 2 seats")
    assert "80.00 given" in alice.text()
    bob.wait_for("SOLD", "A1", "C1")
    with house.engine.connect() as connection:
        states = connection.exec_driver_sql("SELECT method, state, amount FROM payment ORDER BY at, id").all()
    assert sorted(tuple(row) for row in states) == [("card", "declined", 7500), ("cash", "approved", 7500)]
    assert ledger.faults(house) == []
