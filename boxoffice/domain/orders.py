"""Orders: what one customer buys, as the current order shows it."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from boxoffice.domain.customers import Customer
from boxoffice.domain.price_types import Lack

FULL_PRICE: Final = "Full price"  # what a ticket costs unless the clerk says for whom it is


class OrderState(StrEnum):
    """Where an order stands: open -> paying -> sold, open again when a payment is left, or abandoned."""

    OPEN = "open"
    PAYING = "paying"
    SOLD = "sold"
    ABANDONED = "abandoned"


class LineState(StrEnum):
    """What became of an order line's seat."""

    HELD = "held"
    PAYING = "paying"
    FREE_AGAIN = "free again"  # lapsed, and nobody has it yet
    TAKEN = "taken"  # lapsed, and another order has it
    SOLD = "sold"


class Method(StrEnum):
    """How money is paid."""

    CASH = "cash"
    CARD = "card"
    VOUCHER = "voucher"


class PaymentState(StrEnum):
    """Where a payment stands; a card whose answer nobody knows is *unknown*, never guessed."""

    STARTED = "started"
    APPROVED = "approved"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One seat in an order; its price is what is to pay for it (minor units).

    ``expires_at`` (epoch ms) is None unless a clock runs for it.
    """

    id: int
    performance: int
    event: str
    hall: str
    starts_at: int
    seat_id: int
    seat: str
    zone: str
    price_type: str
    price: int
    state: LineState
    expires_at: int | None
    taken_by: str | None  # the counter that has it now, when it is not this order
    face_price: int = 0  # what the price list asks, before what promotions and a comp take off
    promotions: str = ""  # the names of what lowered it
    reason: str = ""

    @property
    def is_lapsed(self) -> bool:
        """Whether its hold is over."""
        return self.state in {LineState.FREE_AGAIN, LineState.TAKEN}


@dataclass(frozen=True, slots=True)
class OrderFee:
    """A charge beside the tickets (minor units to pay), for the ticket ``of_line`` or for the order."""

    name: str
    amount: int
    of_line: int | None

    def is_charged(self, lines: set[int]) -> bool:
        """Whether it is charged where the order has these lines."""
        return bool(lines) if self.of_line is None else self.of_line in lines


@dataclass(frozen=True, slots=True)
class OrderVoucher:
    """A gift voucher that is bought with the order (minor units), or one, by its code, that is topped up."""

    id: int
    amount: int
    code: str


@dataclass(frozen=True, slots=True)
class Payment:
    """Money on an order: minor units, positive in.

    ``tendered`` is what the customer gave; ``rounding`` is what a cash payment was rounded by, beside its amount.
    """

    id: str
    method: Method
    state: PaymentState
    amount: int
    tendered: int
    at: int
    rounding: int = 0
    voucher: str = ""  # the code of the voucher that it came from

    @property
    def change(self) -> int:
        """What went back of what was given."""
        return self.tendered - self.amount - self.rounding


@dataclass(frozen=True, slots=True)
class Order:
    """An order as read at ``now`` (epoch ms by the database's clock)."""

    id: str
    number: str
    counter: str
    state: OrderState
    lines: tuple[OrderLine, ...]
    payments: tuple[Payment, ...]
    now: int
    fees: tuple[OrderFee, ...] = ()
    lacks: tuple[Lack, ...] = ()  # what its price types want and it does not have
    promotions: tuple[str, ...] = ()  # the names of those it uses
    vouchers: tuple[OrderVoucher, ...] = ()
    fees_waived: bool = False
    customer: Customer | None = None
    note: str = ""
    parked_as: str | None = None  # the word under which it waits for its customer

    @property
    def total(self) -> int:
        """What the lines that the order really has come to, with their fees.

        A sale that is being paid sells every line, or none.
        """
        has = {line.id for line in self.lines if self.state is OrderState.PAYING or not line.is_lapsed}
        tickets = sum(line.price for line in self.lines if line.id in has)
        fees = sum(fee.amount for fee in self.fees if fee.is_charged(has))
        return tickets + fees + sum(voucher.amount for voucher in self.vouchers)

    @property
    def contents(self) -> str:
        """What it really has, in words: "2 seats, 1 voucher"."""
        counts = ((len(self.lines) - len(self.lapsed), "seat"), (len(self.vouchers), "voucher"))
        words = (f"{count} {word if count == 1 else word + 's'}" for count, word in counts if count)
        return ", ".join(words) or "0 seats"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to be sold."""
        return not self.lines and not self.vouchers

    @property
    def paid(self) -> int:
        """Money that counts: approved payments."""
        return sum(payment.amount for payment in self.approved)

    @property
    def balance(self) -> int:
        """What is left to pay."""
        return self.total - self.paid

    @property
    def approved(self) -> tuple[Payment, ...]:
        """The payments that count."""
        return tuple(payment for payment in self.payments if payment.state is PaymentState.APPROVED)

    @property
    def lapsed(self) -> tuple[OrderLine, ...]:
        """Lines whose hold is over."""
        return tuple(line for line in self.lines if line.is_lapsed)

    @property
    def unsettled(self) -> Payment | None:
        """A card that was started and whose answer is not known yet: it is asked about before anything else."""
        open_states = {PaymentState.STARTED, PaymentState.UNKNOWN}
        return next((payment for payment in self.payments if payment.state in open_states), None)

    @property
    def expires_at(self) -> int | None:
        """When the first of its holds ends, or None when none can."""
        return min((line.expires_at for line in self.lines if line.expires_at is not None), default=None)

    def by_performance(self) -> tuple[tuple[OrderLine, ...], ...]:
        """The lines in groups of one performance each, earliest first, each group by zone and seat as taken."""
        lines = sorted(self.lines, key=lambda line: (line.starts_at, line.performance, line.zone, line.id))
        return tuple(tuple(group) for _, group in groupby(lines, key=lambda line: line.performance))


@dataclass(frozen=True, slots=True)
class Sale:
    """A finished sale: its order with all lines sold, when (epoch ms), and the number of its receipt."""

    order: Order
    sold_at: int
    receipt: str

    @property
    def total(self) -> int:
        """What was sold came to."""
        return self.order.total

    @property
    def change(self) -> int:
        """What goes back to the customer."""
        return sum(payment.change for payment in self.order.approved)
