"""Money: whole minor units of one currency, parsed from text and formatted for people in one place each."""

import re
from dataclasses import dataclass

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
_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_DIGITS = dict.fromkeys(_WHOLE, 0) | dict.fromkeys(_THOUSANDTHS, 3)
_AMOUNT = re.compile(r"(?P<whole>\d{1,9})(?:[.,](?P<part>\d*))?")


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code, with the number of decimals that the standard gives it."""

    code: str

    @property
    def digits(self) -> int:
        """Decimals of the currency: 2 for EUR, 0 for JPY, 3 for KWD."""
        return _DIGITS.get(self.code, 2)

    def format(self, amount: int) -> str:
        """Amount in minor units as people read it: 4550 is "45.50", -4550 is "−45.50"."""
        sign = "−" if amount < 0 else ""
        whole, part = divmod(abs(amount), self.unit)
        return f"{sign}{whole}.{part:0{self.digits}d}" if self.digits else f"{sign}{whole}"

    @property
    def unit(self) -> int:
        """Minor units in one major unit: 100 for EUR."""
        return int(10**self.digits)

    def parse(self, text: str) -> int | None:
        """Minor units from what a clerk typed ("45.5", "45,50", "45"), or None where it is no amount."""
        match = _AMOUNT.fullmatch(text.strip())
        if match is None:
            return None
        part = match["part"] or ""
        if len(part) > self.digits:
            return None
        return int(match["whole"]) * self.unit + int(part.ljust(self.digits, "0") or "0")
