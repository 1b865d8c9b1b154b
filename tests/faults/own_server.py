"""A PostgreSQL server of the rig's own, durable, that can be stopped, killed, frozen and started again.

It keeps what it writes in memory, where there is a place for that: what ends here are processes, never the PC.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import make_url

from tests.support.postgres import MEMORY, OTHER_USER, environment, free_port, server_programs

_PATIENCE_S: Final = 60.0


class Server:
    """A server without TLS that listens on one address; ``url`` is its administrator's."""

    def __init__(self, folder: Path, *, address: str) -> None:
        self._folder, self._data = folder, folder / "data"
        self._user = OTHER_USER if os.geteuid() == 0 else None
        self._programs = server_programs(folder, user=self._user)
        self._process: subprocess.Popen[bytes] | None = None
        port = free_port()
        self.url = f"postgresql://boxoffice@{address}:{port}/postgres?sslmode=disable"
        self._do("initdb", "-U", "boxoffice", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        with (self._data / "pg_hba.conf").open("a", encoding="ascii") as guards:
            guards.write(f"host all all {address}/24 trust\n")
        with (self._data / "postgresql.conf").open("a", encoding="ascii") as settings:
            settings.write(f"port={port}\nlisten_addresses='{address}'\nunix_socket_directories='{folder}'\n")
            settings.write("max_connections=60\nshared_buffers=64MB\nwal_buffers=32MB\n")

    def start(self) -> None:
        """Start it (again), and wait until it answers."""
        since = time.monotonic()
        while not self._answers():
            if self._process is None or self._process.poll() is not None:
                # After a kill those that it left behind must have noticed first.
                with (self._folder / "log").open("ab") as log:
                    command = [str(self._programs / "postgres"), "-D", str(self._data)]
                    self._process = subprocess.Popen(
                        command, user=self._user, cwd=self._folder, stdout=log, stderr=log, env=environment()
                    )
            if time.monotonic() - since > _PATIENCE_S:
                raise TimeoutError((self._folder / "log").read_text("utf-8", "replace")[-2000:])
            time.sleep(0.05)

    def stop(self, mode: str) -> None:
        """Stop it: "fast" tells everybody, "immediate" is as good as a crash."""
        self._do("pg_ctl", "-w", "-m", mode, "stop")
        self._wait()

    def kill(self, *, everybody: bool) -> None:
        """Kill it, alone or with everybody who works for it."""
        for pid in self._pids() if everybody else self._pids()[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._wait()

    def become_lax(self) -> None:
        """Say from now on that what is not yet written is booked, and write nothing."""
        with psycopg.connect(self.url, autocommit=True) as administrator:
            administrator.execute("ALTER SYSTEM SET synchronous_commit = off")
            administrator.execute("SELECT pg_reload_conf()")
            administrator.execute("CHECKPOINT")
            found = administrator.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")
            for (writer,) in found.fetchall():
                os.kill(writer, signal.SIGSTOP)

    def freeze(self) -> None:
        """Let it stand still, with everybody who works for it."""
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def hang_up(self, role: str) -> None:
        """End every connection of a role."""
        with psycopg.connect(self.url, autocommit=True) as administrator:
            administrator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (role,))

    def close(self) -> None:
        """End it, whatever became of it."""
        if self._process is not None and self._process.poll() is None:
            self.thaw()
            self._signal(signal.SIGQUIT)
            self._wait()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _pids(self) -> list[int]:
        """The server first, then everybody who works for it."""
        if self._process is None:
            return []
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [self._process.pid, *map(int, children.read_text("ascii").split())]

    def _signal(self, sent: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(sent)

    def _wait(self) -> None:
        if self._process is not None:
            self._process.wait(timeout=_PATIENCE_S)

    def _do(self, program: str, *options: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *options]
        subprocess.run(
            command, check=True, user=self._user, cwd=self._folder, capture_output=True, env=environment(), timeout=60
        )


@contextmanager
def own_server(*, address: str = "127.0.0.1") -> Iterator[Server]:
    """A new server, started."""
    place = MEMORY if Path(MEMORY).is_dir() else None
    with tempfile.TemporaryDirectory(prefix="boxoffice-pg-", dir=place, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if os.geteuid() == 0:
            account = pwd.getpwnam(OTHER_USER)
            shutil.chown(folder, account.pw_uid, account.pw_gid)
        server = Server(folder, address=address)
        try:
            server.start()
            yield server
        finally:
            server.close()


def role_of(house: str) -> str:
    """The role in a house's URL."""
    return make_url(house).username or ""
