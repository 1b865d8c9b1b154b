"""Printed PDFs say what they should, and their codes can be scanned, on every paper."""

from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from PySide6.QtCore import QRect

from boxoffice.domain.money import Currency
from boxoffice.domain.orders import Method
from boxoffice.printing.layout import Document, pages
from boxoffice.printing.paper import A4, A6, CARD, PAPERS, ROLL, Paper
from boxoffice.printing.pdf import pdf
from boxoffice.printing.preview import preview
from boxoffice.printing.receipt import Line, Payment, Tax
from boxoffice.printing.sheet import Stamp
from tests.support.documents import (
    EVENING,
    GERMAN_HOUSE,
    HOUSE,
    LONG_RECEIPT,
    LONG_TICKET,
    LONG_VOUCHER,
    RECEIPT,
    REFUND,
    TICKET,
    VOUCHER,
)
from tests.support.printed import codes, codes_in, has_ink, sizes, squashed, texts

on_every_paper = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)


TICKET_FACTS = (
    "Theatre Royal|Great Hall|The Winter’s Tale|Friday, 4 December 2026|Time|19:30|Doors|18:45|Entrance|B|Section|"
    "Stalls|Row|C|Seat|12|Price zone|Zone 1|Price type|Concession|Price|45.50 EUR|Order K3-0412"
)
GERMAN_FACTS = (
    "Freitag, 4. Dezember 2026|Beginn|Einlass|Eingang|Bereich|Reihe|Platz|Preiszone|Preisart|Preis|45,50 EUR|"
    "Auftrag K3-0412"
)
RECEIPT_FACTS = (
    "Theatre Royal Betriebs-GmbH|Schauspielgasse 4|1010 Wien|Tax number ATU 12345678|Receipt|K3-0000217|Date|"
    "04/12/2026|Time|18:00|Till 3|Clerk|Anna B.|Order|K3-0412|The Winter’s Tale|2 × 45.50|91.00|Programme|6.50|"
    "Stalls, C 12–13, full price|Gift voucher 8831-22|−20.00|Total|104.75 EUR|Card|50.00|Cash|54.75|Given|100.00|"
    "Change|45.25|Tax included|A VAT 13%|100.66|13.09|B VAT 20%|9.17|1.83"
)


def missing(facts: str, page: str) -> list[str]:
    return [fact for fact in facts.split("|") if squashed(fact) not in page]


def said(document: Document, *, paper: Paper = A6) -> str:
    return "".join(texts(pdf([document], paper=paper)))


@on_every_paper
def test_a_ticket_says_everything(paper: Paper) -> None:
    [page] = texts(pdf([TICKET], paper=paper))
    assert missing(TICKET_FACTS, page) == []
    assert missing("|".join([*TICKET.conditions.splitlines(), TICKET.code]), page) == []


@on_every_paper
def test_a_ticket_in_german_says_it_in_german(paper: Paper) -> None:
    [page] = texts(pdf([replace(TICKET, house=GERMAN_HOUSE)], paper=paper))
    assert missing(GERMAN_FACTS, page) == []


def test_a_language_without_words_here_is_english() -> None:
    french = replace(TICKET, house=replace(HOUSE, language="fr_FR"))
    assert said(french) == said(TICKET)


@on_every_paper
def test_the_code_of_a_ticket_is_scanned_from_the_picture_and_from_the_pdf(paper: Paper) -> None:
    for ticket in (TICKET, LONG_TICKET, replace(TICKET, house=replace(HOUSE, sample=True))):
        [sheet] = pages(ticket, paper=paper)
        assert codes(preview(sheet, dots_per_mm=8)) == [TICKET.code]
        assert codes_in(pdf([ticket], paper=paper)) == [TICKET.code]


@on_every_paper
def test_a_long_signed_code_is_scanned_too(paper: Paper) -> None:
    signed = replace(TICKET, code="7Q4M9XKD2RT6WBHE5VNZ8GACPJ" * 4)
    [sheet] = pages(signed, paper=paper)
    assert codes(preview(sheet, dots_per_mm=8)) == [signed.code]


