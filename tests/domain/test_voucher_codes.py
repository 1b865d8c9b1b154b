"""The codes of gift vouchers: drawn, shown, typed back."""

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.domain.vouchers import RANDOM_BITS, code_of, read_code, shown

numbers = st.integers(0, 2**RANDOM_BITS - 1)


@given(numbers, numbers)
def test_each_number_has_a_code_of_its_own(one: int, other: int) -> None:
    assert (code_of(one) == code_of(other)) == (one == other)


@given(numbers)
def test_a_code_is_read_as_it_is_shown_typed_or_misread(number: int) -> None:
    code = code_of(number)
    for text in (code, shown(code), shown(code).lower(), code.replace("0", "O"), f" {code.replace('1', 'l')} "):
        assert read_code(text) == code


def test_what_is_no_voucher_is_none() -> None:
    for text in ("", "K3-0412", "4", "A12", "V", "X" * 16, "0" * 32):
        assert read_code(text) is None
