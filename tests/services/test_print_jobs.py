"""What sales queue for paper, and what becomes of it, on both databases."""

import pytest

from boxoffice.db.statement import Statement
from boxoffice.domain.errors import NothingPrinted, NothingToPrint, NotThatManyPrinted
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.print_jobs import JobState, PrintJob, What
from boxoffice.services import print_jobs
from tests.support import ledger
from tests.support.desk import Desk

_TICKETS = Statement(
    "SELECT t.id FROM ticket t JOIN order_line l ON l.id = t.order_line_id WHERE l.order_id = :order ORDER BY t.id"
)


@pytest.fixture
def sold(alice: Desk) -> Desk:
    """Counter 1 after the sale of four tickets."""
    alice.take("A1", "A2", "A3", "C1")
    alice.sell()
    return alice


def jobs(desk: Desk) -> dict[What, PrintJob]:
    """The newest job of each kind of the desk's order."""
    with desk.database.read() as tx:
        return {job.what: job for job in print_jobs.of_order(tx, order=desk.order)}


def waiting(desk: Desk) -> tuple[PrintJob, ...]:
    with desk.database.read() as tx:
        return print_jobs.waiting(tx, counter=desk.by.counter)


def send(desk: Desk, job: PrintJob) -> None:
    assert desk.act(lambda tx: print_jobs.begin(tx, job=job.id, printer="Front desk"))
    desk.act(lambda tx: print_jobs.sent(tx, job=job.id))


def test_a_sale_queues_its_tickets_in_their_order_and_offers_a_receipt(sold: Desk) -> None:
    with sold.database.read() as tx:
        tickets = tuple(tx.execute(_TICKETS, {"order": sold.order}).scalars())
    found = jobs(sold)
    assert set(found) == {What.TICKETS, What.RECEIPT}
    assert (found[What.TICKETS].tickets, found[What.TICKETS].state) == (tickets, JobState.WAITING)
    assert found[What.RECEIPT].state is JobState.OFFERED
    assert [job.named for job in waiting(sold)] == ["4 tickets"]
    assert ledger.faults(sold.database) == []


def test_receipts_that_nobody_wants_are_not_read_with_every_sale(sold: Desk) -> None:
    sold.next_customer()
    sold.take("B1")
    sold.sell()
    with sold.database.read() as tx:
        unfinished = print_jobs.unfinished(tx, counter=sold.by.counter)
        offered = print_jobs.offered(tx, counter=sold.by.counter)
    assert [job.what for job in unfinished] == [What.TICKETS, What.TICKETS]
    assert [job.what for job in offered] == [What.RECEIPT, What.RECEIPT]


def test_a_sale_told_twice_is_queued_once(sold: Desk) -> None:
    sold.finish()
    assert len(waiting(sold)) == 1


def test_a_sale_that_fails_queues_nothing(alice: Desk) -> None:
    alice.take("A1")
    alice.open_payment()
    with pytest.raises(Exception, match="left to pay"):
        alice.finish(tendered=1)
    assert jobs(alice) == {}


def test_each_counter_has_its_own_queue(sold: Desk, bob: Desk) -> None:
    assert waiting(bob) == ()
    bob.take("B1")
    bob.sell()
    assert [job.order for job in waiting(bob)] == [bob.order]
    assert [job.order for job in waiting(sold)] == [sold.order]


def test_a_job_goes_to_a_printer_once(sold: Desk) -> None:
    job = jobs(sold)[What.TICKETS]
    assert sold.act(lambda tx: print_jobs.begin(tx, job=job.id, printer="Front desk"))
    assert not sold.act(lambda tx: print_jobs.begin(tx, job=job.id, printer="Front desk"))
    assert waiting(sold) == ()
    sold.act(lambda tx: print_jobs.sent(tx, job=job.id))
    after = jobs(sold)[What.TICKETS]
    assert (after.state, after.printer, after.attempts) == (JobState.SENT, "Front desk", 1)
    assert after.sent_at is not None


def test_what_a_printer_refused_waits_with_its_fault_and_is_counted(sold: Desk) -> None:
    job = jobs(sold)[What.TICKETS]
    for _ in range(3):
        sold.act(lambda tx: print_jobs.begin(tx, job=job.id, printer="Front desk"))
        sold.act(lambda tx: print_jobs.failed(tx, job=job.id, fault="no paper"))
    [after] = waiting(sold)
    assert (after.state, after.attempts, after.fault) == (JobState.WAITING, 3, "no paper")


def test_what_may_have_come_out_in_part_is_not_printed_again_by_itself(sold: Desk) -> None:
    job = jobs(sold)[What.TICKETS]
    sold.act(lambda tx: print_jobs.begin(tx, job=job.id, printer="Front desk"))
    sold.act(lambda tx: print_jobs.failed(tx, job=job.id, fault="stopped", in_doubt=True))
    assert waiting(sold) == ()
    assert (jobs(sold)[What.TICKETS].state, jobs(sold)[What.TICKETS].fault) == (JobState.SENDING, "stopped")


