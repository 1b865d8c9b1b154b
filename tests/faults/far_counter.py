"""A counter far from its server: in a network namespace of its own, where root may make one; else on this PC."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Network:
    """Where the server listens, and what starts a program at the other end."""

    server: str
    there: tuple[str, ...] = ()
    name: str = ""
    near: str = ""  # the server's end of the cable, and the counter's
    far: str = ""
    counter: str = ""

    @property
    def is_apart(self) -> bool:
        """Whether there is a cable that can be pulled."""
        return bool(self.there)

    def pull(self) -> None:
        """Pull the cable out at the counter."""
        _ip("-n", self.name, "link", "set", self.far, "down")

    def plug(self) -> None:
        """Put it in again."""
        _ip("-n", self.name, "link", "set", self.far, "up")

    def switch_off(self) -> None:
        """Let the other end be down."""
        _ip("link", "set", self.near, "down")

    def switch_on(self) -> None:
        """Let it be up again."""
        _ip("link", "set", self.near, "up")

    def swallow(self) -> None:
        """Let what the server answers vanish without a word."""
        _ip("route", "add", "blackhole", f"{self.counter}/32")

    def spit(self) -> None:
        """Let it arrive again."""
        _ip("route", "del", "blackhole", f"{self.counter}/32")

    def abort(self) -> None:
        """Have the counter's kernel abort its connections; it says "Invalid argument" of those that it cannot."""
        self._ss("-K")

    def can_abort(self, port: int) -> bool:
        """Whether this kernel aborts connections, tried on one to a port of the server."""
        connect = f"import socket; socket.create_connection(('{self.server}', {port})).recv(1)"
        with subprocess.Popen([*self.there, sys.executable, "-c", connect], stderr=subprocess.DEVNULL) as waiting:
            while not self._is_connected() and waiting.poll() is None:
                time.sleep(0.02)
            self.abort()
            is_aborted = not self._is_connected()
            waiting.kill()
        return is_aborted

    def _is_connected(self) -> bool:
        return bool(self._ss("-tnH", "state", "established").strip())

    def _ss(self, *asked: str) -> str:
        command = [*self.there, "ss", *asked, "dst", self.server]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def network() -> Iterator[Network]:
    """A cable between the server and a counter, gone when it is over; without root there is none."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        yield Network(server="127.0.0.1")
        return
    number = random.SystemRandom().randrange(1, 255)
    name = f"boxoffice-{os.getpid()}"
    made = Network(
        server=f"10.213.{number}.1",
        there=("ip", "netns", "exec", name),
        name=name,
        near=f"bo{os.getpid()}n",
        far=f"bo{os.getpid()}f",
        counter=f"10.213.{number}.2",
    )
    try:
        _lay(made)
    except subprocess.CalledProcessError:  # in a container that may not
        _tear(made)
        yield Network(server="127.0.0.1")
        return
    try:
        yield made
    finally:
        _tear(made)


def _lay(made: Network) -> None:
    _ip("netns", "add", made.name)
    _ip("link", "add", made.near, "type", "veth", "peer", "name", made.far, "netns", made.name)
    for inside, end, address in (((), made.near, made.server), (("-n", made.name), made.far, made.counter)):
        _ip(*inside, "addr", "add", f"{address}/24", "dev", end)
        _ip(*inside, "link", "set", end, "up")


def _tear(made: Network) -> None:
    for undo in (("netns", "del", made.name), ("link", "del", made.near)):
        subprocess.run(["ip", *undo], check=False, capture_output=True)


def _ip(*asked: str) -> None:
    subprocess.run(["ip", *asked], check=True, capture_output=True)
