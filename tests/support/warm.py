"""Processes that need not import everything anew: forked from one that has, and that never had a connection.

A counter's imports take longer than most stories. Where a system cannot fork, each starts from nothing.
"""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Literal, TextIO

_IMPORTED = ("tests.e2e.counter_process", "tests.support.fight")


def context() -> ForkServerContext | SpawnContext:
    """How such processes are started."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(list(_IMPORTED))
    return forked


class Program:
    """The ``main()`` of a module in a process of its own, told and heard as one of ``subprocess.Popen`` is."""

    def __init__(self, module: str, arguments: Sequence[str], *, environment: dict[str, str]) -> None:
        its_ear, mouth = context().Pipe(duplex=False)
        ear, its_mouth = context().Pipe(duplex=False)
        self._process = context().Process(target=_run, args=(module, arguments, environment, its_ear, its_mouth))
        self._process.start()
        self.stdin, self.stdout = _file(mouth, "w"), _file(ear, "r")
        its_ear.close()
        its_mouth.close()

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        return self._process.exitcode

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()

    def wait(self, timeout: float) -> int:
        """Its exit code, when it has ended; TimeoutError if it does not."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError(f"{self._process.name} did not end in {timeout:g} s")
        return self._process.exitcode


def _file(end: Connection, mode: Literal["r", "w"]) -> TextIO:
    opened = os.fdopen(os.dup(end.fileno()), mode, encoding="utf-8")
    end.close()
    return opened


def _run(
    module: str, arguments: Sequence[str], environment: dict[str, str], ear: Connection, mouth: Connection
) -> None:
    os.environ.update(environment)
    sys.argv = [module, *arguments]
    sys.stdin, sys.stdout = _file(ear, "r"), _file(mouth, "w")
    sys.exit(import_module(module).main())
