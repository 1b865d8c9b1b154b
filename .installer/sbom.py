"""Lists what the frozen program carries, as a CycloneDX document on stdout: ``python .installer/sbom.py``.

Run by the Python that froze it: the packages are those that the program needs of what is installed there, not those
that only test and build it. Beside them stand the parts in other languages that security notices name.
"""  # noqa: INP001 (a script that lies beside what it lists)

from __future__ import annotations

import json
import platform
import re
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import psycopg
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtCore import qVersion
from pysqlite3 import dbapi2 as sqlite

REPO = Path(__file__).resolve().parents[1]
Component = dict[str, str | list[dict[str, str]]]


def needed(requirement: Requirement, found: dict[str, str]) -> None:
    """Add what is required here, and all that it requires, as version by name."""
    extras = ["", *requirement.extras]
    if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
        return
    name = canonicalize_name(requirement.name)
    installed = distribution(name)
    found[name] = installed.version
    for text in installed.requires or ():
        inner = Requirement(text)
        wanted = not inner.marker or any(inner.marker.evaluate({"extra": extra}) for extra in extras)
        if wanted and canonicalize_name(inner.name) not in found:
            inner.marker = None
            needed(inner, found)


def component(name: str, version: str, *, purl: str | None = None) -> Component:
    """One part of the program."""
    listed: Component = {"type": "library", "name": name, "version": version}
    if purl:
        listed["bom-ref"] = listed["purl"] = purl
    return listed


def document() -> dict[str, object]:
    """The whole list; the same installation gives the same one."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    version = re.findall(r'^__version__ = "(.*)"', (REPO / "boxoffice/__init__.py").read_text("utf-8"), re.MULTILINE)[0]
    found: dict[str, str] = {}
    for text in project["dependencies"]:
        needed(Requirement(text), found)
    libpq = psycopg.pq.version()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": project["name"],
                "version": version,
                "description": project["description"],
            },
            "properties": [{"name": "platform", "value": f"{sys.platform} {platform.machine()}"}],
        },
        "components": [
            component("CPython", platform.python_version()),
            component("libpq", f"{libpq // 10_000}.{libpq % 10_000}"),
            component("PyInstaller bootloader", distribution("pyinstaller").version),
            component("Qt", qVersion()),
            component("SQLite", sqlite.sqlite_version),
            *(component(name, found[name], purl=f"pkg:pypi/{name}@{found[name]}") for name in sorted(found)),
        ],
    }


if __name__ == "__main__":
    print(json.dumps(document(), indent=2))  # noqa: T201
