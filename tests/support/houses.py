"""Small houses for tests, and the performances in them."""

from boxoffice.db.database import Database, WriteTx
from boxoffice.domain.moments import HOUR
from boxoffice.domain.performances import Performance
from boxoffice.domain.permissions import By
from boxoffice.domain.plan import PhysicalRow, Seat, SeatingPlan, Zone
from boxoffice.services import counters, performances, plans

NOBODY = By(counter=0, counter_name="")


def small_plan(*, rows: str = "ABC", seats: int = 10, name: str = "Studio") -> SeatingPlan:
    """A plan of one block, "Stalls": rows by letter, seats numbered from 1, the first two rows dearer."""
    drawn: list[Seat] = []
    physical: list[PhysicalRow] = []
    for down, row in enumerate(rows):
        physical.append(PhysicalRow("Stalls", row, (tuple(range(len(drawn), len(drawn) + seats)),)))
        for along in range(1, seats + 1):
            zone = 0 if down < 2 else 1
            seat = Seat(
                id=0,
                guid=f"{row}-{along}",
                section="Stalls",
                row=row,
                number=str(along),
                x=along * 25.0,
                y=down * 30.0,
                radius=10.0,
                zone=zone,
                accessible=False,
            )
            drawn.append(seat)
    return SeatingPlan(name, (Zone("Front", "#7f4a91"), Zone("Rear", "#5f9cd4")), tuple(drawn), tuple(physical))


def counter(database: Database, name: str) -> By:
    """Who acts as the counter of this name."""
    return database.act(lambda tx: counters.add(tx, name=name), by=NOBODY)


def studio(database: Database, *, by: By, plan: SeatingPlan | None = None, event: str = "Taylor Swift") -> Performance:
    """A performance tomorrow in a small house."""
    stored = database.act(lambda tx: plans.store(tx, plan=plan or small_plan(), hall="Studio"), by=by)
    prices = {"Front": 4500, "Rear": 3000}
    return database.act(
        lambda tx: performances.create(tx, event=event, hall=stored.hall, starts_at=tx.now + 24 * HOUR, prices=prices),
        by=by,
    )


def another_night(database: Database, show: Performance) -> Performance:
    """The same event in the same hall, a day later."""

    def repeat(tx: WriteTx) -> Performance:
        hall = next(hall for hall in performances.halls(tx) if hall.name == show.hall)
        prices = dict.fromkeys(hall.zones, 5500)
        return performances.create(
            tx, event=show.event, hall=hall.id, starts_at=show.starts_at + 24 * HOUR, prices=prices
        )

    return database.act(repeat, by=counter(database, "Referee"))


def perform(database: Database, by: By, plan: SeatingPlan) -> int:
    """The id of a performance that starts now in a hall of this plan."""
    stored = database.act(lambda tx: plans.store(tx, plan=plan, hall=plan.name), by=by)
    prices = {zone.name: 1000 for zone in plan.zones}
    return database.act(
        lambda tx: performances.create(tx, event=plan.name, hall=stored.hall, starts_at=tx.now, prices=prices), by=by
    ).id
