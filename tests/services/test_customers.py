"""Customers and notes, on both databases: added once, found by what is heard, named on an order."""

import pytest

from boxoffice.db.database import Database
from boxoffice.db.statement import Statement
from boxoffice.domain.customers import Customer
from boxoffice.domain.errors import NameNeeded, NoSuchCustomer, OrderClosed
from boxoffice.domain.moments import MINUTE
from boxoffice.domain.orders import Order
from boxoffice.services import customers, notes, orders
from tests.support.desk import Desk

_COUNT = Statement("SELECT count(*) FROM customer")


def add(desk: Desk, name: str, phone: str = "", email: str = "") -> Customer:
    return desk.act(lambda tx: customers.add(tx, customer=f"id of {name}", name=name, phone=phone, email=email))


def found(database: Database, text: str) -> list[str]:
    return [customer.name for customer in database.look(lambda tx: customers.find(tx, text=text))]


def attach(desk: Desk, customer: str | None, *, at: int | None = None) -> Order:
    return desk.act(lambda tx: customers.attach(tx, order=desk.order, customer=customer), at=at)


def note(desk: Desk, text: str, *, at: int | None = None) -> Order:
    return desk.act(lambda tx: notes.set_note(tx, order=desk.order, note=text), at=at)


def test_a_customer_is_kept_tidy_and_added_once(alice: Desk, database: Database) -> None:
    added = add(alice, "  Anna   Berger ", " 0171 234 ", "anna@example.org ")
    assert added == Customer("id of   Anna   Berger ", "Anna Berger", "0171 234", "anna@example.org")
    add(alice, "  Anna   Berger ", "0171 234", "anna@example.org")
    assert database.look(lambda tx: tx.execute(_COUNT).scalar_one()) == 1
    with pytest.raises(NameNeeded):
        add(alice, "  ")


@pytest.mark.parametrize(
    "text",
    ["anna", "ANNA B", "berg ann", "0171", "171 234", "+49 171", "(0171) 234-567", "anna@", "EXAMPLE.org", "an 234567"],
)
def test_a_customer_is_found_by_words_number_or_address(alice: Desk, database: Database, text: str) -> None:
    add(alice, "Anna Berger", "+49 171 234-567", "anna@example.org")
    add(alice, "Carl Dorn", "030 9999", "carl@example.com")
    assert found(database, text) == ["Anna Berger"]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Özlem Müller", ["özlem", "ÖZLEM", "MÜLLER", "mÜl"]),
        ("MÜLLER, ÉLODIE", ["müller", "élodie", "Él"]),
        ("Иван Петров", ["иван", "ПЕТРОВ"]),
        ("Karl Strauß", ["strauß", "STRAUSS", "strauss"]),
        ("Zoe\u0308 Lang", ["zoë", "ZOË"]),
    ],
)
def test_letters_of_every_alphabet_are_found_large_or_small(
    alice: Desk, database: Database, name: str, texts: list[str]
) -> None:
    kept = add(alice, name).name
    add(alice, "Miller, Elodia")
    for text in texts:
        assert found(database, text) == [kept], text


def test_what_like_reads_as_a_wild_card_is_a_letter(alice: Desk, database: Database) -> None:
    for name in ("100% Theatre", "1000 Theatres", "under_score", "underscore", "wow!", "wow"):
        add(alice, name)
    assert found(database, "100%") == ["100% Theatre"]
    assert found(database, "r_s") == ["under_score"]
    assert found(database, "w!") == ["wow!"]
    assert found(database, "%") == ["100% Theatre"]
    assert found(database, "\\") == []


def test_nothing_typed_finds_nobody_and_a_dozen_is_enough(alice: Desk, database: Database) -> None:
    for number in range(15):
        add(alice, f"Guest {number:02}")
    assert found(database, " ") == []
    assert found(database, "guest") == [f"Guest {number:02}" for number in range(12)]


def test_names_that_begin_so_come_first(alice: Desk, database: Database) -> None:
    for name in ("Joanna Abel", "Carl Anders", "Anna Zorn", "Abel Tanner"):
        add(alice, name)
    assert found(database, "an") == ["Anna Zorn", "Carl Anders", "Abel Tanner", "Joanna Abel"]


def test_an_orders_customer_and_note_are_read_with_it_and_renew_its_holds(alice: Desk) -> None:
    anna = add(alice, "Anna Berger", "0171 234")
    held = alice.take("A1")
    assert (held.customer, held.note) == (None, "")
    later = held.now + 2 * MINUTE
    named = attach(alice, anna.id, at=later)
    assert named.customer == anna
    assert named.expires_at == later + 5 * MINUTE
    noted = note(alice, " brings   a wheelchair ", at=later + MINUTE)
    assert (noted.note, noted.customer) == ("brings a wheelchair", anna)
    assert noted.expires_at == later + 6 * MINUTE
    assert attach(alice, None).customer is None
    assert alice.read().note == "brings a wheelchair"


def test_a_name_or_a_note_may_come_before_the_first_seat(alice: Desk, bob: Desk) -> None:
    anna = add(alice, "Anna Berger")
    assert attach(alice, anna.id).lines == ()
    assert alice.take("A1").customer == anna
    assert note(bob, "asked for the aisle").lines == ()
    assert bob.take("A2").note == "asked for the aisle"


def test_an_order_of_a_name_alone_is_not_resumed(alice: Desk, database: Database) -> None:
    attach(alice, add(alice, "Anna Berger").id)
    assert database.look(lambda tx: orders.current(tx, counter=alice.by.counter)) is None


def test_nobody_is_no_customer(alice: Desk) -> None:
    alice.take("A1")
    with pytest.raises(NoSuchCustomer):
        attach(alice, "nobody")
    assert alice.read().customer is None


def test_a_sold_order_keeps_its_customer_and_may_be_noted_on(alice: Desk) -> None:
    anna = add(alice, "Anna Berger")
    alice.take("A1")
    attach(alice, anna.id)
    assert alice.sell().order.customer == anna
    assert note(alice, "came back for a glove").note == "came back for a glove"
    assert alice.read().state == "sold"
    with pytest.raises(OrderClosed):
        attach(alice, None)
    assert alice.read().customer == anna
