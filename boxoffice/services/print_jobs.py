"""The print queue: what sales put on paper, kept until it came out.

Until a printer's queue took a job it is tried again and again; after that never by itself, since only the clerk sees
what came out.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import NothingPrinted, NothingToPrint, NotThatManyPrinted
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.permissions import Permission
from boxoffice.domain.print_jobs import JobState, PrintJob, What
from boxoffice.services.house import day_begins
from boxoffice.services.journal import record

_FRESH: Final = 10 * MINUTE  # how long a receipt that nobody asked for is printed by itself after a crash
_JOBS = (
    "SELECT j.id, j.order_id, o.number, j.what, j.tickets, j.state, j.made_at, j.sent_at, j.printer, j.attempts,"
    " j.fault FROM print_job j JOIN orders o ON o.id = j.order_id"
)
_ONE = Statement(f"{_JOBS} WHERE j.id = :job")
_WAITING = Statement(f"{_JOBS} WHERE j.counter_id = :counter AND j.state = 'waiting' ORDER BY j.id")
_UNFINISHED = Statement(f"{_JOBS} WHERE j.counter_id = :counter AND j.state IN ('waiting', 'sending') ORDER BY j.id")
_OFFERED = Statement(
    f"{_JOBS} WHERE j.counter_id = :counter AND j.state = 'offered' AND j.made_at > :fresh ORDER BY j.id"
)
_LISTED = Statement(
    f"{_JOBS} WHERE j.counter_id = :counter AND (j.state IN ('waiting', 'sending')"
    " OR (j.state IN ('sent', 'printed') AND j.made_at >= :since)) ORDER BY j.id DESC"
)
_OF_ORDER = Statement(f"{_JOBS} WHERE j.order_id = :order ORDER BY j.id")
_INSERT = (
    "INSERT INTO print_job (counter_id, order_id, what, tickets, state, made_at, printer, attempts, fault)"
    " VALUES (:counter, :order, :what, :tickets, :state, :now, '', 0, '')"
)
_ADD = Statement(_INSERT)
_ADD_ONE = Statement(f"{_INSERT} RETURNING id")
_MOVE = "UPDATE print_job SET state = :state"
_BEGIN = Statement(
    f"{_MOVE}, printer = :printer, attempts = attempts + 1, fault = '' WHERE id = :job AND state = 'waiting'"
    " RETURNING id"
)
_SENT = Statement(f"{_MOVE}, sent_at = :now WHERE id = :job AND state = 'sending'")
_FAILED = Statement(f"{_MOVE}, fault = :fault WHERE id = :job AND state IN ('sending', 'waiting')")
_ANSWER = Statement(f"{_MOVE} WHERE id = :job AND state IN ('sending', 'sent') RETURNING id")
_WITHDRAW = Statement(f"{_MOVE} WHERE id $in_seats AND state IN ('offered', 'waiting')")
_WANT = Statement(f"{_MOVE} WHERE id = :job AND state = 'offered' RETURNING id")
_WANT_FRESH = Statement(f"{_MOVE} WHERE counter_id = :counter AND state = 'offered' AND made_at > :fresh")
_ORDER = Statement("SELECT number, state FROM orders WHERE id = :order")


def add(tx: WriteTx, *, order: str, what: What, tickets: Sequence[int] = ()) -> PrintJob:
    """A new job of this counter, waiting: the tickets (or voucher lines) of an order, or its receipt."""
    tx.by.demand(Permission.SELL)
    return read(tx, job=_add(tx, order=order, what=what, tickets=tickets))


def queue_sale(tx: WriteTx, *, order: str, tickets: Sequence[int], vouchers: Sequence[int]) -> None:
    """Queue what a sale prints, in the sale's own transaction: its tickets, gift vouchers, and a receipt on offer."""
    tx.by.demand(Permission.SELL)
    jobs = [_values(tx, order=order, what=What.TICKETS, tickets=tickets)] if tickets else []
    if vouchers:
        jobs.append(_values(tx, order=order, what=What.VOUCHERS, tickets=vouchers))
    jobs.append(_values(tx, order=order, what=What.RECEIPT, tickets=(), state=JobState.OFFERED))
    tx.execute(_ADD, jobs)


def read(tx: Tx, *, job: int) -> PrintJob:
    """One job as it stands now."""
    return _job(tx.execute(_ONE, {"job": job}).one())


def waiting(tx: Tx, *, counter: int) -> tuple[PrintJob, ...]:
    """A counter's jobs that no printer took yet, oldest first."""
    return tuple(_job(row) for row in tx.execute(_WAITING, {"counter": counter}).all())


def unfinished(tx: Tx, *, counter: int) -> tuple[PrintJob, ...]:
    """A counter's jobs that wait, and those that were cut off, oldest first.

    Receipts on offer are not among them: where nobody wants one, each sale leaves one more.
    """
    return tuple(_job(row) for row in tx.execute(_UNFINISHED, {"counter": counter}).all())


def offered(tx: Tx, *, counter: int) -> tuple[PrintJob, ...]:
    """A counter's receipts that are freshly on offer, oldest first."""
    values = {"counter": counter, "fresh": tx.now - _FRESH}
    return tuple(_job(row) for row in tx.execute(_OFFERED, values).all())


