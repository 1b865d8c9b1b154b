"""The job that releases expired holds every 60 s, whether or not anybody looks at a map.

APScheduler skips a run that is a second late, stops for the hour by which the PC's clock is set back, and only logs
what goes wrong. So: a late run still runs, one at a time; a watchdog on the monotonic clock begins anew when no run
came for too long; every run, good or bad, is reported.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

_JOB: Final = "release-expired-holds"


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run: when it ended (epoch ms by this PC's clock), how many holds it released, and what went wrong."""

    at: int
    released: int
    error: str | None


class FromNow(IntervalTrigger):  # type: ignore[misc]  # the library has no types
    """One period from now, always: a clock set forward by years is one late run and not a list of millions."""

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """The next run after ``now``."""
        return now + timedelta(seconds=self.interval_length)


class ExpiryJob:
    """The 60 s clock; ``finished`` is called on the job's thread after every run."""

    def __init__(self, release: Callable[[], int], *, every_seconds: int, finished: Callable[[JobRun], None]) -> None:
        self._release = release
        self._every = every_seconds
        self._finished = finished
        self._patience = every_seconds * 1.5
        self._last_sign = time.monotonic()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_listener(self._went_wrong, EVENT_JOB_ERROR | EVENT_JOB_MISSED)

    def start(self) -> None:
        """Begin: the first run is one period from now."""
        self._schedule()
        self._scheduler.start()

    def stop(self) -> None:
        """End, after the run that is under way."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def watch(self) -> None:
        """Begin anew if no run came for one and a half periods: the PC's clock was set back."""
        if self._scheduler.running and time.monotonic() - self._last_sign > self._patience:
            log.warning("no run of the job for %.0f s, scheduled anew", time.monotonic() - self._last_sign)
            self._last_sign = time.monotonic()
            self._schedule()

    def _schedule(self) -> None:
        # The trigger as an object: its name in a string is not found when frozen.
        trigger = FromNow(seconds=self._every, timezone=UTC)
        self._scheduler.add_job(self._run, trigger, id=_JOB, replace_existing=True)

    def _run(self) -> None:
        self._last_sign = time.monotonic()
        try:
            run = JobRun(_now(), self._release(), error=None)
        except Exception as fault:
            log.exception("the job failed")
            run = JobRun(_now(), released=0, error=str(fault))
        self._finished(run)

    def _went_wrong(self, event: Any) -> None:  # noqa: ANN401 (the library has no types)
        log.error("the job went wrong: %s", event)
        self._finished(JobRun(_now(), released=0, error=str(getattr(event, "exception", "") or "a run was missed")))


def _now() -> int:
    return time.time_ns() // 1_000_000