def test_all_that_came_out_is_printed_and_asked_about_no_more(sold: Desk) -> None:
    job = jobs(sold)[What.TICKETS]
    send(sold, job)
    assert sold.act(lambda tx: print_jobs.came_out(tx, job=job.id, missing_from=None)) is None
    assert jobs(sold)[What.TICKETS].state is JobState.PRINTED
    with pytest.raises(NothingPrinted, match=job.order_number):
        sold.act(lambda tx: print_jobs.came_out(tx, job=job.id, missing_from=1))
    assert waiting(sold) == ()


@pytest.mark.parametrize("number", [1, 3, 4])
def test_from_a_number_on_the_rest_is_queued_again(sold: Desk, number: int) -> None:
    job = jobs(sold)[What.TICKETS]
    send(sold, job)
    again = sold.act(lambda tx: print_jobs.came_out(tx, job=job.id, missing_from=number))
    assert again is not None
    assert [each.tickets for each in waiting(sold)] == [again.tickets] == [job.tickets[number - 1 :]]
    with sold.database.read() as tx:
        assert print_jobs.read(tx, job=job.id).state is JobState.PRINTED
    assert ledger.faults(sold.database) == []


def test_a_job_that_was_cut_off_is_asked_about_and_answered_too(sold: Desk) -> None:
    job = jobs(sold)[What.TICKETS]
    sold.act(lambda tx: print_jobs.begin(tx, job=job.id, printer="Front desk"))
    assert sold.act(lambda tx: print_jobs.came_out(tx, job=job.id, missing_from=1)) is not None


@pytest.mark.parametrize("number", [0, 5])
def test_a_number_that_the_job_does_not_have_changes_nothing(sold: Desk, number: int) -> None:
    job = jobs(sold)[What.TICKETS]
    send(sold, job)
    with pytest.raises(NotThatManyPrinted, match="among 4 tickets"):
        sold.act(lambda tx: print_jobs.came_out(tx, job=job.id, missing_from=number))
    assert jobs(sold)[What.TICKETS].state is JobState.SENT


def test_what_still_waits_cannot_have_come_out(sold: Desk) -> None:
    job = jobs(sold)[What.TICKETS]
    with pytest.raises(NothingPrinted):
        sold.act(lambda tx: print_jobs.came_out(tx, job=job.id, missing_from=1))
    assert len(waiting(sold)) == 1


def test_a_receipt_waits_once_it_is_asked_for_and_again_after_it_was_printed(sold: Desk) -> None:
    first = sold.act(lambda tx: print_jobs.want_receipt(tx, order=sold.order))
    assert sold.act(lambda tx: print_jobs.want_receipt(tx, order=sold.order)) == first
    send(sold, first)
    second = sold.act(lambda tx: print_jobs.want_receipt(tx, order=sold.order))
    assert (second.id != first.id, second.state) == (True, JobState.WAITING)


def test_an_order_that_is_not_sold_has_no_receipt(alice: Desk) -> None:
    alice.take("A1")
    with pytest.raises(NothingToPrint, match="is not sold"):
        alice.act(lambda tx: print_jobs.want_receipt(tx, order=alice.order))


def test_a_counter_that_prints_every_receipt_begins_with_the_latest_and_not_with_all_of_the_day(sold: Desk) -> None:
    later = sold.database.look(lambda tx: tx.now) + 11 * MINUTE
    sold.act(print_jobs.want_fresh_receipts, at=later)
    assert jobs(sold)[What.RECEIPT].state is JobState.OFFERED
    sold.act(print_jobs.want_fresh_receipts)
    assert jobs(sold)[What.RECEIPT].state is JobState.WAITING


def test_what_is_withdrawn_is_not_printed_and_what_a_printer_has_is_past_that(sold: Desk, bob: Desk) -> None:
    first = jobs(sold)[What.TICKETS]
    send(sold, first)
    sold.next_customer()
    sold.take("B2")
    sold.sell()
    second = jobs(sold)[What.TICKETS]
    bob.act(lambda tx: print_jobs.withdraw(tx, jobs=[first.id, second.id]))
    assert waiting(sold) == ()
    with sold.database.read() as tx:
        assert [job.id for job in print_jobs.listed(tx, counter=sold.by.counter)] == [first.id]


def test_the_list_has_the_day_and_what_was_left_from_before_newest_first(sold: Desk) -> None:
    left = jobs(sold)[What.TICKETS]
    sold.next_customer()
    sold.take("B2")
    sold.sell()
    done = jobs(sold)[What.TICKETS]
    send(sold, done)
    with sold.database.read() as tx:
        assert [job.id for job in print_jobs.listed(tx, counter=sold.by.counter)] == [done.id, left.id]
        tx.now += 2 * 24 * 60 * MINUTE
        assert [job.id for job in print_jobs.listed(tx, counter=sold.by.counter)] == [left.id]
