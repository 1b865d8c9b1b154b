"""The house's settings, and what may not be set twice."""

from dataclasses import replace

import pytest

from boxoffice.db.database import Database
from boxoffice.domain.errors import PerformanceThere, PricesSet
from boxoffice.domain.money import Currency
from boxoffice.services import house, performances
from tests.support.houses import counter, studio


def test_a_second_performance_at_the_same_time_in_the_hall_is_refused(database: Database) -> None:
    by = counter(database, "Counter 1")
    there = studio(database, by=by)
    hall = database.look(performances.halls)[0].id
    prices = {"Front": 1, "Rear": 1}
    with pytest.raises(PerformanceThere, match="already a performance in Studio"):
        database.act(
            lambda tx: performances.create(tx, event="Other", hall=hall, starts_at=there.starts_at, prices=prices),
            by=by,
        )
    assert len(database.look(performances.board)) == 1


def test_the_currency_stays_once_there_are_prices(database: Database) -> None:
    by = counter(database, "Counter 1")
    database.act(lambda tx: house.change(tx, currency="JPY"), by=by)
    studio(database, by=by)
    with pytest.raises(PricesSet, match="JPY"):
        database.act(lambda tx: house.change(tx, currency="EUR"), by=by)
    assert database.act(lambda tx: house.change(tx, currency="JPY", name="Old Vic"), by=by).name == "Old Vic"


@pytest.mark.parametrize(("code", "shown"), [("EUR", "45.50"), ("XAF", "4,550"), ("IQD", "4.550")])
def test_money_has_the_decimals_of_its_currency(code: str, shown: str) -> None:
    assert Currency(code).format(4550) == shown


def test_what_paper_says_of_the_house_is_kept_as_described(database: Database) -> None:
    by = counter(database, "Office")
    before = database.look(house.house)
    described = replace(
        before,
        language="de",
        seller="Stadttheater GmbH",
        address=("Am Markt 1", "1010 Wien"),
        tax_number="ATU 123",
        conditions="No return.",
        cash_step=5,
        card_details=True,
        scan_prefix="~",
    )
    assert database.act(lambda tx: house.describe(tx, described=described), by=by) == described
    assert database.look(house.house) == described
