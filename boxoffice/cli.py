"""The command line: the same services and routines without a window, also while the window runs."""

import argparse
import gc
import json
import sys
import zoneinfo
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from boxoffice import __version__, paths, settings
from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain import moments
from boxoffice.domain.errors import Refusal
from boxoffice.domain.holds import HeldSeat, HoldRules, ReleasedBy, ReleasedHold
from boxoffice.domain.performances import House, Performance
from boxoffice.routines.demo import fill
from boxoffice.routines.import_plan import ImportedPlan, import_plan
from boxoffice.routines.open_counter import system
from boxoffice.routines.release_expired import release_and_name
from boxoffice.services import hold_list, performances
from boxoffice.services.house import change as change_house
from boxoffice.services.house import house

REFUSED = 1
_OF_THIS_PC = ("refresh_seconds", "job_seconds", "single_seat_rows", "counter")


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 when it is done, 1 when it was refused (the sentence goes to stderr)."""
    asked = parser().parse_args(arguments)
    try:
        status: int = asked.run(asked)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except OSError as fault:
        print(f"{fault.filename or 'A file'}: {fault.strerror or fault}. Nothing was changed.", file=sys.stderr)
        return REFUSED
    return status


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    root = argparse.ArgumentParser(
        prog="boxoffice",
        description="A box office. Without a command its window opens.",
        epilog="The window takes --database WHERE and --counter NAME. `boxoffice self-test` checks this installation.",
    )
    root.add_argument("--version", action="version", version=f"boxoffice {__version__}")
    commands = root.add_subparsers(title="commands", required=True, metavar="COMMAND")
    release = _command(commands, "release-expired-holds", _release, "release every hold whose time is over")
    release.add_argument("--dry-run", action="store_true", help="only say what would be released")
    _command(commands, "holds", _holds, "list every held seat, when its hold ends, and whether it has")
    _command(commands, "performances", _performances, "list the performances with their free seats")
    plan = _command(
        commands, "import-plan", _import_plan, "import a seating plan (pretix JSON, or a CSV list of seats)"
    )
    plan.add_argument("file", type=Path)
    plan.add_argument("--repair", action="store_true", help="give doubled seats names and ids of their own")
    plan.add_argument("--hall", help="the hall whose plan it is (by default the plan's own name)")
    _command(commands, "demo", _demo, "fill an empty database with a demo house, events and a few sales")
    change = _command(commands, "settings", _settings, "show the settings, or change those that are named")
    change.add_argument("--house", metavar="NAME", help="the house's name")
    change.add_argument("--currency", metavar="CODE", type=_currency, help="three letters, such as EUR")
    change.add_argument("--time-zone", metavar="ZONE", type=_time_zone, help="such as Europe/Berlin")
    change.add_argument("--hold-minutes", type=_minutes, help="how long a click keeps a seat, 1 to 29")
    change.add_argument("--refresh-seconds", type=_seconds, help="this PC: how often the view is refreshed")
    change.add_argument("--job-seconds", type=_seconds, help="this PC: how often the job releases expired holds")
    change.add_argument(
        "--single-seat-rows", type=_rows, help="this PC: rows farther back that best seats go to leave no seat alone"
    )
    change.add_argument("--counter", metavar="NAME", help="this PC: the counter that it opens")
    return root


def _command(
    commands: Any,  # noqa: ANN401 (argparse keeps the type of its sub-commands to itself)
    name: str,
    run: Callable[[argparse.Namespace], int],
    words: str,
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words.capitalize() + ".")
    command.add_argument("--database", metavar="WHERE", help="path or URL (default: BOXOFFICE_DATABASE, the settings)")
    command.add_argument("--json", action="store_true", help="machine-readable, on stdout alone")
    command.set_defaults(run=run)
    return command


def _open(asked: argparse.Namespace, *, create: bool = False) -> Database:
    database = open_database(settings.database(asked.database) or paths.default_database(), create=create)
    gc.freeze()  # the collector looking through all that was imported would keep a sale waiting for the database
    return database


def _release(asked: argparse.Namespace) -> int:
    with closing(_open(asked)) as database:
        here = database.look(house)
        if asked.dry_run:
            released = database.look(hold_list.lapsed)
        else:
            released = release_and_name(database, by=system(database), via=ReleasedBy.COMMAND)
    if asked.json:
        _print_json({"released": [_released_json(hold, here) for hold in released], "total": len(released)})
        return 0
    verb, total = ("Would release", "Holds to release") if asked.dry_run else ("Released", "Total holds released")
    for hold in released:
        print(f"{verb} hold on seat {hold.seat} (Event: {hold.event}, {_when(hold.starts_at, here)})")
    print(f"{total}: {len(released)}")
    return 0


def _released_json(hold: ReleasedHold, here: House) -> dict[str, object]:
    return {
        "event": hold.event,
        "starts_at": moments.iso(hold.starts_at, zone=here.time_zone),
        "seat": hold.seat,
        "counter": hold.counter,
        "expired_at": moments.iso(hold.expired_at, zone=here.time_zone),
    }


def _holds(asked: argparse.Namespace) -> int:
    with closing(_open(asked)) as database:
        here = database.look(house)
        held = database.look(hold_list.list_holds)
    if asked.json:
        _print_json([_hold_json(hold, here) for hold in held])
        return 0
    for hold in held:
        print(_hold_line(hold, here))
    print(f"Seats held: {len(held)}, expired: {sum(hold.expired for hold in held)}")
    return 0


def _hold_line(hold: HeldSeat, here: House) -> str:
    marks = [("[EXPIRED]", hold.expired), ("[PAYING]", hold.paying), ("[STUCK]", hold.stuck)]
    end = (
        moments.clock(hold.expires_at, zone=here.time_zone, seconds=True) if hold.expires_at else "its payment is done"
    )
    words = [
        f"{hold.seat} (Event: {hold.event}, {_when(hold.starts_at, here)})",
        f"held by {hold.counter} for order {hold.order_number} until {end}",
        *(mark for mark, shown in marks if shown),
    ]
    return " ".join(words)


def _hold_json(hold: HeldSeat, here: House) -> dict[str, object]:
    return {
        "event": hold.event,
        "starts_at": moments.iso(hold.starts_at, zone=here.time_zone),
        "seat": hold.seat,
        "counter": hold.counter,
        "order": hold.order_number,
        "since": moments.iso(hold.since, zone=here.time_zone),
        "expires_at": moments.iso(hold.expires_at, zone=here.time_zone) if hold.expires_at else None,
        "expired": hold.expired,
        "paying": hold.paying,
        "stuck": hold.stuck,
        "method": hold.method,
        "amount": hold.amount,
    }


def _performances(asked: argparse.Namespace) -> int:
    with closing(_open(asked)) as database:
        here = database.look(house)
        board = database.look(performances.board)
    if asked.json:
        _print_json([_performance_json(performance, here) for performance in board])
        return 0
    for show in board:
        print(f"{_when(show.starts_at, here)}  {show.event}, {show.hall}: {show.free} of {show.seats} free")
    print(f"Performances: {len(board)}")
    return 0


def _performance_json(show: Performance, here: House) -> dict[str, object]:
    return asdict(show) | {"starts_at": moments.iso(show.starts_at, zone=here.time_zone)}


def _import_plan(asked: argparse.Namespace) -> int:
    with closing(_open(asked, create=True)) as database:
        read = import_plan(database, by=system(database), path=asked.file, repair=asked.repair, hall=asked.hall)
    if asked.json:
        _print_json(_plan_json(read))
    else:
        for fault in read.faults:
            print(f"{fault.kind}: {fault.where}")
        print(
            f"{read.name}: {read.seats} seats in {read.rows} rows, {read.sections} sections, {read.zones} price zones"
        )
        if read.imported:
            print(f"Imported as the newest plan of {read.hall}.")
    if not read.imported:
        print("Not imported: some seats cannot be told apart. Import with --repair to mend that.", file=sys.stderr)
    return 0 if read.imported else REFUSED


def _plan_json(read: ImportedPlan) -> dict[str, object]:
    return {
        "name": read.name,
        "seats": read.seats,
        "sections": read.sections,
        "rows": read.rows,
        "zones": read.zones,
        "faults": [asdict(fault) for fault in read.faults],
        "imported": read.imported,
    }


def _demo(asked: argparse.Namespace) -> int:
    with closing(_open(asked, create=True)) as database:
        added = fill(database, by=system(database))
        board = database.look(performances.board)
    if asked.json:
        _print_json({"added": added, "performances": len(board)})
    else:
        print(f"The demo house has {len(board)} performances, {added} of them new.")
    return 0


def _settings(asked: argparse.Namespace) -> int:
    given = {name: value for name, value in vars(asked).items() if name in _OF_THIS_PC and value is not None}
    here = replace(settings.load(), **given)
    with closing(_open(asked)) as database:
        if given:
            settings.save(here)
        hold = asked.hold_minutes and asked.hold_minutes * moments.MINUTE
        of_house = {"name": asked.house, "currency": asked.currency, "time_zone": asked.time_zone, "hold": hold}
        if any(of_house.values()):
            database.act(lambda tx: change_house(tx, **of_house), by=system(database))
        with database.read() as tx:
            found, rules = house(tx), tx.rules
    shown = {
        "house": found.name,
        "currency": found.currency,
        "time_zone": found.time_zone,
        "hold_minutes": rules.hold // moments.MINUTE,
        **{name: getattr(here, name) for name in _OF_THIS_PC},
    }
    if asked.json:
        _print_json(shown)
    else:
        for name, value in shown.items():
            print(f"{name.replace('_', ' ')}: {'any free one' if value is None else value}")
    return 0


def _minutes(text: str) -> int:
    return _whole(text, most=HoldRules().cap // moments.MINUTE - 1)


def _seconds(text: str) -> int:
    return _whole(text, most=settings.LONGEST_PERIOD)


def _rows(text: str) -> int:
    return _whole(text, least=0, most=settings.MOST_ROWS_BACK)


def _whole(text: str, *, most: int, least: int = 1) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from {least} to {most}")
    return int(text)


def _currency(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):  # noqa: PLR2004 (ISO 4217 has three letters)
        raise argparse.ArgumentTypeError(f"“{text}” is not a currency's three letters")
    return text.upper()


def _time_zone(text: str) -> str:
    if text not in zoneinfo.available_timezones():
        raise argparse.ArgumentTypeError(f"“{text}” is not a time zone; one is Europe/Berlin")
    return text


def _when(moment: int, here: House) -> str:
    return moments.day_and_time(moment, zone=here.time_zone)


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False))
