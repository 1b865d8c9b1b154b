"""Packs the frozen program into build/installer/boxoffice-setup-VERSION.exe, on Windows and on Linux.

``python .installer/windows/pack.py`` takes dist/boxoffice and the version in boxoffice/__init__.py. It needs NSIS 3
(Debian's package ``nsis``; on Windows its makensis on the PATH or in its own folder) and draws with PySide6.
"""  # noqa: INP001 (a script that lies beside what it packs)

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from art import draw

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
REPO = HERE.parents[1]
PROGRAMS = ("boxoffice.exe", "boxoffice-cli.exe")
# Where Debian has NSIS with 64-bit installers too; those run where wine has no 32-bit part. Windows runs both kinds.
STUB_64 = Path("/usr/share/nsis/Stubs/lzma_solid-amd64-unicode")


def version_in_source() -> str:
    """The version, from its one place."""
    found = re.search(r'^__version__ = "(.*)"$', (REPO / "boxoffice/__init__.py").read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise SystemExit("pack: boxoffice/__init__.py names no version.")
    return found[1]


def makensis() -> str:
    """NSIS's compiler."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS/makensis.exe"
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        raise SystemExit("pack: makensis is missing. It is part of NSIS 3; Debian's package is called nsis.")
    return found


def lines(payload: Path) -> tuple[list[str], list[str]]:
    """What puts the payload in place, and what removes it, line by line.

    The programs come last into their place and are the first to go: nobody can start a half of it.
    """
    everything = sorted(path.relative_to(payload) for path in payload.rglob("*"))
    folders = [path for path in everything if (payload / path).is_dir()]
    files = [path for path in everything if (payload / path).is_file()]
    files.sort(key=lambda path: path.as_posix() in PROGRAMS)
    place = [_line("Folder", path) for path in folders] + [_line("Place", path) for path in files]
    remove = [_line("Remove", path) for path in reversed(files)] + [
        _line("RemoveFolder", path) for path in folders[::-1]
    ]
    return place, remove


def _line(macro: str, path: Path) -> str:
    name = str(path).replace("/", "\\").replace("$", "$$")
    return f'!insertmacro {macro} "{name}"'


def pack(payload: Path, *, version: str, out: Path, script: Path, target: str | None, sign: str | None) -> None:
    """Make the installer ``out``; the script itself refuses a payload that is no Boxoffice."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise SystemExit(f"pack: Windows wants a version of three numbers, and {version!r} is none.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        lists = Path(temporary)
        place, remove = lines(payload)
        for name, content in (("place", place), ("remove", remove)):
            # With a mark that says that it is UTF-8, without which NSIS takes it for the PC's old code page.
            (lists / f"{name}.nsh").write_text("\n".join([*content, ""]), "utf-8-sig")
        draw(lists)
        size = sum(path.stat().st_size for path in payload.rglob("*") if path.is_file())
        defined: dict[str, object] = {
            "VERSION": version,
            "PAYLOAD": payload.resolve(),
            "SIZE_KB": size // 1024,
            "OUT": out.resolve(),
            "LISTS": lists,
            "ICON": REPO / "resources/icons/boxoffice.ico",
            "WELCOME": lists / "welcome.bmp",
            "HEADER": lists / "header.bmp",
        }
        if sign:
            defined["SIGN"] = sign
        if target is None and STUB_64.exists():
            target = "amd64-unicode"
        subprocess.run(  # noqa: S603 (NSIS's own compiler, on this repo's own script)
            [
                makensis(),
                "-V2",
                "-WX",
                *([f"-XTarget {target}"] if target else []),
                *(f"-D{name}={value}" for name, value in defined.items()),
                str(script),
            ],
            check=True,
        )


def main(arguments: Sequence[str]) -> int:
    """Pack what the command line names."""
    parser = argparse.ArgumentParser(description="Pack the frozen program for Windows into a setup.exe.")
    parser.add_argument("payload", nargs="?", type=Path, default=REPO / "dist/boxoffice", help="dist/boxoffice")
    parser.add_argument("--version", default=version_in_source(), help="instead of the one in boxoffice/__init__.py")
    parser.add_argument("--out", type=Path, default=REPO / "build/installer", help="the folder; build/installer")
    parser.add_argument("--script", type=Path, default=HERE / "boxoffice.nsi", help="NSIS's; boxoffice.nsi")
    parser.add_argument("--target", help="NSIS's kind of installer, e.g. x86-unicode")
    parser.add_argument("--sign", metavar="COMMAND", help="what signs a file that is added to it")
    asked = parser.parse_args(arguments)
    out = asked.out / f"boxoffice-setup-{asked.version}.exe"
    out.unlink(missing_ok=True)
    try:
        pack(asked.payload, version=asked.version, out=out, script=asked.script, target=asked.target, sign=asked.sign)
    except subprocess.CalledProcessError as fault:
        print(f"pack: makensis ended with {fault.returncode}; nothing was packed.", file=sys.stderr)  # noqa: T201
        return 1
    print(f"{out} {out.stat().st_size / 1e6:.1f} MB")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
