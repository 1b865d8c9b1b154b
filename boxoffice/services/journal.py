"""The journal: what was done with money and by permission; gap-free for each counter, each entry chained."""

import hashlib
import json

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.services.house import business_date

_HEAD = Statement("SELECT sequence, hash FROM journal_head WHERE counter_id = :counter $for_update")
_ADD = Statement(
    "INSERT INTO journal (counter_id, sequence, at, business_date, person, act, order_id, details, hash)"
    " VALUES (:counter, :sequence, :at, :business_date, :person, :act, :order, :details, :hash)"
)
_MOVE_HEAD = Statement("UPDATE journal_head SET sequence = :sequence, hash = :hash WHERE counter_id = :counter")

_ALL = Statement(
    'SELECT counter_id AS counter, sequence, at, business_date, person, act, order_id AS "order", details, hash'
    " FROM journal ORDER BY counter_id, sequence"
)
_HEADS = Statement("SELECT counter_id, sequence, hash FROM journal_head")


def record(tx: WriteTx, act: str, *, order: str | None = None, **details: object) -> None:
    """Add an entry; the last thing that an act does, because the head row is locked until it commits."""
    head = tx.execute(_HEAD, {"counter": tx.by.counter}).one()
    entry = {
        "counter": tx.by.counter,
        "sequence": head.sequence + 1,
        "at": tx.now,
        "business_date": business_date(tx).isoformat(),
        "person": tx.by.person,
        "act": act,
        "order": order,
        "details": json.dumps(details, sort_keys=True, ensure_ascii=False),
    }
    entry["hash"] = chained(head.hash, entry)
    tx.execute(_ADD, entry)
    tx.execute(_MOVE_HEAD, entry)


def chained(before: str, entry: dict[str, object]) -> str:
    """The entry's link in the chain: SHA-256 over the hash before it and its own facts."""
    facts = json.dumps([before, *(entry[key] for key in sorted(entry) if key != "hash")], ensure_ascii=False)
    return hashlib.sha256(facts.encode()).hexdigest()


def breaks(tx: Tx) -> tuple[str, ...]:
    """Where the journal is not what was written: a gap, an entry that was changed, an end that is missing."""
    found = []
    heads = {row.counter_id: (row.sequence, row.hash) for row in tx.execute(_HEADS)}
    ends = dict.fromkeys(heads, (0, ""))
    for row in (entry._asdict() for entry in tx.execute(_ALL)):
        sequence, before = ends.get(row["counter"], (0, ""))
        if row["sequence"] != sequence + 1:
            found.append(f"journal of counter {row['counter']}: {row['sequence']} follows {sequence}")
        if chained(before, row) != row["hash"]:
            found.append(f"journal of counter {row['counter']}: entry {row['sequence']} breaks the chain")
        ends[row["counter"]] = (row["sequence"], row["hash"])
    if heads != ends:
        found.append("a journal's head is not its last entry")
    return tuple(found)
