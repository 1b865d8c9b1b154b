"""The one table of the words on paper, in every language there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from boxoffice.domain.orders import Method


@dataclass(frozen=True, slots=True)
class Words:
    """All words of one language; ``percent``, ``page`` and ``times`` are patterns."""

    time: str
    doors: str
    entrance: str
    section: str
    row: str
    seat: str
    zone: str
    price_type: str
    price: str
    order: str
    sample: str
    receipt: str
    refund: str
    tax_number: str
    date: str
    till: str
    clerk: str
    brought_forward: str
    carried_forward: str
    subtotal: str
    total: str
    tax_included: str
    tax_added: str
    net: str
    tax: str
    rounding: str
    given: str
    change: str
    percent: str
    page: str
    gift_voucher: str
    valid_until: str
    methods: Mapping[Method, str]
    refunds: Mapping[Method, str]


ENGLISH: Final = Words(
    time="Time",
    doors="Doors",
    entrance="Entrance",
    section="Section",
    row="Row",
    seat="Seat",
    zone="Price zone",
    price_type="Price type",
    price="Price",
    order="Order",
    sample="SAMPLE",
    receipt="Receipt",
    refund="Refund",
    tax_number="Tax number {}",
    date="Date",
    till="Till",
    clerk="Clerk",
    brought_forward="Brought forward",
    carried_forward="Carried forward",
    subtotal="Subtotal",
    total="Total",
    tax_included="Tax included",
    tax_added="Tax added",
    net="Net",
    tax="Tax",
    rounding="Cash rounding",
    given="Given",
    change="Change",
    percent="{}%",
    page="Page {} of {}",
    gift_voucher="Gift voucher",
    valid_until="Valid until",
    methods=MappingProxyType({Method.CASH: "Cash", Method.CARD: "Card", Method.VOUCHER: "Gift voucher"}),
    refunds=MappingProxyType(
        {
            Method.CASH: "Paid back in cash",
            Method.CARD: "Paid back to card",
            Method.VOUCHER: "Put back on gift voucher",
        }
    ),
)

GERMAN: Final = Words(
    time="Beginn",
    doors="Einlass",
    entrance="Eingang",
    section="Bereich",
    row="Reihe",
    seat="Platz",
    zone="Preiszone",
    price_type="Preisart",
    price="Preis",
    order="Auftrag",
    sample="MUSTER",
    receipt="Beleg",
    refund="Erstattung",
    tax_number="Steuernummer {}",
    date="Datum",
    till="Kasse",
    clerk="Bedient von",
    brought_forward="Übertrag",
    carried_forward="Übertrag",
    subtotal="Zwischensumme",
    total="Summe",
    tax_included="Enthaltene Steuer",
    tax_added="Zuzüglich Steuer",
    net="Netto",
    tax="Steuer",
    rounding="Rundung Barzahlung",
    given="Gegeben",
    change="Rückgeld",
    percent="{}\N{NO-BREAK SPACE}%",
    page="Seite {} von {}",
    gift_voucher="Geschenkgutschein",
    valid_until="Gültig bis",
    methods=MappingProxyType({Method.CASH: "Bar", Method.CARD: "Karte", Method.VOUCHER: "Gutschein"}),
    refunds=MappingProxyType(
        {
            Method.CASH: "Bar zurückgezahlt",
            Method.CARD: "Auf Karte zurückgezahlt",
            Method.VOUCHER: "Auf Gutschein zurückgebucht",
        }
    ),
)

WORDS: Final[Mapping[str, Words]] = MappingProxyType({"en": ENGLISH, "de": GERMAN})


def language_of(code: str) -> str:
    """The language of a code such as "de_AT": "de"."""
    return code.replace("-", "_").partition("_")[0].lower()


def words_of(code: str) -> Words:
    """The words of a house's language; English where there are none."""
    return WORDS.get(language_of(code), ENGLISH)
