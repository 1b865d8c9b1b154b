"""The house's language on paper: its words, and how it writes days, times, numbers and money."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QDate, QLocale, QTime

from boxoffice.domain.moments import local
from boxoffice.printing.house import House
from boxoffice.printing.words import WORDS, Words, language_of, words_of

# A bare "en", and every language that has no words here, writes as the program's screens do: "19:30", "4 December".
_USUAL: Final = "en_GB"


@dataclass(frozen=True, slots=True)
class Language:
    """How one house writes."""

    house: House

    @property
    def words(self) -> Words:
        """The words of the house's language; English where there are none."""
        return words_of(self.house.language)

    def date(self, moment: int) -> str:
        """The day in full, with its weekday."""
        return self._locale.toString(self._day(moment), QLocale.FormatType.LongFormat)

    def short_date(self, moment: int) -> str:
        """The day in figures, with all four of its year's."""
        pattern = self._locale.dateFormat(QLocale.FormatType.ShortFormat)
        whole_year = pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
        return self._locale.toString(self._day(moment), whole_year)

    def time(self, moment: int) -> str:
        """The time of day, to the minute."""
        here = local(moment, zone=self.house.time_zone)
        said = self._locale.toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
        return said.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")  # few fonts have the narrow one

    def number(self, amount: int) -> str:
        """An amount with the decimals of the house's currency."""
        currency = self.house.currency
        said = self._locale.toString(abs(amount) / currency.unit, "f", currency.digits)
        return f"−{said}" if amount < 0 else said

    def money(self, amount: int) -> str:
        """An amount with its currency, not to be torn apart."""
        return f"{self.number(amount)}\N{NO-BREAK SPACE}{self.house.currency.code}"

    def rate(self, thousandths: int) -> str:
        """A rate of tax: 8875 is "8.875%"."""
        whole, part = divmod(thousandths, 1000)
        decimals = f"{self._locale.decimalPoint()}{part:03d}".rstrip("0") if part else ""
        return self.words.percent.format(f"{whole}{decimals}")

    @property
    def _locale(self) -> QLocale:
        code = self.house.language.replace("-", "_")
        known = language_of(code) in WORDS and code.lower() != "en"
        return QLocale(code if known else _USUAL)

    def _day(self, moment: int) -> QDate:
        here = local(moment, zone=self.house.time_zone)
        return QDate(here.year, here.month, here.day)
