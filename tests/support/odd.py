"""Documents as nobody would write them, but as somebody will."""

from dataclasses import replace
from typing import Final

from hypothesis import strategies as st

from boxoffice.domain.money import Currency
from boxoffice.domain.orders import Method
from boxoffice.printing.house import House
from boxoffice.printing.receipt import Line, Payment, Receipt, Tax
from boxoffice.printing.ticket import Ticket
from tests.support.documents import EVENING, HOUSE, RECEIPT, TICKET

WORDS: Final = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "歌舞伎座特別公演　義経千本桜",
    "مسرحية الليل والنهار",
    "חתונת הדמים",
    "Ἀντιγόνη",
    "Z͑̓͋ͫ̂͐͂͊ͅa̴̡͓̟͍̲ͅl̮̗g̨o",
    "👩🏽‍🎤🎭",
    "W" * 60,
    "i" * 60,
    "a\tb\nc\x00d\ue000",
    "\N{RIGHT-TO-LEFT OVERRIDE}txet sdrawkcab",
    "Ångström & fils – « Été » №5 …",
)
_text: Final = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    st.text(alphabet="WMiIl .-", max_size=300),
)
_short: Final = st.one_of(st.sampled_from(["", "1", "C", "XXVIII", "12 b"]), st.text(max_size=20), _text)
_cents: Final = st.one_of(st.integers(-(10**6), 10**6), st.integers(-(10**12), 10**12))
_code: Final = st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=64)

houses: Final[st.SearchStrategy[House]] = st.builds(
    House,
    name=_text,
    seller=_text,
    address=st.lists(_text, max_size=5).map(tuple),
    tax_number=_short,
    currency=st.sampled_from(["EUR", "JPY", "KWD"]).map(Currency),
    time_zone=st.sampled_from(["Europe/Vienna", "Pacific/Apia"]),
    language=st.sampled_from(["en", "de", "en_US", "de_CH", "ar", "ja", ""]),
    logo=st.sampled_from([None, HOUSE.logo, b"", b"no picture"]),
    sample=st.booleans(),
)
_moments: Final = st.integers(0, 2 * EVENING)
tickets: Final[st.SearchStrategy[Ticket]] = st.builds(
    Ticket,
    house=houses,
    event=_text,
    hall=_short,
    starts_at=_moments,
    doors_at=st.none() | _moments,
    entrance=_short,
    section=_short,
    row=_short,
    seat=_short,
    zone=_short,
    price_type=_short,
    price=_cents,
    conditions=st.lists(_text, max_size=12).map("\n".join),
    order=_short,
    code=_code,
)
_lines: Final = st.builds(
    Line,
    text=_text,
    price=_cents,
    count=st.integers(1, 999),
    detail=_short,
    starts_at=st.none() | _moments,
    mark=st.sampled_from(["", "A", "AB"]),
)
_taxes: Final = st.builds(
    Tax, mark=_short, name=_short, rate=st.integers(0, 99_999), net=_cents, tax=_cents, included=st.booleans()
)
_payments: Final = st.builds(
    Payment,
    method=st.sampled_from(Method),
    amount=_cents,
    given=st.none() | _cents,
    change=_cents,
    rounding=st.integers(-5, 5),
)
receipts: Final[st.SearchStrategy[Receipt]] = st.builds(
    Receipt,
    house=houses,
    number=_short,
    order=_short,
    at=_moments,
    till=_short,
    clerk=_short,
    lines=st.lists(_lines, max_size=12).map(tuple),
    taxes=st.lists(_taxes, max_size=6).map(tuple),
    payments=st.lists(_payments, max_size=4).map(tuple),
)

# Each of the words, wherever a person can write.
ODD_TICKETS: Final = tuple(
    replace(
        TICKET,
        house=replace(HOUSE, name=word, sample=False),
        event=word,
        hall=word,
        entrance=word,
        section=word,
        zone=word,
        price_type=word,
        conditions="\n".join([word] * 4),
    )
    for word in WORDS
)
ODD_RECEIPTS: Final = tuple(
    replace(
        RECEIPT,
        house=replace(HOUSE, name=word, seller=word, address=(word, word)),
        clerk=word,
        till=word,
        lines=tuple(replace(line, text=word, detail=word) for line in RECEIPT.lines),
    )
    for word in WORDS
)
