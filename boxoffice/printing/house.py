"""The house as its paper names it."""

from dataclasses import dataclass

from boxoffice.domain.money import Currency


@dataclass(frozen=True, slots=True)
class House:
    """Who sells, in which money, time zone and language; ``language`` is a code such as "en" or "de_AT"."""

    name: str
    seller: str
    address: tuple[str, ...]
    tax_number: str
    currency: Currency
    time_zone: str
    language: str
    logo: bytes | None = None  # the content of a PNG or SVG file
    sample: bool = False  # a house to practise in: its paper says so across the page
