"""A program that sells once a line of stdin on a disk that fails: `python -m tests.faults.faulty_seller FOLDER PLANT`.

It never opens a house itself: each sale, and each look at what came of it, is done by a child.
"""

import json
import os
import shutil
import sys
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from boxoffice.db import faults
from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.domain.errors import DatabaseBusy, DatabaseLost, Refusal
from boxoffice.domain.orders import OrderState
from boxoffice.routines.sell import sell
from boxoffice.services import books, counters, performances, sales
from tests.faults.failing_disk import FailingDisk
from tests.support.desk import PLENTY, Desk
from tests.support.houses import NOBODY, counter, studio

_SEATS = ("A1", "A2")


def main(folder: Path, plant: str) -> None:
    if plant:
        faults._SQLITE = (("SQLITE_IOERR", DatabaseBusy), *faults._SQLITE)  # type: ignore[misc]  # noqa: SLF001
    disk = FailingDisk(folder / "plan")
    template = folder / "template"
    if not template.exists():
        in_child(lambda: make(template))
    for line in sys.stdin:
        print(json.dumps(tried(disk, template, *json.loads(line))), flush=True)


def tried(disk: FailingDisk, template: Path, at: int, error: int, for_ever: bool) -> dict[str, Any]:  # noqa: FBT001
    """How many calls there were, what was said, and what is wrong with it."""
    file, order = template.with_name("trial") / "house", uuid.uuid4().hex
    file.parent.mkdir()
    shutil.copy(template, file)
    disk.arm(file, at=at, error=error, for_ever=for_ever)
    said = in_child(lambda: sale(file, order))
    calls = disk.disarm()
    found = in_child(lambda: judged(file, order, said))
    shutil.rmtree(file.parent)
    return {"calls": calls, "said": said["said"], "told": said.get("told", ""), "faults": found["faults"]}


def in_child(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a child answers; its end without an answer is one too."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer = work()
        except BaseException as fault:  # noqa: BLE001 (that is what is looked for)
            answer = {"said": f"{type(fault).__name__}: {fault}", "faults": [f"{type(fault).__name__}: {fault}"]}
        os.write(writes, json.dumps(answer).encode())
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    answer = json.loads(told) if told else {"said": "it died", "faults": ["it died"]}
    return dict(answer)


def make(file: Path) -> dict[str, Any]:
    with closing(open_database(file)) as database:
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by))
        desk.take("C1")
        desk.sell()
    return {}


def at_work(database: Database, order: str) -> Desk:
    by = database.act(lambda tx: counters.add(tx, name="Counter 1"), by=NOBODY)
    (show,) = database.look(performances.board)
    desk = Desk(database, by, show)
    desk.order = order
    return desk


def sale(file: Path, order: str) -> dict[str, Any]:
    """The whole sale; what the program says of it."""
    try:
        database = open_database(file)
    except Refusal as refusal:
        return {"said": type(refusal).__name__, "told": str(refusal)}
    try:
        desk = at_work(database, order)
        desk.take(*_SEATS)
        desk.open_payment()
        done = sell(database, by=desk.by, order=order, payment=f"cash {order}", tendered=PLENTY)
    except Refusal as refusal:
        return {"said": type(refusal).__name__, "told": str(refusal)}
    else:
        return {"said": "sold", "told": done.receipt}
    finally:
        with suppress(SQLAlchemyError):  # a window that ends logs it
            database.close()


def judged(file: Path, order: str, said: dict[str, Any]) -> dict[str, Any]:
    """What is wrong with the house, and with what was said of it; then the same order is sold once more."""
    found: list[str] = []
    if "told" not in said:
        return {"faults": [f"no answer but {said['said']}"]}
    with closing(open_database(file)) as database:
        booked = database.look(lambda tx: sales.find_sale(tx, order=order))
        if said["said"] == "sold" and (booked is None or booked.receipt != said["told"]):
            found.append(f"said sold ({said['told']}), and it is not")
        if said["said"] not in {"sold", DatabaseLost.__name__} and booked is not None:
            found.append(f"said {said['told']} and it was sold")
        found += database.look(books.faults)
        desk = at_work(database, order)
        with suppress(Refusal):  # the order may be paying, or sold
            desk.take(*_SEATS)
        with suppress(Refusal):
            desk.open_payment()
        again = sell(database, by=desk.by, order=order, payment=f"cash {order}", tendered=PLENTY)
        if booked is not None and again.receipt != booked.receipt:
            found.append("sold twice")
        if desk.read().state is not OrderState.SOLD:
            found.append("could not be sold again")
        return {"faults": found + database.look(books.faults)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
