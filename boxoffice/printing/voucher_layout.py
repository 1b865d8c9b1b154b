"""A gift voucher laid out: whose, how much and until when; the code at the right, or at the foot of a narrow page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from boxoffice.printing import qr
from boxoffice.printing.code_column import code_column
from boxoffice.printing.fitting import LEAST
from boxoffice.printing.galley import Cell, Galley
from boxoffice.printing.language import Language
from boxoffice.printing.paper import Paper
from boxoffice.printing.sheet import Code, Face, Item, Rule, Sheet, Type, moved, stamps
from boxoffice.printing.voucher import Voucher

_HAIR: Final = 0.15
_LINES: Final = (6, 4, 2, 1, 0)  # of the conditions, when there is no more room for all


@dataclass(frozen=True, slots=True)
class _Setting:
    """How generously a voucher is set: the size of its plain text in mm, its white, the lines of its conditions."""

    size: float
    air: float = 1.0
    lines: int = 8

    def type(self, times: float, *, face: Face = Face.SANS, bold: bool = False) -> Type:
        """Letters so many times as large as plain text."""
        return Type(max(LEAST, self.size * times), face, bold)

    def white(self, times: float) -> float:
        """The height of a gap."""
        return self.size * times * self.air


def lay_out(voucher: Voucher, *, paper: Paper) -> Sheet:
    """The one page of a gift voucher, as generous as the paper allows."""
    room, width = _room(paper), paper.inner_width
    for setting in _settings(width=width, room=room):
        page = _page(voucher, setting=setting, width=width, room=room)
        if room is None or page.height <= room:
            break
    whole = (room or page.height) + 2 * paper.margin
    placed = _placed(page, paper=paper, whole=whole)
    word = Language(voucher.house).words.sample if voucher.house.sample else ""
    edge = min(item.x for item in placed if isinstance(item, Code)) if paper.width > whole else paper.width
    return Sheet(paper.width, paper.height or whole, paper.margin, (*stamps(word, width=edge, height=whole), *placed))


def _placed(page: Galley, *, paper: Paper, whole: float) -> list[Item]:
    placed: list[Item] = [moved(item, right=paper.margin, down=paper.margin) for item in page.items]
    if paper.fold:
        placed.append(Rule(paper.margin, whole, paper.inner_width, _HAIR, dashed=True))
    return placed


def _room(paper: Paper) -> float | None:
    """The height that a voucher may take; None on a roll."""
    if paper.height is None:
        return None
    return (paper.height / 2 if paper.fold else paper.height) - 2 * paper.margin


def _settings(*, width: float, room: float | None) -> Iterator[_Setting]:
    """From the most generous to the tightest."""
    full = _Setting(min(4.4, width / 24 if room is None or room > width else room / 14))
    if room is not None:
        for air in (2.4, 2.0, 1.6, 1.3):
            yield replace(full, air=air)
    for hundredths in range(100, 60, -5):
        yield replace(full, size=full.size * hundredths / 100)
    for lines in _LINES:
        yield _Setting(full.size * 0.6, 0.8, lines)


def _page(voucher: Voucher, *, setting: _Setting, width: float, room: float | None) -> Galley:
    """What is on the page; it may be higher than the room."""
    if room is not None and room < width:
        return _beside(voucher, setting=setting, width=width, room=room)
    return _beneath(voucher, setting=setting, width=width, room=room)


def _beside(voucher: Voucher, *, setting: _Setting, width: float, room: float) -> Galley:
    """The code in a column of its own, behind a dashed line."""
    code = _code(voucher, setting=setting, room=min(room * 0.7, width * 0.34))
    gap = min(room, width) * 0.05
    page = _facts(voucher, setting=setting, width=width - code.width - 2 * gap)
    foot = _conditions(voucher, setting=setting, width=page.width)
    end = max(page.height + foot.height, code.height)
    page.put(foot.items, down=max(room, page.height + foot.height) - foot.height)
    page.put([Rule(page.width + gap, 0, _HAIR, room, dashed=True)])
    page.put(code.items, right=width - code.width, down=max(0.0, (room - code.height) / 2))
    page.height = end
    return page


def _beneath(voucher: Voucher, *, setting: _Setting, width: float, room: float | None) -> Galley:
    """The code at the foot of the page, beside the conditions."""
    page = _facts(voucher, setting=setting, width=width)
    code = _code(voucher, setting=setting, room=width * 0.42)
    foot = _conditions(voucher, setting=setting, width=width - code.width - setting.size)
    white = qr.white(voucher.code, side=code.width)
    height = 4 * _HAIR + max(code.height, white + foot.height)
    end = page.height + height
    top = max(end, room or 0) - height
    page.put([Rule(0, top, width, _HAIR)])
    page.put(foot.items, down=top + 4 * _HAIR + white)
    page.put(code.items, right=width - code.width, down=top + 4 * _HAIR)
    page.height = end
    return page


def _facts(voucher: Voucher, *, setting: _Setting, width: float) -> Galley:
    page, language, serif = Galley(width), Language(voucher.house), Face.SERIF
    words = language.words
    page.heading(voucher.house.name, letters=setting.type(1.15, face=serif, bold=True), logo=voucher.house.logo)
    page.gap(setting.white(0.35))
    page.rule(_HAIR * 3)
    page.gap(setting.white(0.6))
    page.text(words.gift_voucher, letters=setting.type(1.7, face=serif, bold=True), least=0.5)
    page.gap(setting.white(0.3))
    page.text(language.money(voucher.amount), letters=setting.type(3.2, face=serif, bold=True), least=0.3)
    page.gap(setting.white(0.6))
    until = "" if voucher.valid_until is None else language.date(voucher.valid_until)
    cells = (Cell(words.valid_until, until, setting.type(1.15, bold=True)),)
    page.cells(cells, label=setting.type(0.78), shares=(1.0,), lines=2)
    page.gap(setting.white(0.6))
    return page


def _code(voucher: Voucher, *, setting: _Setting, room: float) -> Galley:
    order = f"{Language(voucher.house).words.order} {voucher.order}" if voucher.order else ""
    return code_column(voucher.code, beneath=order, size=setting.size, room=room)


def _conditions(voucher: Voucher, *, setting: _Setting, width: float) -> Galley:
    column = Galley(width)
    column.paragraph(voucher.conditions, letters=setting.type(0.68), lines=setting.lines)
    return column
