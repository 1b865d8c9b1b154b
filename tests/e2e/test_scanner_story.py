"""A card that a customer holds before the scanner, in the real program, at any moment of a sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.keyboard import CARD

if TYPE_CHECKING:
    from tests.e2e.conftest import Counters


def test_a_card_before_the_scanner_takes_no_seat_and_sells_nothing(counters: Counters) -> None:
    alice = counters("Counter 1")
    alice.take("A1")
    unknown = f"Nothing here knows the code {CARD}"
    for place in ([], ["F4"], ["Ctrl+H"], ["Ctrl+N"], ["Ctrl+E"], ["Esc"]):
        alice.press(*place)
        alice.scan(CARD)
        alice.wait_for_text(unknown)
        assert alice.order() == ["Stalls A1"]
        alice.press("Ctrl+L", "Ctrl+L")  # an act takes the message away
        assert unknown not in alice.text()
    alice.press("F12")
    alice.wait_for_text("Take the money")
    alice.type("50")
    alice.scan(CARD)
    alice.wait_for_text(unknown)
    assert alice.lines() == [["Stalls A1", "paying", None]]
    alice.press("F12")
    alice.wait_for_text("Sold: 1 seat")
    alice.wait_for_text("5.00")
    alice.scan(CARD)
    alice.wait_for_text(unknown)
    assert "FREE" in alice.statuses()
    assert alice.statuses().count("SOLD") == 1


def test_a_hand_at_the_same_keys_takes_seats_and_pays(counters: Counters) -> None:
    alice = counters("Counter 1")
    alice.type("b2\n")
    alice.wait_for("MINE", "B2")
    alice.type("b3\n")
    alice.wait_for("MINE", "B3")
    alice.press("F12")
    alice.wait_for_text("Take the money")
    alice.type("100\n")
    alice.wait_for_text("Sold: 2 seats")
