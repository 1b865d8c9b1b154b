"""Refusals of orders and their money."""

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class NoSuchZone(Refusal):
    """Text typed for a price zone that there is none of; names those that there are."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no price zone “{text}” here. Type {zones}.")


class NotAllowed(Refusal):
    """An act that needs a permission which this clerk does not have."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "You may not {permission}. Ask a supervisor.")


class OrderClosed(Refusal):
    """An act on an order that is sold, being paid or given up."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Order {number} is {state}, so its seats cannot change. Begin a new order.")


class NoSuchOrder(Refusal):
    """An order that does not exist."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "This order does not exist any more. Begin a new order.")


class NothingToSell(Refusal):
    """A payment for an order without seats."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no seat in this order. Choose a seat first.")


class SeatsLapsed(Refusal):
    """Lines of the order that lapsed and were not taken again."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The hold on {seats} is over. Take again what is free, or give it back; no money was asked for."
    )


class OrderLacks(Refusal):
    """An order whose price types want what it does not have; names what."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "{what}. Change the price types, or add what is missing.")


class PriceTypeNotOffered(Refusal):
    """A price type that this performance does not offer now."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "{price_type} is not offered for this performance now. Choose another.")


class NoSuchPromotion(Refusal):
    """A code or name that is no promotion."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no promotion “{asked}”. Ask for the code again.")


class LowersNothing(Refusal):
    """A promotion that no ticket of the order costs less by."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The promotion {promotion} lowers nothing here: it is for other tickets or days, or another one is better."
        " Nothing was changed.",
    )


class PromotionUsedUp(Refusal):
    """A promotion with limited uses that has none left."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The promotion {promotion} has been used as often as it may. Take it off the order to sell."
    )


class NotPaying(Refusal):
    """Money for an order whose payment is not open, or no longer is."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "The payment of order {number} is not open any more. Open it again.")


class MoneyRecorded(Refusal):
    """Leaving a payment on which there is money."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "Money is recorded on order {number}. Finish the sale, or have the payment reversed first."
    )


class NotEnoughMoney(Refusal):
    """Less money than the total."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "{tendered} is less than the {total} left to pay. Ask for {missing} more.")


class CardNotSettled(Refusal):
    """A card whose answer is still open."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The card payment of {amount} has no answer yet. Say whether the terminal approved or declined it."
    )


class ReasonNeeded(Refusal):
    """An act that is only done for a reason."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Say in a few words why; the reason is kept in the journal.")
