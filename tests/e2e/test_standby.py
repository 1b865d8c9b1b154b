"""A house on two servers: what is acknowledged is on both, and the counters go on at the standby by themselves."""

import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

import pytest

from boxoffice.db import engine
from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.db.server import init_server
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import CounterInUse, DatabaseBusy, DatabaseLost
from boxoffice.domain.moments import MINUTE
from boxoffice.routines.open_counter import open_counter
from boxoffice.routines.sell import sell
from boxoffice.services import sales
from boxoffice.settings import Settings
from tests.e2e.conftest import Counter
from tests.faults.own_server import Server, own_server, role_of
from tests.support import ledger
from tests.support.desk import PLENTY, Desk, age
from tests.support.houses import counter, studio

_BACK_S: Final = 15.0
_SOLD: Final = Statement("SELECT count(*) FROM orders WHERE state = 'sold'")


@dataclass(frozen=True, slots=True)
class Pair:
    """A primary and its standby, and a house there by the address that names both."""

    primary: Server
    standby: Server
    house: str


@pytest.fixture
def pair() -> Iterator[Pair]:
    with own_server() as primary:
        prepared = init_server(_at(primary), password_for=lambda _role: "")
        with own_server(primary=primary) as standby:
            primary.demand_standby()
            yield Pair(primary, standby, _at(primary, standby, role=prepared.roles.counter))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every wait at a server is short; a statement's limit ends before the counter gives up, as it always does."""
    monkeypatch.setattr(engine, "_AT_THE_COUNTER", ("statement_timeout=700", "lock_timeout=300"))
    monkeypatch.setattr(engine, "_SILENCE_S", 2.0)


def _at(*servers: Server, role: str = "boxoffice") -> str:
    hosts, ports = (",".join(map(str, each)) for each in zip(*((s.address, s.port) for s in servers), strict=True))
    return f"postgresql://{role}@/house?host={hosts}&port={ports}&sslmode=disable"


def test_a_counter_goes_on_at_the_standby(pair: Pair, tmp_path: Path) -> None:
    with ExitStack() as at_end:
        office = at_end.enter_context(closing(open_database(pair.house)))
        other = Desk(office, counter(office, "Counter 2"), studio(office, by=counter(office, "Office")))
        other.take("C1")
        window = Counter(pair.house, tmp_path / "counter", name="Counter 1", settings=Settings(refresh_seconds=1))
        at_end.callback(window.end)
        window.take("A1")
        window.press("F6")
        window.wait_for("SOLD", "A1")
        window.take("A2")
        news = Event()
        office.hear(news.set)

        pair.primary.stop("immediate")
        window.click("A3")
        window.wait_for_text("No answer from the database")
        assert window.order() == ["Stalls A2"]
        news.clear()
        pair.standby.promote()
        since = time.monotonic()
        window.wait_for_text("The database answers again")
        window.take("A3")
        assert window.order() == ["Stalls A2", "Stalls A3"]
        assert news.wait(_BACK_S)
        news.clear()
        window.press("F6")
        window.wait_for("SOLD", "A2", "A3")
        assert time.monotonic() - since < _BACK_S
        assert news.wait(_BACK_S)

        office.reopen()
        assert window.status("A1") == "SOLD"
        assert window.status("C1") == "HELD"
        age(office, 6 * MINUTE)
        window.wait_for("FREE", "C1")
        with pytest.raises(CounterInUse):
            open_counter(office, name="Counter 1")
        assert sold(office) == 2
        assert ledger.faults(office) == []


@pytest.mark.usefixtures("impatient")
def test_a_sale_that_the_standby_does_not_have_is_not_acknowledged(pair: Pair) -> None:
    other_way_round = _at(pair.standby, pair.primary, role=role_of(pair.house))
    with closing(open_database(other_way_round)) as database:
        by = counter(database, "Counter 1")
        show = studio(database, by=by)
        first, second = Desk(database, by, show), Desk(database, by, show)
        for desk, seat in ((first, "A1"), (second, "A2")):
            desk.take(seat)
            desk.open_payment()

        pair.standby.stop("fast")
        sells_in_vain(first)
        pair.standby.start()
        assert booked(first)

        pair.standby.stop("fast")
        sells_in_vain(second)
        pair.primary.go_alone()
        assert booked(second)
        assert sold(database) == 2
        assert ledger.faults(database) == []


@pytest.mark.usefixtures("impatient")
def test_an_old_primary_that_comes_back_acknowledges_nothing(pair: Pair) -> None:
    pair.primary.stop("immediate")
    pair.standby.promote()
    pair.primary.start()
    with closing(open_database(pair.house)) as database, pytest.raises(DatabaseLost):
        counter(database, "Counter 1")


def sells_in_vain(desk: Desk) -> None:
    """Sell, without an answer; nobody may say yet that it is sold, nor that it is not."""
    with pytest.raises(DatabaseLost):
        sell(desk.database, by=desk.by, order=desk.order, payment=uuid.uuid4().hex, tendered=PLENTY)
    with pytest.raises(DatabaseBusy), desk.database.read() as tx:
        sales.find_sale(tx, order=desk.order)


def booked(desk: Desk) -> bool:
    """Whether the order turns out to be sold, looked up until the server knows."""
    since = time.monotonic()
    while True:
        try:
            return desk.database.look(lambda tx: sales.find_sale(tx, order=desk.order)) is not None
        except DatabaseBusy:
            assert time.monotonic() - since < _BACK_S


def sold(database: Database) -> int:
    """How many sales the house has."""
    with database.read() as tx:
        return int(tx.execute(_SOLD).scalar_one())
