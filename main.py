"""Starts boxoffice."""

import sys

from boxoffice.app import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False) and len(sys.argv) > 1:
        import multiprocessing

        multiprocessing.freeze_support()  # the counters of the self-test are this program, started again
    sys.exit(main())