def listed(tx: Tx, *, counter: int) -> tuple[PrintJob, ...]:
    """A counter's jobs of the current business day, and what was left from before, newest first."""
    values = {"counter": counter, "since": day_begins(tx)}
    return tuple(_job(row) for row in tx.execute(_LISTED, values).all())


def of_order(tx: Tx, *, order: str) -> tuple[PrintJob, ...]:
    """All jobs of an order, oldest first."""
    return tuple(_job(row) for row in tx.execute(_OF_ORDER, {"order": order}).all())


def begin(tx: WriteTx, *, job: int, printer: str) -> bool:
    """Note that a waiting job is about to go to a printer; False where it does not wait any more."""
    tx.by.demand(Permission.SELL)
    values = {"job": job, "printer": printer, "state": JobState.SENDING.value}
    return bool(tx.execute(_BEGIN, values).all())


def sent(tx: WriteTx, *, job: int) -> None:
    """Note that the printer's queue took a job; from now it is never printed again by itself."""
    tx.by.demand(Permission.SELL)
    tx.execute(_SENT, {"job": job, "state": JobState.SENT.value, "now": tx.now})


def failed(tx: WriteTx, *, job: int, fault: str, in_doubt: bool = False) -> None:
    """Note why a printer took nothing of a job, which waits again; where it may have taken a part, it is *in doubt*.

    What is in doubt stays as it was cut off, and the clerk is asked.
    """
    tx.by.demand(Permission.SELL)
    state = JobState.SENDING if in_doubt else JobState.WAITING
    tx.execute(_FAILED, {"job": job, "fault": fault, "state": state.value})


def came_out(tx: WriteTx, *, job: int, missing_from: int | None) -> PrintJob | None:
    """The new job for what did not come out, as the clerk saw it, printed as originals; None where all did.

    ``missing_from`` is the number of the first that did not come out: 1 where none did, None where all did. Raises
    NothingPrinted where the job was answered before or no printer took it, and NotThatManyPrinted.
    """
    tx.by.demand(Permission.SELL)
    found = read(tx, job=job)
    if missing_from is not None and not 1 <= missing_from <= found.count:
        raise NotThatManyPrinted(number=missing_from, what=found.named)
    if not tx.execute(_ANSWER, {"job": job, "state": JobState.PRINTED.value}).all():
        raise NothingPrinted(number=found.order_number)
    if missing_from is None:
        return None
    missing = found.tickets[missing_from - 1 :]
    again = _add(tx, order=found.order, what=found.what, tickets=missing)
    record(tx, "printed again", order=found.order, what=found.what.value, tickets=missing, from_number=missing_from)
    return read(tx, job=again)


def want_receipt(tx: WriteTx, *, order: str) -> PrintJob:
    """The job that prints an order's receipt because somebody asked for it; one more where it was printed before.

    Raises NothingToPrint.
    """
    tx.by.demand(Permission.SELL)
    head = tx.execute(_ORDER, {"order": order}).one()
    if head.state != "sold":
        raise NothingToPrint(number=head.number)
    receipts = [job for job in of_order(tx, order=order) if job.what is What.RECEIPT]
    for job in receipts:
        if tx.execute(_WANT, {"job": job.id, "state": JobState.WAITING.value}).all():
            return read(tx, job=job.id)
    wanted = next((job for job in receipts if job.state is JobState.WAITING), None)
    return wanted or add(tx, order=order, what=What.RECEIPT)


def want_fresh_receipts(tx: WriteTx) -> None:
    """Let the receipts of the latest sales wait for the printer, as a counter does that always prints them."""
    tx.by.demand(Permission.SELL)
    values = {"counter": tx.by.counter, "fresh": tx.now - _FRESH, "state": JobState.WAITING.value}
    tx.execute(_WANT_FRESH, values)


def withdraw(tx: WriteTx, *, jobs: Sequence[int]) -> None:
    """Print none of these jobs; what a printer has already is past that."""
    tx.by.demand(Permission.SELL)
    tx.execute(_WITHDRAW, {"seats": json.dumps(sorted(set(jobs))), "state": JobState.WITHDRAWN.value})


def _add(tx: WriteTx, *, order: str, what: What, tickets: Sequence[int] = ()) -> int:
    return int(tx.execute(_ADD_ONE, _values(tx, order=order, what=what, tickets=tickets)).scalar_one())


def _values(
    tx: WriteTx, *, order: str, what: What, tickets: Sequence[int], state: JobState = JobState.WAITING
) -> dict[str, object]:
    return {
        "counter": tx.by.counter,
        "order": order,
        "what": what.value,
        "tickets": json.dumps(list(tickets)),
        "state": state.value,
        "now": tx.now,
    }


def _job(row: Any) -> PrintJob:  # noqa: ANN401 (a row of the statements above)
    return PrintJob(
        id=row.id,
        order=row.order_id,
        order_number=row.number,
        what=What(row.what),
        tickets=tuple(json.loads(row.tickets)),
        state=JobState(row.state),
        made_at=row.made_at,
        sent_at=row.sent_at,
        printer=row.printer,
        attempts=row.attempts,
        fault=row.fault,
    )
