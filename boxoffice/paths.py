"""Where things are on this PC: the program's resources, the house's data, logs and settings."""

import os
import sys
from pathlib import Path

import platformdirs


def resources() -> Path:
    """The folder of icons, styles and demo plans, from source, from a wheel or frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    packaged = Path(__file__).parent / "resources"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "resources"


def place_of_data() -> Path:
    """Where the user's folder for the house's data is, or will be; ``BOXOFFICE_DATA`` names another."""
    chosen = os.environ.get("BOXOFFICE_DATA")
    return Path(chosen) if chosen else platformdirs.user_data_path("boxoffice", appauthor=False)


def data_folder() -> Path:
    """The user's folder for the house's data, made when missing."""
    folder = place_of_data()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_database() -> Path:
    """The SQLite file that is used unless another database is named."""
    return data_folder() / "boxoffice.sqlite3"


def log_folder() -> Path:
    """The folder of the program's logs, made when missing."""
    folder = data_folder() / "logs"
    folder.mkdir(exist_ok=True)
    return folder


def settings_file() -> Path:
    """This PC's settings."""
    return data_folder() / "settings.json"


def pdf_folder() -> Path:
    """The folder for what is printed into files, unless another is chosen; a house's own data folder keeps them too."""
    own = os.environ.get("BOXOFFICE_DATA")
    return (Path(own) if own else platformdirs.user_documents_path()) / "Boxoffice"
