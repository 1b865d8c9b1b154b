"""Writes what the package says of rights: `licences.py DOC` fills DOC/copyright and DOC/licences.

Each library that the frozen folder carries is named; the texts come from the packages that this PC has them from, so
that none is forgotten when one is added. The Debian packages among them are read from stdin.
"""  # noqa: INP001 (a script that lies beside what packs)

import gzip
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
NOTICE = re.compile(r"^\s*(Copyright.*\d{4}.*?)\s*$", re.IGNORECASE | re.MULTILINE)
HEAD = """\
Boxoffice, the program that a venue's ticket counter runs on.

The source of the program itself states no licence.

The package carries Python (PSF License, Version 2) and, as they were published, the libraries below. The texts of
their licences are in /usr/share/doc/boxoffice/licences, and those that many programs share, such as the LGPL of Qt
and PySide6 (used under its version 3) and of psycopg, in /usr/share/common-licenses. The folder
/opt/boxoffice/_internal holds these libraries as files of their own, which may be replaced by others.
"""


def main(doc: Path, debian: list[str]) -> None:
    """Write both."""
    texts = doc / "licences"
    texts.mkdir(parents=True)
    lines = [HEAD, "Python packages:", ""]
    for package in python_packages():
        given = [file.read_bytes() for file in licence_files(package)]
        lines.append(f"  {package.metadata['Name']} {package.version}: {licence(package)}")
        lines += [f"    {notice}" for text in given for notice in NOTICE.findall(text.decode())]
        keep(texts / package.metadata["Name"], *given)
    lines += ["", "Libraries from Debian:", ""]
    for name in debian:
        lines.append(f"  {name}")
        keep(texts / name, Path("/usr/share/doc", name, "copyright").read_bytes())
    (doc / "copyright").write_text("\n".join(lines) + "\n", "utf-8")


def keep(target: Path, *texts: bytes) -> None:
    """The texts in one file, packed the same way each time."""
    if texts:
        target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(b"\n".join(texts), mtime=0))


def python_packages() -> list[Distribution]:
    """What the program depends on, and what that depends on; and PyInstaller, whose starter is in the folder."""
    import tomllib  # noqa: PLC0415 (beside what alone needs it)

    wanted = [*tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["dependencies"], "psycopg-binary", "pyinstaller"]
    found: dict[str, Distribution] = {}
    while wanted:
        requirement = wanted.pop()
        name = re.split(r"[^\w.-]", requirement)[0].lower()
        if name in found or "extra ==" in requirement:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # wanted on another system
            continue
        if name != "pyinstaller":  # what it freezes with is not in the folder
            wanted += found[name].requires or []
    return [found[name] for name in sorted(found)]


def licence(package: Distribution) -> str:
    """Its licence in one line."""
    told = package.metadata.get_all
    line = [*(told("License-Expression") or told("License") or []), "see its text"][0]
    return str(line).splitlines()[0]


def licence_files(package: Distribution) -> Iterator[Path]:
    """The texts that its makers gave along."""
    named = set(package.metadata.get_all("License-File") or [])
    for file in package.files or []:
        if file.name in named and ".dist-info" in str(file):
            yield Path(str(package.locate_file(file)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.read().split())
