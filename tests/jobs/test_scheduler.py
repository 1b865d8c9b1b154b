"""The 60 s clock runs, late or not, says how it went, and stops without leaving anything behind."""

import itertools
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from boxoffice.jobs import scheduler
from boxoffice.jobs.scheduler import ExpiryJob, FromNow

PATIENCE = 30.0


@contextmanager
def running(
    release: Callable[[], int], *, every: int = 1
) -> Iterator[tuple[ExpiryJob, "queue.Queue[scheduler.JobRun]"]]:
    """A job at work, and its runs as it reports them."""
    runs: queue.Queue[scheduler.JobRun] = queue.Queue()
    job = ExpiryJob(release, every_seconds=every, finished=runs.put)
    job.start()
    try:
        yield job, runs
    finally:
        job.stop()


def due(job: ExpiryJob) -> datetime:
    when: datetime = job._scheduler.get_job(scheduler._JOB).next_run_time  # noqa: SLF001 (the clock's own hand)
    return when


def set_due(job: ExpiryJob, when: datetime) -> None:
    job._scheduler.modify_job(scheduler._JOB, next_run_time=when)  # noqa: SLF001 (as a changed PC clock leaves it)


def test_it_runs_and_says_what_it_released() -> None:
    with running(lambda: 3) as (_, runs):
        run = runs.get(timeout=PATIENCE)
    assert (run.released, run.error) == (3, None)


def test_an_error_is_reported_and_the_next_run_comes() -> None:
    tries = itertools.count()

    def release() -> int:
        if next(tries) == 0:
            raise ValueError("the disk is gone")
        return 2

    with running(release) as (_, runs):
        first, second = runs.get(timeout=PATIENCE), runs.get(timeout=PATIENCE)
    assert (first.released, first.error) == (0, "the disk is gone")
    assert (second.released, second.error) == (2, None)


def test_a_run_that_is_an_hour_late_still_runs() -> None:
    with running(lambda: 1, every=3600) as (job, runs):
        set_due(job, datetime.now(UTC) - timedelta(hours=1))
        run = runs.get(timeout=PATIENCE)
        assert run.error is None
        assert due(job) > datetime.now(UTC) + timedelta(minutes=50)


@pytest.mark.parametrize("hours", [-1, 1, -87_660, 87_660])  # ten years
def test_a_clock_that_is_set_moves_no_run(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    with running(lambda: 1, every=60) as (job, _):
        set_due(job, datetime.now(UTC) - timedelta(hours=hours) + timedelta(seconds=60))
        ahead = scheduler._ahead() + 3600 * hours  # noqa: SLF001
        monkeypatch.setattr(scheduler, "_ahead", lambda: ahead)
        job._last_sign -= 45  # noqa: SLF001 (as if its last run had been then)
        job.watch()
        assert timedelta(seconds=5) < due(job) - datetime.now(UTC) <= timedelta(seconds=15)
        before = due(job)
        job.watch()
        assert due(job) == before


def test_a_run_that_was_due_when_the_clock_was_set_back_comes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(lambda: 1, every=60) as (job, runs):
        set_due(job, datetime.now(UTC) + timedelta(hours=1))
        ahead = scheduler._ahead() - 3600  # noqa: SLF001
        monkeypatch.setattr(scheduler, "_ahead", lambda: ahead)
        job._last_sign -= 61  # noqa: SLF001
        job.watch()
        assert runs.get(timeout=PATIENCE).released == 1


def test_a_job_that_did_not_run_for_too_long_runs_at_once() -> None:
    with running(lambda: 1, every=60) as (job, runs):
        set_due(job, datetime.now(UTC) + timedelta(hours=1))
        job.watch()
        assert due(job) > datetime.now(UTC) + timedelta(minutes=30)
        job._last_sign -= 91  # noqa: SLF001
        job.watch()
        assert runs.get(timeout=PATIENCE).released == 1
        job.watch()
        assert due(job) > datetime.now(UTC) + timedelta(seconds=30)


def test_a_clock_set_ten_years_ahead_is_one_late_run() -> None:
    begun = datetime(2026, 12, 4, 19, 30, tzinfo=UTC)
    now = begun.replace(year=2036)
    trigger = FromNow(seconds=60, timezone=UTC)
    assert trigger.get_next_fire_time(begun, now) == now + timedelta(seconds=60)
    with running(lambda: 1, every=3600) as (job, runs):
        set_due(job, datetime.now(UTC) - timedelta(days=3650))
        assert runs.get(timeout=PATIENCE).released == 1
        assert due(job) > datetime.now(UTC)
        assert runs.empty()


def test_a_watch_over_a_job_that_runs_changes_nothing() -> None:
    with running(lambda: 1, every=60) as (job, _):
        before = due(job)
        job.watch()
        assert due(job) == before


def test_a_stop_waits_for_the_run_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def release() -> int:
        begun.set()
        may_end.wait(PATIENCE)
        ended.set()
        return 1

    job = ExpiryJob(release, every_seconds=1, finished=lambda _: None)
    job.start()
    assert begun.wait(PATIENCE)
    stopping = threading.Thread(target=job.stop)
    stopping.start()
    may_end.set()
    stopping.join(PATIENCE)
    assert ended.is_set()
    assert set(threading.enumerate()) == before
    job.stop()
