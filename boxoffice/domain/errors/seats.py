"""Refusals of seats that are asked for or held."""

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class SeatNotFound(Refusal):
    """Text typed for a seat that names none."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is no seat “{text}” here. Type row and number, such as C12 or C12-15."
    )


class SeatInSeveralSections(Refusal):
    """Text typed for a seat that there is in more than one section; names them."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "{text} is in {sections}. Type {example}.")


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


class SeatsTaken(Refusal):
    """Seats that somebody else has; ``facts["seats"]`` is the list for people, ``taken`` the ids."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "{seats}. Nothing was taken; choose other seats.")

    def __init__(self, *, seats: str, taken: tuple[int, ...]) -> None:
        super().__init__(seats=seats)
        self.taken = taken


class HoldGone(Refusal):
    """A hold that ended before it could be released."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "Nobody holds this seat any more. There is nothing to release.")


class HasMoney(Refusal):
    """A hold with money on it, which nobody may release."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "Money is recorded for {seat} at {counter}. Finish or reverse that payment there first."
    )
