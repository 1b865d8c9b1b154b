"""What a driver's error means to a clerk."""

from typing import Final

from sqlalchemy.exc import DBAPIError

from boxoffice.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseLost,
    DatabaseReadOnly,
    DatabaseUnreachable,
    NotOurDatabase,
    Refusal,
    RightsMissing,
)

# Names begin with these (sqlite.org/rescode.html); the longest first where one begins another.
_SQLITE: Final[tuple[tuple[str, type[Refusal]], ...]] = (
    ("SQLITE_BUSY", DatabaseBusy),
    ("SQLITE_LOCKED", DatabaseBusy),
    ("SQLITE_NOTADB", NotOurDatabase),
    ("SQLITE_CORRUPT", DatabaseDamaged),
    ("SQLITE_READONLY", DatabaseReadOnly),
    ("SQLITE_PERM", DatabaseReadOnly),
    ("SQLITE_CANTOPEN", DatabaseReadOnly),
    ("SQLITE_FULL", DatabaseFull),
    ("SQLITE_IOERR", DatabaseLost),
)
# SQLSTATE classes (PostgreSQL documentation, appendix A).
_POSTGRESQL: Final[tuple[tuple[str, type[Refusal]], ...]] = (
    ("53100", DatabaseFull),
    ("40P01", DatabaseBusy),
    ("40001", DatabaseBusy),
    ("55P03", DatabaseBusy),
    ("57014", DatabaseBusy),
    ("25006", DatabaseReadOnly),
    ("42501", RightsMissing),
    ("08", DatabaseLost),
    ("57P", DatabaseLost),
    ("25P03", DatabaseLost),
    ("58", DatabaseLost),
    ("XX001", DatabaseDamaged),
)
_DEADLOCK = frozenset({"40P01", "40001"})


def is_deadlock(error: BaseException | None) -> bool:
    """Whether the transaction lost against another and may be done again, whole."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _DEADLOCK


def refusal_for(error: DBAPIError, *, place: str) -> Refusal | None:
    """The refusal that a clerk understands, or None when the error is a fault of the program."""
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return _look_up(_SQLITE, name, place=place, reason=str(error.orig))
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return _look_up(_POSTGRESQL, state, place=place, reason=_first_line(error))
    # psycopg reports a lost or never made connection without a state.
    kinds = {kind.__name__ for kind in type(error.orig).__mro__}  # the driver is not imported for a name
    is_lost = error.connection_invalidated or "OperationalError" in kinds
    return DatabaseLost(place=place, reason=_first_line(error)) if is_lost else None


def refusal_before_commit(error: DBAPIError, *, place: str) -> Refusal | None:
    """The same before a commit: a server that was lost then has changed nothing.

    A disk that failed is looked at anew, whatever was being done.
    """
    refusal = refusal_for(error, place=place)
    is_server = not hasattr(error.orig, "sqlite_errorname")
    return DatabaseUnreachable(**refusal.facts) if is_server and isinstance(refusal, DatabaseLost) else refusal


def _look_up(table: tuple[tuple[str, type[Refusal]], ...], code: str, *, place: str, reason: str) -> Refusal | None:
    kind = next((kind for prefix, kind in table if code.startswith(prefix)), None)
    return kind(place=place, reason=reason) if kind else None


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0]
