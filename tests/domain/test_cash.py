"""Cash: what small coins that are gone do to it, and that it always adds up."""

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.domain.cash import in_coins, take_cash

amounts = st.integers(0, 10_000_000)
steps = st.sampled_from((1, 5, 10, 50, 100))


@given(amounts, steps)
def test_a_rounded_amount_is_made_of_coins_and_is_the_nearest(balance: int, step: int) -> None:
    rounded = in_coins(balance, step=step)
    assert rounded % step == 0
    assert -step < 2 * (rounded - balance) <= step


@given(amounts, amounts, steps)
def test_what_is_given_pays_the_order_is_rounded_or_goes_back(balance: int, tendered: int, step: int) -> None:
    taken = take_cash(balance, tendered, step=step)
    assert tendered == taken.amount + taken.rounding + taken.change
    assert 0 <= taken.amount <= balance
    assert taken.change >= 0


@given(amounts, amounts, steps)
def test_only_what_settles_the_rest_is_rounded(balance: int, tendered: int, step: int) -> None:
    taken = take_cash(balance, tendered, step=step)
    if taken.rounding:
        assert taken.amount == balance
    if tendered < min(balance, in_coins(balance, step=step)):
        assert (taken.amount, taken.rounding, taken.change) == (tendered, 0, 0)


def test_switzerland_and_japan() -> None:
    assert [in_coins(amount, step=5) for amount in (1002, 1003, 1007, 1008)] == [1000, 1005, 1005, 1010]
    assert in_coins(12_345, step=1) == 12_345
