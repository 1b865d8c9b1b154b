"""Whatever people write, nothing overlaps, nothing is cut off and nothing leaves the page."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from boxoffice.printing import qr
from boxoffice.printing.layout import Document, pages
from boxoffice.printing.lettering import plain, width_of
from boxoffice.printing.paper import A6, PAPERS, Paper
from boxoffice.printing.pdf import pdf
from boxoffice.printing.preview import preview
from boxoffice.printing.receipt import Tax
from boxoffice.printing.sheet import Code, Item, Rule, Sheet, Stamp, Text
from tests.support.documents import LONG_RECEIPT, LONG_TICKET, RECEIPT, TICKET
from tests.support.odd import ODD_RECEIPTS, ODD_TICKETS, receipts, tickets
from tests.support.printed import has_ink

_papers = st.sampled_from(tuple(PAPERS.values()))
_slowly = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_ROUNDING = 0.01


def assert_in_order(sheet: Sheet) -> None:
    items = [item for item in sheet.items if not isinstance(item, Stamp)]
    for item in items:
        assert sheet.margin - _ROUNDING <= item.x, item
        assert sheet.margin - _ROUNDING <= item.y, item
        assert item.x + item.width <= sheet.width - sheet.margin + _ROUNDING, item
        assert item.y + item.height <= sheet.height - sheet.margin + _ROUNDING or is_fold(item, sheet), item
        if isinstance(item, Text):
            assert width_of(item.text, letters=item.type) <= item.width + _ROUNDING, item
            assert item.text == plain(item.text), item
    for one, other in combinations(items, 2):
        assert not overlap(one, other), (one, other)


def is_fold(item: Item, sheet: Sheet) -> bool:
    return isinstance(item, Rule) and item.dashed and item.y == sheet.height / 2


def overlap(one: Item, other: Item) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > _ROUNDING and down > _ROUNDING


@_slowly
@given(ticket=tickets, paper=_papers)
def test_a_ticket_is_one_page_in_order(ticket: Document, paper: Paper) -> None:
    [sheet] = pages(ticket, paper=paper)
    assert_in_order(sheet)
    [code] = [item for item in sheet.items if isinstance(item, Code)]
    assert code.width / (len(qr.modules(code.text)) + 2 * qr.QUIET) >= qr.LEAST_MODULE


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_code_with_much_beneath_it_makes_way(paper: Paper) -> None:
    [sheet] = pages(replace(TICKET, order="Donaudampfschifffahrtselektrizität" * 2, code="0" * 48 + "A"), paper=paper)
    assert_in_order(sheet)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_more_taxes_than_a_page_holds_go_on_over_the_next(paper: Paper) -> None:
    taxes = tuple(Tax("A", f"Levy {number}", 1000, 900, number, included=False) for number in range(1, 13))
    sheets = pages(replace(RECEIPT, taxes=taxes), paper=paper)
    for sheet in sheets:
        assert_in_order(sheet)
    written = [item.text for sheet in sheets for item in sheet.items if isinstance(item, Text)]
    assert all(any(f"Levy {number} " in text for text in written) for number in range(1, 13))


@_slowly
@given(receipt=receipts, paper=_papers)
def test_a_receipt_is_in_order_on_every_page(receipt: Document, paper: Paper) -> None:
    for sheet in pages(receipt, paper=paper):
        assert_in_order(sheet)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_no_ink_is_in_the_margins(paper: Paper) -> None:
    dots, edge = 8, round(paper.margin * 8) - 4  # a letter may lean half a millimetre out of its box
    documents: list[Document] = [TICKET, LONG_TICKET, RECEIPT, LONG_RECEIPT, *ODD_TICKETS, *ODD_RECEIPTS]
    for document in documents:
        for sheet in pages(document, paper=paper)[:2]:
            image = preview(sheet, dots_per_mm=dots)
            width, height = image.width(), image.height()
            assert not has_ink(image, QRect(0, 0, width, edge))
            assert not has_ink(image, QRect(0, height - edge, width, edge))
            assert not has_ink(image, QRect(0, 0, edge, height))
            assert not has_ink(image, QRect(width - edge, 0, edge, height))


def test_odd_documents_become_pdfs() -> None:
    assert pdf([*ODD_TICKETS, *ODD_RECEIPTS], paper=A6).startswith(b"%PDF")
