"""Payments: money is recorded on an order that is being paid, and taken back one payment at a time.

From the first payment on - a card *started* at the terminal counts - no clock touches the order's seats.
"""

from dataclasses import replace
from typing import Final

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.cash import take_cash
from boxoffice.domain.errors import (
    CardNotSettled,
    MoneyRecorded,
    MoreThanLeft,
    NothingGiven,
    NothingLeftToPay,
    NotPaying,
    PaymentOver,
    ReasonNeeded,
    SeatsLapsed,
)
from boxoffice.domain.orders import Method, Order, OrderState, Payment, PaymentState
from boxoffice.domain.permissions import Permission
from boxoffice.services import orders, vouchers
from boxoffice.services.house import business_date, currency
from boxoffice.services.journal import record

MINE_PAYING: Final = (
    " WHERE status = 'paying' AND order_id = :order AND (performance_id, seat_id) IN (SELECT performance_id, seat_id"
    " FROM occupant WHERE order_id = :order AND status = 'paying' ORDER BY performance_id, seat_id $for_update)"
)
_SET_END = Statement(f"UPDATE occupant SET expires_at = :until, mark = :mark{MINE_PAYING} RETURNING seat_id")
_ADD = Statement(
    "INSERT INTO payment (id, order_id, method, state, amount, tendered, rounding, voucher_id, counter_id, shift,"
    " person, at, business_date) VALUES (:payment, :order, :method, :state, :amount, :tendered, :rounding, :voucher,"
    " :counter, :shift, :person, :now, :business_date)"
)
# A terminal answers once: what was approved or declined is not made something else by a late answer.
_SETTLE = Statement(
    "UPDATE payment SET state = :state, approval_code = :approval_code, last_four = :last_four"
    " WHERE id = :payment AND order_id = :order AND state IN ('started', 'unknown') RETURNING id"
)
_REVERSE = Statement("UPDATE payment SET state = 'reversed' WHERE id = :payment")
_ADD_REVERSAL = Statement(
    "INSERT INTO payment (id, order_id, method, state, amount, tendered, rounding, voucher_id, reverses_payment,"
    " counter_id, shift, person, at, business_date) SELECT :reversal, order_id, method, 'reversed', -amount, -tendered,"
    " -rounding, voucher_id, id, :counter, :shift, :person, :now, :business_date FROM payment WHERE id = :payment"
)
_IS_OPEN = frozenset({PaymentState.STARTED, PaymentState.APPROVED, PaymentState.UNKNOWN})


def pay_cash(tx: WriteTx, *, order: str, payment: str, tendered: int) -> Order:
    """The order with cash recorded: a part of what is left, or all of it, rounded to the coins that there are.

    ``tendered`` is what the customer gave (minor units). Recorded once per id. Raises NotPaying, NothingLeftToPay,
    SeatsLapsed, CardNotSettled, NothingGiven.
    """
    tx.by.demand(Permission.SELL)
    if tendered <= 0:
        raise NothingGiven
    found = paying(tx, order=order)
    if is_recorded(found, payment):
        return found
    _demand_balance(tx, found)
    _shield(tx, found)
    after = add_cash(tx, found=found, payment=payment, tendered=tendered, step=tx.cash_step)
    record(tx, "cash", order=order, payment=payment, amount=found.balance - after.balance, tendered=tendered)
    return orders.read(tx, order=order)


def add_cash(tx: WriteTx, *, found: Order, payment: str, tendered: int, step: int) -> Order:
    """The order, as it was read in this transaction and its seats made safe, with cash that the caller journals.

    ``step`` is the smallest coin in minor units.
    """
    tx.by.demand(Permission.SELL)
    taken = take_cash(found.balance, tendered, step=step)
    amounts = {"amount": taken.amount, "tendered": tendered, "rounding": taken.rounding}
    _add(tx, found, payment=payment, method=Method.CASH, amounts=amounts)
    paid = Payment(payment, Method.CASH, PaymentState.APPROVED, taken.amount, tendered, tx.now, taken.rounding)
    return replace(found, payments=(*found.payments, paid))


def start_card(tx: WriteTx, *, order: str, payment: str, amount: int | None = None) -> Order:
    """The order with a card *started* at the terminal, for an amount (minor units) or for all that is left.

    Raises NotPaying, SeatsLapsed where a seat was lost meanwhile, MoneyRecorded where a card waits for its answer,
    NothingLeftToPay, MoreThanLeft.
    """
    tx.by.demand(Permission.SELL)
    found = paying(tx, order=order)
    if found.unsettled is not None:
        raise MoneyRecorded(number=found.number)
    _demand_balance(tx, found)
    asked = found.balance if amount is None else amount
    if not 0 < asked <= found.balance:
        raise MoreThanLeft(left=currency(tx).format(found.balance))
    _shield(tx, found)
    amounts = {"amount": asked, "tendered": asked, "rounding": 0}
    _add(tx, found, payment=payment, method=Method.CARD, amounts=amounts, state=PaymentState.STARTED)
    record(tx, "card started", order=order, payment=payment, amount=asked)
    return orders.read(tx, order=order)


def settle_card(
    tx: WriteTx, *, order: str, payment: str, state: PaymentState, approval_code: str = "", last_four: str = ""
) -> Order:
    """The order with the terminal's answer, as the clerk read it there; declined money lets the clock run again.

    The first answer counts: a payment that is approved or declined already stays so. Raises NotPaying.
    """
    tx.by.demand(Permission.SELL)
    paying(tx, order=order)
    details = {"approval_code": approval_code.strip(), "last_four": last_four.strip()}
    settled = tx.execute(_SETTLE, {"order": order, "payment": payment, "state": state.value} | details).all()
    if settled:
        _let_run(tx, order=order)
        record(tx, f"card {state.value}", order=order, payment=payment)
    return orders.read(tx, order=order)


