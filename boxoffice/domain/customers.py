"""Customers: who asked to be known, and how one is found by what a clerk hears."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_PHONE: Final = re.compile(r"[\d\s+/().-]*\d[\d\s+/().-]*")


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer; ``id`` was made by the counter, phone and e-mail are empty where they are not known."""

    id: str
    name: str
    phone: str = ""
    email: str = ""

    @property
    def told(self) -> str:
        """The name, and what tells two of the same name apart."""
        return " · ".join(part for part in (self.name, self.phone, self.email) if part)


def tidied(text: str) -> str:
    """Text as it is kept: composed letters, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sought(text: str) -> tuple[str, ...]:
    """The words that a customer must have, in small letters; a phone number is one word of digits.

    Zeros before a number are left out: 0171 is found in +49 171.
    """
    text = tidied(text)
    if _PHONE.fullmatch(text):
        return (digits(text).lstrip("0") or "0",)
    return tuple(word.casefold() for word in text.split())


def is_found(customer: Customer, words: tuple[str, ...]) -> bool:
    """Whether the customer has each of the words in name, e-mail or phone number."""
    places = (customer.name.casefold(), customer.email.casefold(), digits(customer.phone))
    return all(any(word in place for place in places) for word in words)


def digits(phone: str) -> str:
    """A phone number without what is written between its digits."""
    return "".join(letter for letter in phone if letter.isdecimal())
