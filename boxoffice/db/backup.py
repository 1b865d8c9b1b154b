"""A copy of a SQLite database beside it, taken through SQLite, never by copying the file."""

import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from boxoffice.db.engine import sqlite_engine
from boxoffice.domain.errors import DatabaseDamaged


def back_up(engine: Engine, *, file: Path, schema: str, label: str) -> None:
    """Put the verified copy ``NAME.LABEL.backup`` beside the file, in one step, its name given when it is whole.

    None is put there where the house does not have that ``schema`` any more: another program was quicker, and the copy
    that it made must stay. Raises DatabaseDamaged where the copy is not sound; the file itself is untouched.
    """
    target = file.with_name(f"{file.name}.{label}.backup")
    # Of its own: two programs that start at once on an old house both back it up.
    fresh = file.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    copy = sqlite_engine(str(fresh))
    try:
        with engine.connect() as source, copy.connect() as sink:
            # Step by step it would start again at every sale, and not end.
            _driver(source).backup(_driver(sink), pages=-1)
            verdict = sink.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            found = sink.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        copy.dispose()
        if verdict != "ok":
            raise DatabaseDamaged(place=file, reason=verdict)
        if found == schema:
            fresh.replace(target)
    finally:
        copy.dispose()
        fresh.unlink(missing_ok=True)


def _driver(connection: Connection) -> Any:  # noqa: ANN401 (the driver has no types)
    return connection.connection.driver_connection
