"""Refusals of printers."""

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class PrinterGone(Refusal):
    """A printer that this PC does not know, or knows no more."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The printer {printer} is not there. Nothing was printed; connect it, or choose another one."
    )


class PrinterFailed(Refusal):
    """A printer that did not take its pages to the end."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The printer {printer} did not take all pages. See what came out of it before you print again."
    )
