"""QR codes as they are drawn, and as they are read aloud."""

import pytest

from boxoffice.printing import qr
from tests.support.documents import TICKET

CODES = [TICKET.code, TICKET.code * 4, "A", "k3-äöü"]


@pytest.mark.parametrize("code", CODES)
def test_runs_are_the_dark_modules(code: str) -> None:
    dark = {(row, place) for row, line in enumerate(qr.modules(code)) for place, on in enumerate(line) if on}
    drawn = [(row, first + step) for row, first, count in qr.runs(code) for step in range(count)]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == dark


@pytest.mark.parametrize("code", CODES)
def test_modules_are_whole_dots_and_never_too_small(code: str) -> None:
    count = len(qr.modules(code)) + 2 * qr.QUIET
    for room in range(1, 80):
        module = qr.side(code, room=room) / count
        assert module >= qr.LEAST_MODULE
        assert module * 8 == pytest.approx(round(module * 8))
        assert module * count <= room or module == pytest.approx(qr.LEAST_MODULE)


def test_a_code_is_spoken_in_groups_of_four() -> None:
    assert qr.spoken(TICKET.code) == ("7Q4M 9XKD 2RT6 WBHE", "5VNZ 8GAC PJ")
    assert qr.spoken("ABCDE") == ("ABCD E",)
    assert qr.spoken("") == ()
