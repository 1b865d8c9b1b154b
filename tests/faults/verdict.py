"""What the trials of a promise came to, and whether its judges see a fault that was planted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one promise's trials.

    ``trials`` counts ``unit`` ("kills"); ``failures`` has a sentence for each trial that broke the promise; ``plants``
    says of each planted fault whether it was seen; ``notes`` are figures to be read beside them.
    """

    trials: int
    unit: str
    failures: Sequence[str]
    plants: dict[str, bool]
    notes: Sequence[str] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether the promise was tried and kept, and its judges can see."""
        return self.trials > 0 and not self.failures and bool(self.plants) and all(self.plants.values())

    def told(self) -> str:
        """Some lines for people."""
        # With no failure in n trials the rate is below 3/n, at 95 % confidence ("rule of three").
        bound = f" (rate below {3 / self.trials:.2g}, as 3/n)" if self.trials and not self.failures else ""
        lines = [f"{self.trials:,} {self.unit}, failures: {len(self.failures)}{bound}"]
        lines += [f"  FAILED: {failure}" for failure in self.failures[:_SHOWN]]
        lines += [f"  planted: {plant}: {'seen' if seen else 'NOT SEEN'}" for plant, seen in self.plants.items()]
        lines += [f"  {note}" for note in self.notes]
        return "\n".join(lines)
