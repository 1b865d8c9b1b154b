"""What an act at the counter reads of a house on a server: rows of its own seats, however many others there are."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from boxoffice.db.database import WriteTx
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import SeatsTaken
from boxoffice.domain.holds import ReleasedBy
from boxoffice.services import hold_list, holds, orders, sales
from tests.support.desk import PLENTY, Desk
from tests.support.houses import counter, small_plan, studio

_SEATS_EACH = 200
_ROWS = ("ABCDEFGHIJ", "ABCDEFGHIJKLMNOPQRST")  # of a small plan a server without statistics thinks otherwise
_FEW = 30  # rows of a table: three seats, some of them looked at again by each step
_SELL_HALF = Statement(
    "INSERT INTO occupant (performance_id, seat_id, status, order_id, counter_id, taken_at, mark)"
    " SELECT :performance, id, 'sold', :order, :counter, :now, :mark FROM seat WHERE id % 2 = 0 AND row <> 'A'"
)
# By this connection, since it last told the server's statistics.
_READ = Statement(
    "SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0) AS read FROM pg_stat_xact_user_tables"
    " WHERE seq_tup_read + coalesce(idx_tup_fetch, 0) > 0 ORDER BY 2 DESC"
)
_PREPARED = Statement("SELECT count(*) FROM pg_prepared_statements")


@pytest.fixture(params=_ROWS, ids=len)
def desk(request: pytest.FixtureRequest, postgresql_house: str) -> Iterator[Desk]:
    """A counter in a house, half of it sold since it was first asked, that the server has gathered no statistics of."""
    with closing(open_database(postgresql_house)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by, plan=small_plan(rows=request.param, seats=_SEATS_EACH)))
        desk.take("A1")
        desk.act(lambda tx: ask_in_vain(tx, desk, "A1"))
        values = {"performance": desk.performance.id, "order": desk.order, "counter": by.counter}
        desk.act(lambda tx: tx.execute(_SELL_HALF, values | {"now": tx.now, "mark": tx.mark}))
        desk.next_customer()
        yield desk


def ask_in_vain(tx: WriteTx, desk: Desk, name: str) -> None:
    """Another customer wants a seat that somebody has."""
    with pytest.raises(SeatsTaken):
        holds.take(tx, order="late", performance=desk.performance.id, seats=[desk.seats[name]])


def read_by(desk: Desk, act: Callable[[WriteTx], object]) -> dict[str, int]:
    """How many rows of each table the act reads."""

    def count(tx: WriteTx) -> dict[str, int]:
        return {row.relname: row.read for row in tx.execute(_READ).all()}

    def counted(tx: WriteTx) -> dict[str, int]:
        before = count(tx)
        act(tx)
        return {table: read - before.get(table, 0) for table, read in count(tx).items() if read > before.get(table, 0)}

    return desk.act(counted)


def test_an_act_reads_the_rows_of_its_own_seats(desk: Desk) -> None:
    order, performance = desk.order, desk.performance.id
    seats = [desk.seats[name] for name in ("A5", "A6", "A7")]
    found = {"refusal": read_by(desk, lambda tx: ask_in_vain(tx, desk, "B2"))}
    found["take"] = read_by(desk, lambda tx: holds.take(tx, order=order, performance=performance, seats=seats))
    line = desk.read().lines[0].id
    found["give back"] = read_by(desk, lambda tx: holds.give_back(tx, order=order, lines=[line]))
    found["keep"] = read_by(desk, lambda tx: holds.keep(tx, order=order))
    found["list"] = read_by(desk, hold_list.list_holds)
    found["pay"] = read_by(desk, lambda tx: sales.open_payment(tx, order=order))
    found["sell"] = read_by(desk, lambda tx: sales.sell(tx, order=order, payment="1", tendered=PLENTY))
    found["release"] = read_by(desk, lambda tx: holds.release_expired(tx, via=ReleasedBy.JOB))
    found["read"] = read_by(desk, lambda tx: orders.read(tx, order=order))
    assert {(act, table): read for act in found for table, read in found[act].items() if read > _FEW} == {}


def test_a_counter_that_was_refused_seats_plans_nothing_anew(desk: Desk) -> None:
    def prepared() -> int:
        return int(desk.database.look(lambda tx: tx.execute(_PREPARED).scalar_one()))

    for name in ("A5", "A6", "A7"):
        desk.take(name)
    before = prepared()
    assert before > 10
    with pytest.raises(SeatsTaken):
        desk.take("B2")
    assert prepared() >= before
    assert len(desk.read().lines) == 3
