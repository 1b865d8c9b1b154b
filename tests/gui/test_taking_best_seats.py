"""Best seats at the window: by keys and by mouse, in a zone, the next best ones, and against other counters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from boxoffice.domain.seats import SeatStatus
from boxoffice.services import holds, performances, plans, seatmap
from tests.gui.support import add_performance, click, held, press, settle, status, take
from tests.support.houses import counter, small_plan

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.performances import Performance
    from boxoffice.domain.plan import SeatingPlan
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks


def ask(desk: Desk, text: str) -> None:
    """Type into the one box, from wherever the focus is."""
    QTest.keyClicks(desk.sell.showing.map, text[:1])
    QTest.keyClicks(desk.sell.showing.typing, text[1:])
    press(desk, "Return", at=desk.sell.showing.typing)


def has(qtbot: QtBot, desk: Desk, *names: str) -> None:
    """Wait until the order has these seats and no others, and the map shows it."""
    wanted = {f"Stalls {name}" for name in names}
    qtbot.waitUntil(lambda: held(desk) == wanted)
    qtbot.waitUntil(lambda: all(status(desk, name) is SeatStatus.MINE for name in names))


def rival(house: Database, show: Performance, *names: str) -> None:
    """Another counter takes seats; this desk has not looked since."""
    ids = {seat.row + seat.number: seat.id for seat in _plan(house, show).seats}
    seats = [ids[name] for name in names]
    by = counter(house, "Rival")
    house.act(lambda tx: holds.take(tx, order="rival", performance=show.id, seats=seats), by=by)


def _plan(house: Database, show: Performance) -> SeatingPlan:
    return house.look(lambda tx: seatmap.load_plan(tx, plan=show.plan))


def test_a_figure_and_enter_hold_the_best_pair_of_the_chosen_zone(desk: Desk, qtbot: QtBot) -> None:
    ask(desk, "2 front")
    has(qtbot, desk, "A5", "A6")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    for key in ("2", "Return"):
        press(desk, key)
    has(qtbot, desk, "B5", "B6")
    assert desk.sell.order.total.text() == "90.00"


def test_without_a_chosen_zone_four_keys_hold_a_pair(desk: Desk, qtbot: QtBot) -> None:
    for key in ("2", "Return", "Down", "Return"):
        press(desk, key)
    has(qtbot, desk, "C5", "C6")


def test_the_zone_is_asked_for_by_price_with_what_is_free(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "C1")
    ask(desk, "4")
    chooser = desk.sell.showing.chooser
    assert chooser.isVisible()
    assert chooser.question.text() == "4 seats: which price zone?"
    lines = [chooser.offers.topLevelItem(line) for line in range(chooser.offers.topLevelItemCount())]
    assert [[line.text(column).strip() for column in range(3)] for line in lines if line is not None] == [
        ["Front", "45.00", "20 free"],
        ["Rear", "30.00", "9 free"],
    ]
    assert chooser.offers.currentItem() is lines[0]
    press(desk, "Num+Enter")
    has(qtbot, desk, "C1", "A4", "A5", "A6", "A7")
    assert not chooser.isVisible()
    assert not desk.sell.side.is_paying


def test_escape_and_a_click_elsewhere_leave_the_question(desk: Desk, qtbot: QtBot) -> None:
    chooser = desk.sell.showing.chooser
    ask(desk, "4")
    press(desk, "Esc")
    qtbot.waitUntil(lambda: not chooser.isVisible())
    ask(desk, "4")
    assert chooser.isVisible()
    take(qtbot, desk, "B1")
    assert not chooser.isVisible()
    has(qtbot, desk, "B1")


def test_what_is_typed_into_the_question_goes_to_the_box(desk: Desk, qtbot: QtBot) -> None:
    ask(desk, "4")
    press(desk, "3")
    assert desk.sell.showing.typing.text() == "3"
    qtbot.waitUntil(lambda: not desk.sell.showing.chooser.isVisible())


def test_a_zone_is_chosen_by_a_click_too(desk: Desk, qtbot: QtBot) -> None:
    QTest.mouseClick(desk.sell.showing.parties.buttons[2], Qt.MouseButton.LeftButton)
    offers = desk.sell.showing.chooser.offers
    at = offers.visualItemRect(offers.topLevelItem(1)).center()  # type: ignore[arg-type]
    QTest.mouseClick(offers.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: len(held(desk)) == 3)
    assert all(name.startswith("Stalls C") for name in held(desk))


def test_the_legend_chooses_a_zone_and_lets_it_go(desk: Desk, qtbot: QtBot) -> None:
    rear = desk.sell.showing.legend.zones[1]
    QTest.mouseClick(rear, Qt.MouseButton.LeftButton)
    assert desk.sell.best.zone == 1
    assert "chosen" in rear.accessibleName()
    ask(desk, "2")
    has(qtbot, desk, "C5", "C6")
    QTest.mouseClick(rear, Qt.MouseButton.LeftButton)
    assert rear.accessibleName() == "Rear 30.00"
    ask(desk, "2")
    assert desk.sell.showing.chooser.isVisible()


def test_a_chosen_zone_stays_for_the_performance_and_is_not_another_ones(
    tonight: Performance, house: Database, open_desk: Desks, qtbot: QtBot
) -> None:
    other = add_performance(house, event="Other", days=1)
    desk = open_desk()
    legend = desk.sell.showing.legend
    ask(desk, "1 rear")
    qtbot.waitUntil(lambda: len(held(desk)) == 1)
    assert "chosen" in legend.zones[1].accessibleName()
    desk.sell.board.step(1)
    qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0)
    assert desk.sell.showing.performance == other
    assert desk.sell.best.zone is None
    qtbot.waitUntil(lambda: "chosen" not in legend.zones[1].accessibleName())
    desk.sell.board.step(-1)
    qtbot.waitUntil(lambda: desk.sell.showing.map.seat_count > 0)
    assert desk.sell.showing.performance is not None
    assert desk.sell.showing.performance.id == tonight.id
    qtbot.waitUntil(lambda: "chosen" in legend.zones[1].accessibleName())


def test_a_house_of_one_zone_never_asks(house: Database, open_desk: Desks, qtbot: QtBot) -> None:
    by = counter(house, "Office")
    stored = house.act(lambda tx: plans.store(tx, plan=small_plan(rows="AB"), hall="Cellar"), by=by)
    house.act(
        lambda tx: performances.create(
            tx, event="Jazz", hall=stored.hall, starts_at=tx.now, prices={"Front": 1000, "Rear": 1000}
        ),
        by=by,
    )
    desk = open_desk()
    ask(desk, "2")
    has(qtbot, desk, "A5", "A6")


def test_parties_one_after_the_other_never_get_the_same_seats(desk: Desk, qtbot: QtBot) -> None:
    ask(desk, "2 front")
    ask(desk, "2")  # before the first answer
    qtbot.waitUntil(lambda: len(held(desk)) == 4)


def test_next_best_gives_back_the_last_pick_and_takes_the_next(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "B1", "B2")
    ask(desk, "2 front")
    has(qtbot, desk, "B1", "B2", "A5", "A6")
    seen = {frozenset({"Stalls A5", "Stalls A6"})}
    for _ in range(4):
        press(desk, "Shift+F8")
        qtbot.waitUntil(lambda: held(desk) - {"Stalls B1", "Stalls B2"} not in seen)
        settle(qtbot, desk)
        seen.add(frozenset(held(desk) - {"Stalls B1", "Stalls B2"}))
        assert len(held(desk)) == 4
    assert len(seen) == 5
    assert all(len(pair) == 2 for pair in seen)


def test_where_there_are_no_others_the_last_pick_stays(desk: Desk, qtbot: QtBot) -> None:
    names = [f"C{number}" for number in range(1, 11)]
    ask(desk, "10 rear")
    has(qtbot, desk, *names)
    press(desk, "Shift+F8")
    qtbot.waitUntil(lambda: "no other 10 seats in Rear" in desk.window.strip.text)
    settle(qtbot, desk)
    has(qtbot, desk, *names)


def test_the_next_best_is_there_only_while_the_last_pick_is_whole(desk: Desk, qtbot: QtBot) -> None:
    assert not desk.actions["next_best"].isEnabled()
    ask(desk, "2 front")
    has(qtbot, desk, "A5", "A6")
    assert desk.actions["next_best"].isEnabled()
    click(desk, "A5")
    has(qtbot, desk, "A6")
    assert not desk.actions["next_best"].isEnabled()


def test_a_pick_that_another_counter_was_quicker_to_take_is_made_anew(
    desk: Desk, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    rival(house, tonight, "A5")
    ask(desk, "2 front")
    qtbot.waitUntil(lambda: len(held(desk)) == 2)
    assert "Stalls A5" not in held(desk)
    qtbot.waitUntil(lambda: status(desk, "A5") is SeatStatus.HELD)
    assert desk.window.strip.text == ""


def test_a_next_best_that_is_lost_is_tried_again_and_the_first_pick_is_never_lost(
    desk: Desk, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    ask(desk, "2 rear")
    has(qtbot, desk, "C5", "C6")
    rival(house, tonight, "C4", "C7")
    press(desk, "Shift+F8")
    qtbot.waitUntil(lambda: held(desk) != {"Stalls C5", "Stalls C6"})
    assert len(held(desk)) == 2
    assert held(desk).isdisjoint({"Stalls C4", "Stalls C7"})
    rest = ("C1", "C2", "C3", "C8", "C9", "C10")
    before = set(held(desk))
    rival_gets = [name for name in (*rest, "C5", "C6") if f"Stalls {name}" not in before]
    rival(house, tonight, *rival_gets)
    press(desk, "Shift+F8")
    qtbot.waitUntil(lambda: desk.window.strip.text != "")
    settle(qtbot, desk)
    assert held(desk) == before


def test_after_four_losses_the_clerk_is_told(desk: Desk, house: Database, tonight: Performance, qtbot: QtBot) -> None:
    rival(house, tonight, *(f"{row}{number}" for row in "AB" for number in range(1, 11)))
    ask(desk, "2 front")
    qtbot.waitUntil(lambda: "Other counters took 2 seats in Front first, 4 times" in desk.window.strip.text)
    qtbot.waitUntil(lambda: status(desk, "B10") is SeatStatus.HELD)
    assert held(desk) == set()
    ask(desk, "2 front")
    qtbot.waitUntil(lambda: "Front has no seats free, not 2" in desk.window.strip.text)


def test_a_party_too_large_for_its_zone_is_told_what_there_is(desk: Desk, qtbot: QtBot) -> None:
    ask(desk, "11 rear")
    qtbot.waitUntil(lambda: desk.window.strip.text.startswith("Rear has 10 seats free, not 11."))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4 balcony", "There is no price zone “balcony” here. Type Front or Rear."),
        ("2 wheelchair", "There are no wheelchair places on sale here."),
        ("41", "There is no seat “41” here."),
    ],
)
def test_what_cannot_be_had_is_said(desk: Desk, qtbot: QtBot, text: str, said: str) -> None:
    ask(desk, text)
    qtbot.waitUntil(lambda: desk.window.strip.text.startswith(said))


def test_a_split_is_told_in_one_sentence(desk: Desk, qtbot: QtBot) -> None:
    ask(desk, "12 front")
    qtbot.waitUntil(lambda: len(held(desk)) == 12)
    assert desk.window.strip.text == "Two rows: A 10 + B 2."


def test_no_best_seats_while_a_payment_is_open(desk: Desk, qtbot: QtBot) -> None:
    take(qtbot, desk, "A1")
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    QTest.mouseClick(desk.sell.showing.parties.buttons[1], Qt.MouseButton.LeftButton)
    assert "Go back to the seats first" in desk.window.strip.text
    assert not desk.actions["next_best"].isEnabled()


def test_a_seat_left_alone_is_told_and_one_key_takes_seats_that_leave_none(desk: Desk, qtbot: QtBot) -> None:
    line = desk.sell.order.left_alone
    take(qtbot, desk, "A2", "A3")
    qtbot.waitUntil(line.isVisible)
    assert line.label.text() == "Stalls A1 is left alone."
    assert line.button.text().startswith(("A1–A2 instead", "A3–A4 instead"))
    assert "Shift+F3" in line.button.text()
    press(desk, "Shift+F3")
    qtbot.waitUntil(lambda: held(desk) != {"Stalls A2", "Stalls A3"})
    assert len(held(desk)) == 2
    qtbot.waitUntil(line.isHidden)
    assert not desk.actions["leave_none_alone"].isEnabled()


def test_the_line_goes_when_the_seat_is_taken_too_or_the_others_are_given_back(desk: Desk, qtbot: QtBot) -> None:
    line = desk.sell.order.left_alone
    take(qtbot, desk, "A2", "A3")
    qtbot.waitUntil(line.isVisible)
    take(qtbot, desk, "A1")
    qtbot.waitUntil(line.isHidden)
    click(desk, "A1")
    qtbot.waitUntil(line.isVisible)
    press(desk, "Ctrl+F8")
    qtbot.waitUntil(line.isHidden)


def test_a_line_comes_too_where_another_counter_takes_the_seats_beside(
    desk: Desk, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    take(qtbot, desk, "A5", "A6")
    rival(house, tonight, "A2", "A3")
    desk.refresh.ask()
    qtbot.waitUntil(lambda: status(desk, "A3") is SeatStatus.HELD)
    qtbot.waitUntil(desk.sell.order.left_alone.isVisible)
    assert desk.sell.order.left_alone.label.text() == "Stalls A4 is left alone."


def test_next_best_goes_on_after_seats_that_leave_none_alone(
    desk: Desk, house: Database, tonight: Performance, qtbot: QtBot
) -> None:
    rival(house, tonight, "A4", "A8", "B4", "B8")
    desk.refresh.ask()
    qtbot.waitUntil(lambda: status(desk, "B8") is SeatStatus.HELD)
    ask(desk, "2 front")
    has(qtbot, desk, "A5", "A6")  # two rows back would cost more than A7 left alone
    qtbot.waitUntil(lambda: desk.sell.order.left_alone.label.text() == "Stalls A7 is left alone.")
    press(desk, "Shift+F3")
    has(qtbot, desk, "A9", "A10")
    qtbot.waitUntil(desk.sell.order.left_alone.isHidden)
    qtbot.waitUntil(desk.actions["next_best"].isEnabled)
    press(desk, "Shift+F8")
    qtbot.waitUntil(lambda: held(desk) not in ({"Stalls A9", "Stalls A10"}, set()))
    assert len(held(desk)) == 2
    assert held(desk) != {"Stalls A5", "Stalls A6"}
