"""A plan imported and a seat taken in the same instant, on PostgreSQL, which has several writers."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.errors import PlanLosesSeats, SeatsTaken
from boxoffice.domain.plan import SeatingPlan
from boxoffice.services import hold_list, performances, plans
from tests.support.desk import Desk
from tests.support.houses import counter, small_plan, studio


@pytest.fixture
def database(postgresql_house: str) -> Iterator[Database]:
    opened = open_database(postgresql_house)
    yield opened
    opened.close()


def without_the_last_seat(plan: SeatingPlan) -> SeatingPlan:
    last = plan.rows[-1]
    rows = (*plan.rows[:-1], replace(last, runs=(last.runs[0][:-1],)))
    return replace(plan, seats=plan.seats[:-1], rows=rows)


def test_a_take_never_holds_a_seat_that_the_plan_being_imported_lacks(database: Database) -> None:
    by = counter(database, "Counter 1")
    desk = Desk(database, by, studio(database, by=by))
    taken: list[str] = []

    def take() -> None:
        try:
            desk.take("C10")
        except SeatsTaken:
            taken.append("refused")
        else:
            taken.append("held")

    clerk = threading.Thread(target=take)
    with database.write(by=counter(database, "Office")) as tx:
        plans.store(tx, plan=without_the_last_seat(small_plan()), hall="Studio")
        clerk.start()
        clerk.join(timeout=0.3)  # it waits for the import, or had answered before
    clerk.join()
    assert taken == ["refused"]
    assert database.look(hold_list.list_holds) == ()


def test_an_import_that_lacks_a_seat_waits_for_its_take_and_is_refused(database: Database) -> None:
    by = counter(database, "Counter 1")
    desk = Desk(database, by, studio(database, by=by))
    desk.take("C10")
    with pytest.raises(PlanLosesSeats, match="Stalls C10"):
        database.act(lambda tx: plans.store(tx, plan=without_the_last_seat(small_plan()), hall="Studio"), by=by)
    assert database.look(performances.board)[0].seats == 30
