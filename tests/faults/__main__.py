"""Tries what the program promises when things break: ``python -m tests.faults [PROMISE ...] [--long | --amount N]``.

Without a promise all are tried in their short form, which takes some minutes; ``--long`` is for a night.
"""

import argparse
import importlib
import sys
import time
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Promise:
    """A module of this folder whose ``run(amount)`` gives a ``Verdict``, and how much of ``unit`` it is given."""

    module: str
    sentence: str
    unit: str
    short: int
    long: int


# Shared out so that all short forms together take less than 8 minutes on two processors.
PROMISES: Final = (
    Promise("killed", "a killed program loses no sale and leaves none half done", "kills", 200, 10_000),
    Promise("power_cut", "a power cut loses no sale that was acknowledged", "crash states", 500, 10_000),
    Promise("twice", "no seat is sold twice, and no change is missed", "acts a database", 8_000, 1_000_000),
    Promise("io_fault", "whatever the disk refuses, the program knows whether it sold", "faults", 150, 5_000),
    Promise("lost_answer", "a lost answer makes no sale twice and calls none failed", "lost answers", 20, 1_000),
    Promise("stuck_hold", "no hold is taken early or stays stuck", "seconds", 10, 300),
    Promise("network", "a broken network stops nobody for long", "cuts", 5, 100),
    Promise("start_stop", "the program starts and stops whatever goes on", "starts", 10, 200),
    Promise("soak", "a long evening makes it neither slower nor bigger", "sales", 160, 20_000),
    Promise("bad_disk", "a disk that is full, read-only, locked or damaged is told plainly", "of each", 1, 10),
)


def main() -> int:
    """Zero when every promise that was tried held and every planted fault was seen."""
    asked = _asked()
    broken = []
    began = time.monotonic()
    for promise in PROMISES:
        if asked.promises and promise.module not in asked.promises:
            continue
        amount = asked.amount or (promise.long if asked.long else promise.short)
        print(f"# {promise.module}: {promise.sentence} ({amount:,} {promise.unit})", flush=True)
        since = time.monotonic()
        verdict = importlib.import_module(f"tests.faults.{promise.module}").run(amount)
        print(f"{verdict.told()}\n  took {time.monotonic() - since:.0f} s\n", flush=True)
        if not verdict.holds:
            broken.append(promise.module)
    print(f"in all {time.monotonic() - began:.0f} s; not held: {', '.join(broken) or 'none'}")
    return 1 if broken else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    names = [promise.module for promise in PROMISES]
    parser.add_argument("promises", nargs="*", metavar="PROMISE", help=", ".join(names))
    parser.add_argument("--long", action="store_true", help="the long form, for a night")
    parser.add_argument("--amount", type=int, help="so many trials, seconds or operations instead")
    asked = parser.parse_args()
    unknown = sorted(set(asked.promises) - set(names))
    if unknown:
        parser.error(f"no promise is called {', '.join(unknown)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
