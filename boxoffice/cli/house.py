"""Commands about the house: performances, seating plans, the demo house, settings."""

import argparse
import sys
import zoneinfo
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from boxoffice import settings
from boxoffice.cli.asked import REFUSED, add_command, open_house, print_json, when
from boxoffice.domain import moments
from boxoffice.domain.holds import HoldRules
from boxoffice.domain.performances import House, Performance
from boxoffice.routines.demo import fill
from boxoffice.routines.import_plan import ImportedPlan, import_plan
from boxoffice.routines.open_counter import system
from boxoffice.services import performances
from boxoffice.services.house import change as change_house
from boxoffice.services.house import house

_OF_THIS_PC = ("refresh_seconds", "job_seconds", "single_seat_rows", "counter")


def add(commands: Any) -> None:  # noqa: ANN401 (argparse keeps the type of its sub-commands to itself)
    """Declare them."""
    add_command(commands, "performances", _performances, "list the performances with their free seats")
    plan = add_command(
        commands, "import-plan", _import_plan, "import a seating plan (pretix JSON, or a CSV list of seats)"
    )
    plan.add_argument("file", type=Path)
    plan.add_argument("--repair", action="store_true", help="give doubled seats names and ids of their own")
    plan.add_argument("--hall", help="the hall whose plan it is (by default the plan's own name)")
    add_command(commands, "demo", _demo, "fill an empty database with a demo house, events and a few sales")
    change = add_command(commands, "settings", _settings, "show the settings, or change those that are named")
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


def _performances(asked: argparse.Namespace) -> int:
    with closing(open_house(asked)) as database:
        here = database.look(house)
        board = database.look(performances.board)
    if asked.json:
        print_json([_performance_json(performance, here) for performance in board])
        return 0
    for show in board:
        print(f"{when(show.starts_at, here)}  {show.event}, {show.hall}: {show.free} of {show.seats} free")
    print(f"Performances: {len(board)}")
    return 0


def _performance_json(show: Performance, here: House) -> dict[str, object]:
    return asdict(show) | {"starts_at": moments.iso(show.starts_at, zone=here.time_zone)}


def _import_plan(asked: argparse.Namespace) -> int:
    with closing(open_house(asked, create=True)) as database:
        read = import_plan(database, by=system(database), path=asked.file, repair=asked.repair, hall=asked.hall)
    if asked.json:
        print_json(_plan_json(read))
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
    with closing(open_house(asked, create=True)) as database:
        added = fill(database, by=system(database))
        board = database.look(performances.board)
    if asked.json:
        print_json({"added": added, "performances": len(board)})
    else:
        print(f"The demo house has {len(board)} performances, {added} of them new.")
    return 0


def _settings(asked: argparse.Namespace) -> int:
    given = {name: value for name, value in vars(asked).items() if name in _OF_THIS_PC and value is not None}
    here = replace(settings.load(), **given)
    with closing(open_house(asked)) as database:
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
        print_json(shown)
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
