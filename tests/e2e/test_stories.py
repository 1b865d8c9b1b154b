"""The stories that this program is for, each at real windows in processes of their own, on one database.

Time passes by making rows older; no clock is moved and nobody sleeps. How a hold ends to the millisecond is shown
where the moment can be injected, in the services' tests.
"""

import json

import pytest

from boxoffice.cli import main
from boxoffice.db.database import Database
from boxoffice.settings import Settings
from tests.e2e.conftest import NEVER, Counter, Counters, on_both


def age(house: Database, *, minutes: float) -> None:
    """Let time pass for every hold."""
    ms = round(minutes * 60_000)
    with house.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE occupant SET expires_at = expires_at - {ms}, taken_at = taken_at - {ms}")


def listed(house: Database, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """Every held seat as the command line lists it."""
    capsys.readouterr()
    assert main(["holds", "--json", "--database", house.place]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


@on_both
def test_alice_walks_away_and_bob_sells_her_seats(
    counters: Counters, house: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    as_in_a_house = Settings()
    alice, bob = (counters(name, refresh_seconds=as_in_a_house.refresh_seconds) for name in ("Counter 1", "Counter 2"))
    alice.take("A1", "B2", "C3")
    bob.wait_for("HELD", "A1", "B2", "C3")
    age(house, minutes=4.5)
    bob.press("F5")
    bob.wait_for("HELD", "A1", "B2", "C3")
    bob.click("A1")
    bob.wait_for_text("Stalls A1 is held at Counter 1")
    assert bob.order() == []
    age(house, minutes=0.6)
    bob.wait_for("FREE", "A1", "B2", "C3")
    bob.take("A1", "B2", "C3")
    bob.press("F12", "F6")
    bob.wait_for_text(r"Sold: 3 seats")
    bob.wait_for("SOLD", "A1", "B2", "C3")
    alice.wait_for("SOLD", "A1", "B2", "C3")
    alice.wait_for_lines("taken", "taken", "taken")
    assert {line[2] for line in alice.lines()} == {"Counter 2"}
    assert listed(house, capsys) == []


@pytest.mark.parametrize("house", ["postgresql_house"], indirect=True)
def test_a_take_is_on_the_other_map_before_its_clock_comes(counters: Counters) -> None:
    alice = counters("Counter 1", refresh_seconds=NEVER, job_seconds=NEVER)
    bob = counters("Counter 2", refresh_seconds=NEVER, job_seconds=NEVER)
    assert bob.status("A1") == "FREE"
    alice.take("A1")
    bob.wait_for("HELD", "A1")
    alice.give_back("A1")
    bob.wait_for("FREE", "A1")


def test_five_seats_walked_away_from_are_free_again_without_the_job(counters: Counters, house: Database) -> None:
    alice, bob = counters("Counter 1", job_seconds=NEVER), counters("Counter 2", job_seconds=NEVER)
    seats = ("A1", "A2", "A3", "A4", "A5")
    alice.take(*seats)
    bob.wait_for("HELD", *seats)
    age(house, minutes=5.1)
    bob.wait_for("FREE", *seats)
    alice.wait_for("FREE", *seats)
    alice.wait_for_lines(*["free again"] * 5)
    alice.press("F3")
    alice.wait_for_lines(*["held"] * 5)
    bob.wait_for("HELD", *seats)


def stuck(counters: Counters, house: Database) -> tuple[Counter, list[str]]:
    """A counter whose clocks both stand still, with 19 holds that are over."""
    alice = counters("Counter 1", refresh_seconds=NEVER, job_seconds=NEVER)
    seats = [f"{row}{number}" for row in "AB" for number in range(1, 11)][:19]
    alice.take(*seats)
    age(house, minutes=6)
    return alice, [f"Stalls {seat}" for seat in seats]


def test_nineteen_stuck_holds_are_released_from_the_menu(
    counters: Counters, house: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    alice, seats = stuck(counters, house)
    held = listed(house, capsys)
    assert sorted(str(hold["seat"]) for hold in held) == sorted(seats)
    assert all(hold["expired"] for hold in held)
    alice.press("Ctrl+H")
    alice.wait_for_text("Stalls B9")
    alice.wait_for_text("19 held · 19 expired")
    alice.press("Ctrl+E")
    alice.wait_for_text(r"19")
    text = alice.wait_for_text(r"(?s).*Stalls B9.*")
    assert all(seat in text for seat in seats)
    assert "Taylor Swift" in text
    assert listed(house, capsys) == []


def test_nineteen_stuck_holds_are_released_from_the_command_line(
    counters: Counters, house: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    _, seats = stuck(counters, house)
    assert main(["holds", "--database", house.place]) == 0
    assert capsys.readouterr().out.count("[EXPIRED]") == 19
    assert main(["release-expired-holds", "--database", house.place]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "Total holds released: 19"
    assert all(any(f"Released hold on seat {seat} (Event: Taylor Swift, " in line for line in said) for seat in seats)
    assert listed(house, capsys) == []


def test_a_payment_walked_away_from_lapses_like_any_hold(counters: Counters, house: Database) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1")
    alice.press("F12")
    bob.wait_for("PAYING", "A1")
    age(house, minutes=15.1)
    bob.wait_for("FREE", "A1")
    bob.take("A1")
    alice.wait_for("HELD", "A1")
    alice.wait_for_text("Stalls A1 by Counter 2 was taken meanwhile")
    assert alice.lines() == [["Stalls A1", "taken", "Counter 2"]]
    assert bob.lines() == [["Stalls A1", "held", None]]


@on_both
def test_a_killed_programs_order_comes_back_with_its_holds(counters: Counters) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1", "A2")
    bob.wait_for("HELD", "A1", "A2")
    alice.kill()
    alice.start()
    alice.wait_for_lines("held", "held")
    alice.wait_for("MINE", "A1", "A2")
    alice.press("F12", "F6")
    alice.wait_for_text("Sold: 2 seats")
    bob.wait_for("SOLD", "A1", "A2")


def test_a_card_that_was_started_is_asked_about_first_after_a_kill(counters: Counters, house: Database) -> None:
    alice = counters("Counter 1")
    alice.take("A1")
    alice.press("F12", "F7")
    alice.wait_for_text("what the terminal answered")
    alice.kill()
    age(house, minutes=1000)
    alice.start()
    alice.wait_for_text("card payment has no answer yet")
    alice.press("F9")
    alice.wait_for_text("Sold: 1 seat")


def test_the_map_is_the_same_with_the_job_stopped(counters: Counters, house: Database) -> None:
    alice = counters("Counter 1", job_seconds=1)
    bob = counters("Counter 2", job_seconds=NEVER)
    alice.take("A1", "A2", "B1")
    bob.take("C1", "C2")
    for counter_ in (alice, bob):
        counter_.wait_for_text("View refreshed")
    age(house, minutes=5.1)
    for counter_ in (alice, bob):
        counter_.wait_for("FREE", "A1", "A2", "B1", "C1", "C2")
    assert alice.statuses() == bob.statuses() == ["FREE"] * 30
    alice.wait_for_text("Job ran")
    assert "Job not run yet" in bob.text()


def test_closing_with_an_open_order_asks_and_keeps_or_gives_back(counters: Counters) -> None:
    alice, bob = counters("Counter 1"), counters("Counter 2")
    alice.take("A1")
    alice.close("Keep until")
    assert alice.end() == 0
    bob.wait_for("HELD", "A1")
    alice.start()
    alice.wait_for_lines("held")
    alice.close("Give back")
    assert alice.end() == 0
    bob.wait_for("FREE", "A1")
