"""Price lists set up: read and stored whole, copied, used for other performances, and promotions that end."""

from dataclasses import replace
from functools import partial

import pytest

from boxoffice.db.database import Database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import (
    ChangedMeanwhile,
    DoorsAfterStart,
    FeeTwice,
    MostBelowLeast,
    NoPrice,
    NoSuchPlace,
    NoSuchPriceList,
    NothingLowered,
    PromotionThere,
    TaxTwice,
    TooManyTaxes,
)
from boxoffice.domain.moments import HOUR, MINUTE
from boxoffice.domain.orders import FULL_PRICE
from boxoffice.domain.performances import Performance
from boxoffice.domain.permissions import By
from boxoffice.domain.price_lists import PriceList
from boxoffice.domain.price_types import PriceType, Validity
from boxoffice.domain.pricing import Fee, FeePer
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.domain.taxes import Rounding, Tax
from boxoffice.services import order_prices, performances, price_list_setup, price_lists
from tests.support.desk import Desk
from tests.support.houses import another_night, counter, studio

_DOORS = Statement("SELECT doors_at, entrance FROM performance WHERE id = :performance")
TYPES = (PriceType(FULL_PRICE), PriceType("Child", needs=FULL_PRICE), PriceType("Stand-by", most=2))


@pytest.fixture
def by(database: Database) -> By:
    return counter(database, "Counter 1")


@pytest.fixture
def show(database: Database, by: By) -> Performance:
    performance = studio(database, by=by)
    database.act(lambda tx: price_lists.put_types(tx, types=TYPES), by=by)
    return performance


def of(database: Database, show: Performance) -> PriceList:
    return database.look(lambda tx: price_list_setup.read(tx, price_list=price_lists.list_of(tx, performance=show.id)))


def store(database: Database, by: By, wanted: PriceList) -> PriceList:
    return database.act(lambda tx: price_list_setup.store(tx, price_list=wanted), by=by)


def whole(start: PriceList) -> PriceList:
    """A list with something of everything."""
    return replace(
        start,
        name="Evenings",
        amounts={**start.amounts, ("Front", "Child"): 2000, ("Rear", "Child"): 1500, ("Front", "Stand-by"): 1000},
        offers={"Stand-by": Validity(since=1, until=2, weekdays=frozenset({0, 6}), minutes_before=30)},
        taxes=(Tax("VAT", 19_000), Tax("City", 1_125, Rounding.UP), Tax("VAT", 20_000, since=5)),
        taxes_included=False,
        fees=(Fee("Booking", FeePer.ORDER, 250), Fee("Restoration", FeePer.TICKET, 100)),
    )


def test_a_new_list_has_the_zones_of_its_plan_in_their_order(database: Database, show: Performance) -> None:
    found = of(database, show)
    assert (found.name, found.zones) == ("Taylor Swift", ("Front", "Rear"))
    assert found.amounts == {("Front", FULL_PRICE): 4500, ("Rear", FULL_PRICE): 3000}
    assert (found.taxes, found.fees, found.offers, found.taxes_included) == ((), (), {}, True)


def test_a_list_is_stored_whole_and_read_as_it_was_given(database: Database, by: By, show: Performance) -> None:
    wanted = whole(of(database, show))
    stored = store(database, by, wanted)
    assert stored == wanted
    assert of(database, show) == stored


def test_what_is_left_out_is_offered_no_more(database: Database, by: By, show: Performance) -> None:
    plain = of(database, show)
    store(database, by, whole(plain))
    assert store(database, by, plain) == plain


def test_a_zone_that_is_sold_keeps_a_full_price_and_nothing_is_half_stored(
    database: Database, by: By, show: Performance
) -> None:
    before = of(database, show)
    wanted = whole(before)
    amounts = {key: amount for key, amount in wanted.amounts.items() if key != ("Rear", FULL_PRICE)}
    with pytest.raises(NoPrice, match="Rear"):
        store(database, by, replace(wanted, amounts=amounts))
    assert of(database, show) == before


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"taxes": (Tax("VAT", 1), Tax("VAT", 2))}, TaxTwice),
        ({"taxes": tuple(Tax(name, 1) for name in "abcd")}, TooManyTaxes),
        ({"fees": (Fee("Booking", FeePer.ORDER, 1), Fee("Booking", FeePer.TICKET, 2))}, FeeTwice),
    ],
)
def test_charges_that_cannot_be_told_apart_are_refused(
    database: Database, by: By, show: Performance, change: dict[str, tuple[Tax, ...]], refusal: type[Exception]
) -> None:
    before = of(database, show)
    with pytest.raises(refusal):
        store(database, by, replace(before, name="Other", **change))  # type: ignore[arg-type]
    assert of(database, show) == before


