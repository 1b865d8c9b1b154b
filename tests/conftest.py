"""Fixtures that every test may use: a real database of each kind, made anew for each test."""

import os
import sys

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    # Without a display Qt would abort the whole run.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from boxoffice.db.database import Database
from boxoffice.db.engine import postgresql_engine
from boxoffice.db.opening import open_database
from boxoffice.db.server import init_server
from tests.support import postgres, windows_files

windows_files.keep()

_TEMPLATE = "boxoffice_template"


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever sees the data, settings or logs of the PC that it runs on."""
    monkeypatch.setenv("BOXOFFICE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BOXOFFICE_DATABASE", raising=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty house in a SQLite file, to be copied while nobody has it open."""
    file = tmp_path_factory.mktemp("template") / "house.sqlite3"
    open_database(file).close()
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server with an empty house in a template database."""
    with postgres.server() as url:
        template = make_url(url).set(database=_TEMPLATE)
        init_server(template.render_as_string(), password_for=lambda _role: "")
        yield url


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    """An empty house in a SQLite file of this test's own."""
    return Path(shutil.copy(sqlite_template, tmp_path / "house.sqlite3"))


@pytest.fixture
def postgresql_house(postgresql_server: str) -> Iterator[str]:
    """The URL of an empty house in a PostgreSQL database of this test's own, for a counter's role."""
    name = f"house_{uuid.uuid4().hex}"
    _on_server(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} OWNER {_TEMPLATE}_owner")
    yield make_url(postgresql_server).set(database=name, username=f"{_TEMPLATE}_counter").render_as_string()
    _on_server(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest) -> str:
    """The place of an empty house of this test's own, on each database."""
    return str(request.getfixturevalue("sqlite_file" if request.param == "sqlite" else "postgresql_house"))


@pytest.fixture
def database(where: str) -> Iterator[Database]:
    """An empty house opened, on each database."""
    opened = open_database(where)
    yield opened
    opened.close()


def _on_server(url: str, statement: str) -> None:
    engine = postgresql_engine(make_url(url)).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
