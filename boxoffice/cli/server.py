"""Commands about a house on a PostgreSQL server: set up, migrated; for whoever looks after the server."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING, Any

from boxoffice import paths, settings
from boxoffice.cli.asked import REFUSED, add_command, print_json

if TYPE_CHECKING:
    from boxoffice.db.server import Migration


def add(commands: Any) -> None:  # noqa: ANN401 (argparse keeps the type of its sub-commands to itself)
    """Declare them."""
    init = add_command(commands, "init-server", _init, "make a house on a PostgreSQL server: its database and roles")
    init.add_argument("--no-passwords", action="store_true", help="make the roles without passwords, and do not ask")
    change = add_command(commands, "migrate", _migrate, "bring a house on a PostgreSQL server to this version")
    change.add_argument("--yes", action="store_true", help="there is a backup: do not ask")


def _init(asked: argparse.Namespace) -> int:
    from boxoffice.db import server  # noqa: PLC0415 (its driver takes a moment, and a house on SQLite never loads it)

    made = server.init_server(_where(asked), password_for=_no_password if asked.no_passwords else _password)
    roles = made.roles
    if asked.json:
        print_json({"owner": roles.owner, "counter": roles.counter, "report": roles.report, "new": list(made.new)})
        return 0
    print(f"The house is ready. Counters connect as {roles.counter}, reports as {roles.report};")
    print(f"{roles.owner} owns it and alone migrates it. New: {', '.join(made.new) or 'none, all were there'}.")
    return 0


def _where(asked: argparse.Namespace) -> str:
    return settings.database(asked.database) or str(paths.default_database())


def _password(role: str) -> str:
    """As it is typed at the terminal, never shown; or a line each from another program."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    while True:
        given = getpass.getpass(f"Password for {role} (none: Enter): ")
        if given == getpass.getpass("The same again: "):
            return given
        print("They differ.")


def _no_password(_role: str) -> str:
    return ""


def _migrate(asked: argparse.Namespace) -> int:
    from boxoffice.db import server  # noqa: PLC0415 (as above)

    where = _where(asked)
    due = server.migration_of(where)
    if due.is_needed and not (asked.yes or _agreed(due)):
        print("Nothing was changed.", file=sys.stderr)
        return REFUSED
    if due.is_needed:
        server.migrate(where)
    if asked.json:
        print_json({"from": due.stored, "to": max(due.stored, due.newest), "migrated": due.is_needed})
    else:
        print(f"Migrated from {due.stored} to {due.newest}." if due.is_needed else "Nothing to migrate.")
    return 0


def _agreed(due: "Migration") -> bool:
    """Whether somebody at the terminal says yes, knowing who is at work."""
    for name, program in due.at_work:
        print(f"At work now: {name} ({program})", file=sys.stderr)
    if due.at_work:
        print("They are not stopped, but wait until it is done; better when they are closed.", file=sys.stderr)
    print(
        f"The schema {due.stored} becomes {due.newest}. Is there a backup, made today? [yes/no] ",
        end="",
        file=sys.stderr,
    )
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() == "yes"
