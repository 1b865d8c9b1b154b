"""What killed clerks had said, held against what is in the database: nothing that was acknowledged may be missing."""

import time
from collections import Counter
from dataclasses import dataclass, field

from boxoffice.db.database import Database, Tx
from boxoffice.db.statement import Statement
from boxoffice.domain.errors import NoSuchOrder
from boxoffice.services import orders
from tests.faults.clerk import NOTHING, Standing, Told, of_process, standing

_PATIENCE_S = 10.0
_BOOKED = Statement(
    "SELECT o.state, o.receipt,"
    " (SELECT coalesce(sum(p.amount), 0) FROM payment p WHERE p.order_id = o.id AND p.state = 'approved') AS paid,"
    " (SELECT count(*) FROM ticket t JOIN order_line l ON l.id = t.order_line_id WHERE l.order_id = o.id) AS tickets,"
    " (SELECT count(*) FROM occupant s WHERE s.order_id = o.id AND s.status = 'sold') AS seats,"
    " (SELECT count(*) FROM journal j WHERE j.order_id = o.id AND j.act = 'sale') AS entries"
    " FROM orders o WHERE o.id = :order"
)
_JOB = Statement("SELECT state FROM print_job WHERE id = :job")
_ITS_CONNECTIONS = Statement("SELECT count(*) FROM pg_stat_activity WHERE application_name = :name")


@dataclass
class Claims:
    """What one counter's processes said: the order that was last acknowledged, and the act under way at the kill."""

    order: str = ""
    standing: Standing = NOTHING
    under_way: Told | None = None
    expected: Told | None = None  # what the next process must find open
    sales: dict[str, Told] = field(default_factory=dict)
    jobs: dict[int, tuple[str, ...]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def hear(self, told: Told) -> None:
        """Take in what a process said."""
        if told.kind == "begins":
            self.under_way = told
            self.order, self.standing = told.order, told.facts["before"]
        elif told.kind in {"done", "refused"}:
            self.under_way = None
            self.order, self.standing = told.order, told.standing
            if told.kind == "done" and told.act == "sell":
                self.sales[told.order] = told
        elif told.kind == "job":
            self.jobs[told.facts["job"]] = told.facts["states"]
        elif told.kind == "opened":
            self._came_back(told)
        else:
            self.failures.append(told.facts["trace"])

    def judge(self, database: Database, *, process: int, figures: Counter[str]) -> None:
        """Look, after a kill, what became of the act that was under way and of all that was acknowledged."""
        wait_until_gone(database, process)
        with database.read() as tx:
            found = _found(tx, self.order)
            self._judge_order(found, figures)
            self.failures += _missing(tx, self.sales, self.jobs)
        figures["acknowledged sales"] += len(self.sales)
        self.sales.clear()
        self.expected = Told("opened", order=self.order, standing=found)
        self.under_way, self.standing = None, found

    def _judge_order(self, found: Standing, figures: Counter[str]) -> None:
        act = self.under_way
        if act is None:
            figures["between acts"] += 1
        elif act.standing == found != self.standing:
            figures["committed, not acknowledged"] += 1
            figures[f"in “{act.act}”"] += 1
            return
        else:
            figures["rolled back or not yet sent"] += 1
            figures[f"in “{act.act}”"] += 1
        if found != self.standing:
            during = f" during “{act.act}”" if act is not None else ""
            self.failures.append(f"killed{during}: order {self.order} was {self.standing} and is {found}")

    def _came_back(self, told: Told) -> None:
        expected, self.expected = self.expected, None
        self.under_way = None
        self.order, self.standing = told.order, told.standing
        if expected is None:
            return
        is_open = expected.standing.state in {"open", "paying"} and not expected.standing.parked
        if is_open and (expected.standing.seats or expected.standing.vouchers):
            if (told.order, told.standing) != (expected.order, expected.standing):
                self.failures.append(f"order {expected.order}, {expected.standing}, did not come back: {told}")
        elif told.order:
            self.failures.append(f"an order came back that was not open: {told}")


def wait_until_gone(database: Database, process: int) -> None:
    """Wait until a server has ended what a killed process had asked for: it may still be committing."""
    if database.dialect == "sqlite":
        return
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        with database.read() as tx:
            if not tx.execute(_ITS_CONNECTIONS, {"name": of_process(process)}).scalar_one():
                return
        time.sleep(0.002)
    raise TimeoutError("the server keeps a killed program's connection")


def _found(tx: Tx, order: str) -> Standing:
    try:
        return standing(orders.read(tx, order=order))
    except NoSuchOrder:
        return NOTHING


def _missing(tx: Tx, sales: dict[str, Told], jobs: dict[int, tuple[str, ...]]) -> list[str]:
    """Every acknowledged sale that is not there whole, and every print job that went back."""
    found = []
    for order, sale in sales.items():
        row = tx.execute(_BOOKED, {"order": order}).one_or_none()
        seats, total, receipt = len(sale.standing.seats), sale.facts["total"], sale.facts["receipt"]
        wanted = ("sold", receipt, total, seats, seats, 1)
        booked = tuple(row) if row is not None else None
        if booked != wanted:
            found.append(f"acknowledged sale {order} is {booked} and should be {wanted}")
    for job, states in jobs.items():
        state = tx.execute(_JOB, {"job": job}).scalar_one()
        if state not in states:
            found.append(f"print job {job} is {state} and was acknowledged as {states[0]}")
    return found
