"""Several payments on one order, gift vouchers, and money that is taken back."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxoffice.domain.errors import (
    AnotherSum,
    CardNotSettled,
    MoneyRecorded,
    MoreThanLeft,
    NoAmount,
    NoSuchVoucher,
    NotEnoughMoney,
    NothingGiven,
    NothingLeftToPay,
    OrderClosed,
    PaymentOver,
    ReasonNeeded,
    VoucherExpired,
    VoucherUsedUp,
)
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.orders import FULL_PRICE, Method, Order, OrderState, PaymentState
from boxoffice.services import holds, house, payments, price_lists, sales, vouchers
from tests.support import ledger
from tests.support.desk import Desk, age


@pytest.fixture
def bea(alice: Desk) -> Desk:
    """A counter with A1 and C1 in its order, 75.00, and the payment open."""
    alice.take("A1", "C1")
    alice.open_payment()
    return alice


def cash(desk: Desk, tendered: int, *, payment: str = "cash") -> Order:
    return desk.act(lambda tx: payments.pay_cash(tx, order=desk.order, payment=payment, tendered=tendered))


def voucher(desk: Desk, amount: int) -> str:
    """The code of a gift voucher that was just sold."""
    order = f"voucher {amount}"
    desk.act(lambda tx: vouchers.add_to_order(tx, order=order, amount=amount))
    sale = desk.act(lambda tx: sales.sell_exact(tx, order=order, payment=f"for {order}"))
    return sale.order.vouchers[0].code


def use(desk: Desk, code: str, *, payment: str = "gift") -> Order:
    return desk.act(lambda tx: payments.pay_voucher(tx, order=desk.order, payment=payment, code=code))


def left_on(desk: Desk, code: str) -> int:
    return desk.database.look(lambda tx: vouchers.find(tx, code=code)).balance


def test_a_voucher_a_card_and_cash_pay_one_order(bea: Desk) -> None:
    code = voucher(bea, 2000)
    assert use(bea, code).balance == 5500
    card = bea.act(lambda tx: payments.start_card(tx, order=bea.order, payment="card", amount=3000))
    assert card.balance == 5500  # a card that is only started is no money yet
    assert bea.settle_card("card", PaymentState.APPROVED).balance == 2500
    sale = bea.finish(tendered=5000)
    assert [(paid.method, paid.amount) for paid in sale.order.approved] == [
        (Method.VOUCHER, 2000),
        (Method.CARD, 3000),
        (Method.CASH, 2500),
    ]
    assert (sale.total, sale.change) == (7500, 2500)
    assert left_on(bea, code) == 0
    assert ledger.faults(bea.database) == []


def test_part_payments_in_cash_shield_the_seats_from_every_clock(bea: Desk) -> None:
    assert cash(bea, 2000).balance == 5500
    age(bea.database, 100 * MINUTE)
    assert bea.read().expires_at is None
    with pytest.raises(MoneyRecorded):
        bea.leave_payment()
    with pytest.raises(NotEnoughMoney, match=r"50\.00 is less than the 55\.00 left to pay\. Ask for 5\.00 more"):
        bea.finish(tendered=5000)
    assert bea.finish(tendered=5500).change == 0
    assert ledger.faults(bea.database) == []


def test_a_payment_of_one_id_is_recorded_once(bea: Desk) -> None:
    code = voucher(bea, 1000)
    assert cash(bea, 2000).balance == cash(bea, 2000).balance == 5500
    assert use(bea, code).balance == use(bea, code).balance == 4500
    assert left_on(bea, code) == 0


def test_more_than_is_left_is_taken_from_no_card_and_no_voucher(bea: Desk) -> None:
    code = voucher(bea, 10_000)
    with pytest.raises(MoreThanLeft, match=r"Only 75\.00 is left"):
        bea.act(lambda tx: payments.start_card(tx, order=bea.order, payment="card", amount=7501))
    assert use(bea, code).balance == 0
    assert left_on(bea, code) == 2500
    with pytest.raises(NothingLeftToPay):
        cash(bea, 100)
    with pytest.raises(NothingLeftToPay):
        bea.start_card("card")
    assert bea.finish(tendered=None).change == 0
    assert ledger.faults(bea.database) == []


def test_a_card_that_waits_keeps_other_money_off(bea: Desk) -> None:
    code = voucher(bea, 1000)
    bea.act(lambda tx: payments.start_card(tx, order=bea.order, payment="card", amount=3000))
    with pytest.raises(CardNotSettled, match=r"30\.00"):
        cash(bea, 2000)
    with pytest.raises(CardNotSettled):
        use(bea, code)
    with pytest.raises(CardNotSettled):
        bea.finish()
    assert left_on(bea, code) == 1000


def test_a_card_keeps_its_approval_code_and_last_four_digits(bea: Desk) -> None:
    bea.start_card("card")
    bea.act(
        lambda tx: payments.settle_card(
            tx, order=bea.order, payment="card", state=PaymentState.APPROVED, approval_code=" 0815 ", last_four="4242"
        )
    )
    with bea.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT approval_code, last_four FROM payment WHERE id = 'card'").one()
    assert tuple(kept) == ("0815", "4242")


def test_money_is_taken_back_one_payment_at_a_time(bea: Desk) -> None:
    code = voucher(bea, 2000)
    use(bea, code)
    cash(bea, 1000)
    back = bea.act(lambda tx: payments.take_back(tx, order=bea.order, payment="gift", reason="wrong voucher"))
    assert (back.balance, back.expires_at, left_on(bea, code)) == (6500, None, 2000)
    with pytest.raises(PaymentOver):
        bea.act(lambda tx: payments.take_back(tx, order=bea.order, payment="gift", reason="again"))
    with pytest.raises(ReasonNeeded):
        bea.act(lambda tx: payments.take_back(tx, order=bea.order, payment="cash", reason=" "))
    empty = bea.act(lambda tx: payments.take_back(tx, order=bea.order, payment="cash", reason="pays by card"))
    assert empty.balance == 7500
    assert empty.expires_at == empty.now + 15 * MINUTE
    assert bea.leave_payment().paid == 0
    assert ledger.faults(bea.database) == []


def test_a_stuck_orders_payments_are_reversed_with_what_came_from_a_voucher(bea: Desk) -> None:
    code = voucher(bea, 2000)
    use(bea, code)
    cash(bea, 1000)
    order = bea.act(lambda tx: payments.reverse_payments(tx, order=bea.order, reason="customer left"))
    assert (order.paid, left_on(bea, code)) == (0, 2000)
    assert ledger.faults(bea.database) == []


def test_a_voucher_is_sold_with_seats_and_topped_up_later(bea: Desk) -> None:
    bea.leave_payment()
    order = bea.act(lambda tx: vouchers.add_to_order(tx, order=bea.order, amount=5000))
    assert (order.total, order.vouchers[0].code) == (12_500, "")
    sale = bea.sell()
    code = sale.order.vouchers[0].code
    assert left_on(bea, code) == 5000
    bea.next_customer()
    bea.act(lambda tx: vouchers.add_to_order(tx, order=bea.order, amount=2500, code=code.lower()))
    assert left_on(bea, code) == 5000  # paid first
    bea.sell()
    assert left_on(bea, code) == 7500
    assert ledger.faults(bea.database) == []


def test_a_voucher_is_given_back_from_the_order_as_a_seat_is(bea: Desk) -> None:
    bea.leave_payment()
    added = bea.act(lambda tx: vouchers.add_to_order(tx, order=bea.order, amount=5000))
    given = bea.act(lambda tx: holds.give_back(tx, order=bea.order, lines=[added.vouchers[0].id]))
    assert (given.total, given.vouchers) == (7500, ())


def test_vouchers_that_are_none_empty_or_over_are_refused(bea: Desk) -> None:
    code = voucher(bea, 1000)
    for wrong in ("K3-0412", "V" + "0" * 15, ""):
        with pytest.raises(NoSuchVoucher):
            use(bea, wrong)
    with pytest.raises(NoSuchVoucher):
        bea.act(lambda tx: vouchers.add_to_order(tx, order="other", amount=100, code="V" + "0" * 15))
    with pytest.raises(NoAmount):
        bea.act(lambda tx: vouchers.add_to_order(tx, order="other", amount=0))
    with pytest.raises(OrderClosed):
        bea.act(lambda tx: vouchers.add_to_order(tx, order=bea.order, amount=100))
    with bea.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE voucher SET valid_until = 1")
    with pytest.raises(VoucherExpired, match="was valid until"):
        use(bea, code)
    with bea.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE voucher SET valid_until = NULL")
    use(bea, code)
    bea.act(lambda tx: payments.take_back(tx, order=bea.order, payment="gift", reason="no"))
    use(bea, code, payment="again")
    with pytest.raises(VoucherUsedUp):
        use(bea, code, payment="third")


def test_only_the_rest_that_is_settled_in_cash_is_rounded(bea: Desk) -> None:
    _smallest_coin(bea, 5)
    code = voucher(bea, 2002)  # itself paid in coins: 20.00
    assert use(bea, code).balance == 5498
    sale = bea.finish(tendered=6000)
    (gift, coins) = sale.order.approved
    assert (gift.amount, gift.rounding) == (2002, 0)
    assert (coins.amount, coins.rounding, coins.tendered, sale.change) == (5498, 2, 6000, 500)
    assert sale.total == 7500
    assert ledger.faults(bea.database) == []


def test_a_part_in_cash_and_the_rest_by_card_round_nothing(bea: Desk) -> None:
    _smallest_coin(bea, 100)
    assert cash(bea, 1250).balance == 6250
    bea.start_card("card")
    bea.settle_card("card", PaymentState.APPROVED)
    assert [paid.rounding for paid in bea.finish(tendered=None).order.approved] == [0, 0]


def test_exact_cash_opens_pays_and_sells_in_one(bea: Desk) -> None:
    bea.leave_payment()
    sell = lambda tx: sales.sell_exact(tx, order=bea.order, payment="exact")  # noqa: E731
    sale = bea.act(sell)
    again = bea.act(sell)
    assert (again.receipt, again.sold_at, again.order.payments) == (sale.receipt, sale.sold_at, sale.order.payments)
    assert (sale.total, sale.change, sale.order.approved[0].tendered) == (7500, 0, 7500)
    assert ledger.faults(bea.database) == []


def test_exact_cash_is_for_the_sum_that_was_seen(bea: Desk) -> None:
    bea.leave_payment()
    with pytest.raises(AnotherSum) as refusal:
        bea.act(lambda tx: sales.sell_exact(tx, order=bea.order, payment="exact", expected=4500))
    assert "75.00" in str(refusal.value)
    assert "45.00" in str(refusal.value)
    assert (bea.read().state, bea.read().payments) == (OrderState.OPEN, ())


def test_no_cash_at_all_is_no_part(bea: Desk) -> None:
    for nothing in (0, -100):
        with pytest.raises(NothingGiven):
            cash(bea, nothing)
    assert bea.read().payments == ()


def test_a_gift_voucher_in_the_order_keeps_its_seats(alice: Desk) -> None:
    alice.take("A1")
    age(alice.database, 4 * MINUTE)
    alice.act(lambda tx: vouchers.add_to_order(tx, order=alice.order, amount=1000))
    age(alice.database, 2 * MINUTE)
    assert alice.read().lapsed == ()


def test_a_voucher_that_ran_out_is_not_topped_up(bea: Desk) -> None:
    bea.leave_payment()
    code = voucher(bea, 2000)
    with bea.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE voucher SET valid_until = 1")
    with pytest.raises(VoucherExpired):
        bea.act(lambda tx: vouchers.add_to_order(tx, order=bea.order, amount=1000, code=code))
    assert bea.read().vouchers == ()


def test_what_costs_nothing_needs_no_payment(alice: Desk) -> None:
    free = {("Front", FULL_PRICE): 0}
    price_list = alice.database.look(lambda tx: price_lists.list_of(tx, performance=alice.performance.id))
    alice.act(lambda tx: price_lists.put_prices(tx, price_list=price_list, amounts=free))
    alice.take("A2")
    alice.open_payment()
    sale = alice.finish(tendered=None)
    assert (sale.total, sale.order.payments) == (0, ())
    assert ledger.faults(alice.database) == []


def test_receipts_are_numbered_without_a_gap_at_each_counter(bea: Desk) -> None:
    numbers = [bea.finish().receipt]
    for seat in ("A2", "A3"):
        bea.next_customer()
        bea.take("C2")
        bea.abandon()  # takes an order's number, and no receipt's
        bea.next_customer()
        bea.take(seat)
        numbers.append(bea.sell().receipt)
    code, _, first = numbers[0].partition("-R")
    assert numbers == [f"{code}-R{int(first) + place:05d}" for place in range(3)]


payment_acts = st.lists(
    st.tuples(st.sampled_from(("cash", "card", "declined", "gift", "back")), st.integers(1, 9000)), max_size=8
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=payment_acts, step=st.sampled_from((1, 5, 100)), tendered=st.integers(0, 10_000))
def test_however_it_is_paid_it_adds_up(alice: Desk, acts: list[tuple[str, int]], step: int, tendered: int) -> None:
    _smallest_coin(alice, step)
    alice.next_customer()
    alice.act(lambda tx: vouchers.add_to_order(tx, order=alice.order, amount=7500))  # of these there are enough
    alice.open_payment()
    for number, (act, amount) in enumerate(acts):
        _do(alice, act, amount, payment=f"{alice.order} {number}")
    left = alice.read().balance
    sale = alice.finish(payment=f"{alice.order} last", tendered=max(tendered, left + step) if left > 0 else None)
    given = sum(paid.tendered for paid in sale.order.approved)
    rounded = sum(paid.rounding for paid in sale.order.approved)
    assert given - sale.change == sale.total + rounded
    assert sale.total == sale.order.paid == 7500
    assert abs(rounded) * 2 <= step
    assert ledger.faults(alice.database) == []


def _do(desk: Desk, act: str, amount: int, *, payment: str) -> None:
    order = desk.read()
    if act == "back":
        if order.approved:
            last = order.approved[-1].id
            desk.act(lambda tx: payments.take_back(tx, order=desk.order, payment=last, reason="changed"))
    elif order.balance > 0:
        part = min(amount, order.balance)
        if act == "cash" and order.balance > 1:
            cash(desk, min(amount, order.balance - 1), payment=payment)
        elif act == "gift":
            use(desk, _gift(desk, amount, name=payment), payment=payment)
        else:
            desk.act(lambda tx: payments.start_card(tx, order=desk.order, payment=payment, amount=part))
            desk.settle_card(payment, PaymentState.APPROVED if act == "card" else PaymentState.DECLINED)


def _gift(desk: Desk, amount: int, *, name: str) -> str:
    desk.act(lambda tx: vouchers.add_to_order(tx, order=f"gift {name}", amount=amount))
    sold = desk.act(lambda tx: sales.sell_exact(tx, order=f"gift {name}", payment=f"gift {name}"))
    return sold.order.vouchers[0].code


def _smallest_coin(desk: Desk, step: int) -> None:
    desk.act(lambda tx: house.describe(tx, described=replace(house.house(tx), cash_step=step)))
