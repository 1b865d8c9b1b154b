"""Sales as documents: rows turned into what tickets, gift vouchers and receipts say."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import NamedTuple

from boxoffice.db.database import Database, Tx
from boxoffice.domain.moments import HOUR
from boxoffice.domain.money import Currency
from boxoffice.domain.orders import FULL_PRICE, Method
from boxoffice.domain.print_jobs import PrintJob, What
from boxoffice.printing.house import House
from boxoffice.printing.receipt import Line, Payment, Receipt, Tax
from boxoffice.printing.ticket import Ticket
from boxoffice.printing.voucher import Voucher
from boxoffice.printing.words import words_of
from boxoffice.services import papers
from boxoffice.services.papers import Letterhead, Paid, PaperReceipt, PaperTicket, SoldLine

Document = Ticket | Receipt | Voucher
Samples = tuple[Ticket, Receipt]

_KINDS = ("seat", "voucher", "fee")  # as a receipt lists them
_SAMPLE_PRICE = 4500


class _Rate(NamedTuple):
    """A tax as a receipt knows it: one mark for each."""

    name: str
    rate: int
    included: bool


def documents(database: Database, *, job: PrintJob) -> tuple[Document, ...]:
    """What a job prints, as its rows say now; a ticket that is void is left out."""
    return database.look(lambda tx: documents_of(tx, job=job))


def documents_of(tx: Tx, *, job: PrintJob) -> tuple[Document, ...]:
    """The same in a transaction that is open."""
    letter = papers.letterhead(tx)
    if job.what is What.TICKETS:
        return tuple(_ticket(letter, each) for each in papers.tickets(tx, ids=job.tickets))
    if job.what is What.VOUCHERS:
        house, conditions = _house(letter), letter.house.conditions
        return tuple(
            Voucher(house, each.amount, each.code, each.valid_until, conditions, each.order)
            for each in papers.vouchers(tx, lines=job.tickets)
        )
    return (_receipt(letter, papers.receipt(tx, order=job.order)),)


def samples(database: Database, *, till: str) -> Samples:
    """A ticket and a receipt of nothing that was sold, marked as samples: to look at, and to try a printer with."""
    with database.read() as tx:
        letter, now = papers.letterhead(tx), tx.now
    house = replace(_house(letter), sample=True)
    starts_at = now - now % HOUR + 4 * HOUR
    ticket = Ticket(
        house, event=letter.house.name, hall="", starts_at=starts_at, doors_at=starts_at - HOUR, entrance="A",
        section="A", row="1", seat="1", zone="1", price_type=FULL_PRICE, price=_SAMPLE_PRICE,
        conditions=letter.house.conditions, order="K0-0000", code="0" * 32,
    )  # fmt: skip
    line = Line(letter.house.name, _SAMPLE_PRICE, 2, FULL_PRICE, starts_at)
    paid = Payment(Method.CASH, line.amount, given=line.amount)
    return ticket, Receipt(house, "K0-0000", "K0-0000", now, till, "", (line,), (), (paid,))


def _house(letter: Letterhead) -> House:
    here = letter.house
    return House(
        name=here.name,
        seller=here.seller,
        address=here.address,
        tax_number=here.tax_number,
        currency=Currency(here.currency),
        time_zone=here.time_zone,
        language=here.language,
        logo=letter.logo,
        sample=here.is_demo,
    )


def _ticket(letter: Letterhead, sold: PaperTicket) -> Ticket:
    return Ticket(
        house=_house(letter),
        event=sold.event,
        hall=sold.hall,
        starts_at=sold.starts_at,
        doors_at=sold.doors_at,
        entrance=sold.entrance,
        section=sold.section,
        row=sold.row,
        seat=sold.seat,
        zone=sold.zone,
        price_type=sold.price_type,
        price=sold.price,
        conditions=letter.house.conditions,
        order=sold.order,
        code=sold.code,
    )


def _receipt(letter: Letterhead, sale: PaperReceipt) -> Receipt:
    sold = sorted(sale.lines, key=_place)
    marks = _marks(sold)
    return Receipt(
        house=_house(letter),
        number=sale.number,
        order=sale.order,
        at=sale.at,
        till=sale.till,
        clerk=sale.clerk,
        lines=_lines(sold, marks, voucher=words_of(letter.house.language).gift_voucher),
        taxes=tuple(_tax(sold, rate, mark) for rate, mark in marks.items()),
        payments=tuple(_payment(paid) for paid in sale.payments),
    )


def _place(line: SoldLine) -> tuple[int, int, int]:
    """Tickets first, night by night, then gift vouchers, then fees."""
    kind = _KINDS.index(line.kind) if line.kind in _KINDS else len(_KINDS)
    return (kind, line.starts_at or 0, line.performance or 0) if line.kind == "seat" else (kind, 0, 0)


def _lines(sold: Iterable[SoldLine], marks: dict[_Rate, str], *, voucher: str) -> tuple[Line, ...]:
    """What is the same in every word, once with its count."""
    counts: dict[tuple[int | None, Line], int] = {}
    for line in sold:
        is_seat = line.kind == "seat"
        said = Line(
            text=line.event if is_seat else line.name or voucher,
            price=line.price,
            detail=", ".join(part for part in (line.zone, line.price_type, line.promotions) if part),
            starts_at=line.starts_at if is_seat else None,
            mark="".join(marks[rate] for rate in _rates(line)),
        )
        key = (line.performance if is_seat else None, said)
        counts[key] = counts.get(key, 0) + 1
    return tuple(replace(said, count=count) for (_, said), count in counts.items())


def _rates(line: SoldLine) -> list[_Rate]:
    """The taxes of a line; of what costs nothing there is none."""
    return [_Rate(tax.name, tax.rate, line.taxes_included) for tax in line.taxes if line.due]


def _marks(sold: Sequence[SoldLine]) -> dict[_Rate, str]:
    rates = dict.fromkeys(rate for line in sold for rate in _rates(line))
    return {rate: ascii_uppercase[number % len(ascii_uppercase)] for number, rate in enumerate(rates)}


def _tax(sold: Sequence[SoldLine], rate: _Rate, mark: str) -> Tax:
    taxed = [line for line in sold if rate in _rates(line)]
    amounts = (tax.amount for line in taxed for tax in line.taxes if (tax.name, tax.rate) == rate[:2])
    return Tax(
        mark, rate.name, rate.rate, net=sum(line.net for line in taxed), tax=sum(amounts), included=rate.included
    )


def _payment(paid: Paid) -> Payment:
    """Money as it went over the counter: what it counts for, with its rounding."""
    handed = paid.amount + paid.rounding
    if paid.method is not Method.CASH:
        return Payment(paid.method, handed, rounding=paid.rounding)
    return Payment(paid.method, handed, given=paid.tendered, change=paid.tendered - handed, rounding=paid.rounding)
