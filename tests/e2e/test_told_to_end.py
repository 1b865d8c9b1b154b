"""The system tells the program to end: it ends well, asks nobody, and leaves the order in the making where it was."""

import sys
from pathlib import Path

import pytest

from boxoffice.db.database import Database
from boxoffice.services import orders
from tests.faults.start_stop import Window
from tests.support.houses import counter


@pytest.mark.skipif(sys.platform == "win32", reason="one program cannot send another these signals there")
def test_a_signal_or_a_logoff_ends_the_program_well(house: Database, tmp_path: Path) -> None:
    left = "-"
    for way in ("SIGTERM", "SIGINT", "SIGHUP", "logoff"):
        window = Window(house.place, tmp_path / "data")
        window.wait_for("shown")
        assert [line for line in window.said if line.startswith("refused")] == [], way
        assert f"shown {left}" in window.said, way  # the order that the program before it had in the making
        window.tell("sell")
        window.wait_for("refresh")  # there is an order by now, unless it was just sold
        status, _, complaint = window.end(way)
        assert (status, complaint) == (0, ""), way
        with house.read() as tx:
            order = orders.current(tx, counter=counter(house, "Counter 1").counter)
        left = order.id if order is not None else "-"
