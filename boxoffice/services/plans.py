"""Seating plans stored: seats keep their identity from one version of their hall's plan to the next."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from boxoffice.db.database import WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import PlanLosesSeats
from boxoffice.domain.permissions import Permission
from boxoffice.domain.plan import SeatingPlan, seat_name
from boxoffice.services.journal import record

_ADD_HALL = Statement("INSERT INTO hall (name) VALUES (:name) ON CONFLICT DO NOTHING")
_HALL = Statement("SELECT id FROM hall WHERE name = :name $for_update")
_SEATS = Statement("SELECT id, guid, section, row, number FROM seat WHERE hall_id = :hall")
_ADD_SEAT = Statement(
    'INSERT INTO seat (hall_id, guid, section, "row", number) VALUES (:hall, :guid, :section, :row, :number)'
)
_RENAME = Statement('UPDATE seat SET section = :section, "row" = :row, number = :number WHERE id = :seat')
_NEXT_VERSION = Statement("SELECT COALESCE(max(version), 0) + 1 FROM plan WHERE hall_id = :hall")
_ADD_PLAN = Statement(
    "INSERT INTO plan (hall_id, version, name, imported_at, seats, areas)"
    " VALUES (:hall, :version, :name, :now, :seats, :areas) RETURNING id"
)
_ADD_ZONE = Statement("INSERT INTO plan_zone (plan_id, zone, name, color) VALUES (:plan, :zone, :name, :color)")
_DRAW_SEAT = Statement(
    "INSERT INTO plan_seat (plan_id, seat_id, place, row_no, run_no, x, y, radius, zone, accessible)"
    " VALUES (:plan, :seat, :place, :row_no, :run_no, :x, :y, :radius, :zone, :accessible)"
)
_COMING = "SELECT id FROM performance WHERE hall_id = :hall AND starts_at > :now"
_LOCK_COMING = Statement(f"{_COMING} ORDER BY id $for_update")
_IN_USE = Statement(
    "SELECT DISTINCT s.guid, s.section, s.row, s.number FROM seat s JOIN occupant o ON o.seat_id = s.id"
    f" WHERE s.hall_id = :hall AND o.performance_id IN ({_COMING}) AND (o.status IN ('sold', 'reserved')"
    " OR (o.status IN ('held', 'paying') AND (o.expires_at IS NULL OR o.expires_at > :now)))"
    " UNION SELECT DISTINCT s.guid, s.section, s.row, s.number FROM seat s JOIN seat_allocation a ON a.seat_id = s.id"
    f" WHERE s.hall_id = :hall AND a.performance_id IN ({_COMING}) AND a.released_at IS NULL"
)
_USE_IN_COMING = Statement("UPDATE performance SET plan_id = :plan WHERE hall_id = :hall AND starts_at > :now")


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """Where a plan went: the hall, the version of its plan, and whether that hall had one before."""

    hall: int
    plan: int
    version: int


def store(tx: WriteTx, *, plan: SeatingPlan, hall: str) -> StoredPlan:
    """A checked plan stored as the newest of its hall, and used by every performance that is still to come.

    A seat is matched by its id in the file, so that what is sold stays sold. Raises PlanLosesSeats naming the seats
    in use that the new plan lacks; nothing is changed then.
    """
    tx.by.demand(Permission.PLAN_HOUSE)
    tx.execute(_ADD_HALL, {"name": hall})
    hall_id = tx.execute(_HALL, {"name": hall}).scalar_one()
    seats = _store_seats(tx, plan, hall_id=hall_id)
    version = tx.execute(_NEXT_VERSION, {"hall": hall_id}).scalar_one()
    values = {"hall": hall_id, "version": version, "name": plan.name, "now": tx.now, "seats": len(plan.seats)}
    plan_id = tx.execute(_ADD_PLAN, values | {"areas": json.dumps([asdict(area) for area in plan.areas])}).scalar_one()
    zones = [{"plan": plan_id, "zone": n, "name": zone.name, "color": zone.color} for n, zone in enumerate(plan.zones)]
    tx.execute(_ADD_ZONE, zones)
    tx.execute(_DRAW_SEAT, list(_drawn(plan, plan_id=plan_id, seats=seats)))
    # Last, because takes wait from here on: none may come between the look at what is in use and the new plan.
    tx.execute(_LOCK_COMING, {"hall": hall_id, "now": tx.now}).all()
    _refuse_losses(tx, plan, hall=hall, hall_id=hall_id)
    tx.execute(_USE_IN_COMING, {"plan": plan_id, "hall": hall_id, "now": tx.now})
    record(tx, "plan imported", hall=hall, version=version, seats=len(plan.seats))
    return StoredPlan(hall=hall_id, plan=plan_id, version=version)


def _refuse_losses(tx: WriteTx, plan: SeatingPlan, *, hall: str, hall_id: int) -> None:
    guids = {seat.guid for seat in plan.seats}
    in_use = tx.execute(_IN_USE, {"hall": hall_id, "now": tx.now}).all()
    lost = sorted(seat_name(row.section, row.row, row.number) for row in in_use if row.guid not in guids)
    if lost:
        more = f" and {len(lost) - 10} more" if len(lost) > 10 else ""  # noqa: PLR2004 (as many as one sentence bears)
        raise PlanLosesSeats(hall=hall, seats=", ".join(lost[:10]) + more)


def _store_seats(tx: WriteTx, plan: SeatingPlan, *, hall_id: int) -> dict[str, int]:
    """The hall's seats' ids by their id in the file: those of before, renamed where the plan does, and new ones."""
    known = {row.guid: row for row in tx.execute(_SEATS, {"hall": hall_id}).all()}
    added = [
        {"hall": hall_id, "guid": seat.guid, "section": seat.section, "row": seat.row, "number": seat.number}
        for seat in plan.seats
        if seat.guid not in known
    ]
    if added:
        tx.execute(_ADD_SEAT, added)
    renamed = [
        {"seat": known[seat.guid].id, "section": seat.section, "row": seat.row, "number": seat.number}
        for seat in plan.seats
        if seat.guid in known and tuple(known[seat.guid][2:]) != (seat.section, seat.row, seat.number)
    ]
    if renamed:
        tx.execute(_RENAME, renamed)
    return {row.guid: row.id for row in tx.execute(_SEATS, {"hall": hall_id})}


def _drawn(plan: SeatingPlan, *, plan_id: int, seats: dict[str, int]) -> Iterator[dict[str, object]]:
    place = 0
    for row_no, row in enumerate(plan.rows):
        for run_no, run in enumerate(row.runs):
            for index in run:
                seat = plan.seats[index]
                yield {
                    "plan": plan_id,
                    "seat": seats[seat.guid],
                    "place": place,
                    "row_no": row_no,
                    "run_no": run_no,
                    "x": seat.x,
                    "y": seat.y,
                    "radius": seat.radius,
                    "zone": seat.zone,
                    "accessible": seat.accessible,
                }
                place += 1
