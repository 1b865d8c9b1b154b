"""Calls on files that fail when they are told to, in the programs that are started with it (Linux, with gcc)."""

import mmap
import struct
import subprocess
from pathlib import Path
from typing import Final

_SOURCE: Final = Path(__file__).with_name("fail_call.c")
_PLAN: Final = struct.Struct("<qqqqq216s")


class FailingDisk:
    """A plan that programs share: ``environment`` starts them under it; whoever has the file can change it."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(bytes(_PLAN.size))
        with file.open("r+b") as opened:
            self._plan = mmap.mmap(opened.fileno(), _PLAN.size)
        self._file = file

    def environment(self) -> dict[str, str]:
        """What a program is started with, the library built first."""
        library = self._file.with_suffix(".so")
        subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", library, _SOURCE, "-ldl"], check=True)
        return {"LD_PRELOAD": str(library), "FAIL_CALL": str(self._file)}

    def arm(self, prefix: Path, *, at: int, error: int = 0, for_ever: bool = False) -> None:
        """Let the call number ``at`` on files of the prefix fail (0: none, they are only counted)."""
        self._plan[:] = _PLAN.pack(1, at, error, for_ever, 0, str(prefix).encode())

    def disarm(self) -> int:
        """Let nothing fail any more; how many calls there were."""
        count: int = _PLAN.unpack(self._plan)[4]
        self._plan[:] = bytes(_PLAN.size)
        return count
