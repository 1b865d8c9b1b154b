"""A ticket laid out: who, what and when, then where, then for whom; the code at the right.

On a page that is wider than high the code has a column of its own, else it stands beside the conditions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from boxoffice.printing import qr
from boxoffice.printing.code_column import code_column
from boxoffice.printing.fitting import LEAST
from boxoffice.printing.galley import Cell, Galley
from boxoffice.printing.language import Language
from boxoffice.printing.paper import Paper
from boxoffice.printing.sheet import Code, Face, Item, Rule, Sheet, Stamp, Type, moved, stamps
from boxoffice.printing.ticket import Ticket

_HAIR: Final = 0.15
_THREE: Final = (0.4, 0.3, 0.3)  # the shares of three columns, and of five where there is width for them
_FIVE: Final = (0.17, 0.29, 0.19, 0.19, 0.16)
_WIDE: Final = 34  # times the size of plain text
# The last resort: lines of the event, of a fact and of the conditions.
_TIGHT: Final = ((2, 2, 6), (2, 2, 4), (2, 2, 2), (2, 1, 4), (2, 1, 2), (1, 1, 2), (1, 1, 1), (1, 1, 0))


@dataclass(frozen=True, slots=True)
class _Setting:
    """How generously a ticket is set: the size of its plain text in mm, and how many lines a part may take."""

    size: float
    air: float = 1.0  # times the usual white between the parts
    event_lines: int = 3
    cell_lines: int = 2
    condition_lines: int = 8

    def type(self, times: float, *, face: Face = Face.SANS, bold: bool = False) -> Type:
        """Letters so many times as large as plain text."""
        return Type(max(LEAST, self.size * times), face, bold)

    def white(self, times: float) -> float:
        """The height of a gap."""
        return self.size * times * self.air


def lay_out(ticket: Ticket, *, paper: Paper) -> Sheet:
    """The one page of a ticket, as generous as the paper allows."""
    room = _room(paper)
    for setting in _settings(width=paper.inner_width, room=room):
        items, height = _page(ticket, setting=setting, width=paper.inner_width, room=room)
        if room is None or height <= room:
            break
    whole = (room or height) + 2 * paper.margin
    placed: list[Item] = [moved(item, right=paper.margin, down=paper.margin) for item in items]
    if paper.fold:
        placed.append(Rule(paper.margin, whole, paper.inner_width, _HAIR, dashed=True))
    beneath = _stamps(ticket, placed, width=paper.width, height=whole)
    return Sheet(paper.width, paper.height or whole, paper.margin, (*beneath, *placed))


def _stamps(ticket: Ticket, items: Sequence[Item], *, width: float, height: float) -> tuple[Stamp, ...]:
    """A sample's word, beside the code where that has a column of its own: its white would hide a letter."""
    word = Language(ticket.house).words.sample if ticket.house.sample else ""
    edge = min(item.x for item in items if isinstance(item, Code))
    return stamps(word, width=edge if width > height else width, height=height)


def _room(paper: Paper) -> float | None:
    """The height that a ticket may take; None on a roll."""
    if paper.height is None:
        return None
    return (paper.height / 2 if paper.fold else paper.height) - 2 * paper.margin


def _settings(*, width: float, room: float | None) -> Iterator[_Setting]:
    """From the most generous to the tightest, which fits anything."""
    full = _Setting(min(4.4, width / 26 if room is None or room > width else room / 16))
    if room is not None:
        for air in (2.2, 1.9, 1.6, 1.3):
            yield replace(full, air=air)
    for hundredths in range(100, 60, -4):
        yield replace(full, size=full.size * hundredths / 100)
    least = full.size * 0.6
    for event_lines, cell_lines, condition_lines in _TIGHT:
        yield _Setting(least, 0.8, event_lines, cell_lines, condition_lines)


def _page(ticket: Ticket, *, setting: _Setting, width: float, room: float | None) -> tuple[list[Item], float]:
    """What is on the page, and the height that it needs."""
    if room is not None and room < width:
        return _beside(ticket, setting=setting, width=width, room=room)
    return _beneath(ticket, setting=setting, width=width, room=room)


def _beside(ticket: Ticket, *, setting: _Setting, width: float, room: float) -> tuple[list[Item], float]:
    """The code in a column of its own, behind a dashed line."""
    code = _code(ticket, setting=setting, room=min(room * 0.62, width * 0.34))
    if code.height > room:  # much to write beneath it: the square makes way
        code = _code(ticket, setting=setting, room=code.width - (code.height - room))
    gap = min(room, width) * 0.05
    page = _facts(ticket, setting=setting, width=width - code.width - 2 * gap)
    conditions = _conditions(ticket, setting=setting, width=page.width)
    end = page.height + conditions.height
    page.put(conditions.items, down=max(room, end) - conditions.height)
    page.put([Rule(page.width + gap, 0, _HAIR, room, dashed=True)])
    page.put(code.items, right=width - code.width, down=max(0.0, (room - code.height) / 2))
    return page.items, max(end, code.height)


