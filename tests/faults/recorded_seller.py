"""A program that sells on a file, to be watched: `python -m tests.faults.recorded_seller FILE ACKS SALES PLANT`.

Each sale is acknowledged in the file ACKS, by a line with order and receipt, once the program says that it is booked.
"""

import os
import sys
import uuid
from contextlib import closing

from sqlalchemy import event

from boxoffice.db import engine
from boxoffice.db.opening import open_database
from boxoffice.routines.sell import sell
from tests.support.desk import PLENTY, Desk
from tests.support.houses import counter, small_plan, studio

NORMAL = "synchronous=NORMAL"
# As often as on a busy evening, in few sales.
_CHECKPOINT_PAGES = 40


def main(file: str, acks: str, sales: int, plant: str) -> None:
    if plant:
        planted = (*engine._TO_WRITE, f"PRAGMA {plant}")  # noqa: SLF001
        setattr(engine, "_TO_WRITE", planted)  # noqa: B010 (planted where it would be wrong)
    acknowledged = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with closing(open_database(file)) as database:
        event.listen(database.engine, "connect", _checkpoint_often)
        database.engine.dispose()
        by = counter(database, "Counter 1")
        desk = Desk(database, by, studio(database, by=by, plan=small_plan(rows="ABCD", seats=sales)))
        for number in range(1, sales + 1):
            desk.take(f"A{number}", f"B{number}")
            desk.open_payment()
            sold = sell(database, by=by, order=desk.order, payment=uuid.uuid4().hex, tendered=PLENTY)
            os.write(acknowledged, f"{desk.order} {sold.receipt}\n".encode())
            desk.next_customer()


def _checkpoint_often(connection: object, _record: object) -> None:
    connection.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}").fetchall()  # type: ignore[attr-defined]


if __name__ == "__main__":
    _file, _acks, _sales, _plant = sys.argv[1:]
    main(_file, _acks, int(_sales), _plant)
