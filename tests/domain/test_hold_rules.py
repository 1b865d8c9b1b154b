"""When a hold is live and how far it can be renewed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.domain.holds import HoldRules
from boxoffice.domain.moments import HOUR, MINUTE

RULES = HoldRules()
NOW = 1_796_000_000_000
moments = st.integers(NOW - HOUR, NOW + HOUR)


def test_a_hold_ends_at_its_end() -> None:
    assert RULES.is_live(NOW + 1, now=NOW)
    assert not RULES.is_live(NOW, now=NOW)


def test_an_end_beyond_the_cap_frees() -> None:
    assert RULES.is_live(NOW + RULES.cap, now=NOW)
    assert not RULES.is_live(NOW + RULES.cap + 1, now=NOW)


def test_money_has_no_end() -> None:
    assert RULES.is_live(None, now=NOW)


@given(taken_at=moments, age=st.integers(0, RULES.cap), left=st.integers(0, RULES.cap))
def test_a_renewal_never_shortens_and_never_passes_the_cap(taken_at: int, age: int, left: int) -> None:
    now, expires_at = taken_at + age, taken_at + min(RULES.cap, age + left)
    renewed = RULES.renewed(taken_at=taken_at, expires_at=expires_at, now=now)
    assert expires_at <= renewed <= taken_at + RULES.cap
    assert renewed <= max(expires_at, now + RULES.hold)


@pytest.mark.parametrize(
    ("hold", "paying"), [(0, MINUTE), (MINUTE, 0), (30 * MINUTE, MINUTE), (MINUTE, 29 * MINUTE + 1)]
)
def test_a_fresh_hold_can_never_look_like_a_clock_set_back(hold: int, paying: int) -> None:
    with pytest.raises(ValueError, match="shorter than their cap"):
        HoldRules(hold=hold, paying=paying)
