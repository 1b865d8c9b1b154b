"""Commands about a house on a PostgreSQL server: set up, moved to, migrated; for whoever looks after the server."""

import argparse
import getpass
import sys
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boxoffice import settings
from boxoffice.cli.asked import REFUSED, add_command, open_house, place, print_json
from boxoffice.db.place import put_away

if TYPE_CHECKING:
    from boxoffice.db.server import Migration


def add(commands: Any) -> None:  # noqa: ANN401 (argparse keeps the type of its sub-commands to itself)
    """Declare them."""
    init = add_command(commands, "init-server", _init, "make a house on a PostgreSQL server: its database and roles")
    init.add_argument("--no-passwords", action="store_true", help="make the roles without passwords, and do not ask")
    move = add_command(commands, "move-to", _move, "move this PC's house to an empty one on a PostgreSQL server")
    move.add_argument("server", metavar="URL", help="the house there, as its owner or an administrator reaches it")
    change = add_command(commands, "migrate", _migrate, "bring a house on a PostgreSQL server to this version")
    change.add_argument("--yes", action="store_true", help="there is a backup: do not ask")


def _init(asked: argparse.Namespace) -> int:
    from boxoffice.db import server  # noqa: PLC0415 (its driver takes a moment, and a house on SQLite never loads it)

    made = server.init_server(place(asked), password_for=_no_password if asked.no_passwords else _password)
    roles = made.roles
    if asked.json:
        print_json({"owner": roles.owner, "counter": roles.counter, "report": roles.report, "new": list(made.new)})
        return 0
    print(f"The house is ready. Counters connect as {roles.counter}, reports as {roles.report};")
    print(f"{roles.owner} owns it and alone migrates it. New: {', '.join(made.new) or 'none, all were there'}.")
    return 0


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


def _move(asked: argparse.Namespace) -> int:
    from boxoffice.routines.move_house import move_house  # noqa: PLC0415 (as above)

    with closing(open_house(asked)) as database:
        moved = move_house(database, where=asked.server)
        file = Path(database.place)
    settings.save(replace(settings.load(), database=moved.address))
    kept = _put_away(file)
    sums = moved.totals
    if asked.json:
        print_json(asdict(moved) | {"kept_as": kept and str(kept)})
        return 0
    print(f"Moved {sum(moved.rows.values()):,} rows of {len(moved.rows)} tables, each compared.")
    print(f"Orders sold: {sums.orders}, tickets: {sums.tickets}, payments: {sums.payments}; their sums are the same.")
    print("\n".join(moved.breaks) or f"The journal's {sums.entries} entries are unbroken.")
    print(f"This PC sells from {moved.address} from now on.")
    print(
        f"The old file is kept as {kept}." if kept else f"Put {file} away yourself: nobody may sell from it any more."
    )
    return 0


def _put_away(file: Path) -> Path | None:
    """Give the file another name, so that no program of this PC sells from it; None where that fails."""
    try:
        return file.rename(put_away(file))
    except OSError:
        return None


def _migrate(asked: argparse.Namespace) -> int:
    from boxoffice.db import server  # noqa: PLC0415 (as above)

    where = place(asked)
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
