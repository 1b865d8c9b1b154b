"""What orders are charged: price types, fees, taxes and promotions, on both databases, down to the books."""

import pytest

from boxoffice.db.database import Database
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import (
    LowersNothing,
    NoPrice,
    NoSuchPromotion,
    OrderLacks,
    PriceTypeNotOffered,
    PromotionUsedUp,
)
from boxoffice.domain.moments import HOUR, MINUTE
from boxoffice.domain.orders import FULL_PRICE, Order, PaymentState
from boxoffice.domain.performances import Performance
from boxoffice.domain.permissions import By
from boxoffice.domain.price_types import PriceType, Validity
from boxoffice.domain.pricing import Fee, FeePer
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.domain.taxes import Tax
from boxoffice.services import order_prices, orders, price_lists
from tests.support import ledger
from tests.support.desk import Desk, age
from tests.support.houses import another_night, counter, studio

_TAXES = Statement(
    "SELECT l.kind, t.name, t.amount FROM order_line_tax t JOIN order_line l ON l.id = t.order_line_id"
    " WHERE l.order_id = :order ORDER BY l.id, t.name"
)
_CHARGES = Statement("SELECT count(*) FROM order_line WHERE order_id = :order AND kind = 'fee'")

TYPES = (
    PriceType(FULL_PRICE),
    PriceType("Child", needs=FULL_PRICE),
    PriceType("Access"),
    PriceType("Companion", needs="Access", one_each=True),
    PriceType("Comp", comp=True, needs_reason=True),
)
AMOUNTS = {
    ("Front", "Child"): 2000,
    ("Rear", "Child"): 1500,
    ("Front", "Access"): 4500,
    ("Rear", "Access"): 3000,
    ("Front", "Companion"): 0,
    ("Rear", "Companion"): 0,
    ("Front", "Comp"): 4500,
    ("Rear", "Comp"): 3000,
}


@pytest.fixture
def by(database: Database) -> By:
    return counter(database, "Counter 1")


@pytest.fixture
def show(database: Database, by: By) -> Performance:
    performance = studio(database, by=by)
    with database.write(by=by) as tx:
        price_lists.put_types(tx, types=TYPES)
        price_list = price_lists.list_of(tx, performance=performance.id)
        price_lists.put_prices(tx, price_list=price_list, amounts=AMOUNTS)
    return performance


@pytest.fixture
def desk(database: Database, by: By, show: Performance) -> Desk:
    return Desk(database, by, show)


@pytest.fixture
def price_list(database: Database, show: Performance) -> int:
    return database.look(lambda tx: price_lists.list_of(tx, performance=show.id))


def as_type(desk: Desk, price_type: str, *seats: str, reason: str = "") -> Order:
    wanted = {desk.seats[name] for name in seats}
    lines = [line.id for line in desk.read().lines if line.seat_id in wanted]
    return desk.act(
        lambda tx: order_prices.set_price_type(tx, order=desk.order, lines=lines, price_type=price_type, reason=reason)
    )


def use(desk: Desk, asked: str) -> Order:
    return desk.act(lambda tx: order_prices.use_promotion(tx, order=desk.order, asked=asked))


def test_a_line_becomes_a_childs_and_the_total_follows(desk: Desk, database: Database) -> None:
    assert desk.take("A1", "A2", "C1").total == 4500 + 4500 + 3000
    order = as_type(desk, "Child", "A2", "C1")
    assert [(line.price_type, line.price) for line in order.lines] == [
        (FULL_PRICE, 4500),
        ("Child", 2000),
        ("Child", 1500),
    ]
    assert order.total == 8000
    assert desk.sell().total == 8000
    assert ledger.faults(database) == []


def test_a_choice_of_price_type_renews_the_holds(desk: Desk) -> None:
    held = desk.take("A1")
    later = held.now + 2 * MINUTE
    order = desk.act(
        lambda tx: order_prices.set_price_type(
            tx, order=desk.order, lines=[line.id for line in held.lines], price_type="Access"
        ),
        at=later,
    )
    assert order.lines[0].expires_at == later + 5 * MINUTE


def test_a_child_alone_is_told_and_not_sold(desk: Desk) -> None:
    desk.take("A1")
    order = as_type(desk, "Child", "A1")
    assert [lack.told for lack in order.lacks] == ["Child needs 1 more of Full price"]
    with pytest.raises(OrderLacks, match="Child needs 1 more of Full price"):
        desk.open_payment()
    assert desk.read().lines[0].state == "held"
    assert desk.take("A2").lacks == ()
    assert desk.sell().total == 6500


def test_each_companion_needs_an_access_ticket_of_its_own(desk: Desk) -> None:
    desk.take("A1", "A2", "A3")
    as_type(desk, "Access", "A1")
    order = as_type(desk, "Companion", "A2", "A3")
    assert [lack.count for lack in order.lacks] == [1]
    assert as_type(desk, FULL_PRICE, "A3").lacks == ()
    assert desk.sell().total == 4500 + 0 + 4500


