"""The self-test says, part by part, what works; driven as whoever installs the program drives it."""

import importlib.util
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


def test_every_part_of_a_sound_installation_works(tmp_path: Path) -> None:
    house = tmp_path / "house"
    tried = self_test("--json", QT_QPA_PLATFORM="offscreen", BOXOFFICE_DATA=str(house))
    answer: dict[str, Any] = json.loads(tried.stdout)
    assert [part for part in answer["parts"] if not part["works"]] == []
    assert answer["works"] is True
    assert tried.returncode == 0
    found = {part["part"]: part["found"] for part in answer["parts"]}
    assert tuple(int(number) for number in found["SQLite"].split(".")) >= (3, 51, 3)
    assert "opens and closes" in found["window"]
    assert not house.exists()


def failing(tried: "subprocess.CompletedProcess[str]") -> set[str]:
    """The parts that do not work; its exit code says whether there are any."""
    answer: dict[str, Any] = json.loads(tried.stdout)
    found = {part["part"] for part in answer["parts"] if not part["works"]}
    assert answer["works"] is not bool(found)
    assert tried.returncode == bool(found)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_part_that_fails_is_named_and_the_others_are_still_tried() -> None:
    tried = self_test(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    lines = tried.stdout.splitlines()
    assert len(lines) > 15
    wrong = [line for line in lines if line.startswith("FAILS")]
    assert wrong == lines[-len(wrong) :]
    assert [line.split("  ")[1] for line in wrong] == ["fonts", "PDF", "QR code", "printers", "window"]
    assert all("no screen" in line for line in wrong)
    assert tried.returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not ask fontconfig, and have no time zones")
def test_a_pc_without_fonts_and_time_zones_is_told(tmp_path: Path) -> None:
    if importlib.util.find_spec("tzdata"):
        pytest.skip("time zones are a package here")
    none = tmp_path / "fonts.conf"
    none.write_text("<fontconfig/>", "utf-8")
    bare = {"FONTCONFIG_FILE": str(none), "PYTHONTZPATH": str(tmp_path)}
    assert {"fonts", "time zones"} <= failing(planted(SOON, **bare))


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "house"
    tried = self_test("--json", QT_QPA_PLATFORM="offscreen", BOXOFFICE_DATA=str(folder))
    assert failing(tried) == {"data folder"}
    assert str(folder) in tried.stdout


SOON = "self_test.PATIENCE_S = 5"
PLANTS = {
    "PostgreSQL client": "from boxoffice.db import line; del line.Line",
    "migrations": "from boxoffice.db import opening; opening.back_up = lambda *_, **__: None",
    "translations": """
from dataclasses import replace
from boxoffice.printing import words
words.WORDS = {"en": words.ENGLISH, "de": replace(words.GERMAN, total="")}
""",
    "locales": """
from PySide6 import QtCore
class Plain(QtCore.QLocale):
    def __init__(self, _name): super().__init__("C")
QtCore.QLocale = Plain
""",
    "60 s job": f"""
{SOON}
from boxoffice.jobs import scheduler
scheduler.FromNow.get_next_fire_time = lambda *_: None
""",
    "QR code": "from boxoffice.printing import painting as p; runs = p.runs; p.runs = lambda text: runs(text)[:-1]",
    "PDF": "from boxoffice.printing import pdf; pdf.page_by_page = lambda *_, **__: iter(())",
}


def planted(fault: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    """The self-test of a program with this fault in it."""
    program = f"import sys\nfrom boxoffice import app, self_test\n{fault}\nsys.exit(app.main(['self-test', '--json']))"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | changed
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)


def test_each_part_that_is_broken_is_seen() -> None:
    assert failing(planted("\n".join(PLANTS.values()))) == set(PLANTS)


def test_the_data_of_the_house_is_not_touched(tmp_path: Path) -> None:
    house = tmp_path / "house"
    environment = {"BOXOFFICE_DATA": str(house), "BOXOFFICE_DATABASE": str(house / "real.sqlite3")}
    house.mkdir()
    (house / "real.sqlite3").write_bytes(b"a house")
    assert failing(self_test("--json", QT_QPA_PLATFORM="offscreen", **environment)) == set()
    assert [file.name for file in house.iterdir()] == ["real.sqlite3"]
    assert (house / "real.sqlite3").read_bytes() == b"a house"
