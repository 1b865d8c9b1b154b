"""Hand or scanner: no key of a hand is lost, none of a scanner acts, whatever comes in whatever time."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.domain.codes import Code, kind_of
from boxoffice.domain.scanning import GAP, LEAST, PATIENCE, Heard, Scanning

CHARACTERS = st.characters(codec="latin-1", categories=("L", "N", "P"))
ENTER = "\r"
F5 = "F5"


@dataclass
class Keyboard:
    """What becomes of keys that are pressed after pauses, by one who lets a clock end them too."""

    prefix: str = ""
    now: int = 1_000
    withheld: list[tuple[str, int]] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)  # of what was given back
    scanned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state = Scanning(self.prefix)

    def press(self, key: str, *, after: int) -> None:
        if self.state.typed and after > self.state.lasts:
            self.now, after = self.now + self.state.lasts, after - self.state.lasts
            self.take_in(self.state.pause())
        self.now += after
        if len(key) == 1 and key != ENTER:
            self.take_in(self.state.character(key, at=self.now), character=key)
            return
        heard = self.state.key(ends=key == ENTER, at=self.now)
        self.take_in(heard)
        if not heard.is_swallowed:
            self.given.append(key)

    def take_in(self, heard: Heard, character: str = "") -> None:
        for _ in range(heard.by_hand):
            key, since = self.withheld.pop(0)
            self.given.append(key)
            self.waits.append(self.now - since)
        if heard.scanned is not None:
            self.scanned.append(heard.scanned)
            self.withheld.clear()
        if character:
            self.withheld.append((character, self.now))
        self.state = heard.then

    def type(self, keys: str, *, gap: int) -> None:
        for key in keys:
            self.press(key, after=gap)

    def rest(self) -> None:
        self.now += self.state.lasts
        self.take_in(self.state.pause())


def test_a_scan_is_its_code_and_nothing_else() -> None:
    keyboard = Keyboard()
    keyboard.type("2000000000000017\r", gap=4)
    assert keyboard.scanned == ["2000000000000017"]
    assert keyboard.given == []


@given(st.text(CHARACTERS, min_size=LEAST, max_size=40), st.integers(0, GAP), st.sampled_from(["", ENTER, ENTER * 2]))
def test_fast_characters_are_a_scan_however_they_end(code: str, gap: int, end: str) -> None:
    keyboard = Keyboard()
    keyboard.type(code + end, gap=gap)
    keyboard.rest()
    assert keyboard.scanned == [code]
    assert keyboard.given == []


@given(st.lists(st.tuples(CHARACTERS | st.sampled_from([ENTER, F5]), st.integers(GAP + 1, 2_000))))
def test_a_hand_loses_no_key_and_waits_no_longer_than_a_gap(keys: list[tuple[str, int]]) -> None:
    keyboard = Keyboard()
    for key, after in keys:
        keyboard.press(key, after=after)
    keyboard.rest()
    assert keyboard.given == [key for key, _ in keys]
    assert keyboard.scanned == []
    assert all(wait <= GAP for wait in keyboard.waits)


@given(
    st.lists(st.tuples(st.text(CHARACTERS, min_size=1, max_size=LEAST - 1), st.integers(0, GAP), st.integers(51, 500)))
)
def test_keys_that_roll_over_each_other_are_a_hands(rolls: list[tuple[str, int, int]]) -> None:
    keyboard = Keyboard()
    for roll, gap, after in rolls:
        keyboard.press(roll[0], after=after)
        keyboard.type(roll[1:], gap=gap)
    keyboard.rest()
    assert "".join(keyboard.given) == "".join(roll for roll, _, _ in rolls)
    assert keyboard.scanned == []
    assert all(wait <= GAP * (LEAST - 1) for wait in keyboard.waits)


def test_a_number_and_return_in_one_breath_are_a_hands() -> None:
    keyboard = Keyboard()
    keyboard.type("4\r", gap=20)
    assert keyboard.given == ["4", ENTER]


@given(
    st.sampled_from(["", "~", "]C1"]),
    st.lists(
        st.tuples(CHARACTERS | st.sampled_from(["~", "]", "C", "1", ENTER, F5]), st.integers(0, 300)), max_size=60
    ),
)
def test_every_character_is_given_back_once_in_its_order_or_part_of_a_code(
    prefix: str, keys: list[tuple[str, int]]
) -> None:
    keyboard = Keyboard(prefix)
    for key, after in keys:
        keyboard.press(key, after=after)
    keyboard.rest()
    assert keyboard.withheld == []
    pressed = [key for key, _ in keys if key not in {ENTER, F5}]
    given = [key for key in keyboard.given if key not in {ENTER, F5}]
    left = iter(pressed)
    assert all(key in left for key in given)
    announced = len(pressed) - len(given) - sum(map(len, keyboard.scanned))
    assert announced in range(0, len(prefix) * len(keyboard.scanned) + 1, len(prefix) or 1)
    assert all(len(code) >= LEAST for code in keyboard.scanned) or prefix


@given(st.text(CHARACTERS, max_size=20), st.integers(0, PATIENCE), st.sampled_from(["", ENTER]))
def test_behind_the_prefix_everything_is_a_scan(code: str, gap: int, end: str) -> None:
    keyboard = Keyboard("~")
    keyboard.type(f"~{code}{end}", gap=gap)
    keyboard.rest()
    assert keyboard.scanned == [code]
    assert keyboard.given == []


def test_a_hand_at_the_keys_when_the_scanner_begins_keeps_what_it_typed() -> None:
    keyboard = Keyboard("~")
    keyboard.press("4", after=1_000)
    keyboard.type("~K3-0412\r", gap=10)
    assert keyboard.given == ["4"]
    assert keyboard.scanned == ["K3-0412"]


def test_a_key_among_a_scans_characters_is_the_scanners() -> None:
    keyboard = Keyboard()
    keyboard.type("0123456", gap=5)
    keyboard.press(F5, after=5)
    keyboard.type("789\r", gap=5)
    assert keyboard.given == []
    assert keyboard.scanned == ["0123456789"]


def test_a_key_soon_after_a_scan_that_has_no_end_is_a_hands() -> None:
    keyboard = Keyboard()
    keyboard.type("0123456", gap=5)
    keyboard.press(F5, after=GAP + 1)
    assert keyboard.scanned == ["0123456"]
    assert keyboard.given == [F5]


def test_a_scanner_that_falters_once_it_is_known_is_waited_for() -> None:
    keyboard = Keyboard()
    keyboard.type("012345", gap=5)
    keyboard.type("6789\r", gap=PATIENCE)
    assert keyboard.scanned == ["0123456789"]
    assert keyboard.given == []


def test_a_clock_that_jumps_back_ends_what_was_typed() -> None:
    first = Scanning().character("4", at=5_000).then
    heard = first.character("5", at=10)
    assert heard.by_hand == 1
    assert heard.then.typed == "5"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0123456789abcdef0123456789abcdef", Code.TICKET),
        ("0123456789ABCDEF0123456789ABCDEF", Code.TICKET),
        ("K3-0412", Code.ORDER),
        ("k12-10412", Code.ORDER),
        ("0123456789abcdef0123456789abcde", Code.OTHER),
        ("4006381333931", Code.OTHER),
        ("", Code.OTHER),
    ],
)
def test_what_a_code_looks_like(code: str, kind: Code) -> None:
    assert kind_of(code) is kind
