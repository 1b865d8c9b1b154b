"""Money as whole minor units: typed by clerks, read by people, in the figures of the house's language."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from boxoffice.domain.figures import ENGLISH, Figures
from boxoffice.domain.money import Currency

GERMAN = Figures(",", ".")
FRENCH = Figures(",", "\N{NARROW NO-BREAK SPACE}")
SWISS = Figures(".", "’")
SPANISH = Figures(",", ".", least=2)
ALL = (ENGLISH, GERMAN, FRENCH, SWISS, SPANISH, Figures(",", "\N{NO-BREAK SPACE}", least=2))


@pytest.mark.parametrize(
    ("code", "amount", "words"),
    [
        ("EUR", 4550, "45.50"),
        ("EUR", 5, "0.05"),
        ("EUR", -4550, "−45.50"),
        ("EUR", -123_450, "−1,234.50"),
        ("EUR", 0, "0.00"),
        ("EUR", 99_999, "999.99"),
        ("EUR", 123_456_789, "1,234,567.89"),
        ("JPY", 4550, "4,550"),
        ("KWD", 4550, "4.550"),
    ],
)
def test_an_amount_in_words(code: str, amount: int, words: str) -> None:
    assert Currency(code).format(amount) == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [(GERMAN, "1.234,50"), (FRENCH, "1\N{NARROW NO-BREAK SPACE}234,50"), (SWISS, "1’234.50"), (SPANISH, "1234,50")],
)
def test_an_amount_in_a_languages_figures(figures: Figures, words: str) -> None:
    assert Currency("EUR", figures).format(123_450) == words


def test_a_count_in_a_languages_figures() -> None:
    assert [ENGLISH.count(number) for number in (0, 7, 999, 1057, 80_000)] == ["0", "7", "999", "1,057", "80,000"]
    assert SPANISH.count(1057) == "1057"
    assert SPANISH.count(80_000) == "80.000"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("45", 4500),
        ("45.5", 4550),
        ("45,50", 4550),
        (" 45.05 ", 4505),
        ("45.", 4500),
        ("0", 0),
        ("1,234.50", 123_450),
        ("1,234", 123_400),
        ("12,345,678", 1_234_567_800),
    ],
)
def test_what_a_clerk_types(text: str, amount: int) -> None:
    assert Currency("EUR").parse(text) == amount


@pytest.mark.parametrize(
    ("figures", "text", "amount"),
    [
        (GERMAN, "45,5", 4550),
        (GERMAN, "45.5", 4550),
        (GERMAN, "1.234", 123_400),
        (GERMAN, "1.234,5", 123_450),
        (FRENCH, "1 234,50", 123_450),
        (FRENCH, "1\N{NO-BREAK SPACE}234.50", 123_450),
        (SWISS, "1'234.50", 123_450),
        (SWISS, "1'234,50", 123_450),
        (SPANISH, "1.234,50", 123_450),
    ],
)
def test_what_a_clerk_types_in_a_languages_figures(figures: Figures, text: str, amount: int) -> None:
    assert Currency("EUR", figures).parse(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "x", "-5", "45.505", "1.234,50", ".5", "1e3", "4 5", "1234567890", "NaN", "1,23,456", "1,234,50", ",500",
     "1234,567", "1,234.5.0", "٤٥", "1,,234", "1 234"],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert Currency("EUR").parse(text) is None


def test_what_might_be_two_amounts_is_none() -> None:
    assert Currency("KWD").parse("1,234") is None  # a thousand and more, or one and a bit
    assert Currency("KWD", GERMAN).parse("1.234") is None
    assert Currency("KWD", GERMAN).parse("1,234") == 1234
    assert Currency("KWD").parse("1.234") == 1234
    assert Currency("KWD").parse("1,234.000") == 1_234_000


@given(st.sampled_from(("EUR", "JPY", "KWD")), st.sampled_from(ALL), st.integers(0, 10**12 - 1))
def test_what_is_written_is_read_again(code: str, figures: Figures, amount: int) -> None:
    currency = Currency(code, figures)
    assume(amount < 10**9 * currency.unit)
    assert currency.parse(currency.format(amount)) == amount


@given(st.sampled_from(ALL), st.text("0123456789.,'’ \N{NARROW NO-BREAK SPACE}", max_size=12))
def test_what_is_read_is_what_its_digits_say(figures: Figures, text: str) -> None:
    amount = Currency("EUR", figures).parse(text)
    if amount is not None:
        digits = "".join(character for character in text if character.isdigit())
        assert amount in {int(digits) * times for times in (1, 10, 100)}
