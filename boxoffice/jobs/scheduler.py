"""The job that releases expired holds every 60 s, whether or not anybody looks at a map.

APScheduler skips a run that is a second late, stops for the hour by which the PC's clock is set back, and only logs
what goes wrong. So: a late run still runs, one at a time; who watches it sees the PC's clock being set, since the
monotonic one is not, and has the next run come when it was due anyway, or at once where none came for too long; every
run, good or bad, is reported.
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
_STEP_S: Final = 1.0  # a clock that is only being slewed moves by less between two looks


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run: how many holds it released, and what went wrong."""

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
        self._patience = every_seconds * 1.25  # with the time until somebody looks, less than one and a half
        self._last_sign = time.monotonic()
        self._ahead = _ahead()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_listener(self._went_wrong, EVENT_JOB_ERROR | EVENT_JOB_MISSED)

    def start(self) -> None:
        """Begin: the first run is one period from now."""
        self._last_sign, self._ahead = time.monotonic(), _ahead()
        self._schedule(self._every)
        self._scheduler.start()

    def stop(self) -> None:
        """End, after the run that is under way."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def watch(self) -> None:
        """Keep the next run where it was due when the PC's clock was set; run now if none came for too long.

        To be called every few seconds: so no run is later than that.
        """
        if not self._scheduler.running:
            return
        silent, ahead = time.monotonic() - self._last_sign, _ahead()
        if silent > self._patience:
            log.warning("no run of the job for %.0f s, begun anew", silent)
            self._last_sign = time.monotonic()  # not again before that one had its time
            self._schedule(0)
        elif abs(ahead - self._ahead) > _STEP_S:
            log.warning("this PC's clock was set by %+.0f s", ahead - self._ahead)
            self._schedule(max(0.0, self._every - silent))
        self._ahead = ahead

    def _schedule(self, seconds: float) -> None:
        """The next run so many seconds from now, by the clock as it is now."""
        # The trigger as an object: its name in a string is not found when frozen.
        trigger = FromNow(seconds=self._every, timezone=UTC)
        due = datetime.now(UTC) + timedelta(seconds=seconds)
        self._scheduler.add_job(self._run, trigger, id=_JOB, replace_existing=True, next_run_time=due)

    def _run(self) -> None:
        self._last_sign = time.monotonic()
        try:
            run = JobRun(self._release(), error=None)
        except Exception as fault:
            log.exception("the job failed")
            run = JobRun(released=0, error=str(fault))
        self._finished(run)

    def _went_wrong(self, event: Any) -> None:  # noqa: ANN401 (the library has no types)
        log.error("the job went wrong: %s", event)
        self._finished(JobRun(released=0, error=str(getattr(event, "exception", "") or "a run was missed")))


def _ahead() -> float:
    """By how much (s) the time of day is ahead of the monotonic clock: the same until somebody sets it."""
    return time.time() - time.monotonic()
