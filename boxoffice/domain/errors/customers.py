"""Refusals of customers and of orders that wait for them."""

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class NameNeeded(Refusal):
    """A customer without a name."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "A customer needs a name. Ask for it.")


class NoSuchCustomer(Refusal):
    """A customer that does not exist."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "This customer does not exist. Look for the name again.")


class WordNeeded(Refusal):
    """An order to be parked under no word."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Say under which word the order waits, such as “red coat”.")


class NothingToPark(Refusal):
    """An order to be parked in which no seat is held."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "No seat of this order is held, so there is nothing to park. Take its seats first."
    )


class OrderParked(Refusal):
    """An act on an order that is parked."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Order {number} is parked as “{word}”. Fetch it to go on with it.")


class NotParked(Refusal):
    """A parked order that somebody was quicker to fetch or give up; ``what`` says what became of it."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "Order {number} is not parked any more: {what}. Choose another in the list, or begin a new order."
    )


class OrderStillOpen(Refusal):
    """A parked order to be fetched while another one is open here."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "Another order is open at this counter. Sell or park it, or give its seats back; then fetch.",
    )