@on_every_paper
def test_a_gift_voucher_says_everything_and_its_code_is_scanned(paper: Paper) -> None:
    facts = "Theatre Royal|Gift voucher|50.00 EUR|Valid until|Monday, 31 December 2029|Order K3-0413"
    [page] = texts(pdf([VOUCHER], paper=paper))
    assert missing("|".join([facts, *VOUCHER.conditions.splitlines(), VOUCHER.code]), page) == []
    for voucher in (VOUCHER, LONG_VOUCHER, replace(VOUCHER, house=replace(HOUSE, sample=True), valid_until=None)):
        [sheet] = pages(voucher, paper=paper)
        assert codes(preview(sheet, dots_per_mm=8)) == [VOUCHER.code]
        assert codes_in(pdf([voucher], paper=paper)) == [VOUCHER.code]
        if paper.height is not None:
            assert max(item.y + item.height for item in sheet.items if not isinstance(item, Stamp)) <= paper.height


def test_a_gift_voucher_in_german_without_an_end_says_no_end() -> None:
    words = said(replace(VOUCHER, house=GERMAN_HOUSE, valid_until=None))
    assert missing("Geschenkgutschein|50,00 EUR|Auftrag K3-0413", words) == []
    assert "bis" not in words


@on_every_paper
def test_a_receipt_says_everything(paper: Paper) -> None:
    assert missing(RECEIPT_FACTS, said(RECEIPT, paper=paper)) == []


@on_every_paper
def test_a_sample_says_so_in_the_language_of_the_house_and_hides_nothing(paper: Paper) -> None:
    for house, word, document in (
        (HOUSE, "SAMPLE", TICKET),
        (HOUSE, "SAMPLE", RECEIPT),
        (GERMAN_HOUSE, "MUSTER", VOUCHER),
    ):
        real = texts(pdf([replace(document, house=house)], paper=paper))
        sample = texts(pdf([replace(document, house=replace(house, sample=True))], paper=paper))
        assert all(word in page for page in sample)
        assert [page.replace(word, "") for page in sample] == real


def test_the_pages_of_a_pdf_have_the_size_of_the_paper() -> None:
    for paper in PAPERS.values():
        for document in (TICKET, LONG_RECEIPT):
            sheets = pages(document, paper=paper)
            for size, sheet in zip(sizes(pdf([document], paper=paper)), sheets, strict=True):
                assert size == pytest.approx((sheet.width, sheet.height), abs=0.3)


def test_several_documents_are_one_pdf() -> None:
    parts = texts(pdf([TICKET, replace(TICKET, order="K3-0413"), RECEIPT], paper=ROLL))
    assert ["OrderK3-0412" in page for page in parts] == [True, False, False]
    assert ["OrderK3-0413" in page for page in parts] == [False, True, False]
    assert ["Receipt" in page for page in parts] == [False, False, True]


def test_a_refund_is_called_one_and_its_amounts_are_negative() -> None:
    words = said(REFUND)
    for fact in ("Refund", "2 × −45.50", "−91.00 EUR", "Paid back in cash", "−90.98", "−80.53", "−10.47"):
        assert squashed(fact) in words
    assert "Receipt" not in words


def test_rounded_cash_has_a_line_of_its_own_outside_the_total() -> None:
    swiss = replace(HOUSE, currency=Currency("CHF"))
    payments = (Payment(Method.CARD, 2000), Payment(Method.CASH, 2550, given=3000, change=450, rounding=-2))
    words = said(replace(RECEIPT, house=swiss, lines=(Line("Gala", 4552),), taxes=(), payments=payments))
    assert squashed("Total 45.52 CHF Card 20.00 Cash rounding −0.02 Cash 25.50 Given 30.00 Change 4.50") in words


