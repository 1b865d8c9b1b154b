"""The system tells the program to end: it ends well, asks nobody, and leaves the order in the making where it was."""

import sys
from pathlib import Path

import pytest

from boxoffice.db.database import Database
from tests.faults.start_stop import Window


@pytest.mark.skipif(sys.platform == "win32", reason="one program cannot send another these signals there")
@pytest.mark.parametrize("way", ["SIGTERM", "SIGINT", "SIGHUP", "logoff"])
def test_a_signal_or_a_logoff_ends_the_program_well(way: str, house: Database, tmp_path: Path) -> None:
    window = Window(house.place, tmp_path / "data")
    window.wait_for("shown")
    window.tell("sell")
    window.wait_for("refresh")  # there is an order by now
    status, _, complaint = window.end(way)
    assert (status, complaint) == (0, "")
    again = Window(house.place, tmp_path / "data")
    again.wait_for("shown")
    assert not [line for line in again.said if line.startswith("refused")]
    assert again.end("SIGTERM")[0] == 0
