"""A family: two adults and a child with a promotion, part of it from a gift voucher, the rest by card."""

from boxoffice.db.database import Database
from boxoffice.domain.performances import Performance
from tests.e2e.conftest import Counters
from tests.support import ledger


def test_a_family_pays_with_a_promotion_a_voucher_and_a_card(
    counters: Counters, house: Database, priced: Performance
) -> None:
    alice = counters("Counter 1")
    alice.press("Ctrl+G")
    alice.type("20")
    alice.press("Return")
    alice.wait_for_text("1 voucher")
    alice.press("F6")
    code = alice.wait_for_text(r"V[0-9A-Z]{3}(-[0-9A-Z]{4}){3}")
    alice.press("F12")
    alice.choose(priced.event)
    alice.ask("3 front")
    alice.wait_for_lines("held", "held", "held")
    alice.press("Ctrl+Down", "Ctrl+2")
    alice.wait_for_text("Child")
    alice.press("Ctrl+P")
    alice.type("friends")
    alice.press("Return")
    alice.wait_for_text("94.50")  # 45 + 45 + 15, a tenth less
    alice.press("Shift+F7")
    alice.type(code)
    alice.press("Return")
    alice.wait_for_text("Left to pay")
    alice.wait_for_text("74.50")
    alice.press("F7")
    alice.wait_for_text("Start this amount at the terminal")
    alice.press("F9")
    alice.wait_for_text("Sold: 3 seats")
    assert "Gift voucher" in alice.text()
    assert "Card: 74.50 EUR" in alice.text()
    assert ledger.faults(house) == []
