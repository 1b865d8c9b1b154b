"""Documents to print: an ordinary one of each, and what a layout has to bear."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from boxoffice.domain.moments import MINUTE, epoch_ms
from boxoffice.domain.money import Currency
from boxoffice.domain.orders import Method
from boxoffice.paths import resources
from boxoffice.printing.house import House
from boxoffice.printing.receipt import Line, Payment, Receipt, Tax
from boxoffice.printing.ticket import Ticket
from boxoffice.printing.voucher import Voucher

EVENING: Final = epoch_ms(datetime(2026, 12, 4, 18, 30, tzinfo=UTC))  # 19:30 in Vienna

HOUSE: Final = House(
    name="Theatre Royal",
    seller="Theatre Royal Betriebs-GmbH",
    address=("Schauspielgasse 4", "1010 Wien"),
    tax_number="ATU 12345678",
    currency=Currency("EUR"),
    time_zone="Europe/Vienna",
    language="en",
    logo=(resources() / "icons" / "boxoffice.svg").read_bytes(),
)
GERMAN_HOUSE: Final = replace(HOUSE, name="Stadttheater", language="de_AT")

TICKET: Final = Ticket(
    house=HOUSE,
    event="The Winter’s Tale",
    hall="Great Hall",
    starts_at=EVENING,
    doors_at=EVENING - 45 * MINUTE,
    entrance="B",
    section="Stalls",
    row="C",
    seat="12",
    zone="Zone 1",
    price_type="Concession",
    price=4550,
    conditions="Latecomers are seated at a suitable break.\n"
    "Tickets are exchanged up to three days before the performance and are not refunded.\n"
    "Photographs and recordings are not allowed.\n"
    "A concession is shown at the door.",
    order="K3-0412",
    code="7Q4M9XKD2RT6WBHE5VNZ8GACPJ",
)
LONG_TICKET: Final = replace(
    TICKET,
    house=replace(GERMAN_HOUSE, name="Vereinigte Landesbühnen und Festspiele Oberösterreich-Salzkammergut"),
    event="Die Verfolgung und Ermordung Jean Paul Marats, dargestellt durch die Schauspielgruppe des Hospizes zu "
    "Charenton unter Anleitung des Herrn de Sade, in einer Neufassung mit Donaudampfschifffahrtsgesellschaftskapitän",
    hall="Kammerspiele im ehemaligen Hauptzollamt",
    entrance="Portal Nord-Nordost, Treppe 3",
    section="Galerie halblinks hinten",
    row="XXVII",
    seat="1128 b",
    zone="Eingeschränkte Sicht, Kategorie 5",
    price_type="Ermäßigt (Studierende, Lernende)",
    price=1_234_567,
    conditions="\n".join([TICKET.conditions] * 3),
)

RECEIPT: Final = Receipt(
    house=HOUSE,
    number="K3-0000217",
    order="K3-0412",
    at=EVENING - 90 * MINUTE,
    till="Till 3",
    clerk="Anna B.",
    lines=(
        Line("The Winter’s Tale", 4550, 2, "Stalls, C 12–13, full price", EVENING, "A"),
        Line("The Winter’s Tale", 2275, 1, "Stalls, C 14, concession", EVENING, "A"),
        Line("Programme", 650, 1, mark="B"),
        Line("Booking fee", 150, 3, mark="B"),
        Line("Gift voucher 8831-22", -2000),
    ),
    taxes=(Tax("A", "VAT", 13000, 10066, 1309), Tax("B", "VAT", 20000, 917, 183)),
    payments=(
        Payment(Method.CARD, 5000),
        Payment(Method.CASH, 5475, given=10000, change=4525, rounding=0),
    ),
)
LONG_RECEIPT: Final = replace(
    RECEIPT,
    house=replace(GERMAN_HOUSE, currency=Currency("KWD"), name=LONG_TICKET.house.name),
    lines=tuple(
        Line(LONG_TICKET.event if number % 9 == 4 else f"Ein Abend {number}", 45_500 * number, 1 + number % 3,
             f"Parkett, Reihe {number}, Platz 7", EVENING, "A")
        for number in range(1, 41)
    ),
    payments=(Payment(Method.CASH, 71_799_002, given=72_000_000, change=200_998, rounding=2),),
)  # fmt: skip
REFUND: Final = replace(
    RECEIPT,
    lines=(Line("The Winter’s Tale", -4550, 2, "Stalls, C 12–13, full price", EVENING, "A"),),
    taxes=(Tax("A", "VAT", 13000, -8053, -1047),),
    payments=(Payment(Method.CASH, -9098, rounding=2),),
)

VOUCHER: Final = Voucher(
    house=HOUSE,
    amount=5000,
    code="7Q4M9XKD2RT6WBHE5VNZ8GACPJ",
    valid_until=epoch_ms(datetime(2029, 12, 31, 12, tzinfo=UTC)),
    conditions="What is not spent stays on the voucher.\nIt is not paid out in cash.",
    order="K3-0413",
)
LONG_VOUCHER: Final = replace(
    VOUCHER,
    house=replace(LONG_TICKET.house, currency=Currency("KWD")),
    amount=123_456_789_000,
    conditions="\n".join([VOUCHER.conditions] * 6),
)
