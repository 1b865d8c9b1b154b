"""Text that is too long becomes smaller, then is broken, then is shortened."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from boxoffice.printing.fitting import LEAST, fit, paragraph
from boxoffice.printing.lettering import plain, width_of
from boxoffice.printing.sheet import Type
from tests.support.odd import WORDS

LETTERS = Type(4.0)


def test_what_fits_stays_as_it_is() -> None:
    fitted = fit("Hamlet", letters=LETTERS, width=60)
    assert (fitted.lines, fitted.letters) == (("Hamlet",), LETTERS)


def test_what_nearly_fits_becomes_smaller() -> None:
    fitted = fit("Hamlet", letters=LETTERS, width=width_of("Hamlet", letters=LETTERS) * 0.9, lines=2)
    assert fitted.lines == ("Hamlet",)
    assert LETTERS.size * 0.8 <= fitted.letters.size < LETTERS.size


def test_what_is_longer_is_broken_between_words() -> None:
    fitted = fit("The Winter’s Tale", letters=LETTERS, width=width_of("The Winter’s", letters=LETTERS) + 1, lines=2)
    assert fitted.lines == ("The Winter’s", "Tale")
    assert fitted.letters == LETTERS


def test_what_is_much_longer_ends_in_dots() -> None:
    fitted = fit("The Winter’s Tale " * 9, letters=LETTERS, width=30, lines=2)
    assert len(fitted.lines) == 2
    assert fitted.lines[1].endswith("…")


def test_nothing_is_smaller_than_can_be_read() -> None:
    assert fit("W" * 99, letters=Type(2.0), width=20, least=0.1).letters.size == pytest.approx(LEAST)
    assert fit("W" * 99, letters=Type(1.0), width=20, least=0.1).letters.size == pytest.approx(1.0)


def test_a_break_after_a_hyphen_leaves_no_gap() -> None:
    fitted = fit("Oberösterreich-Salzkammergut-Festspiele", letters=LETTERS, width=40, lines=1)
    assert "- " not in fitted.lines[0]


def test_a_letter_of_several_signs_is_never_cut() -> None:
    singer = "👩🏽‍🎤"
    for width in range(5, 60):
        for line in fit(singer * 9, letters=LETTERS, width=width, lines=2).lines:
            assert line.replace(singer, "").strip("…") == ""


@settings(deadline=None)
@given(
    text=st.one_of(st.text(max_size=200), st.sampled_from(WORDS)),
    width=st.floats(8, 120),
    lines=st.integers(1, 4),
)
def test_no_line_is_wider_than_its_room_and_no_letter_is_added(text: str, width: float, lines: int) -> None:
    assume(all(width_of(letter, letters=LETTERS) < 8 for letter in text))
    for fitted in (
        fit(text, letters=LETTERS, width=width, lines=lines),
        paragraph(text, letters=LETTERS, width=width, lines=lines),
    ):
        assert len(fitted.lines) <= lines
        assert all(width_of(line, letters=fitted.letters) <= width + 0.01 for line in fitted.lines)
        shown, meant = _bare("".join(fitted.lines)), _bare(plain(text))
        assert shown == meant or (shown.endswith("…") and meant.startswith(shown[:-1]))


def test_the_lines_of_a_paragraph_stay_apart() -> None:
    fitted = paragraph("One.\n\nTwo.\nThree.", letters=LETTERS, width=100, lines=5)
    assert fitted.lines == ("One.", "Two.", "Three.")
    assert paragraph("One.\nTwo.\nThree.", letters=LETTERS, width=100, lines=2).lines == ("One.", "Two. Three.")


def _bare(text: str) -> str:
    """Without white, and without the joiners that keep the shape of a letter before the dots."""
    return "".join(text.replace("\N{ZERO WIDTH JOINER}", "").split())
