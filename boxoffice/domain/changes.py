"""What a committed act changed, so that each screen decides for itself what to read again."""

from enum import Flag, auto


class Changes(Flag):
    """Kinds of things that a committed transaction changed."""

    NOTHING = 0
    SEATS = auto()  # occupants of some performance
    ORDER = auto()  # this counter's current order
    PERFORMANCES = auto()
    PLANS = auto()
    PRICES = auto()  # price lists, price types or promotions
    HOUSE = auto()  # the house's own settings