def test_what_somebody_else_changed_is_not_overwritten(database: Database, by: By, show: Performance) -> None:
    seen = of(database, show)
    other = store(database, by, replace(seen, amounts={**seen.amounts, ("Front", FULL_PRICE): 1}))
    with pytest.raises(ChangedMeanwhile, match="Taylor Swift"):
        database.act(lambda tx: price_list_setup.store(tx, price_list=whole(seen), seen=seen), by=by)
    assert of(database, show) == other
    stored = database.act(lambda tx: price_list_setup.store(tx, price_list=whole(other), seen=other), by=by)
    assert stored == whole(other)


def test_a_copy_has_all_and_goes_its_own_way(database: Database, by: By, show: Performance) -> None:
    original = store(database, by, whole(of(database, show)))
    made = database.act(lambda tx: price_list_setup.copy(tx, price_list=original.id, name="Matinees"), by=by)
    assert (made.name, made.performances, made.first) == ("Matinees", 0, None)
    copied = database.look(lambda tx: price_list_setup.read(tx, price_list=made.id))
    assert copied == replace(original, id=made.id, name="Matinees")
    store(database, by, replace(copied, amounts={("Front", FULL_PRICE): 1}, fees=()))
    assert of(database, show) == original


def test_lists_say_how_many_performances_use_them(database: Database, by: By, show: Performance) -> None:
    price_list = of(database, show).id
    database.act(lambda tx: price_list_setup.copy(tx, price_list=price_list, name="Anew"), by=by)
    listed = database.look(price_list_setup.lists)
    assert [(each.name, each.performances, each.first) for each in listed] == [
        ("Anew", 0, None),
        ("Taylor Swift", 1, show.starts_at),
    ]


def test_a_performance_is_moved_to_another_list_and_sold_by_it(database: Database, by: By, show: Performance) -> None:
    cheap = of(database, another_night(database, show))
    desk = Desk(database, by, show)
    before = desk.take("A1")
    database.act(lambda tx: price_list_setup.assign(tx, performance=show.id, price_list=cheap.id), by=by)
    assert desk.read().total == before.total == 4500  # what is in an order keeps its price
    assert desk.take("A2").total == 4500 + 5500
    nights = database.look(price_list_setup.nights)
    assert [(night.event, night.price_list) for night in nights] == [(show.event, cheap.id)] * 2


def test_a_list_without_a_price_for_a_zone_is_not_used(database: Database, by: By, show: Performance) -> None:
    price_list = of(database, show).id
    made = database.act(lambda tx: price_list_setup.copy(tx, price_list=price_list, name="Front only"), by=by)
    front = database.look(lambda tx: price_list_setup.read(tx, price_list=made.id))
    store(database, by, replace(front, amounts={("Front", FULL_PRICE): 1}))
    with pytest.raises(NoPrice, match="Rear"):
        database.act(lambda tx: price_list_setup.assign(tx, performance=show.id, price_list=made.id), by=by)
    with pytest.raises(NoSuchPriceList):
        database.act(lambda tx: price_list_setup.assign(tx, performance=show.id, price_list=made.id + 1), by=by)
    with pytest.raises(NoSuchPriceList):
        database.act(lambda tx: price_list_setup.copy(tx, price_list=made.id + 1, name="Nothing"), by=by)
    with pytest.raises(NoSuchPlace):
        database.act(lambda tx: price_list_setup.assign(tx, performance=show.id + 1, price_list=made.id), by=by)


def test_a_performance_has_prices_of_its_own_and_gives_them_up(database: Database, by: By, show: Performance) -> None:
    own = {("Front", FULL_PRICE): 9900}
    database.act(lambda tx: price_list_setup.store_own_prices(tx, performance=show.id, amounts=own), by=by)
    assert database.look(lambda tx: price_list_setup.own_prices(tx, performance=show.id)) == own
    assert database.look(price_list_setup.nights)[0].own_prices == 1
    assert Desk(database, by, show).take("A1").total == 9900
    database.act(lambda tx: price_list_setup.store_own_prices(tx, performance=show.id, amounts={}), by=by)
    assert Desk(database, by, show).take("A2").total == 4500


def test_the_house_has_the_full_price_before_any_type_is_set_up(database: Database, by: By) -> None:
    assert database.look(price_list_setup.price_types) == (PriceType(FULL_PRICE),)
    types = (PriceType("Companion", needs="Access"), PriceType("Access"), PriceType(FULL_PRICE))
    database.act(lambda tx: price_lists.put_types(tx, types=types), by=by)
    assert database.look(price_list_setup.price_types) == types  # one that another needs may come after it


