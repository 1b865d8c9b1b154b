"""A receipt laid out: who sells, what was sold, the tax, how it was paid; over as many pages as it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from boxoffice.printing.fitting import LEAST, fit
from boxoffice.printing.flow import Block, flow
from boxoffice.printing.galley import Cell, Galley
from boxoffice.printing.language import Language
from boxoffice.printing.paper import Paper
from boxoffice.printing.receipt import Line, Payment, Receipt, Tax
from boxoffice.printing.sheet import Align, Face, Sheet, Type

_HAIR: Final = 0.15
_WIDE: Final = 120  # millimetres from which count and price have a column of their own
_MARK: Final = 0.08  # the shares of a line's width
_AMOUNT: Final = 0.24
_EACH: Final = 0.2
_TOGETHER: Final = 4  # rates that are kept on one page


@dataclass(frozen=True, slots=True)
class _Form:
    """One receipt being set on one paper."""

    receipt: Receipt
    language: Language
    width: float
    size: float  # of plain text, millimetres

    def type(self, times: float = 1.0, *, face: Face = Face.SANS, bold: bool = False) -> Type:
        """Letters so many times as large as plain text."""
        return Type(max(LEAST, self.size * times), face, bold)

    def galley(self) -> Galley:
        """An empty column as wide as the paper."""
        return Galley(self.width)


def lay_out(receipt: Receipt, *, paper: Paper) -> tuple[Sheet, ...]:
    """The pages of a receipt; a roll has one, as long as needed."""
    form, blocks = _set(receipt, paper=paper)
    words = form.language.words
    stamp = words.sample if receipt.house.sample else ""
    return flow(
        blocks,
        paper=paper,
        stamp=stamp,
        carried=lambda amount: _carried(form, words.carried_forward, amount),
        brought=lambda amount: _carried(form, words.brought_forward, amount),
        foot=lambda page, pages: _foot(form, page, pages),
    )


def _set(receipt: Receipt, *, paper: Paper) -> tuple[_Form, tuple[Block, ...]]:
    """A receipt that nearly fits one page is set a little smaller; one that does not is set at its full size."""
    width, room = paper.inner_width, paper.inner_height
    full = min(3.4, max(2.5, width / 30))
    for hundredths in (100, 95, 90, 85, 100):
        form = _Form(receipt, Language(receipt.house), width, full * hundredths / 100)
        blocks = tuple(_blocks(form))
        if room is None or sum(block.column.height for block in blocks) <= room:
            break
    return form, blocks


def _blocks(form: _Form) -> Iterator[Block]:
    yield from _seller(form)
    yield from _title(form)
    so_far = 0
    for index, line in enumerate(form.receipt.lines):
        yield Block(_line(form, line), carry=so_far if index else None)
        so_far += line.amount
    yield from _total(form, so_far)
    yield from _payments(form)
    yield from _taxes(form)


def _seller(form: _Form) -> Iterator[Block]:
    house = form.receipt.house
    column = form.galley()
    column.heading(house.name, letters=form.type(1.5, face=Face.SERIF, bold=True), logo=house.logo)
    column.gap(form.size * 0.5)
    yield Block(column)
    tax_number = form.language.words.tax_number.format(house.tax_number) if house.tax_number else ""
    for text in (house.seller, *house.address, tax_number):
        if text:
            column = form.galley()
            column.text(text, letters=form.type(0.85), lines=2)
            yield Block(column)


def _title(form: _Form) -> Iterator[Block]:
    receipt, words, language = form.receipt, form.language.words, form.language
    column = form.galley()
    column.gap(form.size * 1.2)
    name = words.refund if receipt.total < 0 else words.receipt
    column.pair(name, receipt.number, letters=form.type(1.5, face=Face.SERIF, bold=True), share=0.5)
    column.gap(form.size * 0.3)
    column.rule(_HAIR * 3)
    yield Block(column)
    column = form.galley()
    column.gap(form.size * 0.5)
    plain, label = form.type(0.95), form.type(0.7)
    facts = (
        Cell(words.date, language.short_date(receipt.at), plain),
        Cell(words.time, language.time(receipt.at), plain),
        Cell(words.till, receipt.till, plain),
        Cell(words.clerk, receipt.clerk, plain),
        Cell(words.order, receipt.order, plain),
    )
    if form.width >= _WIDE:
        column.cells(facts, label=label, shares=(0.2, 0.2, 0.2, 0.2, 0.2), lines=2)
    else:
        column.cells(facts[:2] + facts[4:], label=label, shares=(0.4, 0.3, 0.3), lines=2)
        column.gap(form.size * 0.3)
        column.cells(facts[2:4], label=label, shares=(0.4, 0.6), lines=2)
    column.gap(form.size)
    yield Block(column)


def _line(form: _Form, line: Line) -> Galley:
    column = form.galley()
    column.rule(_HAIR)
    column.gap(form.size * 0.35)
    plain, wide = form.type(), form.width >= _WIDE
    each = f"{line.count} × {form.language.number(line.price)}" if line.count != 1 else ""
    amount, mark = form.width * _AMOUNT, form.width * _MARK
    beside = form.width * _EACH if wide else 0.0
    room = form.width - amount - mark - beside
    text = fit(line.text, letters=plain, width=room - form.size * 0.5, lines=3)
    column.columns(
        (
            (text, 0, room, Align.LEFT),
            (fit(each if wide else "", letters=plain, width=beside, least=0.5), room, beside, Align.RIGHT),
            (fit(line.mark, letters=form.type(0.8), width=mark, least=0.5), room + beside, mark, Align.CENTER),
            (
                fit(form.language.number(line.amount), letters=plain, width=amount, least=0.4),
                form.width - amount,
                amount,
                Align.RIGHT,
            ),
        ),
        letters=plain,
    )
    for more in (_when_and_where(form, line), "" if wide else each):
        small = fit(more, letters=form.type(0.82), width=room - form.size * 0.5, lines=2)
        column.columns(((small, 0, room, Align.LEFT),), letters=small.letters)
    column.gap(form.size * 0.35)
    return column


def _when_and_where(form: _Form, line: Line) -> str:
    when = (
        ""
        if line.starts_at is None
        else f"{form.language.short_date(line.starts_at)} {form.language.time(line.starts_at)}"
    )
    return " · ".join(part for part in (when, line.detail) if part)


def _total(form: _Form, so_far: int) -> Iterator[Block]:
    """What is to pay; the taxes that are added before it may go on over a page."""
    receipt, words, language = form.receipt, form.language.words, form.language
    column = form.galley()
    column.rule(_HAIR * 3)
    column.gap(form.size * 0.5)
    carry = so_far if receipt.lines else None
    added = [tax for tax in receipt.taxes if not tax.included]
    if added:
        column.pair(words.subtotal, language.number(receipt.subtotal), letters=form.type(0.9))
    for row, tax in enumerate(added):
        if row and row % _TOGETHER == 0:
            yield Block(column, carry=carry)
            column, carry = form.galley(), so_far
        column.pair(_tax_name(form, tax), language.number(tax.tax), letters=form.type(0.9))
        so_far += tax.tax
    if added:
        column.gap(form.size * 0.3)
    column.pair(words.total, language.money(receipt.total), letters=form.type(1.5, bold=True), share=0.4)
    yield Block(column, carry=carry)


def _payments(form: _Form) -> Iterator[Block]:
    for index, payment in enumerate(form.receipt.payments):
        column = form.galley()
        column.gap(form.size * (0.6 if index == 0 else 0.1))
        for name, amount in _paid(form, payment):
            column.pair(name, form.language.number(amount), letters=form.type())
        for name, amount in _handed(form, payment):
            column.pair(name, form.language.number(amount), letters=form.type(0.82), indent=form.size)
        yield Block(column)


def _paid(form: _Form, payment: Payment) -> Iterator[tuple[str, int]]:
    words = form.language.words
    if payment.rounding:
        yield words.rounding, payment.rounding
    yield (words.refunds if payment.amount < 0 else words.methods)[payment.method], payment.amount


def _handed(form: _Form, payment: Payment) -> Iterator[tuple[str, int]]:
    """What went over the counter in cash."""
    if payment.given is not None:
        yield form.language.words.given, payment.given
        yield form.language.words.change, payment.change


def _taxes(form: _Form) -> Iterator[Block]:
    words = form.language.words
    for included, taxes in groupby(sorted(form.receipt.taxes, key=lambda tax: not tax.included), _is_included):
        column = form.galley()
        column.gap(form.size)
        column.rule(_HAIR)
        column.gap(form.size * 0.35)
        name = words.tax_included if included else words.tax_added
        _three(form, column, name, words.net, words.tax)
        for row, tax in enumerate(taxes):
            if row and row % _TOGETHER == 0:
                yield Block(column)
                column = form.galley()
            _three(form, column, _tax_name(form, tax), form.language.number(tax.net), form.language.number(tax.tax))
        yield Block(column)


def _is_included(tax: Tax) -> bool:
    return tax.included


def _tax_name(form: _Form, tax: Tax) -> str:
    return " ".join(part for part in (tax.mark, tax.name, form.language.rate(tax.rate)) if part)


def _three(form: _Form, column: Galley, name: str, net: str, tax: str) -> None:
    letters = form.type(0.8)
    room, figure = form.width * 0.48, form.width * 0.26
    column.columns(
        (
            (fit(name, letters=letters, width=room - form.size * 0.5, lines=2), 0, room, Align.LEFT),
            (fit(net, letters=letters, width=figure - 1, least=0.5), room, figure, Align.RIGHT),
            (fit(tax, letters=letters, width=figure - 1, least=0.5), room + figure, figure, Align.RIGHT),
        ),
        letters=letters,
    )


def _carried(form: _Form, name: str, amount: int) -> Galley:
    column = form.galley()
    column.rule(_HAIR)
    column.gap(form.size * 0.35)
    column.pair(name, form.language.number(amount), letters=form.type(bold=True))
    column.gap(form.size * 0.35)
    return column


def _foot(form: _Form, page: int, pages: int) -> Galley:
    column = form.galley()
    column.gap(form.size)
    words = form.language.words
    number = f"{words.receipt} {form.receipt.number}"
    column.pair(number, words.page.format(page, pages), letters=form.type(0.75))
    return column
