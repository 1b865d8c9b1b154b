"""Empty houses to try something in, gone when it is over."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import make_url

from boxoffice.db.opening import open_database
from boxoffice.db.server import init_server


@contextmanager
def in_a_file() -> Iterator[str]:
    """The path of an empty house in a file."""
    with TemporaryDirectory(prefix="boxoffice-rig-") as folder:
        file = Path(folder) / "house.sqlite3"
        open_database(file).close()
        yield str(file)


@contextmanager
def on_server(server: str) -> Iterator[str]:
    """The URL, for a counter's role, of an empty house on a server (the URL of its administrator)."""
    house = make_url(server).set(database=f"house_{uuid.uuid4().hex}")
    prepared = init_server(house.render_as_string(hide_password=False), password_for=lambda _role: "")
    try:
        yield house.set(username=prepared.roles.counter).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server, autocommit=True) as administrator:
            administrator.execute(f"DROP DATABASE IF EXISTS {house.database} WITH (FORCE)")
            for role in (prepared.roles.owner, prepared.roles.counter, prepared.roles.report):
                administrator.execute(f"DROP ROLE IF EXISTS {role}")
