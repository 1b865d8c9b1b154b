"""Customers: added, found by a word, a number or an address, and named on an order."""

import json
from typing import Final

from boxoffice.db.database import Tx, WriteTx
from boxoffice.db.statement import Statement
from boxoffice.domain.customers import Customer, is_found, sought, tidied
from boxoffice.domain.errors import NameNeeded, NoSuchCustomer
from boxoffice.domain.orders import Order
from boxoffice.domain.permissions import Permission
from boxoffice.services import holds, orders

MOST: Final = 12  # as many as a clerk reads
_EVERY: Final = 1_000_000

# Under an id that is there already it is the same one: its answer was lost.
_ADD = Statement(
    "INSERT INTO customer (id, name, phone, email, added_at) VALUES (:customer, :name, :phone, :email, :now)"
    " ON CONFLICT DO NOTHING"
)
_BETWEEN_DIGITS: Final = " +-/()."


def _phone_digits() -> str:
    digits = "phone"
    for letter in _BETWEEN_DIGITS:
        digits = f"replace({digits}, '{letter}', '')"
    return digits


# Names that begin with what was typed come first, then those with a word that does.
_FIND = Statement(
    "SELECT id, name, phone, email FROM customer WHERE NOT EXISTS (SELECT 1 FROM $each_word AS w"
    " WHERE lower(name) NOT LIKE w.value ESCAPE '!' AND lower(email) NOT LIKE w.value ESCAPE '!'"
    f" AND {_phone_digits()} NOT LIKE w.value ESCAPE '!')"
    " ORDER BY CASE WHEN lower(name) LIKE :first ESCAPE '!' THEN 0"
    " WHEN lower(name) LIKE :inner ESCAPE '!' THEN 1 ELSE 2 END, lower(name), added_at, id LIMIT :most"
)
_IS_THERE = Statement("SELECT EXISTS (SELECT 1 FROM customer WHERE id = :customer)")
_ATTACH = Statement("UPDATE orders SET customer = :customer WHERE id = :order")


def add(tx: WriteTx, *, customer: str, name: str, phone: str = "", email: str = "") -> Customer:
    """The customer added under an id that the counter made; raises NameNeeded."""
    tx.by.demand(Permission.SELL)
    added = Customer(customer, tidied(name), tidied(phone), tidied(email))
    if not added.name:
        raise NameNeeded
    values = {"customer": added.id, "name": added.name, "phone": added.phone, "email": added.email, "now": tx.now}
    tx.execute(_ADD, values)
    return added


def find(tx: Tx, *, text: str) -> tuple[Customer, ...]:
    """The best dozen customers that have every word of the text in name or e-mail, or its digits in the phone number.

    Letters of every alphabet are found large or small, whatever the database takes them for: SQLite's ``lower``
    knows A to Z alone and PostgreSQL's what its locale does. So the database is asked with a wild card for every
    other letter (and for "ss", which is a small "ß" too), and what it finds too much is left out here.
    """
    words = sought(text)
    if not words:
        return ()
    patterns = [_pattern(word) for word in words]
    values = {
        "words": json.dumps([f"%{pattern}%" for pattern in patterns]),
        "first": f"{patterns[0]}%",
        "inner": f"% {patterns[0]}%",
        "most": MOST if patterns == list(words) else _EVERY,
    }
    found = (Customer(row.id, row.name, row.phone, row.email) for row in tx.execute(_FIND, values).all())
    return tuple(customer for customer in found if is_found(customer, words))[:MOST]


def attach(tx: WriteTx, *, order: str, customer: str | None) -> Order:
    """The order with this customer, or with none; its holds are renewed.

    Begins the order where it does not exist yet: a caller says the name first. Raises NoSuchCustomer, OrderClosed,
    OrderParked.
    """
    tx.by.demand(Permission.SELL)
    if orders.lock(tx, order=order) is None:
        orders.begin(tx, order=order)
    orders.lock_open(tx, order=order)
    if customer is not None and not tx.execute(_IS_THERE, {"customer": customer}).scalar_one():
        raise NoSuchCustomer
    tx.execute(_ATTACH, {"order": order, "customer": customer})
    return holds.keep(tx, order=order)


def _pattern(word: str) -> str:
    """What LIKE finds the word by: its own special letters as they are, letters beyond ASCII as any."""
    letters = word.replace("ss", "ß")
    return "".join(f"!{letter}" if letter in "!%_" else letter if letter.isascii() else "%" for letter in letters)
