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


_DESK = """
import sys
import boxoffice.gui.desk
print(*sorted(name for name in sys.modules if name.startswith(("boxoffice", "PySide6.QtPrint"))))
"""


def test_the_desk_brings_nothing_that_the_first_customer_can_wait_for() -> None:
    came = subprocess.run([sys.executable, "-c", _DESK], capture_output=True, text=True, check=True).stdout.split()
    late = {
        "boxoffice.domain.best_seats",
        "boxoffice.domain.codes",
        "boxoffice.domain.left_alone",
        "boxoffice.domain.scanning",
        "boxoffice.domain.seat_line",
        "boxoffice.domain.typed",
        "boxoffice.gui.holds.all_holds",
        "boxoffice.gui.house.house_page",
        "boxoffice.gui.parked.parked_orders",
        "boxoffice.gui.plans.import_page",
        "boxoffice.gui.prices.prices_page",
        "boxoffice.gui.print_queue",
        "boxoffice.gui.sell.customer_finder",
        "boxoffice.gui.scanner",
        "boxoffice.gui.sell.done",
        "boxoffice.gui.sell.payment",
        "boxoffice.gui.sell.zone_chooser",
        "boxoffice.printing",
        "PySide6.QtPrintSupport",
    }
    assert late.isdisjoint(came)
