"""What one program changes, another hears at once; and what breaks in between keeps nobody from selling."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.permissions import By
from tests.support.houses import counter

PATIENCE_S = 10.0


class Ear:
    """Counts what it hears."""

    def __init__(self) -> None:
        self.count = 0
        self._heard = threading.Condition()

    def __call__(self) -> None:
        with self._heard:
            self.count += 1
            self._heard.notify_all()

    def hears(self, what: Callable[[int], bool]) -> bool:
        """Whether so many times come soon."""
        with self._heard:
            return self._heard.wait_for(lambda: what(self.count), PATIENCE_S)


@pytest.fixture
def here(postgresql_house: str) -> Iterator[Database]:
    with closing(open_database(postgresql_house)) as database:
        yield database


@pytest.fixture
def there(postgresql_house: str) -> Iterator[Database]:
    with closing(open_database(postgresql_house)) as database:
        yield database


@pytest.fixture
def ear(here: Database) -> Ear:
    """It listens already: a connection that is made looks once."""
    heard = Ear()
    here.hear(heard)
    assert heard.hears(lambda count: count == 1)
    return heard


def change(database: Database, by: By) -> None:
    with database.write(by=by):
        pass


def test_a_change_is_heard_by_the_others_and_not_by_oneself(here: Database, there: Database, ear: Ear) -> None:
    mine, theirs = counter(here, "Counter 1"), counter(there, "Counter 2")
    assert ear.hears(lambda count: count >= 2)
    settled = ear.count
    change(here, mine)
    time.sleep(0.5)
    assert ear.count in {settled, settled + 1}  # the counter that was added there may still be told of
    settled = ear.count
    change(there, theirs)
    assert ear.hears(lambda count: count > settled)


def test_many_changes_are_few_news(there: Database, ear: Ear) -> None:
    by = counter(there, "Counter 2")
    begun = time.monotonic()
    for _ in range(300):
        change(there, by)
    there.close()  # what is untold is told before the end
    lasted = time.monotonic() - begun
    assert ear.hears(lambda count: count >= 2)
    time.sleep(0.5)
    assert ear.count <= 4 + lasted / 0.2


def test_a_connection_that_breaks_is_made_again(here: Database, there: Database, ear: Ear) -> None:
    by = counter(there, "Counter 2")
    assert ear.hears(lambda count: count >= 2)
    with here.engine.connect() as connection:
        ended = connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
        ).all()
    assert ended == [(True,)]
    settled = ear.count
    assert ear.hears(lambda count: count > settled)  # it looks when it listens again
    settled = ear.count
    change(there, by)
    assert ear.hears(lambda count: count > settled)


def test_a_file_has_no_news(sqlite_file: Path) -> None:
    heard = Ear()
    with closing(open_database(sqlite_file)) as here, closing(open_database(sqlite_file)) as there:
        here.hear(heard)
        change(there, counter(there, "Counter 1"))
    assert heard.count == 0
