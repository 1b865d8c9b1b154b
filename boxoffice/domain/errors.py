"""Every refusal that a clerk can meet: one plain sentence and what to do next."""

from typing import ClassVar


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 (lupdate looks for this name)
    """Mark a sentence for translation; the window translates it, the command line speaks English."""
    return text


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not a fault of the program)
    """An act that the program refuses; ``str()`` is the sentence with its facts filled in."""

    sentence: ClassVar[str] = QT_TRANSLATE_NOOP("Refusal", "This cannot be done now. Try again.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))


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


class SeatNotFound(Refusal):
    """Text typed for a seat that names none."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is no seat “{text}” here. Type row and number, such as C12 or C12-15."
    )


class SeatInSeveralSections(Refusal):
    """Text typed for a seat that there is in more than one section; names them."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "{text} is in {sections}. Type {example}.")


class NoSuchZone(Refusal):
    """Text typed for a price zone that there is none of; names those that there are."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no price zone “{text}” here. Type {zones}.")


class ZoneNotPlain(Refusal):
    """Text typed for a price zone that may be one of several."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There are several price zones for “{text}”: {zones}. Type more of it.")


class NotThatMany(Refusal):
    """A party for which there are not enough seats in a zone; ``left`` says how many there are."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{zone} has {left} free, not {count}. Ask for fewer, or choose another price zone."
    )


class NoPlaceForThem(Refusal):
    """Wheelchair or companions' places asked for in a house that has none on sale."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There are no {place} places on sale here. Choose the seats on the map.")


class NoOtherSeats(Refusal):
    """The next best seats asked for where all there are were shown; the last ones stay."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There are no other {party} in {zone}. Those in the order stay; choose others on the map."
    )


class OthersWereQuicker(Refusal):
    """Best seats that other counters took again and again while they were being held."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "Other counters took {party} in {zone} first, {times} times. Nothing was changed; try again."
    )


class NotAllowed(Refusal):
    """An act that needs a permission which this clerk does not have."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "You may not {permission}. Ask a supervisor.")


# The database


class DatabaseRefused(Refusal):
    """A database that cannot be opened or used; the window shows it on a page of its own."""


class NoDatabase(DatabaseRefused):
    """Nothing at the place that was named."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is no database at {place}. Start boxoffice there once, or name another with --database."
    )


class NoSuchFolder(DatabaseRefused):
    """The folder of the database file does not exist."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The folder {place} does not exist. Make it, or name another database with --database."
    )


class NotOurDatabase(DatabaseRefused):
    """A file or database that another program made."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{place} is not a box-office database. Nothing was changed; name another with --database."
    )


class DatabaseTooNew(DatabaseRefused):
    """A database that a newer version of the program has changed."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{place} needs boxoffice {oldest} or newer; this is {version}. Nothing was changed; update this PC."
    )


class DatabaseTooOld(DatabaseRefused):
    """A PostgreSQL database that its owner has not brought up to this version yet."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{place} has not been prepared for boxoffice {version}. Ask the administrator to migrate it."
    )


class DatabaseDamaged(DatabaseRefused):
    """A file whose content is not sound."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The database {place} is damaged ({reason}). Stop selling on it and restore the last backup."
    )


class DatabaseReadOnly(DatabaseRefused):
    """A file that may not be written."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database {place} cannot be written to. Give this user the right to change the file and its folder.",
    )


class DatabaseBusy(DatabaseRefused):
    """Another program kept the database for too long."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "Another program has kept the database {place} busy for too long. Nothing was changed; try again."
    )


class DatabaseOnShare(DatabaseRefused):
    """A SQLite file where file locks cannot be trusted."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "{place} lies on {kind}, where a database file gets damaged. Use a folder of this PC, or PostgreSQL.",
    )


class DatabaseFull(DatabaseRefused):
    """No room on the disk."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is no room left on the disk of {place}. Nothing was changed; make room and try again."
    )


class DatabaseLost(DatabaseRefused):
    """The database did not answer, or its disk failed; whether the last act took effect is not known."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The database {place} does not answer ({reason}). Look at the order before you do it again."
    )


class DatabaseUnreachable(DatabaseRefused):
    """A database server that does not answer when the program starts."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database {place} cannot be reached ({reason}). Check the network and the server, then try again.",
    )


class SqliteTooOld(DatabaseRefused):
    """A SQLite library with a known fault."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "This program carries SQLite {version}, which can damage a database. Install boxoffice anew."
    )


# Counters


class CounterInUse(DatabaseRefused):
    """A counter that another running program holds."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{counter} is already at work ({program}). Close it there, or start with --counter and another name."
    )


# Seats and orders


class SeatsTaken(Refusal):
    """Seats that somebody else has; ``facts["seats"]`` is the list for people, ``taken`` the ids."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "{seats}. Nothing was taken; choose other seats.")

    def __init__(self, *, seats: str, taken: tuple[int, ...]) -> None:
        super().__init__(seats=seats)
        self.taken = taken


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

    sentence = QT_TRANSLATE_NOOP("Refusal", "{tendered} is less than the total of {total}. Ask for {missing} more.")


class CardNotSettled(Refusal):
    """A card whose answer is still open."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The card payment of {amount} has no answer yet. Say whether the terminal approved or declined it."
    )


class HoldGone(Refusal):
    """A hold that ended before it could be released."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Nobody holds this seat any more. There is nothing to release.")


class HasMoney(Refusal):
    """A hold with money on it, which nobody may release."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "Money is recorded for {seat} at {counter}. Finish or reverse that payment there first."
    )


class ReasonNeeded(Refusal):
    """An act that is only done for a reason."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Say in a few words why; the reason is kept in the journal.")


# Houses


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


class NoSuchPlace(Refusal):
    """A hall or performance that does not exist."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "There is no {what} any more. Look at the list again.")
