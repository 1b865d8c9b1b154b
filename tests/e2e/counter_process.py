"""One counter as a program of its own: the real window, told by lines of JSON on stdin what a clerk does.

    python -m tests.e2e.counter_process --database FILE --counter NAME

Each line is ``[verb, argument, …]``, a method of Hands; the answer is a line ``{"answer": …}`` or ``{"error": …}``.
"""

import json
import sys
import threading
import traceback
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from boxoffice import app
from boxoffice.gui.relay import Relay
from tests.e2e.hands import Hands


class Listener:
    """Takes one line after the other on the window's thread and answers each."""

    def __init__(self, program: app.Program) -> None:
        self._program = program
        self._relay = Relay(program.window)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._relay.run(partial(self._do, json.loads(line)))
        self._relay.run(QApplication.exit)  # quit would ask what becomes of an open order

    def _do(self, asked: list[str]) -> None:
        if self._program.desk is None or (
            self._program.desk.sell.board.performances and not self._program.desk.sell.showing.map.seat_count
        ):
            QTimer.singleShot(20, lambda: self._do(asked))
            return
        verb, *arguments = asked
        try:
            answer = {"answer": getattr(Hands(self._program.desk), verb)(*arguments)}
        except Exception:  # noqa: BLE001 (the test on the other side shows it)
            answer = {"error": traceback.format_exc()}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def main() -> int:
    wanted = app.parse(sys.argv[1:])
    assert wanted is not None
    application = QApplication(sys.argv[:1])
    with app.Program(wanted) as program:
        program.window.resize(1366, 768)
        listener = Listener(program)
        status = application.exec()
        del listener
    return status


if __name__ == "__main__":
    sys.exit(main())
