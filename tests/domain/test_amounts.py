"""Money as whole minor units: typed by clerks, read by people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.domain.money import Currency


@pytest.mark.parametrize(
    ("code", "amount", "words"),
    [
        ("EUR", 4550, "45.50"),
        ("EUR", 5, "0.05"),
        ("EUR", -4550, "−45.50"),
        ("EUR", 0, "0.00"),
        ("JPY", 4550, "4550"),
        ("KWD", 4550, "4.550"),
    ],
)
def test_an_amount_in_words(code: str, amount: int, words: str) -> None:
    assert Currency(code).format(amount) == words


@pytest.mark.parametrize(
    ("text", "amount"),
    [("45", 4500), ("45.5", 4550), ("45,50", 4550), (" 45.05 ", 4505), ("45.", 4500), ("0", 0)],
)
def test_what_a_clerk_types(text: str, amount: int) -> None:
    assert Currency("EUR").parse(text) == amount


@pytest.mark.parametrize("text", ["", "x", "-5", "45.505", "1.234,50", ".5", "1e3", "4 5", "1234567890", "NaN"])
def test_what_is_no_amount(text: str) -> None:
    assert Currency("EUR").parse(text) is None


@given(st.sampled_from(("EUR", "JPY", "KWD")), st.integers(0, 10**11))
def test_what_is_written_is_read_again(code: str, amount: int) -> None:
    currency = Currency(code)
    if amount < 10**9 * currency.unit:
        assert currency.parse(currency.format(amount)) == amount