def test_a_lack_is_of_each_night(desk: Desk, database: Database, show: Performance) -> None:
    desk.take("A1")
    desk.performance = another_night(database, show)
    order = desk.take("A2")
    child = [line.id for line in order.lines if line.performance == desk.performance.id]
    with database.write(by=desk.by) as tx:
        price_list = price_lists.list_of(tx, performance=desk.performance.id)
        price_lists.put_prices(tx, price_list=price_list, amounts={("Front", "Child"): 100})
    order = desk.act(lambda tx: order_prices.set_price_type(tx, order=desk.order, lines=child, price_type="Child"))
    assert [lack.price_type for lack in order.lacks] == ["Child"]


def test_a_comp_keeps_its_face_price_costs_nothing_and_has_a_reason(desk: Desk, database: Database) -> None:
    desk.take("A1", "A2")
    assert [lack.told for lack in as_type(desk, "Comp", "A1").lacks] == ["Comp needs a reason"]
    order = as_type(desk, "Comp", "A1", reason=" press ")
    (line, _) = order.lines
    assert (line.face_price, line.price, line.reason, order.lacks) == (4500, 0, "press", ())
    assert desk.sell().total == 4500
    assert ledger.faults(database) == []


def test_a_type_that_is_not_offered_now_is_refused(desk: Desk, database: Database, price_list: int) -> None:
    standby = Validity(minutes_before=30)
    with database.write(by=desk.by) as tx:
        price_lists.put_types(tx, types=(*TYPES, PriceType("Stand-by")))
        price_lists.put_prices(tx, price_list=price_list, amounts={("Front", "Stand-by"): 900})
        price_lists.put_offer(tx, price_list=price_list, price_type="Stand-by", validity=standby)
    desk.take("A1")
    with pytest.raises(PriceTypeNotOffered):
        as_type(desk, "Stand-by", "A1")
    sheet = desk.act(
        lambda tx: price_lists.sheet(tx, performance=desk.performance.id), at=desk.performance.starts_at - 20 * MINUTE
    )
    assert [kind.name for kind in sheet.types][-1] == "Stand-by"


def test_a_zone_without_such_a_price_is_named_and_nothing_changes(
    desk: Desk, database: Database, price_list: int
) -> None:
    with database.write(by=desk.by) as tx:
        price_lists.put_types(tx, types=(*TYPES, PriceType("Student")))
        price_lists.put_prices(tx, price_list=price_list, amounts={("Front", "Student"): 900})
    before = desk.take("A1", "C1")
    with pytest.raises(NoPrice, match="Rear"):
        as_type(desk, "Student", "A1", "C1")
    assert desk.read().total == before.total


def test_one_performance_may_ask_another_price(desk: Desk, database: Database) -> None:
    with database.write(by=desk.by) as tx:
        price_lists.override_price(
            tx, performance=desk.performance.id, zone="Front", price_type=FULL_PRICE, amount=9900
        )
    assert desk.take("A1", "C1").total == 9900 + 3000
    as_type(desk, "Child", "A1")
    assert as_type(desk, FULL_PRICE, "A1").total == 9900 + 3000


def test_fees_follow_the_tickets(desk: Desk, database: Database, price_list: int) -> None:
    with database.write(by=desk.by) as tx:
        price_lists.put_fee(tx, price_list=price_list, fee=Fee("Booking", FeePer.TICKET, 150))
        price_lists.put_fee(tx, price_list=price_list, fee=Fee("Service", FeePer.ORDER, 300))
    assert desk.take("A1", "A2").total == 2 * 4650 + 300
    assert as_type(desk, "Comp", "A1", reason="press").total == 4650 + 300
    assert desk.give_back("A2").total == 0
    assert desk.read().fees == ()
    assert desk.take("A3").total == 4650 + 300
    assert desk.sell().total == 4950
    assert ledger.faults(database) == []
    desk.next_customer()
    desk.take("B1")
    desk.abandon()
    with database.read() as tx:
        assert tx.execute(_CHARGES, {"order": desk.order}).scalar_one() == 0


def test_a_lapsed_ticket_takes_its_fee_along(desk: Desk, database: Database, price_list: int) -> None:
    with database.write(by=desk.by) as tx:
        price_lists.put_fee(tx, price_list=price_list, fee=Fee("Booking", FeePer.TICKET, 150))
        price_lists.put_fee(tx, price_list=price_list, fee=Fee("Service", FeePer.ORDER, 300))
    taken = desk.take("A1")
    assert desk.read(at=taken.now + HOUR).total == 0


