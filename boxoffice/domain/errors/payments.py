"""Refusals of payments and of gift vouchers."""

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class MoreThanLeft(Refusal):
    """A card for more than what is left to pay."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Only {left} is left to pay. Take a card for that or for less.")


class AnotherSum(Refusal):
    """Exact cash for a sum that is not what is left to pay any more."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "To pay is {now} now, not {before}: the order has changed. Look at it, then take the money."
    )


class NothingGiven(Refusal):
    """A part in cash of no money at all."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "No cash was given. Type the amount that the customer gave.")


class NothingLeftToPay(Refusal):
    """Money for an order that is paid in full."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Nothing is left to pay. Finish the sale.")


class NoSuchVoucher(Refusal):
    """A code that is no gift voucher's."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no gift voucher “{code}”. Read the code again.")


class VoucherUsedUp(Refusal):
    """A gift voucher with nothing left on it."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Nothing is left on gift voucher {code}. Ask for other money.")


class VoucherExpired(Refusal):
    """A gift voucher whose time is over."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Gift voucher {code} was valid until {until}. Ask for other money.")


class NoAmount(Refusal):
    """A gift voucher for no money at all."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "A gift voucher is for an amount, not for “{asked}”. Type one: 50.")


class PaymentOver(Refusal):
    """Taking back a payment that is over already, or another order's."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "This payment was taken back already. Look at what is left to pay.")
