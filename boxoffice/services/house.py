"""The house's own settings."""

from dataclasses import replace
from datetime import date

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain import moments
from boxoffice.domain.errors import ChangedMeanwhile, PricesSet
from boxoffice.domain.house_settings import demand_logo, faults
from boxoffice.domain.moments import Calendar
from boxoffice.domain.money import Currency
from boxoffice.domain.performances import House
from boxoffice.domain.permissions import Permission

_HOUSE = Statement(
    "SELECT database_id, name, time_zone, currency, day_start, is_demo, language, seller, address, tax_number,"
    " conditions, cash_step, card_details, scan_prefix FROM house"
)
_CHANGE = Statement(
    "UPDATE house SET name = :name, time_zone = :time_zone, currency = :currency, is_demo = :is_demo,"
    " day_start = :day_start,"
    " hold_ms = :hold, paying_ms = :paying, cap_ms = :cap"
)
_DESCRIBE = Statement(
    "UPDATE house SET language = :language, seller = :seller, address = :address, tax_number = :tax_number,"
    " conditions = :conditions, cash_step = :cash_step, card_details = :card_details, scan_prefix = :scan_prefix"
)
_SET_LOGO = Statement("UPDATE house SET logo = :logo")
_LOGO = Statement("SELECT logo FROM house")
_HAS_PRICES = Statement("SELECT EXISTS (SELECT 1 FROM price)")


def house(tx: Tx) -> House:
    """The house as screen and paper name it."""
    row = tx.execute(_HOUSE).one()
    return House(
        id=row.database_id,
        name=row.name,
        time_zone=row.time_zone,
        currency=row.currency,
        day_start=row.day_start,
        is_demo=bool(row.is_demo),
        language=row.language,
        seller=row.seller,
        address=tuple(row.address.splitlines()),
        tax_number=row.tax_number,
        conditions=row.conditions,
        cash_step=row.cash_step,
        card_details=bool(row.card_details),
        scan_prefix=row.scan_prefix,
    )


def business_date(tx: Tx) -> date:
    """The business day that it is now."""
    return moments.business_date(tx.now, zone=tx.calendar.zone, day_start=tx.calendar.day_start)


def day_begins(tx: Tx) -> int:
    """The moment (epoch ms) at which the business day of now began."""
    zone, day_start = tx.calendar
    return moments.day_begins(business_date(tx), zone=zone, day_start=day_start)


def currency(tx: Tx) -> Currency:
    """The house's money, as refusals write it."""
    return Currency(house(tx).currency)


def describe(tx: WriteTx, *, described: House) -> House:
    """The house with what its paper says of it, its cash and its scanners as described; the rest stays."""
    tx.by.demand(Permission.PLAN_HOUSE)
    values = {
        "language": described.language,
        "seller": described.seller,
        "address": "\n".join(described.address),
        "tax_number": described.tax_number,
        "conditions": described.conditions,
        "cash_step": described.cash_step,
        "card_details": described.card_details,
        "scan_prefix": described.scan_prefix,
    }
    tx.execute(_DESCRIBE, values)
    return house(tx)


def set_up(tx: WriteTx, *, proposed: House, hold: int, seen: House | None = None) -> House:
    """The house as proposed, whole or not at all; ``hold`` in ms.

    Raises what ``house_settings.faults`` tells, PricesSet, and ChangedMeanwhile where it is not as it was ``seen``.
    """
    tx.by.demand(Permission.PLAN_HOUSE)
    if seen is not None and seen != house(tx):
        raise ChangedMeanwhile(what=seen.name)
    for fault in faults(proposed, hold=hold, rules=tx.rules).values():
        raise fault
    change(
        tx,
        name=proposed.name,
        time_zone=proposed.time_zone,
        currency=proposed.currency,
        day_start=proposed.day_start,
        hold=hold,
    )
    return describe(tx, described=proposed)


def logo(tx: Tx) -> bytes | None:
    """The content of the logo's PNG or SVG file, if the house has one."""
    found = tx.execute(_LOGO).scalar_one()
    return None if found is None else bytes(found)


def set_logo(tx: WriteTx, *, logo: bytes | None) -> None:
    """Print this PNG or SVG file on paper from now on, or no logo; raises LogoRefused."""
    tx.by.demand(Permission.PLAN_HOUSE)
    if logo is not None:
        demand_logo(logo)
    tx.execute(_SET_LOGO, {"logo": logo})


def change(
    tx: WriteTx,
    *,
    name: str | None = None,
    time_zone: str | None = None,
    currency: str | None = None,
    day_start: int | None = None,
    hold: int | None = None,
    is_demo: bool | None = None,
) -> House:
    """The house with the given settings changed; ``day_start`` in minutes after midnight, ``hold`` in ms.

    A hold is at most a minute short of the cap.
    Raises PricesSet for another currency where there are prices: they would be read as other amounts.
    """
    tx.by.demand(Permission.PLAN_HOUSE)
    here = house(tx)
    if currency not in {None, here.currency} and tx.execute(_HAS_PRICES).scalar_one():
        raise PricesSet(currency=here.currency)
    tx.rules = replace(tx.rules, hold=hold or tx.rules.hold)
    tx.execute(
        _CHANGE,
        {
            "name": name or here.name,
            "time_zone": time_zone or here.time_zone,
            "currency": currency or here.currency,
            "day_start": here.day_start if day_start is None else day_start,
            "is_demo": here.is_demo if is_demo is None else is_demo,
            "hold": tx.rules.hold,
            "paying": tx.rules.paying,
            "cap": tx.rules.cap,
        },
    )
    tx.calendar = Calendar(time_zone or here.time_zone, here.day_start if day_start is None else day_start)
    return house(tx)
