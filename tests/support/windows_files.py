"""Windows' rule for files, kept here, too: what is open is neither renamed nor deleted, nor is anything put over it."""

import os
import sys
from pathlib import Path
from typing import Any, Final

_PROGRAM: Final = f"{Path(__file__).parents[2] / 'boxoffice'}{os.sep}"
_PATHS: Final = {"os.rename": ((0, 2), (1, 3)), "os.remove": ((0, 1),)}  # where a path and the folder it is in are


def keep() -> None:
    """From now on the program, in this process, meets that rule; only where Linux tells what a process has open."""
    if sys.platform == "linux":
        sys.addaudithook(_heed)


def _heed(event: str, given: tuple[Any, ...]) -> None:
    if event not in _PATHS or not _is_the_programs():
        return
    for path, folder in _PATHS[event]:
        file = _absolute(os.fsdecode(given[path]), given[folder])
        if file in _open_here():
            raise PermissionError(13, "it is open, as Windows would say", str(file))


def _is_the_programs() -> bool:
    """Whether the program does it, be it by a library; multiprocessing goes another way on Windows."""
    frame = sys._getframe(2)  # noqa: SLF001 (the one way there is)
    while frame.f_back is not None:
        if f"{os.sep}multiprocessing{os.sep}" in frame.f_code.co_filename:
            return False
        if frame.f_code.co_filename.startswith(_PROGRAM):
            return True
        frame = frame.f_back
    return False


def _absolute(path: str, folder: int) -> Path:
    inside = Path.cwd() if folder < 0 else Path(f"/proc/self/fd/{folder}").readlink()
    file = inside / path
    return file.parent.resolve() / file.name


def _open_here() -> set[Path]:
    found = set()
    for handle in Path("/proc/self/fd").iterdir():
        try:
            found.add(handle.readlink())
        except OSError:  # closed meanwhile
            continue
    return found
