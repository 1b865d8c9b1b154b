"""Real sales on paper, on both databases: PDFs read back, their codes scanned, their sums added up."""

import uuid
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from boxoffice.db.database import Database
from boxoffice.db.statement import Statement
from boxoffice.domain import moments
from boxoffice.domain.moments import HOUR
from boxoffice.domain.orders import Method, PaymentState
from boxoffice.domain.performances import Performance
from boxoffice.domain.permissions import By
from boxoffice.domain.price_types import PriceType
from boxoffice.domain.pricing import Fee, FeePer
from boxoffice.domain.print_jobs import What
from boxoffice.domain.promotions import Lowering, Promotion
from boxoffice.domain.taxes import Tax
from boxoffice.printing.language import Language
from boxoffice.printing.paper import A4, A6
from boxoffice.printing.pdf import pdf
from boxoffice.printing.receipt import Receipt
from boxoffice.printing.ticket import Ticket
from boxoffice.printing.voucher import Voucher
from boxoffice.routines import papers
from boxoffice.services import house, order_prices, price_lists, print_jobs
from tests.support.desk import Desk
from tests.support.houses import another_night, counter, studio
from tests.support.printed import codes_in, squashed, texts

_CODES = Statement(
    "SELECT c.code FROM ticket_code c JOIN ticket t ON t.id = c.ticket_id JOIN order_line l ON l.id = t.order_line_id"
    " WHERE l.order_id = :order AND c.revoked_at IS NULL ORDER BY l.id, c.issue"
)
_REVOKE = Statement("UPDATE ticket_code SET revoked_at = 1 WHERE ticket_id = :ticket AND issue = 1")
_REISSUE = Statement(
    "INSERT INTO ticket_code (ticket_id, issue, code, revoked_at) VALUES (:ticket, :issue, :code, :revoked_at)"
)
_DOORS = Statement("UPDATE performance SET doors_at = :doors_at, entrance = 'B' WHERE id = :performance")
_VOUCHER = Statement(
    "INSERT INTO voucher (code, balance, issued_at, valid_until) VALUES (:code, 5000, 1, :until) RETURNING id"
)
_VOUCHER_LINE = Statement(
    "INSERT INTO order_line (order_id, kind, zone, price_type, face_price, discount, due, voucher_id)"
    " VALUES (:order, 'voucher', '', '', 5000, 0, 5000, :voucher) RETURNING id"
)
_ROUNDED = Statement("UPDATE payment SET rounding = -2, tendered = 5000 WHERE order_id = :order")
_NUMBERED = Statement("UPDATE orders SET receipt = 'K1-R0000001' WHERE id = :order")
_LOGO = Statement("UPDATE house SET logo = :logo")


@pytest.fixture
def by(database: Database) -> By:
    return counter(database, "Counter 1")


@pytest.fixture
def show(database: Database, by: By) -> Performance:
    performance = studio(database, by=by)
    with database.write(by=by) as tx:
        price_lists.put_types(tx, types=(PriceType("Full price"), PriceType("Comp", comp=True)))
        price_list = price_lists.list_of(tx, performance=performance.id)
        price_lists.put_prices(tx, price_list=price_list, amounts={("Front", "Comp"): 4500, ("Rear", "Comp"): 3000})
        tx.execute(_DOORS, {"performance": performance.id, "doors_at": performance.starts_at - HOUR})
        here = house.house(tx)
        address = ("Schauspielgasse 4", "1010 Wien")
        described = replace(here, seller="Theatre Ltd", address=address, tax_number="U1", conditions="No refunds.")
        house.describe(tx, described=described)
    return performance


@pytest.fixture
def desk(database: Database, by: By, show: Performance, qapp: QApplication) -> Desk:
    assert qapp is not None  # letters are measured with its fonts
    return Desk(database, by, show)


