"""What the venue can set: the house's settings are rows, this PC's are a file of its own."""

import json
from pathlib import Path

import pytest

from boxoffice import settings
from boxoffice.cli import main
from boxoffice.db.opening import open_database
from boxoffice.domain.moments import MINUTE


def shown(file: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    assert main(["settings", "--json", "--database", str(file), *options]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_both_periods_and_the_length_of_a_hold_can_be_set(
    sqlite_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = shown(sqlite_file, capsys)
    assert (found["hold_minutes"], found["refresh_seconds"], found["job_seconds"]) == (5, 3, 60)
    shown(sqlite_file, capsys, "--hold-minutes", "7", "--refresh-seconds", "2", "--job-seconds", "30")
    assert (settings.load().refresh_seconds, settings.load().job_seconds) == (2, 30)
    database = open_database(sqlite_file)
    with database.read() as tx:
        assert tx.rules.hold == 7 * MINUTE
    database.close()


def test_the_house_is_named_and_what_was_not_named_stays(sqlite_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown(sqlite_file, capsys, "--house", "Old Vic", "--currency", "gbp")
    found = shown(sqlite_file, capsys, "--time-zone", "Europe/London")
    assert (found["house"], found["currency"], found["time_zone"]) == ("Old Vic", "GBP", "Europe/London")


@pytest.mark.parametrize(
    "options",
    [
        ("--hold-minutes", "30"),
        ("--hold-minutes", "0"),
        ("--job-seconds", "-1"),
        ("--currency", "EURO"),
        ("--time-zone", "Atlantis"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(
    sqlite_file: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    before = shown(sqlite_file, capsys)
    with pytest.raises(SystemExit):
        main(["settings", "--database", str(sqlite_file), *options])
    capsys.readouterr()
    assert shown(sqlite_file, capsys) == before
