"""Processes fight for the same seats, on both databases; and the judges see every fault that is planted."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import text

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.db.scratch import deadlocks
from boxoffice.domain.performances import Performance
from tests.support import fight, ledger, plants, seat_revisions, warm
from tests.support.houses import another_night, counter, small_plan, studio
from tests.support.postgres import owned

CLERKS = 4
READERS = 2  # one for each night
ACTS = 150


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Processes of their own: no connection was ever carried into them."""
    context = warm.context()
    gate = context.Barrier(2)
    with ProcessPoolExecutor(CLERKS + READERS, context, initializer=fight.begin, initargs=(gate,)) as pool:
        yield pool


@pytest.fixture
def show(database: Database) -> Performance:
    seat_revisions.install(database)
    return studio(database, by=counter(database, "Referee"), plan=small_plan(rows="ABCD", seats=10))


def test_no_seat_is_had_twice_and_no_change_is_missed(
    processes: ProcessPoolExecutor, where: str, database: Database, show: Performance
) -> None:
    shows = [show, another_night(database, show)]
    with owned(database) as house, house.engine.begin() as connection:
        connection.execute(text("UPDATE house SET hold_ms = 400, paying_ms = 600"))  # who walks away is soon gone
    readers = [processes.submit(fight.reader, where, night) for night in shows]
    clerks = [processes.submit(fight.clerk, where, shows, name=f"Counter {n}", acts=ACTS) for n in range(CLERKS)]
    try:
        done = [clerk.result() for clerk in clerks]
    finally:
        for night in shows:
            fight.say_over(where, night)
    assert seat_revisions.violations(database) == []
    assert ledger.faults(database) == []
    assert deadlocks(database) == 0
    for night, reader in zip(shows, readers, strict=True):
        assert seat_revisions.missed(database, reader.result(), performance=night.id) == []
    facts = [change.fact for change in seat_revisions.changes(database)]
    assert {fact.status for fact in facts} == {"held", "paying", "free", "sold"}
    # It was a fight, not a queue of refusals.
    assert len(facts) > CLERKS * ACTS // 2
    assert sum((work.refused for work in done), Counter())["SeatsTaken"] > CLERKS
    assert [work.faults for work in done] == [[]] * CLERKS


@pytest.mark.parametrize("plant", [None, plants.TAKES_ANYTHING])
def test_a_take_of_a_held_seat(
    processes: ProcessPoolExecutor, where: str, database: Database, show: Performance, plant: str | None
) -> None:
    for name in ("Counter 1", "Counter 2"):
        processes.submit(fight.takes, where, show, name=name, seats=["A1"], plant=plant).result()
    judge(database, plant)


@pytest.mark.parametrize("plant", [None, plants.LOOKS_FIRST])
def test_two_takes_at_the_same_moment(
    processes: ProcessPoolExecutor, where: str, database: Database, show: Performance, plant: str | None
) -> None:
    both = [
        processes.submit(fight.takes, where, show, name=name, seats=["A1"], plant=plant, meets=plant is None)
        for name in ("Counter 1", "Counter 2")
    ]
    got = [take.result() for take in both]
    assert sorted(got) == ([False, True] if plant is None else [True, True])
    judge(database, plant)


@pytest.mark.parametrize("plant", [None, plants.MINE_WHATEVER])
def test_a_click_after_the_sale(
    processes: ProcessPoolExecutor, where: str, database: Database, show: Performance, plant: str | None
) -> None:
    processes.submit(fight.clicks_late, where, show, name="Counter 1", plant=plant).result()
    judge(database, plant)


@pytest.mark.parametrize("plant", [plants.ASKS_ONLY_FOR_STATUS, plants.ASKS_ONLY_WHETHER_OPEN])
def test_either_guard_alone_leaves_a_sold_seat_sold(
    processes: ProcessPoolExecutor, where: str, database: Database, show: Performance, plant: str
) -> None:
    processes.submit(fight.clicks_late, where, show, name="Counter 1", plant=plant).result()
    assert seat_revisions.violations(database) == []


@pytest.mark.parametrize("plant", [None, plants.LATE_HORIZON])
def test_changes_that_commit_during_a_reading(
    processes: ProcessPoolExecutor, where: str, database: Database, show: Performance, plant: str | None
) -> None:
    reading = processes.submit(fight.reader, where, show, plant=plant, meets=True)
    processes.submit(fight.takes, where, show, name="Counter 1", seats=["A1", "B1"], plant=None, meets=True).result()
    fight.say_over(where, show)
    missed = seat_revisions.missed(database, reading.result(), performance=show.id)
    assert bool(missed) == (plant is not None), missed


@pytest.mark.parametrize("plant", [None, plants.LOCKS_BY_NIGHT])
def test_two_orders_for_the_same_nights(
    processes: ProcessPoolExecutor, postgresql_house: str, plant: str | None
) -> None:
    with closing(open_database(postgresql_house)) as database:
        first = studio(database, by=counter(database, "Referee"))
        orders = fight.two_orders_crosswise(database, [first, another_night(database, first)])
        both = [
            processes.submit(fight.takes_again, postgresql_house, first, name=name, order=order, plant=plant)
            for name, order in orders.items()
        ]
        for taking in both:
            taking.result()
        # Where it is planted, who was sent back may well run into the other once more.
        assert bool(deadlocks(database)) == (plant is not None)


def judge(database: Database, plant: str | None) -> None:
    """The judges find nothing where nothing was planted, and something where it was."""
    found = seat_revisions.violations(database)
    assert bool(found) == (plant is not None), found
