"""Where a database is, and whether a file there can be trusted."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from boxoffice.domain.errors import DatabaseOnShare, NoDatabase, NoSuchFolder, PasswordInAddress

_NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "fuse.sshfs",
        "afs",
        "9p",
        "davfs",
        "ncpfs",
        "vboxsf",
        "ceph",
        "glusterfs",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
    }
)
_SYNCED_FOLDERS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "nextcloud", "owncloud")
_OCTAL = re.compile(r"\\([0-7]{3})")  # how blanks in a path are written in /proc/mounts
_PASSWORD = re.compile(r"(//[^:/@]*:)[^@]*@")
_WINDOWS_REMOTE_DRIVE = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A database's place: a file of SQLite, or the URL of a PostgreSQL database."""

    file: Path | None
    url: URL | None

    def __str__(self) -> str:
        return str(self.file) if self.file else self.url.render_as_string() if self.url else ""


def place_of(where: str) -> Place:
    """The place that a clerk or administrator named: a path, ``sqlite:///path`` or ``postgresql://…``."""
    if "://" not in where:
        return Place(file=Path(where).expanduser().absolute(), url=None)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as fault:
        raise NoDatabase(place=_PASSWORD.sub(r"\1…@", where)) from fault
    if url.get_backend_name() == "postgresql":
        if url.password is not None or "password" in url.query:
            raise PasswordInAddress(place=_PASSWORD.sub(r"\1…@", where))
        return Place(file=None, url=url)
    if url.get_backend_name() == "sqlite" and url.database:
        return Place(file=Path(url.database).expanduser().absolute(), url=None)
    raise NoDatabase(place=where)


def put_away(file: Path) -> Path:
    """The name that a house's file gets once the house was moved to a server."""
    return file.with_name(f"{file.name}.moved")


def check_folder(file: Path) -> None:
    """Refuse a file whose folder is missing, shared over a network or synchronised with a cloud."""
    if not file.parent.is_dir():
        raise NoSuchFolder(place=file.parent)
    synced = next((part for part in file.parent.parts if _is_synced(part)), None)
    if synced is not None:
        raise DatabaseOnShare(place=file, kind=f"the synchronised folder “{synced}”")
    if _is_on_network(file.parent.resolve()):
        raise DatabaseOnShare(place=file, kind="a network share")


def _is_synced(folder: str) -> bool:
    name = folder.lower()
    # "OneDrive - Grand Theatre" is one too.
    return any(name == synced or name.startswith(f"{synced} ") for synced in _SYNCED_FOLDERS)


def _is_on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 (Windows only)

        is_unc = str(folder).startswith("\\\\")
        return is_unc or ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _WINDOWS_REMOTE_DRIVE
    mounts = Path("/proc/mounts")
    return mounts.exists() and file_system_of(folder, mounts.read_text("utf-8")) in _NETWORK_FILE_SYSTEMS


def file_system_of(folder: Path, mounts: str) -> str:
    """The kind of file system that a folder lies on, by the lines of Linux's ``/proc/mounts``."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, mounted, file_system, *_ = line.split(" ")
        mounted = _OCTAL.sub(lambda written: chr(int(written[1], 8)), mounted)
        holds_folder = os.path.commonpath([mounted, folder]) == mounted
        if holds_folder and len(mounted) >= len(best):
            best, kind = mounted, file_system
    return kind
