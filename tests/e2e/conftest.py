"""Counters for the stories: each the real program in a process of its own, all on one database."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.performances import Performance
from boxoffice.settings import Settings
from tests.support.houses import counter, studio
from tests.support.priced import priced_house
from tests.support.warm import Program

ROOT = Path(__file__).parents[2]
_PROGRAM = "tests.e2e.counter_process"
PROGRAM = (sys.executable, "-m", _PROGRAM)
# A clock with this period does not tick while a story lasts.
NEVER = 3600


class Counter:
    """One counter's program; its verbs are those of Hands."""

    def __init__(
        self,
        place: str,
        folder: Path,
        *,
        name: str,
        settings: Settings,
        program: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._place, self._folder, self.name = place, folder, name
        self._program, self._environment = program, dict(environment or {})
        folder.mkdir(exist_ok=True)
        (folder / "settings.json").write_text(json.dumps(asdict(settings)), "utf-8")
        self.start()

    def start(self) -> None:
        """Start the program (again): a command of its own where one is given, else forked from what has it imported."""
        arguments = ["--database", self._place, "--counter", self.name]
        environment = {"BOXOFFICE_DATA": str(self._folder), "QT_QPA_PLATFORM": "offscreen", **self._environment}
        self._process: Program | subprocess.Popen[str]
        if not self._program:
            self._process = Program(_PROGRAM, arguments, environment=environment)
            return
        self._process = subprocess.Popen(
            [*self._program, *arguments],
            cwd=ROOT, env=os.environ | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __getattr__(self, verb: str) -> Any:  # noqa: ANN401 (each verb answers in its own type)
        return lambda *arguments: self._ask(verb, *arguments)

    def kill(self) -> None:
        """End the program as a power cut does."""
        self._process.kill()
        self._wait()

    def end(self) -> int:
        """End the program by the window's own way; its exit code."""
        if self._process.poll() is None and self._process.stdin is not None:
            self._process.stdin.close()
        return self._wait()

    def _wait(self) -> int:
        status = self._process.wait(timeout=60)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()
        return status

    def _ask(self, *asked: object) -> Any:  # noqa: ANN401 (as above)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"{self.name} ended with {self._process.poll()} while it was asked to {asked}"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["answer"]


class Counters:
    """Opens counters on one house."""

    def __init__(self, place: str, folder: Path) -> None:
        self._place, self._folder = place, folder
        self._open: list[Counter] = []

    def __call__(self, name: str, *, refresh_seconds: int = 1, job_seconds: int = 60) -> Counter:
        """A counter of this name, its clocks with these periods: the view is fresher than in a house."""
        settings = Settings(refresh_seconds=refresh_seconds, job_seconds=job_seconds)
        opened = Counter(self._place, self._folder / name, name=name, settings=settings)
        self._open.append(opened)
        return opened

    def close(self) -> None:
        """End them all; each must end well unless it was killed."""
        statuses = {opened.name: opened.end() for opened in self._open}
        assert set(statuses.values()) <= {0, -9}, statuses


# A story that is told on a server as well.
on_both = pytest.mark.parametrize("house", ["sqlite_file", "postgresql_house"], indirect=True)


@pytest.fixture
def house(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A house of 30 seats with one performance, to look at and to age rows in."""
    database = open_database(request.getfixturevalue(getattr(request, "param", "sqlite_file")))
    studio(database, by=counter(database, "Office"))
    yield database
    database.close()


@pytest.fixture
def priced(house: Database) -> Performance:
    """A second performance there, with price types, a promotion, and places for a wheelchair and a companion."""
    return priced_house(house)


@pytest.fixture
def counters(house: Database, tmp_path: Path) -> Iterator[Counters]:
    """Opens counters on the house."""
    opened = Counters(house.place, tmp_path)
    yield opened
    opened.close()