def test_a_type_that_no_order_could_have_is_refused(database: Database, by: By) -> None:
    with pytest.raises(MostBelowLeast, match="at least 4 and at most 2 of Family"):
        database.act(lambda tx: price_lists.put_types(tx, types=(PriceType("Family", least=4, most=2),)), by=by)


def test_a_sheet_says_when_it_changes_by_itself(database: Database, by: By, show: Performance) -> None:
    start = of(database, show)
    late = Validity(minutes_before=30)
    store(
        database, by, replace(start, amounts={**start.amounts, ("Front", "Stand-by"): 900}, offers={"Stand-by": late})
    )
    before = database.look(lambda tx: price_lists.sheet(tx, performance=show.id))
    assert before.until == show.starts_at - 30 * MINUTE
    assert [kind.name for kind in before.types] == [FULL_PRICE]
    with database.read() as tx:
        tx.now = show.starts_at - 30 * MINUTE
        after = price_lists.sheet(tx, performance=show.id)
    assert [kind.name for kind in after.types] == [FULL_PRICE, "Stand-by"]
    assert after.until is None


def test_a_second_promotion_of_a_name_or_code_is_refused(database: Database, by: By) -> None:
    friends = Promotion("Friends", Lowering.PERCENT, 10_000)
    database.act(lambda tx: price_lists.add_promotion(tx, promotion=friends, code="F10"), by=by)
    with pytest.raises(PromotionThere, match="Friends"):
        database.act(lambda tx: price_lists.add_promotion(tx, promotion=friends), by=by)
    with pytest.raises(PromotionThere, match="f10"):
        database.act(lambda tx: price_lists.add_promotion(tx, promotion=replace(friends, name="G"), code="f10"), by=by)
    assert len(database.look(price_lists.promotions)) == 1


@pytest.mark.parametrize(
    ("lowering", "value"), [(Lowering.PERCENT, 0), (Lowering.PERCENT, 100_001), (Lowering.AMOUNT, 0)]
)
def test_a_promotion_that_could_lower_nothing_is_refused(
    database: Database, by: By, lowering: Lowering, value: int
) -> None:
    with pytest.raises(NothingLowered):
        database.act(lambda tx: price_lists.add_promotion(tx, promotion=Promotion("X", lowering, value)), by=by)


def test_a_used_promotion_ends_and_an_unused_one_goes(database: Database, by: By, show: Performance) -> None:
    def add(name: str) -> int:
        half = Promotion(name, Lowering.PERCENT, 50_000)
        return database.act(lambda tx: price_lists.add_promotion(tx, promotion=half), by=by).id

    used, unused = add("Used"), add("Unused")
    desk = Desk(database, by, show)
    desk.take("A1")
    desk.act(lambda tx: order_prices.use_promotion(tx, order=desk.order, asked="used"))
    for promotion in (used, unused):
        database.act(partial(price_lists.end_promotion, promotion=promotion), by=by)
    [left] = database.look(price_lists.promotions)
    assert left.promotion.name == "Used"
    until = left.promotion.validity.until
    assert until is not None
    assert until <= database.look(lambda tx: tx.now)
    assert database.look(lambda tx: price_lists.sheet(tx, performance=show.id)).promotions == ()
    add("Unused")  # its name is free again
    database.act(lambda tx: price_lists.end_promotion(tx, promotion=used), by=by)
    assert database.look(price_lists.promotions)[-1].promotion.validity.until == until  # it ended once


def test_a_performance_is_set_up_at_the_prices_of_a_list(database: Database, by: By, show: Performance) -> None:
    hall, price_list = database.look(performances.halls)[0].id, of(database, show).id
    later = show.starts_at + 24 * HOUR
    made = database.act(
        lambda tx: performances.create(
            tx, event="Hamlet", hall=hall, starts_at=later, price_list=price_list, doors_at=later - HOUR, entrance="B "
        ),
        by=by,
    )
    assert of(database, made).id == price_list
    with database.read() as tx:
        assert tx.execute(_DOORS, {"performance": made.id}).one() == (later - HOUR, "B")


def test_doors_do_not_open_after_the_start(database: Database, by: By, show: Performance) -> None:
    hall, price_list = database.look(performances.halls)[0].id, of(database, show).id
    later = show.starts_at + 24 * HOUR
    with pytest.raises(DoorsAfterStart):
        database.act(
            lambda tx: performances.create(
                tx, event="Hamlet", hall=hall, starts_at=later, price_list=price_list, doors_at=later + 1
            ),
            by=by,
        )
    with pytest.raises(NoPrice, match="Front, Rear"):
        database.act(lambda tx: performances.create(tx, event="Hamlet", hall=hall, starts_at=later), by=by)
    assert len(database.look(performances.board)) == 1