def _beneath(ticket: Ticket, *, setting: _Setting, width: float, room: float | None) -> tuple[list[Item], float]:
    """The code at the foot of the page, beside the conditions, which begin where its dark part does."""
    page = _facts(ticket, setting=setting, width=width)
    code = _code(ticket, setting=setting, room=width * 0.42)
    white = qr.white(ticket.code, side=code.width)
    conditions = _conditions(ticket, setting=setting, width=width - code.width - setting.size)
    foot = 4 * _HAIR + max(code.height, white + conditions.height)
    end = page.height + foot
    top = max(end, room or 0) - foot
    page.put([Rule(0, top, width, _HAIR)])
    page.put(conditions.items, down=top + 4 * _HAIR + white)
    page.put(code.items, right=width - code.width, down=top + 4 * _HAIR)
    return page.items, end


def _facts(ticket: Ticket, *, setting: _Setting, width: float) -> Galley:
    page = Galley(width)
    _heading(page, ticket, setting=setting)
    wide = width >= _WIDE * setting.size
    for row in (_wide_rows if wide else _rows)(ticket, setting=setting):
        before = page.height
        page.cells(row, label=setting.type(0.78), shares=_FIVE if wide else _THREE, lines=setting.cell_lines)
        page.gap(setting.white(0.55) if page.height > before else 0)
    page.gap(setting.white(0.15))
    return page


def _heading(page: Galley, ticket: Ticket, *, setting: _Setting) -> None:
    house, serif = ticket.house, Face.SERIF
    hall = ticket.hall if ticket.hall != house.name else ""
    page.heading(house.name, letters=setting.type(1.15, face=serif, bold=True), logo=house.logo, aside=hall)
    page.gap(setting.white(0.35))
    page.rule(_HAIR * 3)
    page.gap(setting.white(0.6))
    page.text(ticket.event, letters=setting.type(2.4, face=serif, bold=True), lines=setting.event_lines, least=0.7)
    page.gap(setting.white(0.1))
    page.text(Language(house).date(ticket.starts_at), letters=setting.type(1.3, face=serif), least=0.6)
    page.gap(setting.white(0.7))


def _rows(ticket: Ticket, *, setting: _Setting) -> tuple[tuple[Cell, ...], ...]:
    """When and through which door, where, for whom."""
    cells = _cells(ticket, setting=setting)
    time, doors, entrance, section, row, seat, zone, price_type, price = cells
    return (time, doors, entrance), (section, row, seat), (zone, price_type, price)


def _wide_rows(ticket: Ticket, *, setting: _Setting) -> tuple[tuple[Cell, ...], ...]:
    """What is looked for first in the upper row, each with what belongs to it beneath."""
    cells = _cells(ticket, setting=setting)
    time, doors, entrance, section, row, seat, zone, price_type, price = cells
    return (time, section, row, seat, entrance), (doors, zone, price_type, price)


def _cells(ticket: Ticket, *, setting: _Setting) -> tuple[Cell, ...]:
    language = Language(ticket.house)
    words, large, plain = language.words, setting.type(1.7, bold=True), setting.type(1.15, bold=True)
    doors = "" if ticket.doors_at is None else language.time(ticket.doors_at)
    return (
        Cell(words.time, language.time(ticket.starts_at), large),
        Cell(words.doors, doors, plain),
        Cell(words.entrance, ticket.entrance, plain),
        Cell(words.section, ticket.section, large),
        Cell(words.row, ticket.row, large),
        Cell(words.seat, ticket.seat, large),
        Cell(words.zone, ticket.zone, plain),
        Cell(words.price_type, ticket.price_type, plain),
        Cell(words.price, language.money(ticket.price), plain),
    )


def _code(ticket: Ticket, *, setting: _Setting, room: float) -> Galley:
    order = f"{Language(ticket.house).words.order} {ticket.order}" if ticket.order else ""
    return code_column(ticket.code, beneath=order, size=setting.size, room=room)


def _conditions(ticket: Ticket, *, setting: _Setting, width: float) -> Galley:
    column = Galley(width)
    column.paragraph(ticket.conditions, letters=setting.type(0.68), lines=setting.condition_lines)
    return column
