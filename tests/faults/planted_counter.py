"""The real window as ``tests.e2e.counter_process`` runs it, with a fault planted in it.

python -m tests.faults.planted_counter PLANT --database WHERE --counter NAME
"""

import sys
from typing import Final

from boxoffice.jobs.scheduler import ExpiryJob
from tests.e2e import counter_process

UNWATCHED: Final = "nobody watches the job"


def main() -> int:
    """The program's exit code."""
    plant = sys.argv.pop(1)
    if plant == UNWATCHED:
        ExpiryJob.watch = _look_away  # type: ignore[method-assign]
    return counter_process.main()


def _look_away(self: ExpiryJob) -> None:
    del self


if __name__ == "__main__":
    sys.exit(main())
