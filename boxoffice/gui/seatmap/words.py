"""What the map says of a seat: on screen, in the tooltip, and to a screen reader."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from boxoffice.domain.errors import QT_TRANSLATE_NOOP
from boxoffice.domain.seats import SeatFacts, SeatStatus

CONTEXT: Final = "SeatMap"
STATUS_WORDS: Final = {
    SeatStatus.FREE: QT_TRANSLATE_NOOP("SeatMap", "free"),
    SeatStatus.MINE: QT_TRANSLATE_NOOP("SeatMap", "in this order"),
    SeatStatus.HELD: QT_TRANSLATE_NOOP("SeatMap", "held"),
    SeatStatus.PAYING: QT_TRANSLATE_NOOP("SeatMap", "being paid"),
    SeatStatus.RESERVED: QT_TRANSLATE_NOOP("SeatMap", "reserved"),
    SeatStatus.SOLD: QT_TRANSLATE_NOOP("SeatMap", "sold"),
    SeatStatus.KEPT: QT_TRANSLATE_NOOP("SeatMap", "kept back"),
}


def say(sentence: str, /, **facts: object) -> str:
    """A sentence of the map in the clerk's language, its facts filled in."""
    return QCoreApplication.translate(CONTEXT, sentence).format(**facts)


def status_word(status: SeatStatus) -> str:
    """A status as the legend names it."""
    return say(STATUS_WORDS[status])


def status_of(facts: SeatFacts) -> str:
    """A seat's status with what is known of it: "held by counter 2, 3:12 left"."""
    parts = [status_word(facts.status)]
    if facts.counter is not None:
        parts = [say(QT_TRANSLATE_NOOP("SeatMap", "{status} at {counter}"), status=parts[0], counter=facts.counter)]
    if facts.seconds_left is not None:
        minutes, seconds = divmod(max(facts.seconds_left, 0), 60)
        parts.append(say(QT_TRANSLATE_NOOP("SeatMap", "{minutes}:{seconds:02} left"), minutes=minutes, seconds=seconds))
    if facts.reason:
        parts.append(facts.reason)
    return ", ".join(parts)


def place_of(facts: SeatFacts) -> str:
    """Where a seat is: "Stalls, row C, seat 12"."""
    parts = [
        facts.section,
        say(QT_TRANSLATE_NOOP("SeatMap", "row {row}"), row=facts.row) if facts.row else "",
        say(QT_TRANSLATE_NOOP("SeatMap", "seat {number}"), number=facts.number) if facts.number else "",
    ]
    return ", ".join(part for part in parts if part)


def spoken(facts: SeatFacts) -> str:
    """A seat as a screen reader speaks it: "Stalls, row C, seat 12, free, 45.00"."""
    parts = [place_of(facts), status_of(facts), facts.price]
    if facts.accessible:
        parts.append(say(QT_TRANSLATE_NOOP("SeatMap", "wheelchair place")))
    return ", ".join(part for part in parts if part)


def tooltip(facts: SeatFacts) -> str:
    """A seat as rich text: its place, its zone and price, its status."""
    from html import escape  # noqa: PLC0415 (takes a moment, which a start would wait for)

    zone = " · ".join(escape(part) for part in (facts.zone, facts.price) if part)
    lines = [f"<b>{escape(place_of(facts))}</b>", zone, escape(_begun(status_of(facts)))]
    if facts.accessible:
        lines.append(escape(_begun(say(QT_TRANSLATE_NOOP("SeatMap", "wheelchair place")))))
    return "<p style='white-space:pre'>" + "<br>".join(line for line in lines if line) + "</p>"


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
