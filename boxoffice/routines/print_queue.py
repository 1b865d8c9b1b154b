"""The print queue at work: the next job with its documents, noted as on its way before a printer gets it."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from boxoffice.db.database import Database, WriteTx
from boxoffice.domain.errors import Refusal
from boxoffice.domain.permissions import By
from boxoffice.domain.print_jobs import JobState, PrintJob, What
from boxoffice.routines.papers import Document, documents
from boxoffice.services import print_jobs

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a counter's queue stands: how many jobs wait, how many were cut off and are asked about."""

    waiting: int
    asked: int
    kinds: frozenset[What] = frozenset()  # of what waits
    fault: str = ""  # why the oldest that failed did


@dataclass(frozen=True, slots=True)
class Turn:
    """A job that is on its way with its documents, or None; and how the queue stands, the job no more in it."""

    job: PrintJob | None
    documents: tuple[Document, ...]
    standing: Standing


def take(database: Database, *, by: By, printers: Mapping[What, str], receipts: bool) -> Turn:
    """The counter's next job that one of the printers can take now, noted as *sending*; ``receipts`` wants all.

    A program that ends before the job is noted as sent or failed leaves it so, and the clerk is asked.
    """
    if receipts and database.look(lambda tx: print_jobs.offered(tx, counter=by.counter)):
        database.act(print_jobs.want_fresh_receipts, by=by)
    unfinished = _unfinished(database, by=by)
    for job in unfinished:
        if job.state is JobState.WAITING and job.what in printers:
            ready = _ready(database, by=by, job=job)
            if ready and _begin(database, by=by, job=job, printer=printers[job.what]):
                return Turn(job, ready, _standing(each for each in unfinished if each is not job))
    return Turn(None, (), _standing(_unfinished(database, by=by)))


def note_sent(database: Database, *, by: By, job: int) -> None:
    """A printer's queue took the job."""
    database.act(lambda tx: print_jobs.sent(tx, job=job), by=by)


def note_failed(database: Database, *, by: By, job: int, fault: str, in_doubt: bool) -> None:
    """A printer did not take the job, or nobody knows how much of it."""
    database.act(lambda tx: print_jobs.failed(tx, job=job, fault=fault, in_doubt=in_doubt), by=by)


def _unfinished(database: Database, *, by: By) -> Sequence[PrintJob]:
    return database.look(lambda tx: print_jobs.unfinished(tx, counter=by.counter))


def _ready(database: Database, *, by: By, job: PrintJob) -> tuple[Document, ...]:
    """The job's documents; none where it cannot be printed, which keeps none of the others from it."""
    try:
        ready = documents(database, job=job)
    except Refusal:  # of the database, which is no fault of the job
        raise
    except Exception as fault:
        said = f"{type(fault).__name__}: {fault}"
        if said != job.fault:
            log.exception("order %s could not be laid out", job.order_number)
            note_failed(database, by=by, job=job.id, fault=said, in_doubt=False)
        return ()
    if not ready:  # all its tickets are void by now
        database.act(lambda tx: print_jobs.withdraw(tx, jobs=[job.id]), by=by)
    return ready


def _begin(database: Database, *, by: By, job: PrintJob, printer: str) -> bool:
    def begin(tx: WriteTx) -> bool:
        return print_jobs.begin(tx, job=job.id, printer=printer)

    return database.act(begin, by=by)


def _standing(jobs: Iterable[PrintJob]) -> Standing:
    unfinished = tuple(jobs)
    waiting = [job for job in unfinished if job.state is JobState.WAITING]
    return Standing(
        waiting=len(waiting),
        asked=sum(job.state is JobState.SENDING for job in unfinished),
        kinds=frozenset(job.what for job in waiting),
        fault=next((job.fault for job in waiting if job.fault), ""),
    )