def printed(desk: Desk, what: What) -> tuple[papers.Document, ...]:
    """The documents of the desk's order."""
    with desk.database.read() as tx:
        job = next(job for job in print_jobs.of_order(tx, order=desk.order) if job.what is what)
    return papers.documents(desk.database, job=job)


def receipt(desk: Desk) -> Receipt:
    [only] = printed(desk, What.RECEIPT)
    assert isinstance(only, Receipt)
    return only


def codes(desk: Desk) -> list[str]:
    with desk.database.read() as tx:
        return list(tx.execute(_CODES, {"order": desk.order}).scalars())


def missing(facts: str, page: str) -> list[str]:
    return [fact for fact in facts.split("|") if squashed(fact) not in page]


def adds_up(found: Receipt) -> bool:
    """Whether lines, taxes and payments come to the same, and every payment's cash to what was handed over."""
    paid = sum(payment.amount - payment.rounding for payment in found.payments)
    handed = all(payment.given - payment.change == payment.amount for payment in found.payments if payment.given)
    return found.total == paid and handed


def test_every_ticket_of_two_nights_is_a_page_with_its_own_code(desk: Desk, show: Performance) -> None:
    desk.take("A1", "C2")
    desk.performance = another_night(desk.database, show)
    desk.take("A1")
    number = desk.sell().order.number
    tickets = [ticket for ticket in printed(desk, What.TICKETS) if isinstance(ticket, Ticket)]
    assert [(ticket.row, ticket.seat, ticket.price) for ticket in tickets] == [
        ("A", "1", 4500),
        ("C", "2", 3000),
        ("A", "1", 5500),
    ]
    pages = pdf(tickets, paper=A6)
    first, second, third = texts(pages)
    zone = "UTC"
    for page, price, start in (
        (first, "45.00", show.starts_at),
        (second, "30.00", show.starts_at),
        (third, "55.00", desk.performance.starts_at),
    ):
        day = Language(tickets[0].house).date(start)
        assert missing(f"Taylor Swift|Stalls|{price}|Full price|{day}|Order {number}|No refunds.", page) == []
        assert squashed(moments.clock(start, zone=zone)) in page
    assert missing(f"Doors|{moments.clock(show.starts_at - HOUR, zone=zone)}|Entrance|B", first) == []
    assert "Doors" not in third
    assert [codes_in(pages, page=page) for page in range(3)] == [[code] for code in codes(desk)]
    assert len(set(codes(desk))) == 3


def test_a_ticket_has_the_newest_code_that_is_not_revoked(desk: Desk) -> None:
    desk.take("A1", "A2")
    desk.sell()
    [job] = desk.database.look(lambda tx: print_jobs.waiting(tx, counter=desk.by.counter))
    with desk.database.write(by=desk.by) as tx:
        tx.execute(_REVOKE, {"ticket": job.tickets[0]})
        for issue, letter, revoked_at in ((2, "f", None), (3, "e", 1)):
            values = {"ticket": job.tickets[0], "issue": issue, "code": letter * 32, "revoked_at": revoked_at}
            tx.execute(_REISSUE, values)
    first, second = printed(desk, What.TICKETS)
    assert isinstance(first, Ticket)
    assert isinstance(second, Ticket)
    assert (first.code, len(second.code), second.code != first.code) == ("f" * 32, 32, True)


def test_a_receipt_says_who_sells_what_was_sold_and_how_it_was_paid(desk: Desk) -> None:
    desk.take("A1", "A2", "C1")
    desk.open_payment()
    sale = desk.finish(tendered=15_000)
    found = receipt(desk)
    [page] = texts(pdf([found], paper=A4))
    facts = (
        f"Theatre Ltd|Schauspielgasse 4|1010 Wien|Tax number U1|Receipt {sale.receipt}|Counter 1|Taylor Swift|"
        "2 × 45.00|90.00|Front, Full price|Rear, Full price|30.00|Total 120.00 EUR|Cash 120.00|"
        "Given 150.00|Change 30.00"
    )
    assert missing(facts, page) == []
    assert "Clerk" not in page
    assert adds_up(found)
    assert [(line.count, line.price) for line in found.lines] == [(2, 4500), (1, 3000)]


