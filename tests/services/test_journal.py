"""The journal has no gaps for a counter, and what was changed in it afterwards shows; on both databases."""

import pytest

from boxoffice.db.database import WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import NotEnoughMoney
from boxoffice.services.journal import record
from tests.support import ledger
from tests.support.desk import Desk
from tests.support.houses import NOBODY
from tests.support.postgres import owned

ENTRIES = Statement("SELECT sequence, act FROM journal WHERE counter_id = :counter ORDER BY sequence")


def entries(desk: Desk) -> list[tuple[int, str]]:
    with desk.database.read() as tx:
        return [(row.sequence, row.act) for row in tx.execute(ENTRIES, {"counter": desk.by.counter}).all()]


def test_an_act_that_is_refused_leaves_no_gap(bob: Desk) -> None:
    bob.take("A1")
    bob.open_payment()

    with pytest.raises(NotEnoughMoney):
        bob.act(record_and_fail)
    bob.finish()
    assert entries(bob) == [(1, "sale")]
    assert ledger.faults(bob.database) == []


def record_and_fail(tx: WriteTx) -> None:
    record(tx, "card started")
    raise NotEnoughMoney(tendered="1", total="2", missing="1")


def test_each_counter_counts_for_itself(alice: Desk, bob: Desk) -> None:
    for desk, seat in ((alice, "A1"), (bob, "A2"), (alice, "A3")):
        desk.next_customer()
        desk.take(seat)
        desk.sell()
    assert [sequence for sequence, _ in entries(alice)] == [1, 2, 3, 4]
    assert [sequence for sequence, _ in entries(bob)] == [1]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET details = '[]' WHERE act = 'sale'",
        "DELETE FROM journal WHERE act = 'sale'",
        "UPDATE payment SET amount = 1",
    ],
)
def test_what_was_changed_behind_the_programs_back_shows(bob: Desk, tampering: str) -> None:
    bob.take("A1")
    bob.sell()
    assert ledger.faults(bob.database) == []
    on_table = " ON journal" if bob.database.dialect == "postgresql" else ""
    with owned(bob.database) as house, house.write(by=NOBODY) as tx:
        for trigger in ("journal_no_update", "journal_no_delete"):
            tx.execute(Statement(f"DROP TRIGGER {trigger}{on_table}"))
        tx.execute(Statement(tampering))
    assert ledger.faults(bob.database) != []