def pay_voucher(tx: WriteTx, *, order: str, payment: str, code: str) -> Order:
    """The order with a gift voucher taken: as much of it as there is left to pay, or all that is left on it.

    Raises NotPaying, NothingLeftToPay, CardNotSettled, SeatsLapsed, NoSuchVoucher, VoucherUsedUp, VoucherExpired.
    """
    tx.by.demand(Permission.SELL)
    found = paying(tx, order=order)
    if is_recorded(found, payment):
        return found
    _demand_balance(tx, found)
    _shield(tx, found)
    taken = vouchers.draw(tx, code=code, most=found.balance)
    amounts = {"amount": taken.amount, "tendered": taken.amount, "rounding": 0}
    _add(tx, found, payment=payment, method=Method.VOUCHER, amounts=amounts, voucher=taken.voucher)
    record(tx, "voucher taken", order=order, payment=payment, voucher=taken.code, amount=taken.amount)
    return orders.read(tx, order=order)


def take_back(tx: WriteTx, *, order: str, payment: str, reason: str) -> Order:
    """The order with one of its payments taken back for a reason.

    A row of its own says so, what came from a voucher is there again, and once no money is left the clock runs.
    Raises NotPaying, ReasonNeeded, PaymentOver.
    """
    tx.by.demand(Permission.REVERSE_PAYMENTS)
    found = paying(tx, order=order)
    taken = next((paid for paid in found.payments if paid.id == payment and paid.state in _IS_OPEN), None)
    if taken is None:
        raise PaymentOver
    _take_back(tx, found, [taken], reason=reason)
    return orders.read(tx, order=order)


def reverse_payments(tx: WriteTx, *, order: str, reason: str) -> Order:
    """An order whose money was recorded and never became a sale, its payments taken back one by one for a reason.

    From now its seats lapse like any. Raises ReasonNeeded, NotPaying.
    """
    tx.by.demand(Permission.REVERSE_PAYMENTS)
    found = paying(tx, order=order)
    _take_back(tx, found, [paid for paid in found.payments if paid.state in _IS_OPEN], reason=reason)
    return orders.read(tx, order=order)


def paying(tx: WriteTx, *, order: str) -> Order:
    """The order, locked, whose payment is open; raises NoSuchOrder, NotPaying."""
    tx.by.demand(Permission.SELL)
    found = orders.read_locked(tx, order=order)
    if found.state is not OrderState.PAYING:
        raise NotPaying(number=found.number)
    return found


def lapsed(found: Order) -> SeatsLapsed:
    """The refusal for an order that lost seats while it was paid."""
    return SeatsLapsed(seats=", ".join(line.seat for line in found.lapsed or found.lines))


def is_recorded(found: Order, payment: str) -> bool:
    """Whether a payment of this id is there already: a lost answer makes none twice."""
    return any(paid.id == payment for paid in found.payments)


def _demand_balance(tx: Tx, found: Order) -> None:
    if found.unsettled is not None:
        raise CardNotSettled(amount=currency(tx).format(found.unsettled.amount))
    if found.balance <= 0:
        raise NothingLeftToPay


def _shield(tx: WriteTx, found: Order) -> None:
    """From the first money on no clock touches the seats; raises SeatsLapsed where one is gone."""
    if not orders.has_money(found) and _set_end(tx, order=found.id, until=None) < len(found.lines):
        raise lapsed(found)


def _add(
    tx: WriteTx,
    found: Order,
    *,
    payment: str,
    method: Method,
    amounts: dict[str, int],
    state: PaymentState = PaymentState.APPROVED,
    voucher: int | None = None,
) -> None:
    values = amounts | {
        "payment": payment,
        "order": found.id,
        "method": method.value,
        "state": state.value,
        "voucher": voucher,
    }
    tx.execute(_ADD, values | _who_and_when(tx))


def _take_back(tx: WriteTx, found: Order, payments: list[Payment], *, reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded
    for paid in sorted(payments, key=lambda paid: paid.voucher):  # every order locks vouchers in one order
        if paid.method is Method.VOUCHER:
            vouchers.put_back(tx, code=paid.voucher, amount=paid.amount)
    for paid in payments:
        if paid.state is PaymentState.APPROVED:
            tx.execute(_ADD_REVERSAL, {"payment": paid.id, "reversal": f"{paid.id} reversed"} | _who_and_when(tx))
        tx.execute(_REVERSE, {"payment": paid.id})
    _let_run(tx, order=found.id)
    for paid in payments:
        record(tx, "payment reversed", order=found.id, payment=paid.id, amount=paid.amount, reason=reason.strip())


def _who_and_when(tx: WriteTx) -> dict[str, object]:
    return {
        "counter": tx.by.counter,
        "shift": tx.by.shift,
        "person": tx.by.person,
        "now": tx.now,
        "business_date": business_date(tx).isoformat(),
    }


def _let_run(tx: WriteTx, *, order: str) -> None:
    """Let the clock run again once there is no money on the order."""
    if not orders.has_money(orders.read(tx, order=order)):
        _set_end(tx, order=order, until=tx.now + tx.rules.paying)


def _set_end(tx: WriteTx, *, order: str, until: int | None) -> int:
    return len(tx.execute(_SET_END, {"order": order, "until": until, "mark": tx.mark}).all())
