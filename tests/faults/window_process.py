"""The program itself with a clerk at it who never rests, told on its input how to end.

    python -m tests.faults.window_process --database FILE --counter NAME

It says on its output what goes on: "begun", "shown ORDER", "refresh", "job", "import" as each begins.
"""

import random
import signal
import sys
import threading
import time
from functools import partial
from typing import Any

from boxoffice import app

_CLICK_MS = 15


class Watched(app.Program):
    """The program, which says how far it is."""

    _lists = False

    def __init__(self, wanted: app.Wanted) -> None:
        super().__init__(wanted)
        say("begun")

    def _refuse(self, fault: Exception) -> None:
        say(f"refused {fault}")
        super()._refuse(fault)

    def _fill(self, opened: app.Opened) -> None:
        super()._fill(opened)
        from boxoffice.routines import refresh, release_expired  # noqa: PLC0415 (not before the program does)
        from tests.faults.window_clerk import WindowClerk  # noqa: PLC0415 (it brings Qt)

        _announce(refresh, "refresh")
        _announce(release_expired, "release_expired")
        assert self.desk is not None
        self._clerk = WindowClerk(self.desk, every_ms=_CLICK_MS)
        say(f"shown {opened.start.order.id if opened.start.order is not None else '-'}")
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._in_window(partial(getattr(self, f"told_to_{line.strip()}")))

    def told_to_sell(self) -> None:
        """Let the clerk begin."""
        self._clerk.start()

    def told_to_import(self) -> None:
        """Import a stadium's plan, as the page for it does."""
        assert self.desk is not None
        self.desk.tasks.slow(_import, lambda _plan: None)

    def told_to_list(self) -> None:
        """Read all holds as the page for them does, again and again until told to rest."""
        self._lists = True
        self._list()

    def _list(self) -> None:
        if self.desk is not None and self._lists:
            self.desk.tasks.slow(_list_holds, lambda _holds: self._list())

    def told_to_hang(self) -> None:
        """Plant a worker that never ends."""
        assert self.desk is not None
        self.desk.tasks.slow(lambda _database, _by: time.sleep(3600), lambda _none: None)

    def told_to_rest(self) -> None:
        """Let the clerk do nothing more."""
        self._clerk.stop()
        self._lists = False
        say("rests")

    def told_to_close(self) -> None:
        """Close the window, and answer what it asks."""
        self._clerk.stop()
        self._clerk.close(random.choice(["Give back", "Keep", "Close all"]))  # noqa: S311 (no secret)

    def told_to_logoff(self) -> None:
        """The session manager's word, as Qt passes it on."""
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (Qt comes with the window)

        running: Any = QApplication.instance()
        running.commitDataRequest.emit(None)


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def _import(database: Any, by: Any) -> None:  # noqa: ANN401 (as the lane hands them over)
    from boxoffice.plans.houses import stadium  # noqa: PLC0415 (a house as large as they come)
    from boxoffice.services import plans  # noqa: PLC0415 (it brings the database)

    say("import")
    drawn = stadium()
    database.act(lambda tx: plans.store(tx, plan=drawn, hall=f"Stadium {time.monotonic_ns()}"), by=by)


def _list_holds(database: Any, _by: Any) -> Any:  # noqa: ANN401 (as the lane hands them over)
    from boxoffice.services import hold_list  # noqa: PLC0415 (it brings the database)

    return database.look(hold_list.list_holds)


def _announce(module: Any, name: str) -> None:  # noqa: ANN401 (any module)
    does = getattr(module, name)

    def announced(*arguments: Any, **values: Any) -> Any:  # noqa: ANN401 (whatever the real one takes)
        say("job" if name == "release_expired" else name)
        return does(*arguments, **values)

    setattr(module, name, announced)


def main() -> int:
    for name in ("SIGINT", "SIGHUP"):  # what runs these in the background may ignore them, and they would be then, too
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    app.Program = Watched  # type: ignore[misc]
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
