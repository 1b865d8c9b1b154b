"""Two adults come to the window, want good seats, and pay in cash: at most four keys, at most four clicks."""

from boxoffice.db.database import Database
from tests.e2e.conftest import Counters, on_both
from tests.support import ledger


def test_two_adults_pay_exactly_in_cash_with_four_keys(counters: Counters, house: Database) -> None:
    alice = counters("Counter 1")
    keys = ["2", "Return", "Return", "F6"]  # two people, the dearest zone as it is offered, the exact cash
    alice.type(keys[0])
    alice.press(keys[1])
    alice.wait_for_text("2 seats: which price zone")
    alice.press(keys[2])
    alice.wait_for_lines("held", "held")
    alice.press(keys[3])
    alice.wait_for_text("Sold: 2 seats")
    assert len(keys) <= 4
    with house.engine.connect() as connection:
        queued = connection.exec_driver_sql("SELECT what, state, json_array_length(tickets) FROM print_job").all()
    assert ("tickets", "waiting", 2) in {tuple(job) for job in queued}
    assert ledger.faults(house) == []
    alice.press("F12")  # the next customer
    assert alice.order() == []


def test_two_adults_pay_exactly_in_cash_with_three_clicks(counters: Counters, house: Database) -> None:
    alice = counters("Counter 1")
    alice.click_button("2")
    alice.click_zone("Rear")
    alice.wait_for_lines("held", "held")
    alice.click_button("Exact cash")
    alice.wait_for_text("Sold: 2 seats")
    assert {zone for _, zone in alice.zones()} == {"Rear"}
    assert ledger.faults(house) == []


@on_both
def test_two_adults_get_change(counters: Counters, house: Database) -> None:
    alice = counters("Counter 1")
    alice.ask("2 front")
    alice.wait_for_lines("held", "held")
    alice.press("F12")
    alice.wait_for_text("Payment")
    alice.wait_for_text("90.00")
    alice.type("100")
    alice.wait_for_text("10.00")
    alice.press("F12")
    alice.wait_for_text("Sold: 2 seats")
    assert "100.00 given" in alice.text()
    assert ledger.faults(house) == []
