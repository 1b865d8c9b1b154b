"""A copy of a SQLite database beside it, taken through SQLite, never by copying the file."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from boxoffice.db.engine import sqlite_engine
from boxoffice.domain.errors import DatabaseDamaged


def back_up(engine: Engine, *, file: Path, label: str) -> Path:
    """The verified copy ``NAME.LABEL.backup`` beside the file: in one step, under another name until it is whole.

    Raises DatabaseDamaged where the copy is not sound; the file itself is untouched.
    """
    target = file.with_name(f"{file.name}.{label}.backup")
    fresh = target.with_suffix(".part")
    fresh.unlink(missing_ok=True)
    copy = sqlite_engine(str(fresh))
    try:
        with engine.connect() as source, copy.connect() as sink:
            # Step by step it would start again at every sale, and not end.
            _driver(source).backup(_driver(sink), pages=-1)
            verdict = sink.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    finally:
        copy.dispose()
    if verdict != "ok":
        raise DatabaseDamaged(place=file, reason=verdict)
    fresh.replace(target)
    return target


def _driver(connection: Connection) -> Any:  # noqa: ANN401 (the driver has no types)
    return connection.connection.driver_connection
