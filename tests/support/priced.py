"""A small house with price types, a promotion, and places for a wheelchair and a companion."""

from dataclasses import replace

from boxoffice.db.database import Database, WriteTx
from boxoffice.domain.moments import HOUR
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.performances import Performance
from boxoffice.domain.plan import PhysicalRow, SeatingPlan, Zone
from boxoffice.domain.price_types import PriceType
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.services import performances, plans, price_lists
from tests.support.houses import counter, small_plan

TYPES = (
    PriceType(FULL_PRICE),
    PriceType("Child", needs=FULL_PRICE),
    PriceType("Access"),
    PriceType("Companion", needs="Access", one_each=True, comp=True),
)


def priced_house(database: Database) -> Performance:
    """A performance tomorrow: 45.00 in front, 30.00 at the back, a third for children; D1 and D2 for a wheelchair."""
    return database.act(_fill, by=counter(database, "Office"))


def _fill(tx: WriteTx) -> Performance:
    hall = plans.store(tx, plan=_plan(), hall="Studio").hall
    full = {"Front": 4500, "Rear": 3000, "Companions": 3000}
    show = performances.create(tx, event="Peter Pan", hall=hall, starts_at=tx.now + 24 * HOUR, prices=full)
    price_list = price_lists.list_of(tx, performance=show.id)
    price_lists.put_types(tx, types=TYPES)
    amounts = {(zone, name): amount for zone, amount in full.items() for name in ("Access", "Companion")}
    amounts |= {(zone, "Child"): amount // 3 for zone, amount in full.items()}
    price_lists.put_prices(tx, price_list=price_list, amounts=amounts)
    price_lists.add_promotion(tx, promotion=Promotion("Friends", Lowering.PERCENT, 10_000))
    return show


def _plan() -> SeatingPlan:
    """Rows A to C for anybody; in row D one place for a wheelchair and the one beside it for a companion."""
    plan = small_plan(rows="ABCD")
    places = len(plan.seats) - 8
    seats = list(plan.seats[:places])
    seats[-2] = replace(seats[-2], accessible=True)
    seats[-1] = replace(seats[-1], zone=2)
    last = PhysicalRow("Stalls", "D", (tuple(range(places - 2, places)),))
    zones = (*plan.zones, Zone("Companions", "#888888"))
    return SeatingPlan(plan.name, zones, tuple(seats), (*plan.rows[:-1], last))
