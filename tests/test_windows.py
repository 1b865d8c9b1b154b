"""What is different on Windows, as far as another system can be made to do the same; README names what cannot."""

import logging
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest
from platformdirs import windows
from platformdirs.windows import Windows

from boxoffice import paths, settings
from boxoffice.db.opening import open_database
from boxoffice.domain.errors import SettingsNotStored
from boxoffice.logs import Log
from tests.support.desk import Desk
from tests.support.houses import counter, studio

REPO = Path(__file__).parent.parent
NAME = "Große Häuser & Säle/劇場 kasse"
WITHOUT_STREAMS = """
import sys
sys.stdin = sys.stdout = sys.stderr = None
from boxoffice.app import main
sys.exit(main({arguments}))
"""


def program(*arguments: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "main.py", *arguments]
    return subprocess.run(
        command, cwd=REPO, env=os.environ | changed, capture_output=True, encoding="cp1252", check=False
    )


def without_streams(*arguments: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    """A program as Windows starts one that has a window: with neither stdin nor stdout nor stderr."""
    code = WITHOUT_STREAMS.format(arguments=arguments)
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=REPO, env=os.environ | changed, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_folder_with_blanks_and_other_letters(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    folder.mkdir(parents=True)
    scratch = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    tried = without_streams("self-test", QT_QPA_PLATFORM="offscreen", BOXOFFICE_DATA=str(folder), **scratch)
    assert (tried.returncode, tried.stdout) == (0, "")
    where = str(folder / "kasse.sqlite3")
    with closing(open_database(where)) as database:
        by = counter(database, "Counter 1")
        Desk(database, by, studio(database, by=by)).take("A1")
    assert "A1" in program("holds", "--database", where).stdout
    assert program("holds", "--database", str(folder / "none" / "kasse")).returncode == 1


def test_a_console_that_lacks_the_letters_of_a_name(tmp_path: Path) -> None:
    where = str(tmp_path / "house.sqlite3")
    with closing(open_database(where)) as database:
        by = counter(database, "Counter 1")
        Desk(database, by, studio(database, by=by, event="劇場の夜 – Größe")).take("A1")
    told = program("holds", "--database", where, PYTHONIOENCODING="cp1252")
    assert (told.returncode, told.stderr) == (0, "")
    assert "???? – Größe" in told.stdout


def test_a_command_that_can_print_nowhere(tmp_path: Path) -> None:
    where = str(tmp_path / "house.sqlite3")
    open_database(where).close()
    wanted = {("holds", "--database", where): 0, ("--help",): 0, ("holds", "--database", "/none"): 1, ("nothing",): 2}
    assert {arguments: without_streams(*arguments).returncode for arguments in wanted} == wanted


def test_a_fault_is_written_down_where_there_is_no_stderr(tmp_path: Path) -> None:
    code = "import sys, pathlib; sys.stderr = None\nfrom boxoffice import logs; logs.start(pathlib.Path('.'))\n1 / 0"
    env = os.environ | {"PYTHONPATH": str(REPO)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, check=False)
    assert "ZeroDivisionError" in (tmp_path / "boxoffice.log").read_text("utf-8")


def test_the_houses_data_stay_on_the_pc(monkeypatch: pytest.MonkeyPatch) -> None:
    """A roaming profile is copied between PCs at log-on and log-off, and the write-ahead log with it or not."""
    monkeypatch.delenv("BOXOFFICE_DATA")
    monkeypatch.setenv("LOCALAPPDATA", "/profile/Local")
    monkeypatch.setenv("APPDATA", "/profile/Roaming")
    monkeypatch.setattr(platformdirs, "PlatformDirs", Windows)
    monkeypatch.setattr(windows, "get_win_folder", windows.get_win_folder_from_env_vars)
    assert paths.place_of_data() == Path("/profile/Local/boxoffice")


@pytest.mark.skipif(sys.platform != "linux", reason="Windows has the rule, and macOS no way to tell what is open")
def test_what_is_open_is_neither_renamed_nor_deleted() -> None:
    """The rule is kept in every test here: see ``tests/conftest.py``."""
    settings.save(settings.Settings())
    with paths.settings_file().open(encoding="utf-8"), pytest.raises(SettingsNotStored, match="as Windows would say"):
        settings.save(settings.Settings())
    settings.save(settings.Settings(stage_at_bottom=True))
    assert settings.load().stage_at_bottom


@pytest.mark.skipif(sys.platform == "darwin", reason="a log that is open can be renamed there, as on Linux")
def test_a_log_that_another_program_has_open_goes_on_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "boxoffice.log"
    ours = Log(file, maxBytes=1_000, backupCount=2, encoding="utf-8")
    with file.open("a", encoding="utf-8"):
        for number in range(100):
            ours.emit(record(f"{number} while it is open"))
    assert [int(line.split()[0]) for line in file.read_text("utf-8").splitlines()] == list(range(100))
    ours.emit(record("alone"))
    ours.close()
    assert file.read_text("utf-8") == "alone\n"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["boxoffice.log", "boxoffice.log.1"]


def record(message: str) -> logging.LogRecord:
    return logging.LogRecord("boxoffice", logging.INFO, "", 0, message, None, None)
