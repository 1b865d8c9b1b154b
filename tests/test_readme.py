"""What README promises: two commands that anybody can copy, files that are there, and a picture."""

import re
import subprocess
from pathlib import Path

import pytest

REPO = Path(__file__).parent.parent
README = (REPO / "README.md").read_text("utf-8")


def section(name: str) -> str:
    return README.split(f"\n## {name}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", ["Run", "Test"])
def test_a_section_has_one_command_of_one_line(name: str) -> None:
    blocks = re.findall(r"^```\w*\n(.*?)^```", section(name), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    command = blocks[0].strip()
    assert command.count("\n") == 0
    told = subprocess.run(["sh", ".ci/readme-command", name], cwd=REPO, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == command


def test_there_is_one_picture() -> None:
    [picture] = re.findall(r"!\[.+?\]\((.+?)\)", README)
    assert (REPO / picture).is_file()


def test_every_file_that_is_named_is_there() -> None:
    folders = r"(?:boxoffice|tests|resources|\.ci|\.github|\.installer)"
    named = re.findall(rf"`({folders}/[\w./-]+|\w+\.(?:py|toml|spec|md))`", README)
    assert named
    assert [path for path in named if not (REPO / path).exists()] == []
