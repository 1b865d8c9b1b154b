"""Gift vouchers: sold and topped up as order lines, drawn on by payments, never paid out in cash."""

import secrets
from dataclasses import dataclass

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain import moments
from boxoffice.domain.errors import NoAmount, NoSuchVoucher, VoucherExpired, VoucherUsedUp
from boxoffice.domain.orders import Order
from boxoffice.domain.permissions import Permission
from boxoffice.domain.vouchers import RANDOM_BITS, code_of, read_code, shown
from boxoffice.services import holds, orders
from boxoffice.services.journal import record

_FIND = Statement("SELECT id, code, balance, valid_until FROM voucher WHERE code = :code")
_DRAW = Statement(
    "UPDATE voucher SET balance = balance - $least(balance, :most) WHERE id = :voucher AND balance > 0"
    " RETURNING balance"
)
_LOCK = Statement("SELECT balance FROM voucher WHERE id = :voucher $for_update")
_PUT = Statement("UPDATE voucher SET balance = balance + :amount WHERE id = :voucher")
_ADD_LINE = Statement(
    "INSERT INTO order_line (order_id, kind, zone, price_type, face_price, discount, due, name, voucher_id)"
    " VALUES (:order, 'voucher', '', '', :amount, 0, :amount, 'Gift voucher', :voucher)"
)
_LINES = Statement(
    "SELECT l.id, l.due, l.voucher_id, v.code FROM order_line l LEFT JOIN voucher v ON v.id = l.voucher_id"
    " WHERE l.order_id = :order AND l.kind = 'voucher' ORDER BY l.id"
)
_ISSUE = Statement("INSERT INTO voucher (code, balance, issued_at) VALUES (:code, :amount, :now) RETURNING id")
_NAME_LINE = Statement("UPDATE order_line SET voucher_id = :voucher WHERE id = :line")


@dataclass(frozen=True, slots=True)
class Voucher:
    """A gift voucher with what is left on it (minor units), and until when (epoch ms) it is taken, if not for ever."""

    id: int
    code: str
    balance: int
    valid_until: int | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was taken from a voucher (minor units)."""

    voucher: int
    code: str
    amount: int


def find(tx: Tx, *, code: str) -> Voucher:
    """The voucher of a code as it was typed or scanned; raises NoSuchVoucher."""
    known = read_code(code)
    row = tx.execute(_FIND, {"code": known}).one_or_none() if known is not None else None
    if row is None:
        raise NoSuchVoucher(code=code.strip())
    return Voucher(row.id, row.code, row.balance, row.valid_until)


def add_to_order(tx: WriteTx, *, order: str, amount: int, code: str = "") -> Order:
    """The order with a voucher for an amount (minor units) to be sold, or one, by its code, to be topped up.

    Begins the order where it does not exist yet; its holds are renewed. Raises NoAmount, NoSuchVoucher,
    VoucherExpired, OrderClosed.
    """
    tx.by.demand(Permission.SELL)
    if amount <= 0:
        raise NoAmount(asked=amount)
    if orders.lock(tx, order=order) is None:
        orders.begin(tx, order=order)
    orders.lock_open(tx, order=order)
    voucher = _valid(tx, code=code).id if code else None
    tx.execute(_ADD_LINE, {"order": order, "amount": amount, "voucher": voucher})
    return holds.keep(tx, order=order)


def issue(tx: WriteTx, *, order: str) -> None:
    """Put the money of an order's voucher lines where it was sold: on new vouchers, or on those that it tops up."""
    tx.by.demand(Permission.SELL)
    lines = tx.execute(_LINES, {"order": order}).all()
    for line in sorted((line for line in lines if line.voucher_id), key=lambda line: line.code):
        tx.execute(_PUT, {"voucher": line.voucher_id, "amount": line.due})  # every order locks them in one order
    issued = [(line, code_of(secrets.randbits(RANDOM_BITS))) for line in lines if not line.voucher_id]
    for line, code in issued:
        voucher = tx.execute(_ISSUE, {"code": code, "amount": line.due, "now": tx.now}).scalar_one()
        tx.execute(_NAME_LINE, {"voucher": voucher, "line": line.id})
    for line, code in issued:
        record(tx, "voucher issued", order=order, voucher=code, amount=line.due)


def draw(tx: WriteTx, *, code: str, most: int) -> Drawn:
    """What a voucher pays of an amount (minor units): all of it, or what is left on the voucher.

    Raises NoSuchVoucher, VoucherUsedUp, VoucherExpired.
    """
    tx.by.demand(Permission.SELL)
    found = _valid(tx, code=code)
    before = tx.execute(_LOCK, {"voucher": found.id}).scalar_one()
    if before == 0:
        raise VoucherUsedUp(code=shown(found.code))
    left = tx.execute(_DRAW, {"voucher": found.id, "most": most}).scalar_one()
    return Drawn(found.id, found.code, before - left)


def put_back(tx: WriteTx, *, code: str, amount: int) -> None:
    """Put an amount (minor units) that was drawn back on its voucher."""
    tx.by.demand(Permission.SELL)
    tx.execute(_PUT, {"voucher": find(tx, code=code).id, "amount": amount})


def _valid(tx: Tx, *, code: str) -> Voucher:
    found = find(tx, code=code)
    if found.valid_until is not None and found.valid_until <= tx.now:
        until = moments.day(found.valid_until, zone=tx.calendar.zone)
        raise VoucherExpired(code=shown(found.code), until=until)
    return found
