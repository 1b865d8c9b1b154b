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

STANDBY: Final = "boxoffice_standby"
_FOLLOWS: Final = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
_PATIENCE_S: Final = 60.0


class Server:
    """A server without TLS that listens on one address; ``url`` is its administrator's.

    With a ``primary`` it is that one's standby.
    """

    def __init__(self, folder: Path, *, address: str, primary: "Server | None" = None) -> None:
        self._folder, self._data = folder, folder / "data"
        self._user = OTHER_USER if os.geteuid() == 0 else None
        self._programs = server_programs(folder, user=self._user)
        self._process: subprocess.Popen[bytes] | None = None
        self.address, self.port = address, free_port()
        self.url = f"postgresql://boxoffice@{address}:{self.port}/postgres?sslmode=disable"
        if primary is None:
            self._do("initdb", "-U", "boxoffice", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
            with (self._data / "pg_hba.conf").open("a", encoding="ascii") as guards:
                guards.write(f"host all all {address}/24 trust\n")
        else:
            primary.tell(f"CREATE ROLE {STANDBY} LOGIN REPLICATION")
            where = f"host={address} port={primary.port} user={STANDBY} application_name={STANDBY} sslmode=disable"
            self._do("pg_basebackup", "-d", where, "-R", "-X", "stream", "-C", "-S", STANDBY, "-c", "fast")
        with (self._data / "postgresql.conf").open("a", encoding="ascii") as settings:
            settings.write(f"port={self.port}\nlisten_addresses='{address}'\nunix_socket_directories='{folder}'\n")
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

    def tell(self, *statements: str) -> None:
        """Have its administrator say this."""
        with psycopg.connect(self.url, autocommit=True) as administrator:
            for statement in statements:
                administrator.execute(statement.encode())

    def promote(self) -> None:
        """Let the standby be a primary."""
        self._do("pg_ctl", "-w", "promote")

    def demand_standby(self) -> None:
        """Acknowledge nothing from now on that the standby has not written too; returns once it follows."""
        self.tell(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'", "SELECT pg_reload_conf()")
        since = time.monotonic()
        with psycopg.connect(self.url, autocommit=True) as administrator:
            while administrator.execute(_FOLLOWS).fetchone() is None:
                if time.monotonic() - since > _PATIENCE_S:
                    raise TimeoutError("the standby does not follow")
                time.sleep(0.05)

    def go_alone(self) -> None:
        """Demand no standby any more."""
        self.tell("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")

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
def own_server(*, address: str = "127.0.0.1", primary: Server | None = None) -> Iterator[Server]:
    """A new server, started; with a ``primary`` its standby."""
    place = MEMORY if Path(MEMORY).is_dir() else None
    with tempfile.TemporaryDirectory(prefix="boxoffice-pg-", dir=place, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if os.geteuid() == 0:
            account = pwd.getpwnam(OTHER_USER)
            shutil.chown(folder, account.pw_uid, account.pw_gid)
        server = Server(folder, address=address, primary=primary)
        try:
            server.start()
            yield server
        finally:
            server.close()


def role_of(house: str) -> str:
    """The role in a house's URL."""
    return make_url(house).username or ""