def test_a_receipt_has_the_number_that_the_till_gave_it(desk: Desk) -> None:
    desk.take("A1")
    desk.sell()
    with desk.database.write(by=desk.by) as tx:
        tx.execute(_NUMBERED, {"order": desk.order})
    assert receipt(desk).number == "K1-R0000001"


@pytest.mark.parametrize("included", [True, False])
def test_fees_taxes_promotions_and_comps_add_up_as_they_were_sold(
    desk: Desk,
    show: Performance,
    included: bool,  # noqa: FBT001
) -> None:
    other = another_night(desk.database, show)
    with desk.database.write(by=desk.by) as tx:
        for night, rate in ((show, 13_000), (other, 20_000)):
            price_list = price_lists.list_of(tx, performance=night.id)
            taxes = [Tax("VAT", rate), Tax("City", 1_115)]
            price_lists.put_taxes(tx, price_list=price_list, taxes=taxes, included=included)
            price_lists.put_fee(tx, price_list=price_list, fee=Fee("Booking", FeePer.TICKET, 155))
        price_lists.add_promotion(tx, promotion=Promotion("Friends", Lowering.PERCENT, 10_000))
    desk.take("A1", "A2", "C1")
    desk.performance = other
    order = desk.take("A1")
    comp = [order.lines[1].id]
    desk.act(
        lambda tx: order_prices.set_price_type(tx, order=desk.order, lines=comp, price_type="Comp", reason="press")
    )
    desk.act(lambda tx: order_prices.use_promotion(tx, order=desk.order, asked="Friends"))
    sale = desk.sell()
    found = receipt(desk)
    assert found.total == sale.total
    assert adds_up(found)
    assert [(line.detail, line.price, line.count) for line in found.lines[:4]] == [
        ("Front, Full price, Friends", 4050, 1),
        ("Front, Comp", 0, 1),
        ("Rear, Full price, Friends", 2700, 1),
        ("Front, Full price, Friends", 4950, 1),
    ]
    assert {line.text for line in found.lines[4:]} == {"Booking"}
    assert sum(line.count for line in found.lines[4:]) == 3  # a comp bears none
    assert [(tax.mark, tax.name, tax.rate, tax.included) for tax in found.taxes] == [
        ("A", "City", 1_115, included),
        ("B", "VAT", 13_000, included),
        ("C", "VAT", 20_000, included),
    ]
    assert [line.mark for line in found.lines[:4]] == ["AB", "", "AB", "AC"]
    paid = f"{sale.total / 100:.2f}"
    said = "".join(texts(pdf([found], paper=A6)))
    assert missing(f"Total {paid} EUR|Cash {paid}|{'Tax included' if included else 'Tax added'}", said) == []


def test_the_net_and_tax_of_a_receipt_are_those_of_its_rows(desk: Desk, show: Performance) -> None:
    with desk.database.write(by=desk.by) as tx:
        price_list = price_lists.list_of(tx, performance=show.id)
        price_lists.put_taxes(tx, price_list=price_list, taxes=[Tax("VAT", 19_000)], included=True)
    desk.take("A1", "A2", "A3")
    desk.sell()
    [tax] = receipt(desk).taxes
    # Three times the 7.18 of one line; 19 % of 135.00 at once would be 21.55.
    assert (tax.tax, tax.net) == (3 * 718, 3 * (4500 - 718))


