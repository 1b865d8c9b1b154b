"""A customer goes back for the purse: the order waits under a word, the queue goes on, and the order is sold."""

import re

from boxoffice.db.database import Database
from tests.e2e.conftest import Counters
from tests.e2e.test_stories import age


def test_alice_parks_an_order_serves_the_next_customer_and_sells_it_after_all(
    counters: Counters, house: Database
) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1", "A2")
    alice.press("Ctrl+K")
    alice.type("red coat")
    alice.press("Return")
    alice.wait_for_text("is parked as “red coat”")
    assert alice.order() == []
    alice.take("C5")
    alice.press("F12", "F6")
    alice.wait_for_text("Sold: 1 seat")
    alice.press("F12")
    age(house, minutes=12)  # longer than any hold that is not parked
    alice.press("Ctrl+Shift+K")
    row = alice.wait_for_text(r"red coat .*")
    assert re.fullmatch(r"red coat +2 90\.00 (16:\d\d|17:00) K\d-0001 Counter 1", row), row
    bob.press("F5")
    bob.wait_for("HELD", "A1", "A2")
    bob.wait_for_text("Parked: 1")
    alice.press("Return")
    alice.wait_for_text("is here again")
    alice.wait_for_lines("held", "held")
    alice.wait_for_text(r"1[67]:\d\d")
    alice.press("F12", "F6")
    alice.wait_for_text("Sold: 2 seats")
    bob.wait_for("SOLD", "A1", "A2", "C5")


def test_bob_fetches_what_alice_parked_and_her_seats_come_along(counters: Counters, house: Database) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1", "A2")
    alice.press("Ctrl+K")
    alice.type("red coat")
    alice.press("Return")
    alice.wait_for_text("is parked as “red coat”")
    age(house, minutes=40)
    alice.wait_for("FREE", "A1", "A2")
    alice.take("A2")  # it ran out, and the next one wants it
    bob.press("Ctrl+Shift+K")
    assert "ran out" in bob.wait_for_text(r"red coat .*")
    bob.press("Return")
    bob.wait_for_lines("held", "taken")
    assert bob.lines() == [["Stalls A1", "held", None], ["Stalls A2", "taken", "Counter 1"]]
    alice.wait_for("HELD", "A1")


def test_a_parked_order_outlives_the_program(counters: Counters) -> None:
    alice = counters("Counter 1")
    alice.take("A1")
    alice.press("Ctrl+K")
    alice.type("red coat")
    alice.press("Return")
    alice.wait_for_text("is parked as “red coat”")
    alice.kill()
    alice.start()
    alice.wait_for_text("Parked: 1")
    assert alice.order() == []
    alice.close()
    assert alice.end() == 0
    alice.start()
    alice.press("Ctrl+Shift+K")
    alice.wait_for_text("red coat")
    alice.press("Return")
    alice.wait_for_lines("held")
