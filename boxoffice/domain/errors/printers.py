"""Refusals of what this PC has: printers, what waits for them, its settings."""

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class PrinterGone(Refusal):
    """A printer that this PC does not know, or knows no more."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The printer {printer} is not there. Nothing was printed; connect it, or choose another one."
    )


class PrinterTookNothing(Refusal):
    """A printer that did not begin."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The printer {printer} took nothing. See whether it is switched on, or choose another one."
    )


class PrinterFailed(Refusal):
    """A printer that did not take its pages to the end."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The printer {printer} did not take all pages. See what came out of it before you print again."
    )


class NoPlaceForFiles(Refusal):
    """A folder that takes no PDF."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "No PDF can be written to {folder} ({reason}). Choose another folder under Printers and paper."
    )


class NothingPrinted(Refusal):
    """An answer about paper that was not asked for, or was answered before."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "What order {number} printed is not asked about any more. Look at it in the print queue."
    )


class NotThatManyPrinted(Refusal):
    """A number of a ticket that the job does not have."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is no number {number} among {what}. Choose the first one that did not come out."
    )


class NothingToPrint(Refusal):
    """An order whose receipt is asked for before it is sold."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Order {number} is not sold, so it has no receipt. Finish the sale first.")


class SettingsNotStored(Refusal):
    """This PC's settings could not be written; those that are stored are as they were."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "This PC's settings cannot be stored in {folder} ({reason}), so the next start will not know what was changed."
        " Make room there, or close what has their file open, and change it again.",
    )
