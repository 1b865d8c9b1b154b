"""A line to a PostgreSQL server that breaks at the worst moment, around a COMMIT, or goes down, or falls silent."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url

_PIECE = 65_536


class Line:
    """A line from programs to a server.

    ``cut`` says at which moment of the next commit it breaks, and with ``stays_down`` nobody gets through after that;
    while it ``is_silent`` nothing arrives at either end.
    """

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._ear.getsockname()[1]
        self.cut: str | None = None
        self.was_cut = False
        self.stays_down = self.is_silent = False
        self._is_down = self._is_closing = False
        self._ends: list[socket.socket] = []
        self._lost: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._begin(self._listen)

    def go_down(self) -> None:
        """Break every connection, and let none be made until it comes up again."""
        self._is_down = True
        for end in self._ends:
            _hang_up(end)

    def come_up(self) -> None:
        """Let connections be made again, over which everything arrives."""
        self.go_down()
        self._is_down = self.is_silent = False

    def close(self) -> None:
        """Hang up; every connection over the line must have been closed before."""
        self._is_closing = True
        # A listening socket's accept is only woken by a connection.
        socket.create_connection(("127.0.0.1", self.port)).close()
        for thread in self._threads:
            thread.join()
        self._ear.close()

    def _begin(self, work: Callable[..., None], *args: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=args)
        self._threads.append(thread)
        thread.start()
        return thread

    def _listen(self) -> None:
        while True:
            program, _ = self._ear.accept()
            first = _heard(program)
            if not first:
                program.close()
                if self._is_closing:
                    return
                continue
            if self._is_down:
                program.close()
                continue
            self._begin(self._carry, program, first)

    def _carry(self, program: socket.socket, first: bytes) -> None:
        with program, socket.create_connection(self._server) as server:
            self._ends += [program, server]
            self._pass_on(first, to=server)
            answering = self._begin(self._answer, program, server)
            self._ask(program, server)
            _hang_up(server)
            answering.join()

    def _ask(self, program: socket.socket, server: socket.socket) -> None:
        """Carry what the program asks; at a COMMIT, break before it or let only its answer be lost."""
        while piece := _heard(program):
            if self.cut is not None and b"COMMIT\0" in piece:  # and not READ COMMITTED
                cut, self.cut = self.cut, None
                self.was_cut = True
                self._is_down = self.stays_down
                if cut == "before":
                    return
                self._lost.append(server)
            self._pass_on(piece, to=server)

    def _answer(self, program: socket.socket, server: socket.socket) -> None:
        while (piece := _heard(server)) and server not in self._lost:
            self._pass_on(piece, to=program)
        _hang_up(program)

    def _pass_on(self, piece: bytes, *, to: socket.socket) -> None:
        if not self.is_silent:
            with suppress(OSError):  # hung up; the other end hears it
                to.sendall(piece)


@contextmanager
def line_to(where: str) -> Iterator[tuple[Line, str]]:
    """A line to a server, and the URL by which a program uses it."""
    url = make_url(where)
    line = Line(url.host or "127.0.0.1", url.port or 5432)
    try:
        yield line, url.set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
    finally:
        line.close()


def _heard(end: socket.socket) -> bytes:
    try:
        return end.recv(_PIECE)
    except OSError:
        return b""


def _hang_up(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
