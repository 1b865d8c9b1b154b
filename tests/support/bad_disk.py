"""Disks at their worst: a page of a SQLite file that was garbled, and a disk that takes no more."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from boxoffice.db.opening import open_database
from tests.support.houses import counter

if TYPE_CHECKING:
    from collections.abc import Iterator


def log_left_behind(file: Path) -> Path:
    """The write-ahead log that a crash leaves beside a new house, in which a counter was opened last."""
    away = file.with_name(f"{file.name}-at-work")
    with closing(open_database(away)) as database:
        # A file that is open is copied here as a crash would leave it: nobody writes at this moment.
        shutil.copy(away, file)
        counter(database, "Counter 1")
        return Path(shutil.copy(f"{away}-wal", f"{file}-wal"))


def garble(file: Path, *, table: str) -> None:
    """Overwrite the first page of a table, in a file that no program has open."""
    with closing(sqlite3.connect(file)) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchall()
        [(size,)] = connection.execute("PRAGMA page_size").fetchall()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    file.write_bytes(content)


@contextmanager
def failing(file: Path) -> Iterator[None]:
    """Let every write fail that would make the file longer."""
    assert sys.platform != "win32"
    import resource  # noqa: PLC0415 (not on Windows)

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
