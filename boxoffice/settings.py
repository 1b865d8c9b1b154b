"""This PC's settings: what differs from counter to counter. What is the house's is in the database."""

import json
import logging
import os
from dataclasses import asdict, dataclass, fields, replace
from typing import Literal, get_args

from boxoffice import paths

Theme = Literal["system", "light", "dark", "contrast"]
Receipts = Literal["always", "asked"]

LONGEST_PERIOD = 3600  # seconds: a longer one would be as good as none
MOST_ROWS_BACK = 20  # for a seat that is not left alone

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """Database (URL or path, None for the default), this counter, both clocks' periods, and the screen's looks.

    ``single_seat_rows`` is how many rows farther back best seats may be for each seat that is not left alone then.
    Without a printer what is to be printed waits; ``pdf_folder`` (None for the default) takes the files of the one
    that every PC has.
    """

    database: str | None = None
    counter: str | None = None
    refresh_seconds: int = 3
    job_seconds: int = 60
    theme: Theme = "system"
    stage_at_bottom: bool = False
    single_seat_rows: int = 2
    ticket_printer: str | None = None
    ticket_paper: str = "A4"
    receipt_printer: str | None = None
    receipt_paper: str = "80 mm"
    receipts: Receipts = "asked"
    pdf_folder: str | None = None


def load() -> Settings:
    """The stored settings; what is missing or makes no sense is at its default, and said in the log."""
    try:
        stored = json.loads(paths.settings_file().read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as fault:
        log.warning("settings not read, defaults used: %s", fault)
        return Settings()
    settings = Settings()
    for field in fields(Settings):
        value = stored.get(field.name) if isinstance(stored, dict) else None
        if value is not None and _makes_sense(field.name, value):
            settings = replace(settings, **{field.name: value})
    return settings


def database(named: str | None = None) -> str | None:
    """Where the database is: as named, else by BOXOFFICE_DATABASE, else by the settings; None for the default place."""
    return named or os.environ.get("BOXOFFICE_DATABASE") or load().database


def save(settings: Settings) -> None:
    """Store the settings whole, or leave the old ones, whatever is cut off; raises SettingsNotStored."""
    try:
        _write(settings)
    except OSError as fault:
        from boxoffice.domain.errors import SettingsNotStored  # noqa: PLC0415 (the first window waits for no refusals)

        raise SettingsNotStored(folder=paths.place_of_data(), reason=fault.strerror or fault) from fault


def _write(settings: Settings) -> None:
    target = paths.settings_file()
    fresh = target.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=2)
        file.flush()
        os.fsync(file.fileno())  # else a power cut may leave the name and not the content
    try:
        fresh.replace(target)
    except OSError:
        fresh.unlink()
        raise


def _makes_sense(name: str, value: object) -> bool:
    if name in {"refresh_seconds", "job_seconds"}:
        return type(value) is int and 1 <= value <= LONGEST_PERIOD
    if name == "single_seat_rows":
        return type(value) is int and 0 <= value <= MOST_ROWS_BACK
    if name == "theme":
        return value in get_args(Theme)
    if name == "receipts":
        return value in get_args(Receipts)
    return isinstance(value, bool) if name == "stage_at_bottom" else isinstance(value, str)
