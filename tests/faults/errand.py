"""Work that a program of its own does: a function of the tests, told to ``python -m tests.faults.errand``.

Its arguments and its answer are lines of JSON, so that the program can be given an environment, stopped and killed.
"""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[2]


class Errand:
    """A function at work in another process."""

    def __init__(
        self, work: Callable[..., object], *given: object, environment: Mapping[str, str] | None = None
    ) -> None:
        command = [sys.executable, "-m", "tests.faults.errand", work.__module__, work.__name__, json.dumps(given)]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, env=os.environ | dict(environment or {}), stdout=subprocess.PIPE, text=True
        )
        self.pid = self._process.pid

    @property
    def is_stopped(self) -> bool:
        """Whether it stands still (SIGSTOP), on Linux."""
        return Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "T"

    @property
    def is_over(self) -> bool:
        """Whether its answer is there."""
        return self._process.poll() is not None

    def answer(self, *, within: float) -> Any:  # noqa: ANN401 (each errand answers in its own type)
        """What the function returned; raises where it failed, or takes longer than so many seconds."""
        said, _ = self._process.communicate(timeout=within)
        if self._process.returncode:
            raise RuntimeError(f"an errand ended with {self._process.returncode}: {self._process.args!r}")
        return json.loads(said.rpartition("\n")[2] or "null")

    def end(self) -> None:
        """End it, whatever it does."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def main() -> int:
    module, name, given = sys.argv[1:]
    answer = getattr(importlib.import_module(module), name)(*json.loads(given))
    sys.stdout.write("\n" + json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
