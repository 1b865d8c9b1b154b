"""The layouts that a test holds on to; `python -m tests.support.layouts` takes them as they are now."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from boxoffice.domain.moments import epoch_ms
from boxoffice.domain.money import Currency
from boxoffice.printing.layout import Document, pages
from boxoffice.printing.paper import PAPERS
from boxoffice.printing.sheet import Item, Picture, Rule, Sheet, Text
from tests.support.documents import EVENING, GERMAN_HOUSE, HOUSE, RECEIPT, REFUND, TICKET, VOUCHER

GOLDEN: Final = Path(__file__).parent.parent / "golden"

# Short, so that no letters of any font need to be made smaller or broken: the layouts are the same on every PC.
_TICKET: Final = replace(
    TICKET, event="Hamlet", price_type="Adult", price=900, conditions="No refunds.\nNo photos.", code="1" * 26
)
_YEN: Final = replace(HOUSE, currency=Currency("JPY"))  # in which the amount is as short as can be
_MAY: Final = epoch_ms(datetime(2027, 5, 3, 12, tzinfo=UTC))  # a day with a short name
_LINES: Final = tuple(replace(line, text="Hamlet", detail="C 12", starts_at=EVENING) for line in RECEIPT.lines)
DOCUMENTS: Final[dict[str, Document]] = {
    "ticket": _TICKET,
    "ticket-sample": replace(_TICKET, house=replace(GERMAN_HOUSE, sample=True)),
    "ticket-standing": replace(_TICKET, row="", seat="", doors_at=None, house=replace(HOUSE, logo=None)),
    "voucher": replace(VOUCHER, house=_YEN, amount=9, conditions="No cash.", code="1" * 26, valid_until=_MAY),
    "receipt": replace(RECEIPT, lines=_LINES),
    "receipt-long": replace(RECEIPT, lines=_LINES[:1] * 40),
    "refund": replace(REFUND, lines=tuple(replace(line, detail="C 12") for line in REFUND.lines)),
}


def layouts() -> Iterator[tuple[Path, str]]:
    """Each golden file and what it should say."""
    for name, document in DOCUMENTS.items():
        for paper in PAPERS.values():
            stem = f"{name}-{paper.name}".replace(" ", "-").replace("×", "x")
            yield GOLDEN / f"{stem}.txt", "".join(_described(sheet) for sheet in pages(document, paper=paper))


def _described(sheet: Sheet) -> str:
    lines = [f"page {sheet.width:.1f} x {sheet.height:.1f}", *(_line(item) for item in sheet.items)]
    return "\n".join(lines) + "\n"


def _line(item: Item) -> str:
    box = f"{item.x:6.1f} {item.y:6.1f} {item.width:6.1f} {item.height:5.1f}"
    kind = type(item).__name__.lower()
    match item:
        case Text():
            letters = f"{item.type.size:.1f} {item.type.face}{' bold' if item.type.bold else ''} {item.align}"
            return f"{box}  {kind} {letters}: {item.text}"
        case Rule():
            return f"{box}  {kind}{' dashed' if item.dashed else ''}"
        case Picture():
            return f"{box}  {kind}"
        case _:
            return f"{box}  {kind}: {item.text}"


if __name__ == "__main__":
    _app = QGuiApplication([])
    GOLDEN.mkdir(exist_ok=True)
    for file in GOLDEN.glob("*.txt"):
        file.unlink()
    for file, text in layouts():
        file.write_text(text, "utf-8", newline="\n")
