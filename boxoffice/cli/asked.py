"""What all commands share: how one is declared, how it opens the house, and how it prints."""

import argparse
import gc
import json
from collections.abc import Callable
from typing import Any

from boxoffice import paths, settings
from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain import moments
from boxoffice.domain.performances import House

REFUSED = 1


def add_command(
    commands: Any,  # noqa: ANN401 (argparse keeps the type of its sub-commands to itself)
    name: str,
    run: Callable[[argparse.Namespace], int],
    words: str,
) -> argparse.ArgumentParser:
    """A command of this name among the others, with the options that all have."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words.capitalize() + ".")
    command.add_argument("--database", metavar="WHERE", help="path or URL (default: BOXOFFICE_DATABASE, the settings)")
    command.add_argument("--json", action="store_true", help="machine-readable, on stdout alone")
    command.set_defaults(run=run)
    return command


def place(asked: argparse.Namespace) -> str:
    """Where the house is that the command is about: a path or a URL."""
    return settings.database(asked.database) or str(paths.default_database())


def open_house(asked: argparse.Namespace, *, create: bool = False) -> Database:
    """That house."""
    database = open_database(place(asked), create=create)
    gc.freeze()  # the collector looking through all that was imported would keep a sale waiting for the database
    return database


def when(moment: int, here: House) -> str:
    """A moment as the house writes it."""
    return moments.day_and_time(moment, zone=here.time_zone)


def print_json(value: object) -> None:
    """JSON, on stdout alone."""
    print(json.dumps(value, indent=2, ensure_ascii=False))
