"""A broken network, or a server that is gone, stops nobody for long (Linux; cables are pulled where root may lay one).

A clerk works at the real window while connections are cut at moments that nobody chose. Each time: he is told within
ten seconds, the window answers throughout, his order is kept, and he sells again soon after the return.
"""

import random
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from boxoffice.db.database import Database
from boxoffice.db.opening import open_database
from boxoffice.db.statement import Statement
from boxoffice.settings import Settings
from tests.e2e.conftest import PROGRAM, Counter
from tests.faults import empty_house
from tests.faults.far_clerk import Clerk
from tests.faults.far_counter import Network, network
from tests.faults.own_server import Server, own_server, role_of
from tests.faults.planted_counter import BLOCKING, PATIENT
from tests.faults.verdict import Verdict
from tests.support import ledger
from tests.support.houses import counter, small_plan, studio

_TOLD_S: Final = 10.0
_STALL_MS: Final = 200.0
_BACK_S: Final = 15.0
_QUIET_S: Final = 1.0  # of work after a cut that nobody notices
_SOLD = Statement("SELECT count(*) FROM orders WHERE state = 'sold'")


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to cut a counter off, and its end; one that ends at once may go unnoticed."""

    name: str
    cut: Callable[[], object]
    mend: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Noticed:
    """How long a clerk waited until he was told or served, and until he sold again (s); the longest stall (ms)."""

    cut: str
    waited: float
    stall: float
    back: float
    broken: tuple[str, ...]


def run(amount: int) -> Verdict:
    """``amount`` cuts, of each kind at least one."""
    chance = random.Random()  # noqa: S311 (no secret)
    with ExitStack() as at_end:
        net = at_end.enter_context(network())
        server = at_end.enter_context(own_server(address=net.server))
        house = at_end.enter_context(empty_house.on_server(server.url))
        database = at_end.enter_context(closing(open_database(house)))
        studio(
            database, by=counter(database, "Referee"), plan=small_plan(rows="ABCDEFGHIJKLMNOP", seats=50 + amount // 2)
        )
        open_windows = _Windows(house, net, at_end)
        cuts, left_out = _cuts(net, server, role_of(house))
        clerk = Clerk(open_windows("Counter 1"), iter(_seats(database)))
        clerk.warm_up()
        noticed = [_try(clerk, cut, chance) for cut in _drawn(cuts, amount, chance)]
        plants = _planted(open_windows, server)
        books = [*ledger.faults(database), *_uncounted(database, clerk)]
    failures = [fault for each in noticed for fault in each.broken] + books
    return Verdict(len(noticed), "cuts", failures, plants, [*_figures(noticed), *left_out])


class _Windows:
    """Opens windows at the far end."""

    def __init__(self, place: str, net: Network, at_end: ExitStack) -> None:
        self._place, self._net, self._at_end = place, net, at_end
        self._folder = Path(at_end.enter_context(tempfile.TemporaryDirectory(prefix="boxoffice-rig-")))

    def __call__(self, name: str, *, plant: str | None = None) -> Counter:
        program = PROGRAM if plant is None else (*PROGRAM[:-1], "tests.faults.planted_counter", plant)
        window = Counter(
            self._place, self._folder / name, name=name, settings=Settings(), program=(*self._net.there, *program)
        )
        self._at_end.callback(window.end)
        return window


def _cuts(net: Network, server: Server, role: str) -> tuple[list[Cut], list[str]]:
    """The kinds of cuts that can be made here, and what is left out."""
    cuts = [
        Cut("connections ended by the server", lambda: server.hang_up(role)),
        Cut("server stopped", lambda: server.stop("fast"), server.start),
        Cut("server killed", lambda: server.kill(everybody=False), server.start),
        Cut("server frozen", server.freeze, server.thaw),
    ]
    if not net.is_apart:
        return cuts, ["left out: cables and aborted connections, for which a network namespace and root are needed"]
    cuts += [
        Cut("cable pulled", net.pull, net.plug),
        Cut("other end down", net.switch_off, net.switch_on),
        Cut("answers swallowed", net.swallow, net.spit),
    ]
    if not net.can_abort(make_url(server.url).port or 0):
        return cuts, ["left out: ss -K, which this kernel cannot"]
    return [*cuts, Cut("connections aborted (ss -K)", net.abort)], []


def _drawn(cuts: Sequence[Cut], amount: int, chance: random.Random) -> list[Cut]:
    drawn: list[Cut] = []
    while len(drawn) < amount:
        drawn += chance.sample(cuts, len(cuts))
    return drawn


def _try(clerk: Clerk, cut: Cut, chance: random.Random) -> Noticed:
    """Cut the clerk off while he works, and let him work on after it."""
    was_early = clerk.begins()
    clerk.window.pulse()
    cut_at: list[float] = []

    def strike() -> None:
        cut_at.append(time.monotonic())
        cut.cut()

    timer = threading.Timer(chance.uniform(0.0, 1.0), strike)
    timer.start()
    clerk.work(
        goes_on=lambda: not cut_at or time.monotonic() - cut_at[0] < (_QUIET_S if cut.mend is None else 2 * _TOLD_S)
    )
    timer.join()
    was_told = clerk.told_at is not None
    waited = clerk.told_at - cut_at[0] if clerk.told_at is not None else clerk.waited
    if cut.mend is not None:
        time.sleep(chance.uniform(0.0, 1.0))
        cut.mend()
    since = time.monotonic()
    was_kept = clerk.sells_again()
    back, stall = time.monotonic() - since, clerk.window.pulse()
    faults = {
        f"told after {waited:.1f} s": waited > _TOLD_S,
        "nothing was told": cut.mend is not None and not was_told,
        "an outage was told that is over": was_early,
        f"the window stood still for {stall:.0f} ms": stall > _STALL_MS,
        f"sold again {back:.1f} s after the return": back > _BACK_S,
        f"the order {clerk.order} was not kept": not was_kept,
    }
    return Noticed(
        cut.name, waited, stall, back, tuple(f"{cut.name}: {what}" for what, is_so in faults.items() if is_so)
    )


def _planted(open_windows: _Windows, server: Server) -> dict[str, bool]:
    """Whether a program that waits for ever is seen, and one whose window waits itself: both before a frozen server."""
    patient, blocking = [Clerk(open_windows(plant, plant=plant), iter(())) for plant in (PATIENT, BLOCKING)]
    for clerk in (patient, blocking):  # they open side by side
        clerk.window.pulse()
    server.freeze()
    patient.window.click("A1")
    since = time.monotonic()
    while not patient.is_told and time.monotonic() - since < _TOLD_S:
        time.sleep(0.1)
    told = patient.is_told
    server.thaw()
    return {PATIENT: not told, BLOCKING: blocking.window.pulse() > _STALL_MS}


def _seats(database: Database) -> list[str]:
    with database.read() as tx:
        sql = "SELECT row, number FROM seat WHERE row <> 'A' ORDER BY id"
        return [f"{row.row}{row.number}" for row in tx.execute(Statement(sql))]


def _uncounted(database: Database, clerk: Clerk) -> list[str]:
    with database.read() as tx:
        booked = tx.execute(_SOLD).scalar_one()
    return [] if booked == clerk.sold else [f"{booked} sales are booked, and {clerk.sold} were shown as sold"]


def _figures(noticed: Sequence[Noticed]) -> list[str]:
    lines = []
    for kind in sorted({each.cut for each in noticed}):
        of_kind = [each for each in noticed if each.cut == kind]
        waited, stall, back = (max(getattr(each, what) for each in of_kind) for what in ("waited", "stall", "back"))
        worst = f"told or served after {waited:.1f} s, window still for {stall:.0f} ms, sold again after {back:.1f} s"
        lines.append(f"{kind}, {len(of_kind)} times, at worst: {worst}")
    return lines
