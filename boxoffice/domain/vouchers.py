"""Gift vouchers: the code by which one is known."""

import re
from typing import Final

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are read as another
_DRAWN: Final = 15
_GROUP: Final = 4
_MISREAD: Final = str.maketrans("OIL", "011")
_CODE: Final = re.compile(rf"V[{_LETTERS}]{{{_DRAWN}}}")
RANDOM_BITS: Final = 5 * _DRAWN


def code_of(drawn: int) -> str:
    """The code of a voucher for a random number of ``RANDOM_BITS`` bits."""
    return "V" + "".join(_LETTERS[drawn >> 5 * place & 31] for place in range(_DRAWN))


def read_code(text: str) -> str | None:
    """The code that was typed or scanned, or None where it is no voucher's: spaces, hyphens, O for 0 do no harm."""
    code = re.sub(r"[\s\-\N{EN DASH}]", "", text).upper().translate(_MISREAD)
    return code if _CODE.fullmatch(code) else None


def shown(code: str) -> str:
    """A code in groups, as people read it out."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
