"""2: a power cut loses no sale that was acknowledged, and damages nothing.

What real sales do to the files of a new house is recorded (strace); at instants at random, half of them right after an
acknowledgement, the folder is put together as a power cut may have left it (`disk_trace`), opened by the program, and
judged: each acknowledged sale is there with its receipt, the books add up, the journal is unbroken, SQLite finds
nothing wrong. The same with `synchronous=NORMAL` planted must lose sales.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from boxoffice.db.opening import open_database
from boxoffice.domain.errors import DatabaseRefused
from boxoffice.services import books, sales
from tests.faults import recorded_seller
from tests.faults.disk_trace import Disk, Done, traced
from tests.faults.verdict import Verdict
from tests.support.source import ROOT

_SALES: Final = 30
_PLANTED: Final = 60  # crash states
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)


def run(amount: int) -> Verdict:
    """So many crash states."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return Verdict(0, "crash states: they take Linux and strace", [], {})
    seed = random.SystemRandom().randrange(1_000_000)
    recording, planted = recorded(""), recorded(recorded_seller.NORMAL)
    failures = list(lost(recording, amount, random.Random(seed)))  # noqa: S311 (no secret)
    seen = list(lost(planted, _PLANTED, random.Random(seed)))  # noqa: S311
    writes = sum(done.act == "pwrite" for done in recording)
    syncs = sum(done.act == "sync" for done in recording)
    notes = [
        f"recorded: {_SALES} sales, {writes} writes, {syncs} synchronisations; seed {seed}",
        f"with {recorded_seller.NORMAL} {len(seen)} of {_PLANTED} states had lost a sale or more",
    ]
    return Verdict(amount, "crash states", failures, {recorded_seller.NORMAL: bool(seen)}, notes)


def recorded(plant: str) -> list[Done]:
    """What selling from a new house on did to its folder, and when each sale was acknowledged."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as away:
        folder = Path(away) / "house"
        folder.mkdir()
        command = [sys.executable, "-m", "tests.faults.recorded_seller"]
        arguments = [str(folder / "house"), str(folder / "acknowledged"), str(_SALES), plant]
        return traced([*command, *arguments], folder=folder, trace=Path(away) / "trace", cwd=ROOT)


def lost(recording: list[Done], states: int, chance: random.Random) -> Iterator[str]:
    """What each of so many power cuts broke, in a sentence for each that did."""
    acknowledged = [at for at, done in enumerate(recording) if done.name == "acknowledged" and done.act == "write"]
    cuts = sorted(
        chance.choice(acknowledged) + 1 if chance.random() < 0.5 else chance.randrange(1, len(recording) + 1)
        for _ in range(states)
    )
    disk, told, done_so_far = Disk(), [], 0
    for cut in cuts:
        for done in recording[done_so_far:cut]:
            if done.name == "acknowledged":
                told += done.content.decode().split("\n")[:-1]
            else:
                disk.do(done)
        done_so_far = cut
        fault = _fault(disk.after_cut(chance), told)
        if fault:
            yield f"after {cut} of {len(recording)} operations: {fault}"


def _fault(files: dict[str, bytes], told: list[str]) -> str:
    """What is wrong with a house whose files were found like this."""
    if "house" not in files:
        return "the house is gone" if told else ""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as away:
        for name, content in files.items():
            (Path(away) / name).write_bytes(content)
        try:
            with closing(open_database(Path(away) / "house")) as database:
                database.reopen()
                with database.read() as tx:
                    for line in told:
                        order, receipt = line.split()
                        sale = sales.find_sale(tx, order=order)
                        if sale is None or sale.receipt != receipt:
                            return f"receipt {receipt} is lost"
                    return "; ".join(books.faults(tx))
        except DatabaseRefused as refusal:
            return str(refusal)
