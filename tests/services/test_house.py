"""The house's settings, and what may not be set twice."""

from dataclasses import replace
from functools import partial

import pytest

from boxoffice.db.database import Database
from boxoffice.domain.errors import ChangedMeanwhile, HoldTooLong, LogoRefused, PerformanceThere, PricesSet, Refusal
from boxoffice.domain.holds import HoldRules
from boxoffice.domain.house_settings import faults
from boxoffice.domain.moments import MINUTE
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


def test_a_house_is_set_up_whole_or_not_at_all(database: Database) -> None:
    by = counter(database, "Office")
    before = database.look(house.house)
    proposed = replace(before, name="Stadttheater", time_zone="Europe/Vienna", day_start=240, cash_step=5)
    assert database.act(lambda tx: house.set_up(tx, proposed=proposed, hold=7 * MINUTE), by=by) == proposed
    with database.read() as tx:
        assert tx.rules.hold == 7 * MINUTE
    for wrong in (
        replace(proposed, seller="Other", name=" "),
        replace(proposed, seller="Other", time_zone="Vienna"),
        replace(proposed, seller="Other", currency="EURO"),
        replace(proposed, seller="Other", cash_step=0),
        replace(proposed, seller="Other", scan_prefix="A~"),
    ):
        with pytest.raises(Refusal):
            database.act(partial(house.set_up, proposed=wrong, hold=7 * MINUTE), by=by)
    with pytest.raises(HoldTooLong, match="1 to 29 minutes"):
        database.act(lambda tx: house.set_up(tx, proposed=proposed, hold=30 * MINUTE), by=by)
    assert database.look(house.house) == proposed


def test_a_house_that_somebody_else_changed_is_not_overwritten(database: Database) -> None:
    by = counter(database, "Office")
    seen = database.look(house.house)
    database.act(lambda tx: house.change(tx, name="Other"), by=by)
    with pytest.raises(ChangedMeanwhile):
        database.act(lambda tx: house.set_up(tx, proposed=replace(seen, name="Mine"), hold=MINUTE, seen=seen), by=by)
    assert database.look(house.house).name == "Other"


def test_every_fault_of_a_house_is_told_by_its_setting(database: Database) -> None:
    wrong = replace(database.look(house.house), name="", time_zone="../etc", currency="E", cash_step=0, scan_prefix="7")
    told = faults(wrong, hold=0, rules=HoldRules())
    assert set(told) == {"name", "time_zone", "currency", "cash_step", "scan_prefix", "hold"}
    assert faults(database.look(house.house), hold=MINUTE, rules=HoldRules()) == {}


PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SVG = b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>\n'


def test_a_logo_is_kept_as_its_file_is(database: Database) -> None:
    by = counter(database, "Office")
    assert database.look(house.logo) is None
    for logo in (PNG, SVG):
        database.act(partial(house.set_logo, logo=logo), by=by)
        assert database.look(house.logo) == logo
    database.act(lambda tx: house.set_logo(tx, logo=None), by=by)
    assert database.look(house.logo) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GIF89a", "neither a PNG nor an SVG"),
        (b"", "neither a PNG nor an SVG"),
        (b"<html></html>", "neither a PNG nor an SVG"),
        (PNG + bytes(1_200_000), "larger than 1 MB"),
    ],
)
def test_what_is_no_logo_is_refused_with_its_reason(database: Database, content: bytes, reason: str) -> None:
    by = counter(database, "Office")
    with pytest.raises(LogoRefused, match=reason):
        database.act(lambda tx: house.set_logo(tx, logo=content), by=by)
    assert database.look(house.logo) is None
