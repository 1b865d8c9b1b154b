"""A terminal gives no answer: the payment is kept as unknown and asked about, never guessed, until it is known."""

from boxoffice.db.database import Database
from tests.e2e.conftest import Counters
from tests.support import ledger


def test_an_unknown_card_is_resolved_after_a_power_cut(counters: Counters, house: Database) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1")
    alice.press("F7")
    alice.wait_for_text("Start this amount at the terminal")
    alice.press("F11")
    alice.wait_for_text("Nobody knows yet")
    with house.engine.begin() as connection:  # an hour passes
        connection.exec_driver_sql("UPDATE payment SET at = at - 3600000")
        connection.exec_driver_sql("UPDATE occupant SET taken_at = taken_at - 3600000")
    alice.kill()
    bob.press("Ctrl+E")
    bob.wait_for_text("Total holds released: 0")
    alice.start()
    alice.wait_for_text("card payment has no answer yet")
    alice.press("F9")
    alice.wait_for_text("Sold: 1 seat")
    bob.press("Esc")
    bob.wait_for("SOLD", "A1")
    assert ledger.faults(house) == []
