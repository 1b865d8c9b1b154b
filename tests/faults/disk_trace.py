"""What a program did to the files of a folder, as strace saw it, and what a power cut may have left of it.

The model of a disk, harsher than most: what was not synchronised since a file's last fsync may be there, be missing or
be torn, in 512-byte sectors, whatever was written before or after it; names that were made, moved or taken away are
certain only after an fsync of the folder, and come in their order. A sector itself is whole, old or new, and no other
is harmed by it, as SQLite assumes by itself (sqlite.org/psow.html, sqlite.org/atomiccommit.html).
"""

import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_SECTOR: Final = 512
_CALLS: Final = "openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat"
_LINE: Final = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_STRING: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OF_FILE: Final = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done: what ("write", "sync", …), to which names, where, and with which bytes."""

    act: str
    name: str
    other: str = ""
    at: int = 0
    content: bytes = b""


def traced(command: Sequence[str], *, folder: Path, trace: Path, cwd: Path) -> list[Done]:
    """What the command did in the folder, in order; names are relative, the folder's own is ""."""
    strace = ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "99999999", "-e", f"trace={_CALLS}", "-o", str(trace)]
    subprocess.run([*strace, *command], cwd=cwd, check=True)
    with trace.open(encoding="ascii") as lines:
        return [done for line in lines for done in _read(line, f"{folder}")]


def _read(line: str, folder: str) -> Iterator[Done]:
    match = _LINE.match(line)
    if match is None or int(match[3]) < 0:
        return
    call, arguments = match[1], match[2]
    names = [_text(each) for each in _STRING.findall(arguments)]
    of_file = _OF_FILE.match(arguments)
    if call == "openat":
        if "O_CREAT" in arguments or "O_TRUNC" in arguments:
            yield from _inside(folder, "create", names[0])
    elif call.startswith(("rename", "link")):
        yield from _inside(folder, call[:4], names[0], other=names[1])
    elif call.startswith("unlink"):
        yield from _inside(folder, "take away", names[0])
    elif of_file is not None:
        yield from _to_file(folder, call, _text(of_file[1]), arguments)


def _to_file(folder: str, call: str, name: str, arguments: str) -> Iterator[Done]:
    numbers = [int(number) for number in re.findall(r", (\d+)", arguments)]
    if call in {"fsync", "fdatasync"}:
        yield from _inside(folder, "sync", name)
    elif call == "ftruncate":
        yield from _inside(folder, "cut", name, at=numbers[-1])
    else:
        content = bytes.fromhex(_STRING.findall(arguments)[0].replace("\\x", ""))
        yield from _inside(folder, call[:6], name, at=numbers[-1], content=content)


def _inside(folder: str, act: str, name: str, *, other: str = "", at: int = 0, content: bytes = b"") -> Iterator[Done]:
    if name == folder or name.startswith(f"{folder}/"):
        yield Done(act, name[len(folder) + 1 :], other[len(folder) + 1 :], at, content)


def _text(written: str) -> str:
    return bytes.fromhex(written.replace("\\x", "")).decode(errors="replace")


@dataclass(eq=False, slots=True)
class _File:
    certain: bytearray = field(default_factory=bytearray)
    pending: list[Done] = field(default_factory=list)

    def put(self, done: Done) -> None:
        if done.act == "cut":
            self.certain[done.at :] = bytes(max(0, done.at - len(self.certain)))
            return
        if len(self.certain) < done.at:
            self.certain.extend(bytes(done.at - len(self.certain)))
        self.certain[done.at : done.at + len(done.content)] = done.content


class Disk:
    """A folder as a program sees it, and as a power cut would leave it."""

    def __init__(self) -> None:
        self._now: dict[str, _File] = {}
        self._certain: dict[str, _File] = {}
        self._moves: list[Done] = []
        self._files: list[_File] = []  # those of the moves that make one

    def do(self, done: Done) -> None:
        """Let one thing happen."""
        if done.act == "sync":
            self._sync(done.name)
        elif done.act in {"pwrite", "cut"}:
            if done.name in self._now:
                self._now[done.name].pending.append(done)
        elif not (done.act == "create" and done.name in self._now):
            self._files.append(_moved(self._now, done, _File()))
            self._moves.append(done)

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that are found when the power is back."""
        names = dict(self._certain)
        for move, file in list(zip(self._moves, self._files, strict=True))[: chance.randint(0, len(self._moves))]:
            _moved(names, move, file)
        mood = chance.choice((0.0, 0.5, 0.5, 1.0))  # how much of it had come to the disk
        return {name: bytes(_left(file, mood, chance)) for name, file in names.items()}

    def _sync(self, name: str) -> None:
        if name == "":
            for move, file in zip(self._moves, self._files, strict=True):
                _moved(self._certain, move, file)
            self._moves, self._files = [], []
        elif name in self._now:
            file = self._now[name]
            for done in file.pending:
                file.put(done)
            file.pending.clear()


def _moved(names: dict[str, _File], done: Done, file: _File) -> _File:
    """Carry out what is done to names; the file that it is about."""
    if done.act == "create":
        names[done.name] = file
    elif done.act == "rena" and done.name in names:
        names[done.other] = names.pop(done.name)
    elif done.act == "link" and done.name in names:
        names[done.other] = names[done.name]
    elif done.act == "take away":
        names.pop(done.name, None)
    return file


def _left(file: _File, mood: float, chance: random.Random) -> bytearray:
    left = _File(bytearray(file.certain))
    for done in file.pending:
        if done.act == "cut":
            if chance.random() < mood:
                left.put(done)
            continue
        is_torn = chance.random() < 0.3
        is_kept = chance.random() < mood
        for at in range(0, len(done.content), _SECTOR):
            if chance.random() < mood if is_torn else is_kept:
                left.put(Done("pwrite", done.name, at=done.at + at, content=done.content[at : at + _SECTOR]))
    return left.certain
