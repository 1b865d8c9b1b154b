"""How the house's language writes figures on the screen; the one place that asks Qt."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from boxoffice.domain.figures import ENGLISH, Figures
from boxoffice.domain.money import Currency

if TYPE_CHECKING:
    from boxoffice.domain.performances import House


def money(house: House) -> Currency:
    """The house's currency, written as its language does."""
    return Currency(house.currency, figures(house.language))


@cache
def figures(language: str) -> Figures:
    """The figures of a language's code such as "de_AT"; English for one that is not known or has digits of its own."""
    if language in {"en", "en_GB", "en_US"}:  # which need not be asked, and Qt's answer takes a moment
        return ENGLISH
    from PySide6.QtCore import QLocale  # noqa: PLC0415 (see above)

    locale = QLocale(language.replace("-", "_"))
    if locale.language() is QLocale.Language.C or locale.zeroDigit() != "0":
        return ENGLISH
    group = locale.groupSeparator()
    least = 1 if group in locale.toString(1234) else 2
    return Figures(locale.decimalPoint(), group.replace("'", "’"), least)
