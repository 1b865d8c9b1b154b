"""Rates of taxes as they are typed and told: per cent with up to three decimals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.domain.taxes import WHOLE, read_rate, write_rate


@given(st.integers(0, WHOLE))
def test_a_rate_is_read_as_it_is_told(rate: int) -> None:
    assert read_rate(write_rate(rate)) == rate
    assert read_rate(f" {write_rate(rate)} ".replace(".", ",")) == rate


@pytest.mark.parametrize(("text", "rate"), [("19", 19_000), ("8.875", 8_875), ("7,5", 7_500), ("0", 0), ("5.", 5_000)])
def test_it_is_typed_with_point_or_comma(text: str, rate: int) -> None:
    assert read_rate(text) == rate


@pytest.mark.parametrize("text", ["", "x", "-1", "100.001", "101", "1.2345", "1e2", "٣", ".5"])
def test_what_is_no_rate_is_none(text: str) -> None:
    assert read_rate(text) is None
