"""Counters: the named desks of the house, and the rows under which a PC's clock and command line act."""

from dataclasses import dataclass

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.permissions import By, Permission

_LIST = Statement("SELECT id, name, program FROM counter WHERE NOT is_system ORDER BY id")
_BY_NAME = Statement("SELECT id FROM counter WHERE name = :name")
_ADD = Statement(
    "INSERT INTO counter (name, code, is_system, orders) SELECT :name, CAST(:letter AS text) || (count(*) + 1),"
    " :is_system, 0 FROM counter WHERE is_system = :is_system ON CONFLICT DO NOTHING RETURNING id"
)
_ADD_HEAD = Statement("INSERT INTO journal_head (counter_id, sequence, hash) VALUES (:counter, 0, '')")
_HELD_BY = Statement("UPDATE counter SET program = :program WHERE id = :counter")


@dataclass(frozen=True, slots=True)
class Counter:
    """A desk: its name, and the program that was last it ("BOXPC-2, process 4711")."""

    id: int
    name: str
    program: str | None


def list_counters(tx: Tx) -> tuple[Counter, ...]:
    """The house's desks in the order in which they were first opened."""
    return tuple(Counter(row.id, row.name, row.program) for row in tx.execute(_LIST))


def add(tx: WriteTx, *, name: str, is_system: bool = False) -> By:
    """Who acts as the counter of this name, which is made where there is none.

    Desks are numbered K1, K2, … and PCs S1, S2, …, for the numbers of their orders.
    """
    tx.by.demand(Permission.OPEN_COUNTER)
    found = tx.execute(_BY_NAME, {"name": name}).scalar_one_or_none()
    while found is None:  # again where another was numbered or named in the same instant
        values = {"name": name, "letter": "S" if is_system else "K", "is_system": is_system}
        for counter in tx.execute(_ADD, values).scalars().all():
            tx.execute(_ADD_HEAD, {"counter": counter})
        found = tx.execute(_BY_NAME, {"name": name}).scalar_one_or_none()
    return By(counter=found, counter_name=name)


def hold(tx: WriteTx, *, counter: int, program: str) -> None:
    """Note which program is the counter now, so that another can say whose it is."""
    tx.by.demand(Permission.OPEN_COUNTER)
    tx.execute(_HELD_BY, {"counter": counter, "program": program})
