"""The print queue at work, on both databases: what is taken, in which order, and what holds nothing up."""

import pytest

from boxoffice.db.database import Database
from boxoffice.db.statement import Statement
from boxoffice.domain.print_jobs import JobState, What
from boxoffice.routines import print_queue
from boxoffice.routines.print_queue import Turn
from boxoffice.services import print_jobs
from tests.support.desk import Desk
from tests.support.houses import counter, studio

BOTH = {What.TICKETS: "Front desk", What.RECEIPT: "Roll"}
_UNKNOWN_METHOD = Statement("UPDATE payment SET method = 'barter' WHERE order_id = :order")
_VOID = Statement("UPDATE ticket SET voided_at = 1")


@pytest.fixture
def desk(database: Database) -> Desk:
    by = counter(database, "Counter 1")
    desk = Desk(database, by, studio(database, by=by))
    desk.take("A1", "A2")
    desk.sell()
    return desk


def another_sale(desk: Desk) -> None:
    desk.next_customer()
    desk.take("B1")
    desk.sell()


def take(desk: Desk, printers: dict[What, str], *, receipts: bool = False) -> Turn:
    return print_queue.take(desk.database, by=desk.by, printers=printers, receipts=receipts)


def test_jobs_come_oldest_first_each_noted_before_a_printer_has_it(desk: Desk) -> None:
    first = desk.order
    another_sale(desk)
    turn = take(desk, BOTH)
    assert turn.job is not None
    assert (turn.job.order, len(turn.documents), turn.standing.waiting) == (first, 2, 1)
    with desk.database.read() as tx:
        stored = print_jobs.read(tx, job=turn.job.id)
    assert (stored.state, stored.printer, stored.attempts) == (JobState.SENDING, "Front desk", 1)
    following = take(desk, BOTH)
    assert following.job is not None
    assert (following.job.order, following.standing.asked) == (desk.order, 1)
    assert take(desk, BOTH).job is None


def test_what_was_sent_or_cut_off_is_never_taken_again(desk: Desk) -> None:
    turn = take(desk, BOTH)
    assert turn.job is not None
    assert take(desk, BOTH).job is None
    print_queue.note_sent(desk.database, by=desk.by, job=turn.job.id)
    last = take(desk, BOTH)
    assert (last.job, last.standing.waiting, last.standing.asked) == (None, 0, 0)


def test_what_failed_is_taken_again_and_told_of(desk: Desk) -> None:
    for attempt in (1, 2):
        turn = take(desk, BOTH)
        assert turn.job is not None
        print_queue.note_failed(desk.database, by=desk.by, job=turn.job.id, fault="no paper", in_doubt=False)
        standing = take(desk, {}).standing
        assert (standing.waiting, standing.fault, turn.job.attempts + 1) == (1, "no paper", attempt)


def test_a_kind_without_a_printer_waits_and_keeps_no_other_from_its_own(desk: Desk) -> None:
    desk.act(lambda tx: print_jobs.want_receipt(tx, order=desk.order))
    turn = take(desk, {What.RECEIPT: "Roll"})
    assert turn.job is not None
    assert (turn.job.what, turn.standing.waiting, turn.standing.kinds) == (
        What.RECEIPT,
        1,
        frozenset({What.TICKETS}),
    )


def test_receipts_are_taken_where_every_sale_prints_one(desk: Desk) -> None:
    assert take(desk, {What.RECEIPT: "Roll"}).job is None
    turn = take(desk, {What.RECEIPT: "Roll"}, receipts=True)
    assert turn.job is not None
    assert (turn.job.what, len(turn.documents)) == (What.RECEIPT, 1)


def test_an_order_that_cannot_be_laid_out_keeps_no_other_waiting(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    broken = desk.order
    with desk.database.write(by=desk.by) as tx:
        print_jobs.want_receipt(tx, order=broken)
        tx.execute(_UNKNOWN_METHOD, {"order": broken})
    another_sale(desk)
    desk.act(lambda tx: print_jobs.want_receipt(tx, order=desk.order))
    turn = take(desk, {What.RECEIPT: "Roll"})
    assert turn.job is not None
    assert turn.job.order == desk.order
    standing = take(desk, {What.RECEIPT: "Roll"}).standing
    assert "'barter' is not a valid Method" in standing.fault
    assert sum("could not be laid out" in record.message for record in caplog.records) == 1


def test_tickets_that_are_void_by_now_are_not_printed(desk: Desk) -> None:
    desk.act(lambda tx: tx.execute(_VOID))
    turn = take(desk, BOTH)
    assert (turn.job, turn.standing.waiting) == (None, 0)
