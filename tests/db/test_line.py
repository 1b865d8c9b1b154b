"""Statements that a server is asked in one go, and connections that broke while nobody asked anything."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from boxoffice.db.database import Database, WriteTx
from boxoffice.db.line import Answer, Line, Question
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.routines import sell as routine
from tests.support.desk import Desk
from tests.support.houses import counter, studio

_SESSIONS = Statement(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND datname = current_database() AND usename = current_user"
)
_RENAME = Statement("UPDATE counter SET name = :name WHERE id = :counter")
_NAME = Statement("SELECT name FROM counter WHERE id = :counter")
_FAIL = Statement("SELECT 1 / CAST(:counter - :counter AS integer)")


@pytest.fixture
def desk(postgresql_house: str) -> Iterator[Desk]:
    with closing(open_database(postgresql_house)) as database:
        by = counter(database, "Counter 1")
        yield Desk(database, by, studio(database, by=by))


def test_an_act_at_the_counter_goes_to_the_server_a_few_times(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    ask = Line.ask

    def counted(self: Line, questions: Sequence[Question]) -> list[Answer]:
        asked.append(len(questions))
        return ask(self, questions)

    monkeypatch.setattr(Line, "ask", counted)
    order = desk.take("A1", "A2")
    assert len(asked) <= 5 < sum(asked)
    asked.clear()
    routine.sell_exact(desk.database, by=desk.by, order=order.id, payment="cash", expected=order.balance)
    assert len(asked) <= 5 < sum(asked)


def test_what_fails_undoes_what_was_asked_with_it_and_leaves_the_connection_whole(desk: Desk) -> None:
    values = {"counter": desk.by.counter, "name": "Another"}
    for _ in range(2):  # a statement that the server was made ready for in vain is asked anew

        def fail(tx: WriteTx) -> None:
            tx.execute(_RENAME, values)
            tx.execute(_FAIL, values)
            tx.execute(_NAME, values).all()

        with pytest.raises(DBAPIError, match="division by zero"):
            desk.act(fail)
        assert name(desk.database, desk.by.counter) == "Counter 1"


def test_what_nobody_reads_is_done_at_the_end(desk: Desk) -> None:
    values = {"counter": desk.by.counter, "name": "Another"}
    desk.act(lambda tx: tx.execute(_RENAME, values))
    assert name(desk.database, desk.by.counter) == "Another"
    with pytest.raises(DBAPIError, match="division by zero"):
        desk.act(lambda tx: tx.execute(_FAIL, values))


def test_text_that_the_server_would_cut_short_is_refused(desk: Desk) -> None:
    values = {"counter": desk.by.counter, "name": "Counter\0 2"}
    with pytest.raises(DBAPIError, match="NUL"):
        desk.act(lambda tx: tx.execute(_RENAME, values))
    assert name(desk.database, desk.by.counter) == "Counter 1"
    desk.act(lambda tx: tx.execute(_RENAME, values | {"name": "Counter 2"}))
    assert name(desk.database, desk.by.counter) == "Counter 2"


def test_a_connection_that_broke_meanwhile_is_replaced_without_a_word(desk: Desk, postgresql_house: str) -> None:
    with psycopg.connect(postgresql_house) as other:
        ended = other.execute(_SESSIONS.on("postgresql")).fetchall()
    assert ended
    assert len(desk.take("A1").lines) == 1


def name(database: Database, counter: int) -> str:
    return str(database.look(lambda tx: tx.execute(_NAME, {"counter": counter}).scalar_one()))
