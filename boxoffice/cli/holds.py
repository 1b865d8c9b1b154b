"""Commands about holds: all of them listed, the expired ones released."""

import argparse
from contextlib import closing
from typing import Any

from boxoffice.cli.asked import add_command, open_house, print_json, when
from boxoffice.domain import moments
from boxoffice.domain.holds import HeldSeat, ReleasedBy, ReleasedHold
from boxoffice.domain.performances import House
from boxoffice.routines.open_counter import system
from boxoffice.routines.release_expired import release_and_name
from boxoffice.services import hold_list
from boxoffice.services.house import house


def add(commands: Any) -> None:  # noqa: ANN401 (argparse keeps the type of its sub-commands to itself)
    """Declare them."""
    release = add_command(commands, "release-expired-holds", _release, "release every hold whose time is over")
    release.add_argument("--dry-run", action="store_true", help="only say what would be released")
    add_command(commands, "holds", _holds, "list every held seat, when its hold ends, and whether it has")


def _release(asked: argparse.Namespace) -> int:
    with closing(open_house(asked)) as database:
        here = database.look(house)
        if asked.dry_run:
            released = database.look(hold_list.lapsed)
        else:
            released = release_and_name(database, by=system(database), via=ReleasedBy.COMMAND)
    if asked.json:
        print_json({"released": [_released_json(hold, here) for hold in released], "total": len(released)})
        return 0
    verb, total = ("Would release", "Holds to release") if asked.dry_run else ("Released", "Total holds released")
    for hold in released:
        print(f"{verb} hold on seat {hold.seat} (Event: {hold.event}, {when(hold.starts_at, here)})")
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
    with closing(open_house(asked)) as database:
        here = database.look(house)
        held = database.look(hold_list.list_holds)
    if asked.json:
        print_json([_hold_json(hold, here) for hold in held])
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
        f"{hold.seat} (Event: {hold.event}, {when(hold.starts_at, here)})",
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
