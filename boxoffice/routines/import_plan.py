"""A seating-plan file imported: read, checked, repaired where asked, and stored for its hall."""

from dataclasses import dataclass
from pathlib import Path

from boxoffice.db.database import Database
from boxoffice.domain.permissions import By
from boxoffice.domain.plan import Fault
from boxoffice.plans.read import read_plan
from boxoffice.services import plans


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """What a plan file holds, what is wrong with it, and whether it was imported (into which hall)."""

    name: str
    hall: str
    seats: int
    sections: int
    rows: int
    zones: int
    faults: tuple[Fault, ...]
    imported: bool


def import_plan(
    database: Database, *, by: By, path: Path, repair: bool = False, hall: str | None = None
) -> ImportedPlan:
    """The file's plan as the newest of its hall (by default the one of the plan's name).

    Not imported while faults are left that only a repair can mend; they are listed. Raises PlanFileRefused,
    PlanFileTooLarge, PlanLosesSeats.
    """
    read = read_plan(path, repair=repair)
    into = hall or read.plan.name
    if read.importable:
        database.act(lambda tx: plans.store(tx, plan=read.plan, hall=into), by=by)
    return ImportedPlan(
        name=read.plan.name,
        hall=into,
        seats=len(read.plan.seats),
        sections=len(read.plan.sections),
        rows=len(read.plan.rows),
        zones=len(read.plan.zones),
        faults=read.faults,
        imported=read.importable,
    )