def test_a_receipt_stays_as_it_was_when_its_list_changes_how_taxes_are_asked(desk: Desk, show: Performance) -> None:
    taxes = [Tax("VAT", 10_000)]
    with desk.database.write(by=desk.by) as tx:
        price_list = price_lists.list_of(tx, performance=show.id)
        price_lists.put_taxes(tx, price_list=price_list, taxes=taxes, included=False)
    desk.take("A1", "C1")
    desk.sell()
    before = receipt(desk)
    assert (before.total, before.taxes[0].included) == (8250, False)
    desk.act(lambda tx: price_lists.put_taxes(tx, price_list=price_list, taxes=taxes, included=True))
    assert receipt(desk) == before
    assert adds_up(before)


def test_rounded_cash_stands_beside_the_total(desk: Desk) -> None:
    desk.take("A1")
    desk.sell()
    with desk.database.write(by=desk.by) as tx:
        tx.execute(_ROUNDED, {"order": desk.order})
    found = receipt(desk)
    [paid] = found.payments
    assert (paid.method, paid.amount, paid.rounding, paid.given, paid.change) == (Method.CASH, 4498, -2, 5000, 502)
    assert (found.total, adds_up(found)) == (4500, True)


def test_a_declined_card_is_on_no_receipt(desk: Desk) -> None:
    desk.take("A1")
    desk.open_payment()
    desk.start_card("first")
    desk.settle_card("first", PaymentState.DECLINED)
    desk.start_card("second")
    desk.settle_card("second", PaymentState.APPROVED)
    desk.finish(tendered=None)
    found = receipt(desk)
    assert [(paid.method, paid.amount, paid.given) for paid in found.payments] == [(Method.CARD, 4500, None)]


def test_a_gift_voucher_is_a_page_of_its_own_and_a_line_without_its_code(desk: Desk) -> None:
    code, until = uuid.uuid4().hex, desk.performance.starts_at
    desk.take("A1")
    desk.sell()
    with desk.database.write(by=desk.by) as tx:
        voucher = tx.execute(_VOUCHER, {"code": code, "until": until}).scalar_one()
        line = tx.execute(_VOUCHER_LINE, {"order": desk.order, "voucher": voucher}).scalar_one()
        print_jobs.add(tx, order=desk.order, what=What.VOUCHERS, tickets=[line])
    [page] = printed(desk, What.VOUCHERS)
    assert isinstance(page, Voucher)
    content = pdf([page], paper=A6)
    year = moments.local(until, zone="UTC").year
    assert missing(f"Gift voucher|50.00 EUR|Valid until|{year}|No refunds.", texts(content)[0]) == []
    assert codes_in(content) == [code]
    found = receipt(desk)
    assert [(line.text, line.amount) for line in found.lines] == [("Taylor Swift", 4500), ("Gift voucher", 5000)]
    assert code not in "".join(texts(pdf([found], paper=A6)))


def test_a_house_to_practise_in_prints_samples_with_its_logo(desk: Desk) -> None:
    desk.act(lambda tx: house.change(tx, is_demo=True))
    desk.act(lambda tx: tx.execute(_LOGO, {"logo": b"<svg/>"}))
    desk.take("A1")
    desk.sell()
    for what in (What.TICKETS, What.RECEIPT):
        documents = printed(desk, what)
        assert all("SAMPLE" in page for page in texts(pdf(documents, paper=A6)))
    [ticket] = printed(desk, What.TICKETS)
    assert ticket.house.logo == b"<svg/>"


def test_a_german_house_prints_german(desk: Desk) -> None:
    desk.act(lambda tx: house.describe(tx, described=replace(house.house(tx), language="de_AT")))
    desk.take("A1")
    desk.sell()
    [page] = texts(pdf([receipt(desk)], paper=A6))
    assert missing("Beleg|Kasse|Summe 45,00 EUR|Bar 45,00", page) == []


def test_samples_to_try_a_printer_with_say_what_they_are(desk: Desk) -> None:
    ticket, slip = papers.samples(desk.database, till="Counter 1")
    assert adds_up(slip)
    for page in texts(pdf([ticket, slip], paper=A6)):
        assert "SAMPLE" in page
