"""Two counters and one performance, on each database."""

import pytest

from boxoffice.db.database import Database
from tests.support.desk import Desk
from tests.support.houses import counter, studio


@pytest.fixture
def alice(database: Database) -> Desk:
    by = counter(database, "Counter 1")
    return Desk(database, by, studio(database, by=by))


@pytest.fixture
def bob(alice: Desk) -> Desk:
    return Desk(alice.database, counter(alice.database, "Counter 2"), alice.performance)
