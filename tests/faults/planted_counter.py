"""The real window as ``tests.e2e.counter_process`` runs it, with a fault planted: ``planted_counter PLANT --database …``."""

import sys
from typing import Final

from boxoffice.jobs.scheduler import ExpiryJob
from tests.e2e import counter_process

UNWATCHED: Final = "nobody watches the job"


def main() -> int:
    """The program's exit code."""
    plant = sys.argv.pop(1)
    if plant == UNWATCHED:
        ExpiryJob.watch = lambda _job: None  # type: ignore[method-assign]
    return counter_process.main()


if __name__ == "__main__":
    sys.exit(main())
