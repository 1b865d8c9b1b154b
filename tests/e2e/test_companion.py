"""A wheelchair user and a companion: their places are found when asked for, and the companion pays nothing."""

from boxoffice.db.database import Database
from boxoffice.domain.performances import Performance
from tests.e2e.conftest import Counters
from tests.support import ledger


def test_a_companion_comes_along_for_nothing(counters: Counters, house: Database, priced: Performance) -> None:
    alice = counters("Counter 1")
    alice.choose(priced.event)
    alice.ask("1 wheelchair")
    alice.wait_for_lines("held")
    alice.ask("1 companion")
    alice.wait_for_lines("held", "held")
    assert alice.order() == ["Stalls D1", "Stalls D2"]
    alice.press("Ctrl+Down", "Ctrl+4")  # the companion's line, whose zone comes first
    alice.wait_for_text("Companion needs 1 more of Access")
    alice.press("F12")
    alice.wait_for_text("Change the price types")
    alice.press("Ctrl+Down", "Ctrl+3")
    alice.wait_for_text("Rear · Access")
    assert alice.prices() == [["Stalls D1", "Access", "30.00"], ["Stalls D2", "Companion", "0.00"]]
    alice.press("F6")
    alice.wait_for_text("Sold: 2 seats")
    assert ledger.faults(house) == []
