"""Any document on any paper: its pages."""

from boxoffice.printing import receipt_layout, ticket_layout, voucher_layout
from boxoffice.printing.paper import Paper
from boxoffice.printing.receipt import Receipt
from boxoffice.printing.sheet import Sheet
from boxoffice.printing.ticket import Ticket
from boxoffice.printing.voucher import Voucher

Document = Ticket | Receipt | Voucher


def pages(document: Document, *, paper: Paper) -> tuple[Sheet, ...]:
    """The pages of a document: one of a ticket or gift voucher, as many as it takes of a receipt."""
    if isinstance(document, Ticket):
        return (ticket_layout.lay_out(document, paper=paper),)
    if isinstance(document, Voucher):
        return (voucher_layout.lay_out(document, paper=paper),)
    return receipt_layout.lay_out(document, paper=paper)
