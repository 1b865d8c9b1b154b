"""The program's own source, for tests of its shape."""

from pathlib import Path
from typing import Final

import boxoffice

PACKAGE: Final = Path(boxoffice.__file__).parent
ROOT: Final = PACKAGE.parent


def files() -> list[Path]:
    """Every Python file of the package."""
    return sorted(file for file in PACKAGE.rglob("*.py") if not any(part.startswith(".") for part in file.parts))
