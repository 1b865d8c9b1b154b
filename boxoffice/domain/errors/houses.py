"""Refusals of plans, prices and performances that are set up."""

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class PlanFileRefused(Refusal):
    """A plan file that cannot be drawn or sold; names file, place and reason."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{file}: {reason} ({where}). Nothing was imported; correct the file and import it again."
    )


class PlanFileTooLarge(Refusal):
    """A plan file over the limits."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{file} is too large: {size}; at most {limit} can be imported. Divide the plan over several files."
    )


class PlanLosesSeats(Refusal):
    """A changed plan without seats that are sold, held, reserved or kept back."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The new plan of {hall} lacks seats that are in use: {seats}. Nothing was imported; put them back."
    )


class NotADemo(Refusal):
    """The demo house asked for in a database that is somebody's own."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{place} already holds a house of its own. The demo house goes into an empty database only."
    )


class NoPrice(Refusal):
    """A performance without a price for each of its zones."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no price for {zones}. Give every price zone a price.")


class PerformanceThere(Refusal):
    """A second performance in the same hall at the same moment, whose seats would be sold twice."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is already a performance in {hall} on {when}. Choose another hall, day or time."
    )


class PricesSet(Refusal):
    """Another currency for a house whose prices are set."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "Prices are set in {currency} already, so the currency stays. A new house begins with a new database.",
    )


class DoorsAfterStart(Refusal):
    """Doors that open when the show has begun."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The doors would open at {doors}, after the start at {starts}. Choose an earlier time."
    )


class LogoRefused(Refusal):
    """A logo that could not be printed."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The logo cannot be used: {reason}. Choose a PNG or SVG file of up to 1 MB."
    )


class HouseNeedsName(Refusal):
    """A house without a name."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "The house needs a name. Type the one that customers know.")


class UnknownTimeZone(Refusal):
    """A time zone that is none."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is no time zone “{zone}”. Choose one of the list, such as Europe/Berlin."
    )


class UnknownCurrency(Refusal):
    """A currency that is none."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no currency “{currency}”. Type its three letters, such as EUR.")


class HoldTooLong(Refusal):
    """A hold that could not be renewed, or would last no time at all."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "A hold lasts 1 to {most} minutes. Choose a length between them.")


class NoSmallestCoin(Refusal):
    """A smallest coin that is worth nothing, or no amount."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The smallest coin must be worth something. Type an amount such as {usual}."
    )


class PrefixIsTyped(Refusal):
    """A scanner's prefix that clerks type too, so that their seats would be taken for codes."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The prefix “{prefix}” begins with what clerks type too. Choose another sign, such as ~."
    )


class NoSuchPlace(Refusal):
    """A hall or performance that does not exist."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no {what} any more. Look at the list again.")
