"""The window is on the screen before anything else of the program is imported."""

import subprocess
import sys

_IMPORTED = """
import sys
import boxoffice.app, boxoffice.settings, boxoffice.gui.main_window
print(*sorted(name for name in sys.modules if name.startswith(("boxoffice", "sqlalchemy", "apscheduler"))))
"""


def test_the_bare_window_brings_nothing_along() -> None:
    came = subprocess.run([sys.executable, "-c", _IMPORTED], capture_output=True, text=True, check=True).stdout.split()
    assert set(came) == {
        "boxoffice",
        "boxoffice.app",
        "boxoffice.gui",
        "boxoffice.gui.main_window",
        "boxoffice.paths",
        "boxoffice.settings",
    }


_OPENED = """
import sys
import boxoffice.db.opening, boxoffice.gui.start, boxoffice.routines.open_counter, boxoffice.jobs.scheduler
print(*sorted(name for name in sys.modules if name.startswith("PySide6")))
"""


def test_what_is_imported_beside_the_window_brings_no_qt() -> None:
    came = subprocess.run([sys.executable, "-c", _OPENED], capture_output=True, text=True, check=True).stdout.split()
    assert came == []
