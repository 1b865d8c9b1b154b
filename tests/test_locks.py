"""What the workflows install: the locks that .installer/lock makes are those of pyproject.toml, and lead nowhere."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPO = Path(__file__).parent.parent
PLATFORMS = {"linux": "linux", "windows": "win32", "macos": "darwin"}
PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("name", PLATFORMS)
def test_each_requirement_is_locked_to_a_version_that_it_allows(name: str) -> None:
    locked = dict(re.findall(r"^([\w.-]+)==(\S+) \\$", _lock(name), re.MULTILINE))
    for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        if wanted.marker is None or wanted.marker.evaluate({"sys_platform": PLATFORMS[name]}):
            assert locked[canonicalize_name(wanted.name)] in wanted.specifier, f"{text}: run .installer/lock"


@pytest.mark.parametrize("name", PLATFORMS)
def test_each_version_has_hashes_and_no_address(name: str) -> None:
    lock = _lock(name)
    assert "://" not in lock
    packages = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    assert packages
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def _lock(name: str) -> str:
    return (REPO / f".installer/locked-{name}.txt").read_text("utf-8")
