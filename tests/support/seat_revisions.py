"""The test schema: every change of a seat written down by the database itself, to be replayed and judged.

The real schema knows nothing of it. Each revision bears the moment at which the database wrote it.
"""

import json
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from sqlalchemy import text

from boxoffice.db.database import Database
from boxoffice.db.statement import Statement
from tests.support.postgres import owned

_COLUMNS = "performance_id, seat_id, revision, at, status, order_id, taken_at, expires_at"
_NEXT = (
    "(SELECT coalesce(max(revision), 0) + 1 FROM seat_revision"
    " WHERE performance_id = NEW.performance_id AND seat_id = NEW.seat_id)"
)
_ROW = "NEW.status, NEW.order_id, NEW.taken_at, NEW.expires_at"
_TABLE = (
    "CREATE TABLE seat_revision (performance_id BIGINT, seat_id BIGINT, revision BIGINT, at BIGINT, status TEXT,"
    " order_id TEXT, taken_at BIGINT, expires_at BIGINT, PRIMARY KEY (performance_id, seat_id, revision))"
)
_SQLITE = tuple(
    f"CREATE TRIGGER occupant_{act.lower()} AFTER {act} ON occupant BEGIN INSERT INTO seat_revision ({_COLUMNS})"
    f" VALUES (NEW.performance_id, NEW.seat_id, {_NEXT}, CAST(round(unixepoch('subsec') * 1000) AS INTEGER), {_ROW});"
    " END"
    for act in ("INSERT", "UPDATE")
)
_POSTGRESQL = (
    f"""
    CREATE FUNCTION revise() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO seat_revision ({_COLUMNS}) VALUES
            (NEW.performance_id, NEW.seat_id, {_NEXT},
             CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint), {_ROW});
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER revise AFTER INSERT OR UPDATE ON occupant FOR EACH ROW EXECUTE FUNCTION revise()",
    "GRANT ALL ON seat_revision TO PUBLIC",  # the counters write it, through the trigger
)
_ALL = Statement(f"SELECT {_COLUMNS} FROM seat_revision ORDER BY performance_id, seat_id, revision")
_EXPIRIES = Statement("SELECT at, seats FROM seat_history WHERE act = 'expire'")


Place = tuple[int, int]  # performance, seat


class SeatFact(NamedTuple):
    """What a reader is told of a seat."""

    status: str
    order: str
    taken_at: int
    expires_at: int | None


@dataclass(frozen=True)
class Revision:
    """One change of a seat, as the trigger saw it."""

    place: Place
    number: int
    at: int
    fact: SeatFact


def install(database: Database) -> None:
    """Have every change of a seat written down from now on."""
    with owned(database) as house, house.engine.execution_options(boxoffice_writes=True).begin() as connection:
        for statement in (_TABLE, *(_SQLITE if database.dialect == "sqlite" else _POSTGRESQL)):
            connection.execute(text(statement))


def replay(database: Database) -> dict[Place, list[Revision]]:
    """Every seat's changes in their order."""
    with database.read() as tx:
        rows = tx.execute(_ALL).all()
    revisions = [
        Revision(
            (row.performance_id, row.seat_id),
            row.revision,
            row.at,
            SeatFact(row.status, row.order_id, row.taken_at, row.expires_at),
        )
        for row in rows
    ]
    return {place: list(changes) for place, changes in groupby(revisions, key=lambda revision: revision.place)}


def violations(database: Database) -> list[str]:
    """Every change that no rule allows: a live hold that another got, a sold seat that changed, money let go."""
    found = [
        f"seat {place}, revision {after.number}: {fault}"
        for place, changes in replay(database).items()
        for before, after in pairwise(changes)
        if (fault := _fault(before, after)) is not None
    ]
    with database.read() as tx:
        for row in tx.execute(_EXPIRIES).all():
            found += [
                f"seat {tuple(seat[:2])} was released while it was held"
                for seat in json.loads(row.seats)
                if seat[4] > row.at
            ]
    return found


def _fault(before: Revision, after: Revision) -> str | None:
    old, new = before.fact, after.fact
    if after.number != before.number + 1:
        return "a revision is missing"
    is_live = old.status != "free" and (old.expires_at is None or old.expires_at > after.at)
    faults = {
        f"sold, then {new.status}": old.status == "sold",
        f"sold to {new.order}, {old.status} by {old.order}": new.status == "sold"
        and (old.status, old.order) != ("paying", new.order),
        "let go with money on it": old.status == "paying" and old.expires_at is None and new.status == "free",
        f"taken from {old.order}, who held it": is_live and new.order != old.order,
    }
    return next((fault for fault, is_so in faults.items() if is_so), None)


def missed(database: Database, told: dict[int, list[SeatFact]], *, performance: int) -> list[str]:
    """Every way in which what a reader of one performance's changes was told differs from what happened."""
    found = []
    for place, changes in replay(database).items():
        if place[0] != performance:
            continue
        facts = [change.fact for change in changes]
        heard = told.get(place[1], [])
        # Of a seat that was free again before the first reading there was nothing to tell.
        if heard[-1:] != facts[-1:] and (heard or facts[-1].status != "free"):
            found.append(f"seat {place}: the last change, {facts[-1]}, was missed")
        at = 0
        for fact in heard:
            while at < len(facts) and facts[at] != fact:
                at += 1
            if at == len(facts):
                found.append(f"seat {place}: {fact} was told out of order")
                break
    return found
