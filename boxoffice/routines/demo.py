"""The demo house: a theatre, an arena and a stadium with events, prices and a few sales, in a database of its own."""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from boxoffice.db.database import Database, WriteTx
from boxoffice.domain import moments
from boxoffice.domain.errors import NotADemo
from boxoffice.domain.orders import FULL_PRICE, PaymentState
from boxoffice.domain.performances import House
from boxoffice.domain.permissions import By
from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.price_types import PriceType
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.plans import houses
from boxoffice.services import holds, payments, performances, plans, price_list_setup, price_lists, print_jobs, sales
from boxoffice.services import house as house_service
from boxoffice.services.performances import Hall
from boxoffice.services.seatmap import load_plan

# Each with what it costs of the full price, in per cent; a comp keeps it on its face.
_TYPES: Final = (
    (PriceType(FULL_PRICE), 100),
    (PriceType("Child", needs=FULL_PRICE), 50),
    (PriceType("Concession"), 80),
    (PriceType("Access"), 100),
    (PriceType("Companion", needs="Access", one_each=True), 0),
    (PriceType("Comp", comp=True, needs_reason=True), 100),
)
_PROMOTIONS: Final = (
    (Promotion("Friends", Lowering.PERCENT, 10_000), None),
    (Promotion("Opening week", Lowering.AMOUNT, 500), "OPEN5"),
)


@dataclass(frozen=True, slots=True)
class _Show:
    event: str
    hall: str
    starts: time
    every_days: int
    price: int  # of the dearest zone, minor units
    sold: float  # the share that is sold tonight; later showings have less


_SHOWS: Final = (
    _Show("The Winter's Tale", "Grand Theatre", time(19, 30), 1, 6800, 0.55),
    _Show("Peter and the Wolf", "Grand Theatre", time(15, 0), 3, 3200, 0.35),
    _Show("Northern Lights Tour", "Arena", time(20, 0), 4, 11500, 0.08),
    _Show("Cup Final", "Stadium", time(18, 0), 7, 9000, 0.004),
)
_HOUSES: Final[tuple[tuple[str, Callable[[], SeatingPlan]], ...]] = (
    ("Grand Theatre", houses.theatre),
    ("Arena", houses.arena),
    ("Stadium", houses.stadium),
)
_DAYS: Final = 14
_DOORS: Final = 45 * moments.MINUTE  # before the start
_CONDITIONS: Final = (
    "Latecomers are seated at a suitable break.\n"
    "Tickets are exchanged up to three days before the performance and are not refunded.\n"
    "Photographs and recordings are not allowed."
)
_PARTIES: Final = (1, 2, 2, 2, 2, 3, 4, 4, 6)


def fill(database: Database, *, by: By) -> int:
    """The demo house with performances from tonight on, two weeks of them; how many were added.

    Filled again on a later day, it gains the days that are new. Raises NotADemo where the database has a house of
    its own.
    """
    with database.read() as tx:
        here = house_service.house(tx)
        known = {hall.name: hall for hall in performances.halls(tx)}
        board = performances.board(tx)
        tonight = house_service.business_date(tx)
    if known and not here.is_demo:
        raise NotADemo(place=database.place)
    if not here.is_demo:
        database.act(_begin, by=by)
    for name, draw in _HOUSES:
        if name not in known:
            _store(database, by=by, hall=name, plan=draw())
    with database.read() as tx:
        halls = {hall.name: hall for hall in performances.halls(tx)}

    @cache
    def drawn(plan: int) -> SeatingPlan:
        return database.look(lambda tx: load_plan(tx, plan=plan))

    there = {(show.event, show.starts_at) for show in board}
    added = 0
    for ahead in range(_DAYS):
        ordinal = tonight.toordinal() + ahead
        for show in _SHOWS:
            starts_at = _starts_at(here, ordinal, show)
            if ordinal % show.every_days == 0 and (show.event, starts_at) not in there:
                hall = halls[show.hall]
                performance = _set_up(database, by=by, show=show, hall=hall, starts_at=starts_at)
                share = show.sold / (1 + ahead)
                _sell_some(database, by=by, performance=performance, plan=drawn(hall.plan), share=share)
                added += 1
    return added


