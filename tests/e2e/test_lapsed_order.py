"""A customer hesitates until the hold is over, and then wants the seats after all."""

from boxoffice.db.database import Database
from tests.e2e.conftest import Counters
from tests.support import ledger


def test_what_lapsed_and_nobody_took_is_taken_again_by_one_key(counters: Counters, house: Database) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1", "A2", "A3")
    with house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE occupant SET expires_at = expires_at - 301000, taken_at = taken_at - 301000")
    bob.wait_for("FREE", "A1", "A2", "A3")
    bob.take("A2")
    alice.wait_for_lines("free again", "taken", "free again")
    alice.press("F3")
    alice.wait_for_lines("held", "taken", "held")
    alice.press("F12")
    alice.wait_for_text("Stalls A2 is held by Counter 2|Stalls A2 is held at Counter 2")
    alice.give_back("A2")
    alice.wait_for_lines("held", "held")
    alice.press("F6")
    alice.wait_for_text("Sold: 2 seats")
    bob.wait_for("SOLD", "A1", "A3")
    assert ledger.faults(house) == []
