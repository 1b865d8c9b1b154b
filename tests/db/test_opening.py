"""A database opened: made whole, or refused in one plain sentence and left as it was."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from boxoffice.cli import main
from boxoffice.db import engine, opening, schema
from boxoffice.db.engine import postgresql_engine, sqlite_engine
from boxoffice.db.opening import open_database
from boxoffice.db.place import file_system_of
from boxoffice.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseOnShare,
    DatabaseReadOnly,
    DatabaseRefused,
    DatabaseTooNew,
    DatabaseTooOld,
    DatabaseUnreachable,
    ForeignLog,
    NoDatabase,
    NoSuchFolder,
    NotOurDatabase,
    SqliteTooOld,
)
from boxoffice.services import counters
from boxoffice.services.house import house
from tests.support import bad_disk, warm


def refused(where: str | Path, kind: type[DatabaseRefused], *, create: bool = True) -> str:
    """The sentence of the refusal: one paragraph of plain words."""
    with pytest.raises(kind) as caught:
        open_database(where, create=create)
    sentence = str(caught.value)
    assert type(caught.value) is kind
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Error" not in sentence
    return sentence


@contextmanager
def left_as_it_was(folder: Path) -> Iterator[None]:
    """Nothing in the folder is changed, added or taken away."""
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    yield
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before


def change(file: Path, statement: str) -> None:
    changing = sqlite_engine(str(file)).execution_options(boxoffice_writes=True)
    with changing.begin() as connection:
        connection.exec_driver_sql(statement)
    changing.dispose()


# Made


def test_a_database_is_made_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    with closing(open_database(folder / "house.sqlite3")) as database:
        assert database.look(house).name == "Box office"
    assert [file.name for file in folder.iterdir()] == ["house.sqlite3"]


def test_a_house_has_an_id_of_its_own(tmp_path: Path) -> None:
    ids = set()
    for name in ("one", "two"):
        with closing(open_database(f"sqlite:///{tmp_path / name}")) as database:
            ids.add(database.look(house).id)
    assert len(ids) == 2


def test_programs_that_start_at_once_open_the_same_house(tmp_path: Path) -> None:
    places = [str(tmp_path / "house.sqlite3")] * 6
    with warm.context().Pool(3) as pool:
        ids = pool.map(house_id, places, chunksize=1)
        pool.close()
        pool.join()
    assert len(set(ids)) == 1
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".lock"] == ["house.sqlite3"]


def house_id(where: str) -> str:
    with closing(open_database(where)) as database:
        return database.look(house).id


def test_a_making_that_fails_leaves_no_half_made_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_FIRST_HOUSE", text("INSERT INTO nowhere VALUES (:name)"))
    with pytest.raises(Exception):  # noqa: B017, PT011 (whatever it is, nothing may be left)
        open_database(tmp_path / "house.sqlite3")
    assert list(tmp_path.iterdir()) == []


# Refused


def test_a_file_that_was_emptied_is_not_made_a_new_house(tmp_path: Path) -> None:
    (tmp_path / "house.sqlite3").touch()
    with left_as_it_was(tmp_path):
        assert "restore the last backup" in refused(tmp_path / "house.sqlite3", DatabaseDamaged)


def test_nothing_at_the_place(tmp_path: Path) -> None:
    with left_as_it_was(tmp_path):
        assert "There is no database at" in refused(tmp_path / "none.sqlite3", NoDatabase, create=False)
    for nonsense in ("mysql://here/house", "sqlite://", "gopher://x"):
        refused(nonsense, NoDatabase)


def test_the_command_line_says_so_and_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "none.sqlite3"
    assert main(["holds", "--database", str(missing)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "",
        f"There is no database at {missing}. Start boxoffice there once, or name another with --database.\n",
    )
    assert not missing.exists()


def test_a_missing_folder(tmp_path: Path) -> None:
    sentence = refused(tmp_path / "gone" / "house.sqlite3", NoSuchFolder)
    assert sentence.startswith(f"The folder {tmp_path / 'gone'} does not exist.")
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("content", [b"not a database at all\n" * 400, b"\x89PNG" + bytes(5000)], ids=["text", "image"])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "house.sqlite3").write_bytes(content)
    with left_as_it_was(tmp_path):
        assert "is not a box-office database" in refused(tmp_path / "house.sqlite3", NotOurDatabase)


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    refused(tmp_path, NotOurDatabase)


def test_the_database_of_another_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "house.sqlite3")) as other:
        other.execute("CREATE TABLE photos (name)")
    with left_as_it_was(tmp_path):
        refused(tmp_path / "house.sqlite3", NotOurDatabase)


def garble_header(content: bytes) -> bytes:
    return b"garbage!" * 2 + content[16:]


def truncate(content: bytes) -> bytes:
    return content[: len(content) // 3]


def garble_pages(content: bytes) -> bytes:
    return content[:4096] + b"\xa5" * (len(content) - 4096)


@pytest.mark.parametrize(
    ("damage", "kind"),
    [(garble_header, NotOurDatabase), (truncate, DatabaseDamaged), (garble_pages, DatabaseDamaged)],
)
def test_a_damaged_file(sqlite_file: Path, damage: Callable[[bytes], bytes], kind: type[DatabaseRefused]) -> None:
    sqlite_file.write_bytes(damage(sqlite_file.read_bytes()))
    with left_as_it_was(sqlite_file.parent):
        refused(sqlite_file, kind)


def test_a_database_of_a_newer_program(sqlite_file: Path) -> None:
    change(sqlite_file, "UPDATE house SET oldest_program = '99.1'")
    change(sqlite_file, "UPDATE alembic_version SET version_num = '9999'")
    with left_as_it_was(sqlite_file.parent):
        assert "needs boxoffice 99.1 or newer" in refused(sqlite_file, DatabaseTooNew)


def test_a_database_that_a_newer_program_changed_beyond_knowing(sqlite_file: Path) -> None:
    change(sqlite_file, "ALTER TABLE house RENAME COLUMN oldest_program TO since")
    change(sqlite_file, "UPDATE alembic_version SET version_num = '9999'")
    with left_as_it_was(sqlite_file.parent):
        assert "needs boxoffice a newer version" in refused(sqlite_file, DatabaseTooNew)


def test_a_newer_schema_that_still_allows_this_program(sqlite_file: Path) -> None:
    change(sqlite_file, "UPDATE alembic_version SET version_num = '9999'")
    with closing(open_database(sqlite_file)) as database:
        assert database.look(house).name == "Box office"


def test_a_database_that_another_program_keeps(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_BUSY_DEADLINE_S", 0.05)
    keeper = sqlite_engine(str(sqlite_file))
    with keeper.execution_options(boxoffice_writes=True).begin():
        assert "busy for too long" in refused(sqlite_file, DatabaseBusy)
    keeper.dispose()
    open_database(sqlite_file).close()


def test_a_read_only_file_system(sqlite_file: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        folder = tmp_path / "read-only"
        folder.mkdir()
        file = Path(shutil.copy(sqlite_file, folder))
        file.chmod(0o444)
        folder.chmod(0o555)
        refused(file, DatabaseReadOnly)
        folder.chmod(0o755)
        return
    mount = tmp_path / "mount"
    mount.mkdir()
    # Rights do not bind root: only a mount does.
    commands: tuple[list[str | Path], ...] = (
        ["mount", "--bind", tmp_path, mount],
        ["mount", "-o", "remount,bind,ro", mount],
    )
    try:
        made = [subprocess.run(command, capture_output=True, check=False).returncode for command in commands]
        if any(made):
            pytest.skip("root may write everywhere here, and may not mount a folder read-only")
        refused(mount / sqlite_file.name, DatabaseReadOnly)
        refused(mount / "new.sqlite3", DatabaseReadOnly)
    finally:
        subprocess.run(["umount", mount], capture_output=True, check=False)


def test_a_disk_that_cannot_let_a_whole_file_appear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(Path, "rename", link)
    refused(tmp_path / "house.sqlite3", DatabaseReadOnly)
    assert list(tmp_path.iterdir()) == []


def test_a_synchronised_folder(tmp_path: Path) -> None:
    for name in ("OneDrive - Grand Theatre", "Dropbox"):
        (tmp_path / name).mkdir()
        sentence = refused(tmp_path / name / "house.sqlite3", DatabaseOnShare)
        assert f"lies on the synchronised folder “{name}”" in sentence
        assert list((tmp_path / name).iterdir()) == []


MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /mnt/box\\040office nfs4 rw 0 0
//nas/share /mnt/nas cifs rw 0 0
/dev/sdb1 /mnt/nas/inner ext4 rw 0 0
//nas/clerk /media/säle cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/clerk", "ext4"),
        ("/mnt/box office/data", "nfs4"),
        ("/mnt/nas", "cifs"),
        ("/mnt/nas/deep/er", "cifs"),
        ("/mnt/nas/inner/data", "ext4"),
        ("/mnt/nasty", "ext4"),
        ("/media/säle/box office", "cifs"),
    ],
)
def test_what_a_folder_lies_on(folder: str, kind: str) -> None:
    assert file_system_of(Path(folder), MOUNTS) == kind


def test_a_network_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boxoffice.db.place.file_system_of", lambda *_: "cifs")
    assert "lies on a network share" in refused(tmp_path / "house.sqlite3", DatabaseOnShare)
    assert list(tmp_path.iterdir()) == []


def test_a_sqlite_that_damages_files(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine.sqlite_is_sound()
    monkeypatch.setattr(engine, "SQLITE_VERSION", "3.40.1")
    assert not engine.sqlite_is_sound()
    refused(sqlite_file, SqliteTooOld)


def test_an_address_that_makes_no_sense() -> None:
    assert "secret" not in refused("postgresql://clerk:secret@127.0.0.1:xx/house", NoDatabase)


# PostgreSQL


@pytest.fixture
def bare_postgresql(postgresql_server: str) -> Iterator[str]:
    """A PostgreSQL database in which there is nothing yet."""
    server = postgresql_engine(make_url(postgresql_server)).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE bare"))
    yield make_url(postgresql_server).set(database="bare").render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE bare"))
    server.dispose()


def on(where: str, statement: str) -> None:
    connecting = postgresql_engine(make_url(where))
    with connecting.begin() as connection:
        connection.execute(text(statement))
    connecting.dispose()


def test_a_postgresql_database_without_a_schema_is_left_to_its_owner(bare_postgresql: str) -> None:
    assert "has not been prepared for boxoffice" in refused(bare_postgresql, DatabaseTooOld)


def test_a_postgresql_database_of_another_program(bare_postgresql: str) -> None:
    on(bare_postgresql, "CREATE TABLE photos (name TEXT)")
    refused(bare_postgresql, NotOurDatabase)


def test_an_older_and_a_newer_postgresql_database(bare_postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = postgresql_engine(make_url(bare_postgresql))
    opening.set_up(prepared)
    prepared.dispose()
    with monkeypatch.context() as later:
        later.setattr(schema, "NEWEST", f"{int(schema.NEWEST) + 1:04d}")
        refused(bare_postgresql, DatabaseTooOld)
    on(bare_postgresql, "UPDATE house SET oldest_program = '99.1'")
    assert "needs boxoffice 99.1 or newer" in refused(bare_postgresql, DatabaseTooNew)


def test_a_server_that_is_not_there() -> None:
    refused("postgresql://clerk@127.0.0.1:1/house", DatabaseUnreachable)


def test_a_postgresql_database_that_does_not_exist(postgresql_server: str) -> None:
    refused(
        make_url(postgresql_server).set(database="nowhere").render_as_string(hide_password=False), DatabaseUnreachable
    )


def test_the_log_of_another_house_is_not_taken_over(sqlite_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    log = bad_disk.log_left_behind(other)
    shutil.copy(log, f"{sqlite_file}-wal")
    before = sqlite_file.read_bytes()
    refused(str(sqlite_file), ForeignLog)
    assert sqlite_file.read_bytes() == before
    Path(f"{sqlite_file}-wal").unlink()
    open_database(sqlite_file).close()


def test_a_log_that_was_left_behind_by_a_crash_is_the_house_s_own(tmp_path: Path) -> None:
    file = tmp_path / "house"
    bad_disk.log_left_behind(file)
    with closing(open_database(file)) as database, database.read() as tx:
        assert [found.name for found in counters.list_counters(tx)] == ["Counter 1"]
    for share in (0.0, 0.001, 0.01, 0.5, 0.99):  # as much as a power cut left
        torn = tmp_path / f"house-{share}"
        log = bad_disk.log_left_behind(torn)
        log.write_bytes(log.read_bytes()[: int(log.stat().st_size * share)])
        open_database(torn).close()