def _begin(tx: WriteTx) -> None:
    here = house_service.change(tx, name="Demo house", is_demo=True)
    address = ("1 Theatre Square", "Demo Town")
    described = replace(
        here, seller="Demo House Ltd", address=address, tax_number="000 0000 00", conditions=_CONDITIONS
    )
    house_service.describe(tx, described=described)
    price_lists.put_types(tx, types=[kind for kind, _ in _TYPES])
    for promotion, code in _PROMOTIONS:
        price_lists.add_promotion(tx, promotion=promotion, code=code)


def _store(database: Database, *, by: By, hall: str, plan: SeatingPlan) -> None:
    database.act(lambda tx: plans.store(tx, plan=plan, hall=hall), by=by)


def _starts_at(here: House, ordinal: int, show: _Show) -> int:
    day = datetime.fromordinal(ordinal).date()
    return moments.epoch_ms(datetime.combine(day, show.starts, tzinfo=ZoneInfo(here.time_zone)))


def _set_up(database: Database, *, by: By, show: _Show, hall: Hall, starts_at: int) -> int:
    steps = len(hall.zones)
    prices = {zone: show.price * (2 * steps - n) // (2 * steps) // 50 * 50 for n, zone in enumerate(hall.zones)}

    def set_up(tx: WriteTx) -> int:
        known = next((each.id for each in price_list_setup.lists(tx) if each.name == show.event), None)
        performance = performances.create(
            tx,
            event=show.event,
            hall=hall.id,
            starts_at=starts_at,
            prices=prices,
            price_list=known,
            doors_at=starts_at - _DOORS,
        ).id
        if known is not None:
            return performance
        amounts = {(zone, kind.name): full * part // 100 for zone, full in prices.items() for kind, part in _TYPES}
        price_list = price_lists.list_of(tx, performance=performance)
        price_lists.put_prices(tx, price_list=price_list, amounts=amounts)
        return performance

    return database.act(set_up, by=by)


def _sell_some(database: Database, *, by: By, performance: int, plan: SeatingPlan, share: float) -> None:
    chance = random.Random(performance)  # noqa: S311 (which demo seats are sold is no secret)
    desk = [plan.seats[seat].id for seat in plan.rows[-1].runs[0][:2]]
    parties = _parties(plan, wanted=int(len(plan.seats) * share), kept=set(desk), chance=chance)

    def sell(tx: WriteTx) -> None:
        performances.keep_back(tx, performance=performance, seats=desk, code="S", reason="sound desk")
        orders = {_sale(tx, performance=performance, seats=seats) for seats in parties}
        counter = tx.by.counter
        queued = print_jobs.unfinished(tx, counter=counter) + print_jobs.offered(tx, counter=counter)
        print_jobs.withdraw(tx, jobs=[job.id for job in queued if job.order in orders])  # they have no customers

    database.act(sell, by=by)


def _parties(plan: SeatingPlan, *, wanted: int, kept: set[int], chance: random.Random) -> list[Sequence[int]]:
    """Groups of neighbours as they come to a box office: all over the house, more of them near the front."""
    runs = [[plan.seats[seat].id for seat in run] for row in plan.rows for run in row.runs]
    parties: list[Sequence[int]] = []
    sold = 0
    while runs and sold < wanted:
        run = runs[int(len(runs) * chance.random() ** 1.3)]
        size = chance.choice(_PARTIES)
        start = chance.choice((0, max(0, len(run) - size)))
        party = [seat for seat in run[start : start + size] if seat not in kept]
        del run[start : start + size]
        runs = [left for left in runs if left]
        if party:
            parties.append(party)
            sold += len(party)
    return parties


def _sale(tx: WriteTx, *, performance: int, seats: Sequence[int]) -> str:
    order = uuid.uuid4().hex
    holds.take(tx, order=order, performance=performance, seats=seats)
    sales.open_payment(tx, order=order)
    card = uuid.uuid4().hex
    payments.start_card(tx, order=order, payment=card)
    payments.settle_card(tx, order=order, payment=card, state=PaymentState.APPROVED)
    sales.sell(tx, order=order, payment=card)
    return order
