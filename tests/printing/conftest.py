"""Letters are measured with the fonts of a running application."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _letters(qapp: QApplication) -> QApplication:
    return qapp
