"""The write-ahead log beside a SQLite file: whether it is this house's.

SQLite takes over whatever lies there under the right name, and a log of another database makes two into one. Each of
our transactions counts up the house's mark, so that every log of ours carries the page with the house's id.
The layout is that of sqlite.org/fileformat2.html, section 4.
"""

import struct
from pathlib import Path
from typing import Final

_HEADER: Final = struct.Struct(">IIIIIIII")
_FRAME: Final = struct.Struct(">IIIIII")
_MAGIC: Final = 0x377F0682  # and one more where checksums are of big-endian words
_32_BITS: Final = 0xFFFFFFFF


def is_foreign(log: Path, *, house: str) -> bool:
    """Whether SQLite would take over a transaction from the log, and none in it is of the house with this id."""
    try:
        content = log.read_bytes()  # another program may be at work, and empty or remove it at any moment
    except FileNotFoundError:
        return False
    return house.encode() not in content and _has_commit(content)


def _has_commit(log: bytes) -> bool:
    if len(log) < _HEADER.size:
        return False
    magic, _version, page_size, _sequence, *salt, first, second = _HEADER.unpack_from(log)
    if magic & ~1 != _MAGIC:
        return False
    order = ">" if magic & 1 else "<"
    if _summed(log[:24], order, (0, 0)) != (first, second):
        return False
    sums = (first, second)
    for at in range(_HEADER.size, len(log) - _FRAME.size - page_size + 1, _FRAME.size + page_size):
        _page, size_after_commit, *its_salt, first, second = _FRAME.unpack_from(log, at)
        sums = _summed(log[at : at + 8], order, sums)
        sums = _summed(log[at + _FRAME.size : at + _FRAME.size + page_size], order, sums)
        if its_salt != salt or sums != (first, second):
            return False  # what comes from here on SQLite does not take over
        if size_after_commit:
            return True
    return False


def _summed(piece: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = iter(struct.unpack(f"{order}{len(piece) // 4}I", piece))
    for word in words:
        first = (first + word + second) & _32_BITS
        second = (second + next(words) + first) & _32_BITS
    return first, second
