"""Prices: whatever is charged adds up from its parts, and nothing is ever negative."""

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.domain.moments import HOUR, MINUTE
from boxoffice.domain.price_types import Lack, PriceType, Validity, lacks
from boxoffice.domain.pricing import Fee, FeePer, PriceRules, Wanted, charge_fees, price_ticket
from boxoffice.domain.promotions import Lowering, Promotion, discount
from boxoffice.domain.taxes import WHOLE, Rounding, Tax, in_force, share, taxes_of

AMOUNTS = st.integers(0, 10_000_000)
TAXES = st.lists(
    st.builds(Tax, st.sampled_from(["VAT", "City", "Culture"]), st.integers(0, WHOLE), st.sampled_from(Rounding)),
    max_size=3,
    unique_by=lambda tax: tax.name,
)
PROMOTIONS = st.lists(
    st.builds(
        Promotion,
        name=st.sampled_from(["Early", "Friends", "Press"]),
        lowering=st.sampled_from(Lowering),
        value=AMOUNTS,
        adds=st.booleans(),
        zones=st.none() | st.frozensets(st.sampled_from(["Front", "Rear"])),
        price_types=st.none() | st.frozensets(st.sampled_from(["Adult", "Child"])),
    ),
    max_size=4,
)


@given(st.integers(-10_000_000, 10_000_000), TAXES, st.booleans())
def test_a_refund_takes_back_the_taxes_that_were_charged(price: int, taxes: list[Tax], included: bool) -> None:  # noqa: FBT001
    charged = taxes_of(price, taxes, included=included)
    assert [-tax.amount for tax in charged] == [tax.amount for tax in taxes_of(-price, taxes, included=included)]


@given(AMOUNTS, TAXES)
def test_contained_taxes_are_never_more_than_the_price(price: int, taxes: list[Tax]) -> None:
    contained = sum(tax.amount for tax in taxes_of(price, taxes, included=True))
    assert 0 <= contained <= price


@given(AMOUNTS, st.integers(0, WHOLE))
def test_a_share_is_the_nearest_whole_or_the_next(amount: int, rate: int) -> None:
    exact = amount * rate / WHOLE
    assert abs(share(amount, rate) - exact) <= 0.5 + 1e-6
    assert 0 <= share(amount, rate, rounding=Rounding.UP) - exact < 1 + 1e-6


def test_taxes_that_stand_in_the_books() -> None:
    seven, nineteen = Tax("VAT", 7_000), Tax("VAT", 19_000)
    assert [tax.amount for tax in taxes_of(1070, [seven], included=True)] == [70]
    assert [tax.amount for tax in taxes_of(1000, [nineteen], included=False)] == [190]
    assert [tax.amount for tax in taxes_of(1050, [Tax("GST", 5_000), Tax("PST", 7_000)], included=False)] == [53, 74]


def test_a_new_rate_begins_at_its_moment() -> None:
    old, new = Tax("VAT", 19_000), Tax("VAT", 16_000, since=100)
    assert in_force([old, new], at=99) == (old,)
    assert in_force([new, old], at=100) == (new,)


@given(AMOUNTS, PROMOTIONS, st.sampled_from(["Front", "Rear"]), st.sampled_from(["Adult", "Child"]))
def test_a_price_is_never_lowered_below_nothing(
    price: int, promotions: list[Promotion], zone: str, price_type: str
) -> None:
    taken_off = discount(price, promotions, zone=zone, price_type=price_type)
    assert 0 <= taken_off.amount <= price
    ours = [each for each in promotions if each.applies(zone=zone, price_type=price_type)]
    assert taken_off.amount >= max((each.lowers(price) for each in ours if not each.adds), default=0)
    assert bool(taken_off.promotions) == (taken_off.amount > 0)


def test_of_two_promotions_the_better_counts_and_one_that_adds_comes_on_top() -> None:
    tenth = Promotion("Friends", Lowering.PERCENT, 10_000)
    five = Promotion("Coupon", Lowering.AMOUNT, 500)
    more = Promotion("Staff", Lowering.PERCENT, 50_000, adds=True)
    assert discount(4000, [tenth, five], zone="", price_type="").amount == 500
    assert discount(8000, [tenth, five], zone="", price_type="").amount == 800
    on_top = discount(8000, [more, tenth], zone="", price_type="")
    assert (on_top.amount, on_top.promotions) == (800 + 3600, ("Friends", "Staff"))


@given(st.lists(st.sampled_from(["Adult", "Child", "Comp"]), max_size=8), AMOUNTS, TAXES, st.booleans(), PROMOTIONS)
def test_every_sum_is_one_of_its_parts_however_an_order_is_split(
    names: list[str],
    face: int,
    taxes: list[Tax],
    included: bool,  # noqa: FBT001
    promotions: list[Promotion],
) -> None:
    rules = PriceRules(
        types={"Comp": PriceType("Comp", comp=True)},
        taxes=tuple(taxes),
        taxes_included=included,
        fees=(Fee("Booking", FeePer.TICKET, 150), Fee("Service", FeePer.ORDER, 300)),
    )
    tickets = [Wanted("Front", name, face) for name in names]
    priced = [price_ticket(ticket, rules=rules, promotions=promotions) for ticket in tickets]
    for ticket, each in zip(tickets, priced, strict=True):
        added = 0 if included else sum(tax.amount for tax in each.taxes)
        assert each.due == each.face - each.discount + added
        assert each.due >= 0
        assert each.face == face
        assert ticket.price_type != "Comp" or (each.due, each.taxes) == (0, ())
    paid = sum(name != "Comp" for name in names)
    fees = charge_fees(tickets, rules=rules)
    assert [fee.ticket is None for fee in fees] == [False] * paid + [True] * (paid > 0)


def test_what_is_offered_when() -> None:
    week = Validity(since=100, until=200, weekdays=frozenset({1}))
    assert week.holds(now=100, starts_at=0, weekday=1)
    assert not week.holds(now=200, starts_at=0, weekday=1)
    assert not week.holds(now=150, starts_at=0, weekday=2)
    standby = Validity(minutes_before=30)
    assert not standby.holds(now=0, starts_at=HOUR, weekday=0)
    assert standby.holds(now=30 * MINUTE, starts_at=HOUR, weekday=0)


def test_what_an_order_lacks() -> None:
    types = {
        "Child": PriceType("Child", needs="Adult"),
        "Companion": PriceType("Companion", needs="Access", one_each=True),
        "Group": PriceType("Group", least=10, most=12),
        "Comp": PriceType("Comp", comp=True, needs_reason=True),
    }
    assert lacks(types, [("Child", ""), ("Child", ""), ("Adult", "")]) == ()
    assert lacks(types, [("Child", "")]) == (Lack("Child", wanted="Adult", count=1),)
    two = [("Companion", ""), ("Companion", ""), ("Access", "")]
    assert lacks(types, two) == (Lack("Companion", wanted="Access", count=1),)
    assert lacks(types, [("Group", "")] * 8) == (Lack("Group", wanted="Group", count=2),)
    assert lacks(types, [("Group", "")] * 13) == (Lack("Group", most=12),)
    assert lacks(types, [("Comp", "press"), ("Comp", " ")]) == (Lack("Comp", reason=True),)
