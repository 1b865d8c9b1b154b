"""The real window as ``tests.e2e.counter_process`` runs it, with a fault planted in it.

python -m tests.faults.planted_counter PLANT --database WHERE --counter NAME
"""

import sys
from contextlib import suppress
from typing import Final

from boxoffice.db import engine
from boxoffice.domain.errors import Refusal
from boxoffice.gui.refresh import Refresh
from boxoffice.jobs.scheduler import ExpiryJob
from tests.e2e import counter_process

BLOCKING: Final = "a call on the window's thread waits for the database"
PATIENT: Final = "nobody gives up a server that is silent"
UNWATCHED: Final = "nobody watches the job"

_TICK: Final = Refresh.tick


def main() -> int:
    """The program's exit code."""
    plant = sys.argv.pop(1)
    if plant == UNWATCHED:
        ExpiryJob.watch = _look_away  # type: ignore[method-assign]
    elif plant == PATIENT:
        engine._SILENCE_S = 600.0  # noqa: SLF001 (the fault)
        engine._POSTGRESQL_CONNECT["connect_timeout"] = 600  # noqa: SLF001 (as above)
    elif plant == BLOCKING:
        Refresh.tick = _look_on_the_spot  # type: ignore[method-assign]
    return counter_process.main()


def _look_away(self: ExpiryJob) -> None:
    del self


def _look_on_the_spot(self: Refresh) -> None:
    with suppress(Refusal), self._tasks._database.read():  # noqa: SLF001 (as above)
        pass
    _TICK(self)


if __name__ == "__main__":
    sys.exit(main())
