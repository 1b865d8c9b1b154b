"""Opening a database: found or made whole, checked, brought to this program's schema; or refused in a sentence."""

import os
import secrets
import uuid
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from boxoffice import __version__
from boxoffice.db import schema, wal
from boxoffice.db.backup import back_up
from boxoffice.db.database import Database
from boxoffice.db.engine import (
    SQLITE_VERSION,
    postgresql_engine,
    sqlite_engine,
    sqlite_engine_on_file_alone,
    sqlite_is_sound,
)
from boxoffice.db.faults import refusal_before_commit
from boxoffice.db.place import Place, check_folder, place_of, put_away
from boxoffice.domain.errors import (
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTooOld,
    ForeignLog,
    HouseMoved,
    NoDatabase,
    NotOurDatabase,
    SqliteTooOld,
)
from boxoffice.domain.holds import HoldRules

_FIRST_HOUSE: Final = text(
    "INSERT INTO house (id, database_id, name, time_zone, currency, day_start, hold_ms, paying_ms, cap_ms,"
    " is_demo, oldest_program, mark) SELECT 1, :database_id, 'Box office', :time_zone, 'EUR', 300,"
    " :hold, :paying, :cap, :no, :version, 1 WHERE NOT EXISTS (SELECT 1 FROM house)"
)


def open_database(where: str | Path, *, create: bool = True, role: str | None = None) -> Database:
    """The database at a path or URL, made where there is none (``create``) and migrated where it is older.

    On a server it is used as ``role``, where given, which the user must be allowed to act as.

    Raises a DatabaseRefused with a plain sentence; what cannot be opened is left as it was.
    """
    place = place_of(str(where))
    try:
        if place.url is not None:
            return _open_postgresql(place, place.url, role=role)
        assert place.file is not None  # noqa: S101 (a place is a file or a URL)
        return _open_sqlite(place, place.file, create=create)
    except DBAPIError as error:
        refusal = refusal_before_commit(error, place=str(place))
        if refusal is None:
            raise
        raise refusal from error
    except OSError as error:
        # A folder that may not be entered, or a disk that cannot give a file a second name.
        raise DatabaseReadOnly(place=place) from error


def make_old(file: Path) -> None:
    """Make a house as the oldest program did, for trying what a new one makes of it."""
    engine = sqlite_engine(str(file))
    try:
        schema.migrate(engine, finish=_enter_house, to=schema.OLDEST)
    finally:
        engine.dispose()


def set_up(engine: Engine) -> None:
    """Migrate to the newest schema and enter the house's own row where there is none, both or neither."""
    schema.migrate(engine, finish=_enter_house)


def _enter_house(connection: Connection) -> None:
    import tzlocal  # noqa: PLC0415 (only a new house asks, and no start waits for it)

    rules = HoldRules()
    connection.execute(
        _FIRST_HOUSE,
        {
            "database_id": uuid.uuid4().hex,
            "time_zone": tzlocal.get_localzone_name() or "UTC",
            "hold": rules.hold,
            "paying": rules.paying,
            "cap": rules.cap,
            "no": False,
            "version": __version__,
        },
    )


def _open_postgresql(place: Place, url: URL, *, role: str | None) -> Database:
    engine = postgresql_engine(url, role=role)
    try:
        version = _checked_version(engine, place)
    except BaseException:
        engine.dispose()
        raise
    if version < schema.NEWEST:
        # Only its owner's command migrates it: many counters use it.
        engine.dispose()
        raise DatabaseTooOld(place=place, version=__version__)
    return Database(engine, place=str(place))


def _open_sqlite(place: Place, file: Path, *, create: bool) -> Database:
    if not sqlite_is_sound():
        raise SqliteTooOld(version=SQLITE_VERSION)
    check_folder(file)
    if not file.exists():
        if put_away(file).exists():  # a new, empty house in its place would be sold from without anybody's notice
            raise HouseMoved(place=place)
        if not create:
            raise NoDatabase(place=place)
        if not os.access(file.parent, os.W_OK):
            raise DatabaseReadOnly(place=place)
        _make(file)
    if not file.is_file():
        raise NotOurDatabase(place=place)
    if not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        raise DatabaseReadOnly(place=place)
    _check_log(file, place)
    looking = sqlite_engine(str(file), only_looks=True)
    try:
        version = _checked_version(looking, place)
    finally:
        looking.dispose()
    if not version:  # a house made anew in its place would sell again what was sold
        raise DatabaseDamaged(place=place, reason="there is nothing in it")
    engine = sqlite_engine(str(file))
    try:
        _bring_up(engine, file, version=version)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, place=str(file))


def _check_log(file: Path, place: Place) -> None:
    """Refuse a write-ahead log that was left there by another database, before SQLite takes it over."""
    log = Path(f"{file}-wal")
    if not log.exists():
        return
    alone = sqlite_engine_on_file_alone(file)
    try:
        with alone.connect() as connection:
            house = connection.exec_driver_sql("SELECT database_id FROM house").scalar()
    except DBAPIError:
        return  # not our database, or damaged: what follows says so
    finally:
        alone.dispose()
    if house is not None and wal.is_foreign(log, house=house):
        raise ForeignLog(place=place, log=log.name)


def _checked_version(engine: Engine, place: Place) -> str:
    """The schema's version in a database that this program may use, "" where it is still empty."""
    version = schema.stored_version(engine)
    if version is None:
        raise NotOurDatabase(place=place)
    if version:
        schema.check_program(engine, version=__version__, place=str(place))
    return version


def _bring_up(engine: Engine, file: Path, *, version: str) -> None:
    if version < schema.NEWEST:
        _check_sound(engine, file)
        back_up(engine, file=file, schema=version, label=f"before-{schema.NEWEST}")
        schema.migrate(engine)
    # A file that may not be written says so now, and not at the first sale.
    with engine.execution_options(boxoffice_writes=True).begin():
        pass


def _check_sound(engine: Engine, file: Path) -> None:
    with engine.connect() as connection:
        verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if verdict != "ok":
        raise DatabaseDamaged(place=file, reason=verdict)


def _make(file: Path) -> None:
    """Make the database under another name and let it appear whole; a program that was quicker wins."""
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}.new")
    engine = sqlite_engine(str(fresh))
    try:
        set_up(engine)
        engine.dispose()
        _appear(fresh, file)
    finally:
        engine.dispose()
        for leftover in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm"), Path(f"{fresh}-journal")):
            leftover.unlink(missing_ok=True)


def _appear(fresh: Path, file: Path) -> None:
    try:
        if os.name == "nt":
            fresh.rename(file)  # refuses there when the name is taken
        else:
            os.link(fresh, file)
    except FileExistsError:
        return