@pytest.mark.parametrize(("included", "total"), [(True, 4500 + 150), (False, 4500 + 855 + 150 + 29)])
def test_taxes_are_told_line_by_line(
    desk: Desk,
    database: Database,
    price_list: int,
    included: bool,  # noqa: FBT001
    total: int,
) -> None:
    with database.write(by=desk.by) as tx:
        price_lists.put_taxes(tx, price_list=price_list, taxes=[Tax("VAT", 19_000)], included=included)
        price_lists.put_fee(tx, price_list=price_list, fee=Fee("Booking", FeePer.TICKET, 150))
    assert desk.take("A1").total == total
    assert desk.sell().total == total
    with database.read() as tx:
        told = [tuple(row) for row in tx.execute(_TAXES, {"order": desk.order}).all()]
    assert told == [("seat", "VAT", 718 if included else 855), ("fee", "VAT", 24 if included else 29)]
    assert ledger.faults(database) == []


def test_a_promotion_lowers_what_it_is_for(desk: Desk, database: Database) -> None:
    with database.write(by=desk.by) as tx:
        tenth = Promotion("Friends", Lowering.PERCENT, 10_000, zones=frozenset({"Front"}))
        price_lists.add_promotion(tx, promotion=tenth, code="FRIENDS10")
    desk.take("A1", "C1")
    with pytest.raises(NoSuchPromotion, match="friends"):
        use(desk, "friends")
    order = use(desk, " friends10 ")
    assert order.total == 4050 + 3000
    assert (order.promotions, order.lines[0].promotions) == (("Friends",), "Friends")
    assert desk.take("A2").total == 2 * 4050 + 3000
    order = desk.act(lambda tx: order_prices.leave_promotions(tx, order=desk.order))
    assert (order.total, order.promotions, order.lines[0].promotions) == (2 * 4500 + 3000, (), "")


def test_a_promotion_that_lowers_nothing_is_refused_and_leaves_no_trace(desk: Desk, database: Database) -> None:
    with database.write(by=desk.by) as tx:
        for name, part, zones in (
            ("Friends", 10_000, None),
            ("Rear_", 50_000, frozenset({"Rear"})),
            ("F%", 5_000, None),
        ):
            price_lists.add_promotion(tx, promotion=Promotion(name, Lowering.PERCENT, part, zones=zones))
    desk.take("A1")
    assert use(desk, "Friends").total == 4050
    for name in ("Rear_", "F%"):
        with pytest.raises(LowersNothing, match=name):
            use(desk, name)
    assert (desk.read().promotions, desk.read().total) == (("Friends",), 4050)


def test_a_lapsed_adult_who_is_taken_again_with_the_payment_is_no_lack(desk: Desk, database: Database) -> None:
    desk.take("A1")
    age(database, 6 * MINUTE)
    desk.take("A2")
    as_type(desk, "Child", "A2")
    assert [lack.price_type for lack in desk.read().lacks] == ["Child"]
    assert desk.sell().total == 6500


def test_a_limited_promotion_is_used_by_a_sale_and_then_refused(desk: Desk, database: Database, by: By) -> None:
    with database.write(by=by) as tx:
        price_lists.add_promotion(tx, promotion=Promotion("Opening", Lowering.FIXED, 1000), most_uses=1)
    other = Desk(database, counter(database, "Counter 2"), desk.performance)
    for each, seat in ((desk, "A1"), (other, "A2")):
        each.take(seat)
        assert use(each, "Opening").total == 1000
        each.open_payment()
    desk.finish()
    with pytest.raises(PromotionUsedUp):
        other.finish()
    assert other.read().lines[0].state == "paying"
    other.leave_payment()
    other.act(lambda tx: order_prices.leave_promotions(tx, order=other.order))
    assert other.sell().total == 4500
    other.next_customer()
    other.take("A3")
    with pytest.raises(PromotionUsedUp):
        use(other, "Opening")
    assert ledger.faults(database) == []


def test_a_promotion_that_was_used_up_after_the_card_was_charged_is_honoured(
    desk: Desk, database: Database, by: By
) -> None:
    with database.write(by=by) as tx:
        price_lists.add_promotion(tx, promotion=Promotion("Opening", Lowering.FIXED, 1000), most_uses=1)
    other = Desk(database, counter(database, "Counter 2"), desk.performance)
    for each, seat in ((desk, "A1"), (other, "A2")):
        each.take(seat)
        use(each, "Opening")
        each.open_payment()
    other.start_card("card")
    desk.finish()
    other.settle_card("card", PaymentState.APPROVED)
    assert other.finish(payment="card").total == 1000
    assert ledger.faults(database) == []


def test_a_sold_order_is_charged_no_more(desk: Desk) -> None:
    desk.take("A1")
    desk.sell()
    sold = desk.act(lambda tx: orders.read(tx, order=desk.order))
    assert sold.total == 4500