def test_taxes_that_are_added_come_between_subtotal_and_total() -> None:
    added = (Tax("A", "City", 8875, 10000, 888, included=False), Tax("B", "State", 4000, 10000, 400, included=False))
    words = said(replace(RECEIPT, lines=(Line("Gala", 10000, mark="AB"),), taxes=added, payments=()))
    assert squashed("Subtotal 100.00 A City 8.875% 8.88 B State 4% 4.00 Total 112.88 EUR") in words
    assert squashed("Tax added") in words


@pytest.mark.parametrize(
    ("code", "language", "amount", "expected"),
    [
        ("KWD", "en", 1_234_567, "1,234.567 KWD"),
        ("KWD", "de", -1, "−0,001 KWD"),
        ("JPY", "en", 12_345_678, "12,345,678 JPY"),
        ("JPY", "de", -5, "−5 JPY"),
        ("EUR", "de", 99_999_999_999_99, "99.999.999.999,99 EUR"),
    ],
)
def test_money_has_the_decimals_of_its_currency(code: str, language: str, amount: int, expected: str) -> None:
    house = replace(HOUSE, currency=Currency(code), language=language)
    line = replace(RECEIPT.lines[0], price=amount, count=1)
    words = said(replace(RECEIPT, house=house, lines=(line,), taxes=(), payments=()))
    assert squashed(expected) in words


def test_american_english_writes_its_own_times_and_days() -> None:
    house = replace(HOUSE, language="en-US", time_zone="America/New_York")
    words = said(replace(TICKET, house=house))
    assert squashed("1:30 PM") in words
    assert squashed("Friday, December 4, 2026") in words


@pytest.mark.parametrize("paper", [A4, A6, CARD], ids=["A4", "A6", "card"])
def test_a_long_receipt_carries_its_sum_from_page_to_page(paper: Paper) -> None:
    words = texts(pdf([replace(LONG_RECEIPT, house=HOUSE)], paper=paper))
    assert len(words) > 2
    assert all(f"Page{number}of{len(words)}" in page for number, page in enumerate(words, 1))
    amounts = [line.amount for line in LONG_RECEIPT.lines]
    sums = [f"{amount / 100:,.2f}" for amount in accumulate(amounts)]
    carries = 0
    for before, after in pairwise(words):
        assert ("Carriedforward" in before) == ("Broughtforward" in after)
        if "Broughtforward" in after:
            brought, carried = after.split("Broughtforward")[1], before.split("Carriedforward")[1]
            assert [text for text in sums if brought.startswith(text) and carried.startswith(text)]
            carries += 1
    assert carries


def test_a_long_receipt_on_a_roll_is_one_page() -> None:
    [sheet] = pages(LONG_RECEIPT, paper=ROLL)
    [page] = texts(pdf([LONG_RECEIPT], paper=ROLL))
    assert sheet.height > 400
    assert "Übertrag" not in page
    assert all(squashed(f"Reihe {number},") in page for number in range(1, 41))


def test_what_is_empty_takes_no_place() -> None:
    standing = replace(TICKET, row="", seat="", doors_at=None, entrance="", conditions="", hall="Theatre Royal")
    words = said(standing)
    assert not any(label in words for label in ("Row", "Seat", "Doors", "Entrance"))
    assert words.count("TheatreRoyal") == 1


def test_the_time_is_the_house_s_and_not_the_pc_s() -> None:
    words = said(replace(TICKET, starts_at=EVENING, house=replace(HOUSE, time_zone="Asia/Tokyo")))
    assert squashed("Saturday, 5 December 2026") in words
    assert "03:30" in words


def test_a_logo_that_is_no_picture_is_left_out() -> None:
    broken = replace(TICKET, house=replace(HOUSE, logo=b"no picture"))
    assert said(broken) == said(replace(TICKET, house=replace(HOUSE, logo=None)))


def test_a_logo_is_printed() -> None:
    [sheet] = pages(TICKET, paper=A6)
    corner = QRect(64, 64, 40, 40)
    assert has_ink(preview(sheet, dots_per_mm=8), corner)
    [bare] = pages(replace(TICKET, house=replace(HOUSE, logo=None, name="")), paper=A6)
    assert not has_ink(preview(bare, dots_per_mm=8), corner)
