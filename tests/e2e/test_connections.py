"""How many connections a counter takes of its server: the running program with window, news and job, counted there."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import make_url

from boxoffice.db.opening import open_database
from tests.faults.start_stop import Window
from tests.support.houses import counter, small_plan, studio

AT_WORK: Final = 4
AT_REST: Final = 3
# Longer than the job's period there, and shorter than what the program waits for a lock.
_BUSY_S: Final = 2.0
_QUIET_S: Final = 1.0
_LOOK_S: Final = 0.005
_COUNT: Final = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name = 'boxoffice'"


def test_a_counter_takes_four_connections_at_work_and_three_at_rest(
    postgresql_server: str, postgresql_house: str, tmp_path: Path
) -> None:
    with closing(open_database(postgresql_house)) as house:
        studio(house, by=counter(house, "Office"), plan=small_plan(rows="ABCDEFGHIJ", seats=30))
    with psycopg.connect(postgresql_server, autocommit=True) as administrator:
        count = partial(connections, administrator, make_url(postgresql_house).database)
        window = Window(postgresql_house, tmp_path / "counter")
        window.wait_for("shown")
        window.tell("sell")
        window.tell("list")
        window.wait_for("job")
        with all_work_under_way(postgresql_server, postgresql_house):
            most = max(seen(count, for_s=_BUSY_S))
        window.tell("rest")
        window.wait_for("rests")
        least = min(seen(count, for_s=_QUIET_S))
        status, _, _ = window.end("close")
    assert (status, most, least) == (0, AT_WORK, AT_REST)


def connections(administrator: psycopg.Connection, house: str | None) -> int:
    """How many connections programs have to a house now."""
    return int(administrator.execute(_COUNT, (house,)).fetchall()[0][0])


@contextmanager
def all_work_under_way(server: str, house: str) -> Iterator[None]:
    """Keep every transaction from ending that began, so that all that can be at once are."""
    own = make_url(server).set(database=make_url(house).database).render_as_string()
    with psycopg.connect(own) as administrator:
        administrator.execute("LOCK TABLE house")
        yield


def seen(count: Callable[[], int], *, for_s: float) -> Iterator[int]:
    """What is counted again and again for so long."""
    until = time.monotonic() + for_s
    while time.monotonic() < until:
        yield count()
        time.sleep(_LOOK_S)
