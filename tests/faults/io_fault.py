"""4: whatever the disk refuses, the program knows whether it sold.

A sale from the opening of the house to its receipt makes so many calls on the house's files; each of them fails in a
trial of its own, with each error, once or from then on. The program must say that it sold, or refuse in a sentence;
then, with a disk that works, the house is opened anew: what it said must be so, nothing is half done, and the same
order sold again is sold once. Only where it said that it does not know (DatabaseLost) may it be either.
"""

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Final

from tests.faults.failing_disk import FailingDisk
from tests.faults.verdict import Verdict
from tests.support.source import ROOT

_ERRORS: Final = ("EIO", "ENOSPC", "EROFS")
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)
Trial = tuple[int, str, bool]  # the call that fails, the error, whether all that come after it do


def run(amount: int) -> Verdict:
    """About so many trials, spread over all calls."""
    if sys.platform != "linux" or shutil.which("gcc") is None:
        return Verdict(0, "faults: they take Linux and gcc", [], {})
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as away:
        seller = _Seller(Path(away), plant="")
        calls = seller.try_one((0, "EIO", False))["calls"]
        every = [(at, error, ever) for at in range(1, calls + 1) for error in _ERRORS for ever in (False, True)]
        step = max(1, len(every) // amount)
        # An odd step meets every error and both kinds in turn.
        step += 1 - step % 2
        first = random.SystemRandom().randrange(step)
        trials = every[first::step]
        outcomes = [seller.try_one(trial) for trial in trials]
        seller.end()
        planted = _Seller(Path(away), plant="not sold")
        seen = [fault for at in range(calls // 2, calls + 1) for fault in planted.try_one((at, "EIO", True))["faults"]]
        planted.end()
    failures = [
        f"call {trial}: {fault}" for trial, out in zip(trials, outcomes, strict=True) for fault in out["faults"]
    ]
    said = Counter(out["said"] for out in outcomes)
    notes = [
        f"{calls} calls × {len(_ERRORS)} errors × once or for ever; every {step}th, from the {first}th",
        ", ".join(f"{what}: {times}" for what, times in said.most_common()),
    ]
    return Verdict(len(trials), "faults", failures, {"what is not known is called not sold": bool(seen)}, notes)


class _Seller:
    """The program under test: one that waits, and does each trial in a child of its own."""

    def __init__(self, folder: Path, *, plant: str) -> None:
        plan = folder / "plan"
        environment = os.environ | FailingDisk(plan).environment()
        command = [sys.executable, "-m", "tests.faults.faulty_seller", str(folder), plant]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def try_one(self, trial: Trial) -> dict[str, Any]:
        """How many calls there were, what the program said, and everything that was wrong with it."""
        at, error, for_ever = trial
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([at, getattr(errno, error), for_ever]) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def end(self) -> None:
        self._process.communicate()
