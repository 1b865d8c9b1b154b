"""Every change of a seat written down by the database itself, in scratch databases whose history is to be judged.

A house knows nothing of it: its triggers are installed only where processes fight for seats that nobody sells.
"""

import json
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Engine, text

from boxoffice.db.database import Tx
from boxoffice.db.statement import Statement
from boxoffice.domain.seat_revisions import Revision, SeatFact, violations

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
_PERFORMANCES = Statement("SELECT DISTINCT performance_id FROM seat_revision ORDER BY performance_id")
_REVISIONS = Statement(
    f"SELECT {_COLUMNS} FROM seat_revision WHERE performance_id = :performance ORDER BY seat_id, revision"
)
_EXPIRIES = Statement("SELECT at, seats FROM seat_history WHERE act = 'expire'")


def install(owner: Engine) -> None:
    """Have every change of a seat written down from now on, by the database's owner."""
    with owner.execution_options(boxoffice_writes=True).begin() as connection:
        for statement in (_TABLE, *(_SQLITE if owner.dialect.name == "sqlite" else _POSTGRESQL)):
            connection.execute(text(statement))


def performances(tx: Tx) -> tuple[int, ...]:
    """The performances in which any seat has changed."""
    return tuple(tx.execute(_PERFORMANCES).scalars())


def replay(tx: Tx, *, performance: int) -> Iterator[list[Revision]]:
    """The changes of each seat of a performance, in their order."""
    rows = tx.execute(_REVISIONS, {"performance": performance})
    revisions = (Revision((row[0], row[1]), row[2], row[3], SeatFact(*row[4:])) for row in rows)
    for _, changes in groupby(revisions, key=lambda revision: revision.place):
        yield list(changes)


def faults(tx: Tx) -> list[str]:
    """Every change of any seat that no rule allows."""
    found = [
        fault
        for performance in performances(tx)
        for changes in replay(tx, performance=performance)
        for fault in violations(changes)
    ]
    for row in tx.execute(_EXPIRIES):
        found += [
            f"seat {tuple(seat[:2])} was released while it was held"
            for seat in json.loads(row.seats)
            if seat[4] > row.at
        ]
    return found
