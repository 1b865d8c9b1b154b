"""Price types: for whom a price is, when it is offered, and what an order must have for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from boxoffice.domain.moments import MINUTE


@dataclass(frozen=True, slots=True)
class Validity:
    """When something is offered: from and until a moment (epoch ms), on weekdays (0 is Monday), late before the start.

    The weekdays are those of the performance's business day. ``minutes_before`` offers it in the last so many minutes
    before the start and after it, as for stand-by tickets. What is None sets no bound.
    """

    since: int | None = None
    until: int | None = None
    weekdays: frozenset[int] | None = None
    minutes_before: int | None = None

    def holds(self, *, now: int, starts_at: int, weekday: int) -> bool:
        """Whether it is offered now (epoch ms) for a performance that starts at a moment of that weekday."""
        return (
            (self.since is None or self.since <= now)
            and (self.until is None or now < self.until)
            and (self.weekdays is None or weekday in self.weekdays)
            and (self.minutes_before is None or now >= starts_at - self.minutes_before * MINUTE)
        )

    def changes_after(self, now: int, *, starts_at: int) -> tuple[int, ...]:
        """The moments after now (epoch ms) at which it begins or ends to be offered."""
        late = None if self.minutes_before is None else starts_at - self.minutes_before * MINUTE
        return tuple(moment for moment in (self.since, self.until, late) if moment is not None and moment > now)


ALWAYS = Validity()


@dataclass(frozen=True, slots=True)
class PriceType:
    """For whom a price is, with the rules that an order must keep for one performance.

    ``least`` and ``most`` bound how many an order has, where it has any. ``needs`` is another price type that must be
    in the order, once or, with ``one_each``, once for each. ``comp`` keeps the face price and has nothing to pay.
    """

    name: str
    least: int = 1
    most: int | None = None
    needs: str | None = None
    one_each: bool = False
    comp: bool = False
    needs_reason: bool = False
    validity: Validity = ALWAYS


@dataclass(frozen=True, slots=True)
class Lack:
    """What an order lacks for a price type: how many of which are wanted, or ``most`` is exceeded, or a reason."""

    price_type: str
    wanted: str = ""
    count: int = 0
    most: int | None = None
    reason: bool = False

    @property
    def told(self) -> str:
        """What a clerk reads: "Child needs Adult", "at most 4 of Concession", "Comp needs a reason"."""
        if self.reason:
            return f"{self.price_type} needs a reason"
        if self.most is not None:
            return f"at most {self.most} of {self.price_type}"
        return f"{self.price_type} needs {self.count} more of {self.wanted}"


def lacks(types: Mapping[str, PriceType], lines: Iterable[tuple[str, str]]) -> tuple[Lack, ...]:
    """What the lines of one performance lack; each line is its price type and the reason given for it."""
    given = list(lines)
    counts = Counter(name for name, _ in given)
    found: list[Lack] = []
    for name, count in counts.items():
        rule = types.get(name)
        if rule is None:
            continue
        if count < rule.least:
            found.append(Lack(name, wanted=name, count=rule.least - count))
        if rule.most is not None and count > rule.most:
            found.append(Lack(name, most=rule.most))
        missing = (count if rule.one_each else 1) - counts[rule.needs] if rule.needs is not None else 0
        if missing > 0 and rule.needs is not None:
            found.append(Lack(name, wanted=rule.needs, count=missing))
        if rule.needs_reason and not all(reason.strip() for other, reason in given if other == name):
            found.append(Lack(name, reason=True))
    return tuple(found)
