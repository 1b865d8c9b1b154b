"""What a reader may rely on anywhere in the source."""

import ast
import importlib
import inspect
import pkgutil
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

from boxoffice import services
from boxoffice.db.database import WriteTx
from boxoffice.domain import errors
from boxoffice.domain.errors import Refusal
from tests.support.source import PACKAGE, ROOT, files

# Parts of an act: what calls them has named its permission.
PARTS_OF_ACTS = {"journal.record", "seat_history.remember", "orders.lock", "orders.lock_open"}


def acts() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function of the services that is given a transaction that may change rows."""
    for module_info in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"boxoffice.services.{module_info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_its_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_its_own and WriteTx in get_type_hints(function).values():
                yield f"{module_info.name}.{name}", function


def test_every_act_names_a_permission() -> None:
    unguarded = {name for name, act in acts() if ".demand(Permission." not in inspect.getsource(act)}
    assert unguarded == PARTS_OF_ACTS
    assert len(dict(acts())) > 20


def test_an_act_demands_its_permission_before_it_does_anything() -> None:
    for name, act in acts():
        if name not in PARTS_OF_ACTS:
            definition = ast.parse(inspect.getsource(act)).body[0]
            assert isinstance(definition, ast.FunctionDef)
            assert ast.unparse(definition.body[1]).startswith("tx.by.demand(Permission."), name


def test_the_transaction_comes_first_and_the_rest_by_name() -> None:
    for name, act in acts():
        first, *others = inspect.signature(act).parameters.values()
        assert first.name == "tx", name
        if name not in PARTS_OF_ACTS:
            assert all(other.kind is inspect.Parameter.KEYWORD_ONLY for other in others), name


def test_nobody_trusts_a_count_of_rows_changed() -> None:
    assert [file.name for file in files() if "rowcount" in file.read_text("utf-8")] == []


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for refusal in kind.__subclasses__():
        yield refusal
        yield from refusals(refusal)


REFUSALS = {refusal.__name__: refusal for refusal in refusals()}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_is_a_sentence_with_its_facts(refusal: type[Refusal]) -> None:
    facts = {name: f"<{name}>" for _, name, _, _ in string.Formatter().parse(refusal.sentence) if name}
    if refusal is errors.SeatsTaken:
        said = str(errors.SeatsTaken(seats="<seats>", taken=(1,)))
    else:
        said = str(refusal(**facts))
    assert all(f"<{name}>" in said for name in facts)
    assert said.endswith(".")
    assert "{" not in said
    assert said[0].isupper() or said[0] == "<"


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_file_is_read_in_one_sitting(file: Path) -> None:
    if "migrations" in file.parts:
        pytest.skip("a migration is frozen as it was made")
    assert len(file.read_text("utf-8").splitlines()) <= 400


def test_each_driver_is_imported_in_one_file() -> None:
    for driver, owner in {"pysqlite3": "db/engine.py", "apscheduler": "jobs/scheduler.py"}.items():
        users = {
            str(file.relative_to(PACKAGE))
            for file in files()
            if f"from {driver}" in file.read_text("utf-8") or f"import {driver}" in file.read_text("utf-8")
        }
        assert users == {owner}


def test_no_test_file_is_longer_than_can_be_read() -> None:
    long = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "tests").rglob("*.py")
        if len(file.read_text("utf-8").splitlines()) > 500
    ]
    assert long == []
