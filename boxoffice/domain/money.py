"""Money: whole minor units of one currency, parsed from text and formatted for people in one place each."""

from dataclasses import dataclass

from boxoffice.domain.figures import ENGLISH, THOUSAND, Figures

# ISO 4217: the currencies in use whose minor unit is not a hundredth.
_WHOLE = (
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
)
THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_DIGITS = dict.fromkeys(_WHOLE, 0) | dict.fromkeys(THOUSANDTHS, 3)
_MOST_WHOLE = 9  # digits before the decimals
_SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_APOSTROPHES = ("'", "’")
_DECIMALS = (".", ",")  # both number pads have


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code, with the decimals that the standard gives it, written in a house's figures."""

    code: str
    figures: Figures = ENGLISH

    @property
    def digits(self) -> int:
        """Decimals of the currency: 2 for EUR, 0 for JPY, 3 for KWD."""
        return _DIGITS.get(self.code, 2)

    @property
    def unit(self) -> int:
        """Minor units in one major unit: 100 for EUR."""
        return int(10**self.digits)

    def format(self, amount: int) -> str:
        """Amount in minor units as people read it: 123450 is "1,234.50", -4550 is "−45.50"."""
        sign = "−" if amount < 0 else ""
        whole, part = divmod(abs(amount), self.unit)
        decimals = f"{self.figures.decimal}{part:0{self.digits}d}" if self.digits else ""
        return f"{sign}{self.figures.count(whole)}{decimals}"

    def parse(self, text: str) -> int | None:
        """Minor units from what a clerk typed, or None where it is no amount, or might be two.

        Point and comma both part decimals ("45.5", "45,50"); the house's own separator may stand between thousands.
        """
        readings = {self._read(text.strip(), decimal) for decimal in {self.figures.decimal, *_DECIMALS}} - {None}
        return readings.pop() if len(readings) == 1 else None

    def _read(self, text: str, decimal: str) -> int | None:
        """The amount where decimals are parted in this way."""
        whole, _, part = text.partition(decimal)
        if decimal != self.figures.group:
            whole = self._ungrouped(whole)
        is_amount = _is_number(whole) and len(whole) <= _MOST_WHOLE and (not part or _is_number(part))
        if not is_amount or len(part) > self.digits:
            return None
        return int(whole) * self.unit + int(part.ljust(self.digits, "0") or "0")

    def _ungrouped(self, whole: str) -> str:
        """Without its separators, if all stand where they belong."""
        group = self.figures.group
        for alike in (_SPACES, _APOSTROPHES):
            if group in alike:
                for one in alike:
                    whole = whole.replace(one, group)
        first, *thousands = whole.split(group)
        belong = 1 <= len(first) <= THOUSAND and all(len(three) == THOUSAND for three in thousands)
        return first + "".join(thousands) if belong else whole


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
