"""Refusals of prices, taxes, fees and promotions that are set up."""

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class TaxTwice(Refusal):
    """Two rates of one tax from the same day on."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "The tax {tax} is there twice from the same day on. Take one of them out.")


class TooManyTaxes(Refusal):
    """More taxes than a line can bear."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "At most {most} taxes can be charged at once. Take one of them out.")


class FeeTwice(Refusal):
    """Two fees of one name."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "The fee {fee} is there twice. Give one of them another name.")


class MostBelowLeast(Refusal):
    """A price type of which an order would need more than it may have."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "An order cannot have at least {least} and at most {most} of {price_type}. Change one of the two."
    )


class PromotionThere(Refusal):
    """A second promotion of one name or code."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is already a promotion with the name or code “{asked}”. Choose another one."
    )


class NothingLowered(Refusal):
    """A promotion that is worth nothing, or more than all of a price."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{promotion} would lower no price, or by more than all of it. Give it another value."
    )


class ChangedMeanwhile(Refusal):
    """Settings that somebody else changed after they were shown."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "{what}: somebody changed this at another counter meanwhile. Discard your changes, then make them once more.",
    )


class NoSuchPriceList(Refusal):
    """A price list that does not exist."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no such price list any more. Look at the list again.")
