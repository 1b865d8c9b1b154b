"""The self-test says, part by part, what works; driven as whoever installs the program drives it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).parent.parent


def self_test(*arguments: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "main.py", "self-test", *arguments]
    return subprocess.run(command, cwd=REPO, env=os.environ | changed, capture_output=True, text=True, check=False)


def test_every_part_of_a_sound_installation_works() -> None:
    tried = self_test("--json", QT_QPA_PLATFORM="offscreen")
    answer: dict[str, Any] = json.loads(tried.stdout)
    assert [part for part in answer["parts"] if not part["works"]] == []
    assert answer["works"] is True
    assert tried.returncode == 0
    found = {part["part"]: part["found"] for part in answer["parts"]}
    assert tuple(int(number) for number in found["SQLite"].split(".")) >= (3, 51, 3)
    assert "opens and closes" in found["window"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_part_that_fails_is_named_and_the_others_are_still_tried() -> None:
    tried = self_test(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    lines = tried.stdout.splitlines()
    assert [line for line in lines if line.startswith("FAILS")] == lines[-1:]
    assert "window" in lines[-1]
    assert "no screen" in lines[-1]
    assert tried.returncode == 1


def test_the_data_of_the_house_is_not_touched(tmp_path: Path) -> None:
    house = tmp_path / "house"
    self_test(QT_QPA_PLATFORM="offscreen", BOXOFFICE_DATA=str(house), BOXOFFICE_DATABASE=str(house / "real.sqlite3"))
    assert not house.exists()
