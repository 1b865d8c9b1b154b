"""What the map shows: a stored plan, and who has which seat."""

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from boxoffice.db.database import Tx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import NoSuchPlace
from boxoffice.domain.holds import Occupancy, Occupant
from boxoffice.domain.plan import Area, Label, PhysicalRow, Seat, SeatingPlan, Shape, Zone

_PLAN = Statement("SELECT name, areas FROM plan WHERE id = :plan")
_ZONES = Statement("SELECT name, color FROM plan_zone WHERE plan_id = :plan ORDER BY zone")
_SEATS = Statement(
    "SELECT s.id, s.guid, s.section, s.row, s.number, d.x, d.y, d.radius, d.zone, d.accessible, d.row_no, d.run_no"
    " FROM plan_seat d JOIN seat s ON s.id = d.seat_id WHERE d.plan_id = :plan ORDER BY d.place"
)
_OCCUPANTS = (
    "SELECT o.seat_id, o.status, o.order_id, c.name AS counter, o.taken_at, o.expires_at"
    " FROM occupant o LEFT JOIN counter c ON c.id = o.counter_id WHERE o.performance_id = :performance"
)
_ALL = Statement(f"{_OCCUPANTS} AND o.status <> 'free'")
_CHANGED = Statement(f"{_OCCUPANTS} AND o.mark >= :since")
_KEPT = Statement(
    "SELECT seat_id, code, reason FROM seat_allocation WHERE performance_id = :performance AND released_at IS NULL"
)
_OVERDUE = "EXISTS (SELECT 1 FROM occupant WHERE status IN ('held', 'paying') AND +performance_id = :performance"
# One question for all that a quiet refresh has to know. The plus keeps the planner on the index of what can lapse.
_NEWS = Statement(
    "SELECT database_id, EXISTS (SELECT 1 FROM seat_allocation WHERE performance_id = :performance AND mark >= :since)"
    f" AS kept_changed, {_OVERDUE} AND expires_at <= :now)"
    f" OR {_OVERDUE} AND expires_at > :horizon) AS lapsed FROM house"
)


@dataclass(frozen=True, slots=True)
class KeptSeat:
    """A seat that the house keeps back from a performance, and why."""

    seat_id: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeatsRead:
    """Who has which seat as read at ``now`` (epoch ms): everything, or what changed since an earlier reading.

    Given back to the next reading, ``since`` brings what changed after this one, some of it perhaps twice.
    ``kept`` is None where nothing changed in it. ``lapsed`` says that there are holds to tidy.
    """

    house_id: str
    since: int
    now: int
    occupants: tuple[Occupant, ...]
    kept: tuple[KeptSeat, ...] | None
    lapsed: bool


def load_plan(tx: Tx, *, plan: int) -> SeatingPlan:
    """A stored plan with its seats' ids; raises NoSuchPlace."""
    values = {"plan": plan}
    head = tx.execute(_PLAN, values).one_or_none()
    if head is None:
        raise NoSuchPlace(what="such plan")
    rows = tx.execute(_SEATS, values).all()
    return SeatingPlan(
        name=head.name,
        zones=tuple(Zone(row.name, row.color) for row in tx.execute(_ZONES, values)),
        seats=tuple(_seat(row) for row in rows),
        rows=_physical_rows(rows),
        areas=tuple(_area(area) for area in json.loads(head.areas)),
    )


def read_seats(tx: Tx, *, performance: int, since: int | None) -> SeatsRead:
    """Who has which seat: all that are not free (``since`` None), or what changed, freed ones included."""
    values = {"performance": performance, "since": since or 0, "now": tx.now, "horizon": tx.now + tx.rules.cap}
    rows = tx.execute(_ALL if since is None else _CHANGED, values)
    news = tx.execute(_NEWS, values).one()
    return SeatsRead(
        house_id=news.database_id,
        since=tx.since,
        now=tx.now,
        occupants=tuple(_occupant(row) for row in rows),
        kept=_kept(tx, values) if since is None or news.kept_changed else None,
        lapsed=bool(news.lapsed),
    )


def _kept(tx: Tx, values: dict[str, int]) -> tuple[KeptSeat, ...]:
    return tuple(KeptSeat(row.seat_id, row.code, row.reason) for row in tx.execute(_KEPT, values))


def _seat(row: Any) -> Seat:  # noqa: ANN401 (a row of the statement above)
    return Seat(
        row.id, row.guid, row.section, row.row, row.number, row.x, row.y, row.radius, row.zone, bool(row.accessible)
    )


def _occupant(row: Any) -> Occupant:  # noqa: ANN401 (a row of the statement above)
    return Occupant(
        row.seat_id, Occupancy(row.status), row.order_id or "", row.counter or "", row.taken_at, row.expires_at
    )


def _physical_rows(rows: Any) -> tuple[PhysicalRow, ...]:  # noqa: ANN401 (rows of the statement above)
    physical = []
    for _, stored in groupby(enumerate(rows), key=lambda numbered: numbered[1].row_no):
        seats = list(stored)
        runs = tuple(
            tuple(place for place, _ in run) for _, run in groupby(seats, key=lambda numbered: numbered[1].run_no)
        )
        physical.append(PhysicalRow(seats[0][1].section, seats[0][1].row, runs))
    return tuple(physical)


def _area(stored: dict[str, Any]) -> Area:
    label = stored.pop("label")
    points = tuple((x, y) for x, y in stored.pop("points"))
    shape = Shape(stored.pop("shape"))
    return Area(shape=shape, points=points, label=Label(**label) if label else None, **stored)
