"""Who may import whom: the contracts hold, and a violation breaks the build."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import PACKAGE, ROOT

pytest.importorskip("importlinter", reason="import-linter is not installed")

PLANTED = {
    "a service looks at the clock": ("services/holds.py", "from boxoffice import clock"),
    "a service reads this PC's settings": ("services/orders.py", "from boxoffice import settings"),
    "Qt below the window": ("services/sales.py", "from PySide6.QtCore import QTimer"),
    "Qt in the command line": ("cli/__init__.py", "import PySide6.QtWidgets"),
    "Qt in what a page says": ("printing/receipt.py", "from PySide6.QtGui import QColor"),
    "SQLAlchemy in a page": ("gui/sell/page.py", "import sqlalchemy"),
    "a page that opens the database": ("gui/sell/page.py", "from boxoffice.db.opening import open_database"),
    "a page that knows another": ("gui/sell/page.py", "from boxoffice.gui.holds import all_holds"),
    "a rule that reads rows": ("domain/holds.py", "from boxoffice.services import holds"),
    "a service that prints": ("services/sales.py", "from boxoffice.printing import pdf"),
    "ink that asks a service": ("printing/pdf.py", "from boxoffice.services import house"),
    "ink that reads rows": ("printing/ticket.py", "from boxoffice.db import tables"),
    "ink that looks at the clock": ("printing/receipt.py", "from boxoffice import clock"),
    "a routine that opens a window": ("routines/sell.py", "from boxoffice.gui import main_window"),
    "a second scheduler": ("routines/release_expired.py", "import apscheduler"),
    "services that know the plan files": ("db/tables/house.py", "from boxoffice.plans import read"),
    "a module without a place": ("utils.py", ""),
}


def lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package once more, to plant violations in."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(PACKAGE, folder / "boxoffice", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    assert lint(folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def told(copy: Path) -> str:
    """What is told of all that is planted; once, since it takes half a second."""
    for name, planted in PLANTED.values():
        with (copy / "boxoffice" / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{planted}\n")
    done = lint(copy)
    assert done.returncode == 1
    return done.stdout


@pytest.mark.parametrize("fault", PLANTED)
def test_a_violation_breaks_the_build(told: str, fault: str) -> None:
    name, planted = PLANTED[fault]
    module = f"boxoffice.{name.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"
    match planted.split():
        case ["from", package, "import", imported]:
            target = f"{package}.{imported}" if package.startswith("boxoffice") else package.split(".")[0]
        case ["import", package]:
            target = package.split(".")[0]
        case _:
            assert module in told
            return
    assert any(f"{module} -> {found}" in told for found in (target, target.rpartition(".")[0]) if found)


def test_the_rules_need_the_standard_library_only() -> None:
    for file in (PACKAGE / "domain").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.startswith("boxoffice.domain") or name.split(".")[0] in sys.stdlib_module_names, file.name
