"""Whether keys come from a hand or from a scanner, which types like a keyboard, only faster or behind a prefix.

Nothing that a scanner types may act. So every character is withheld until it is clear whose it is: a hand's are given
back when none has followed for the length of a gap, a scanner's are swallowed.
"""

from dataclasses import dataclass, replace
from typing import Final

GAP: Final = 50  # ms: the longest that a scanner takes from one character to the next
LEAST: Final = 6  # characters as fast as that, and no hand has typed them
PATIENCE: Final = 200  # ms: what a scan that is known to be one is waited for, since nobody's keys wait with it


@dataclass(frozen=True, slots=True)
class Scanning:
    """The characters of which it is not over yet, the last of them typed ``at`` a moment (ms)."""

    prefix: str = ""  # what the house's scanners type first
    typed: str = ""
    at: int = 0
    is_ended: bool = False  # by a key, which some scanners follow up with another

    @property
    def is_scan(self) -> bool:
        """Whether a scanner typed them, for sure."""
        return len(self.typed) >= LEAST or (bool(self.prefix) and self.typed.startswith(self.prefix))

    @property
    def lasts(self) -> int:
        """How long (ms) the next character is waited for."""
        return PATIENCE if self.is_scan else GAP

    def goes_on(self, at: int) -> bool:
        """Whether a character at this moment would belong to them."""
        return bool(self.typed) and 0 <= at - self.at <= self.lasts

    def character(self, character: str, *, at: int) -> "Heard":
        """A character was typed: it is withheld, or part of a scan."""
        if not self.goes_on(at):
            return replace(self.pause(), then=Scanning(self.prefix, character, at))
        typed = self.typed + character
        if self.is_scan or typed.startswith(self.prefix) or not typed.endswith(self.prefix):
            return Heard(Scanning(self.prefix, typed, at))
        # A hand was at the keys when the scanner began.
        return Heard(Scanning(self.prefix, self.prefix, at), by_hand=len(typed) - len(self.prefix))

    def key(self, *, ends: bool, at: int) -> "Heard":
        """A key without a character was pressed; Enter and Tab end a scan, and are its own."""
        follows = 0 <= at - self.at <= (self.lasts if ends else GAP)
        if not follows or not (self.is_scan or self.is_ended):
            return self.pause()
        if self.is_ended or not ends:
            return Heard(self, is_swallowed=True)
        return Heard(Scanning(self.prefix, at=at, is_ended=True), scanned=self._code, is_swallowed=True)

    def pause(self) -> "Heard":
        """Nothing has followed for as long as it lasts."""
        then = Scanning(self.prefix)
        if self.is_scan:
            return Heard(then, scanned=self._code)
        return Heard(then, by_hand=len(self.typed))

    @property
    def _code(self) -> str:
        return self.typed.removeprefix(self.prefix)


@dataclass(frozen=True, slots=True)
class Heard:
    """What has become clear, and what goes on ``then``.

    ``by_hand`` counts the withheld characters, oldest first, that a hand typed; ``scanned`` is a code that is complete
    and may be empty; ``is_swallowed`` tells that the key which was just pressed is the scanner's own.
    """

    then: Scanning
    by_hand: int = 0
    scanned: str | None = None
    is_swallowed: bool = False
