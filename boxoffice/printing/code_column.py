"""The code of a ticket or a gift voucher: its square, its letters as they are read out, and the order beneath."""

from dataclasses import replace

from boxoffice.printing import qr
from boxoffice.printing.fitting import LEAST, fit
from boxoffice.printing.galley import Galley
from boxoffice.printing.sheet import Align, Code, Face, Type


def code_column(code: str, *, beneath: str, size: float, room: float) -> Galley:
    """A column as wide as the square, which is as large as it may be in ``room``; ``size`` is plain text's (mm)."""
    side = qr.side(code, room=room)
    column = Galley(side)
    column.put([Code(0, 0, side, code)])
    spoken, mono = qr.spoken(code), Type(max(LEAST, side * 0.085), Face.MONO)
    sizes = [fit(line, letters=mono, width=side, least=0.5).letters.size for line in spoken]
    for line in spoken:
        column.text(line, letters=replace(mono, size=min(sizes)), least=0.5, align=Align.CENTER)
    column.gap(size * 0.4)
    letters = Type(max(LEAST, size * 0.85), Face.SANS, bold=True)
    column.text(beneath, letters=letters, lines=2, least=0.6, align=Align.CENTER)
    return column
