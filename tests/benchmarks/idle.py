"""What a window at rest costs this PC: a house of 2,000 seats open, both clocks running, and nobody at the keys.

    python -m tests.benchmarks.idle [--minutes 10] [--program dist/boxoffice/boxoffice]

From source, or the frozen program; on the screen that there is, else offscreen. Two lapsed holds show that both clocks
run: the 3 s clock releases the one that is on the map, the 60 s clock alone the other. Linux only; prints JSON, and
ends with 1 where a target is missed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import linear_regression, median

from boxoffice.db.opening import open_database
from boxoffice.domain.moments import MINUTE
from boxoffice.services import holds
from tests.benchmarks.measure import Figure, report
from tests.support.desk import age
from tests.support.houses import another_night, counter, small_plan, studio

ROWS, SEATS_A_ROW = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn", 50
SETTLED_S = 20  # everything is imported, and the first pictures are drawn
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
CLOCKS = {"refresh", "job"}
MOST_CPU, MOST_MB, MOST_GROWTH = 1.0, 200.0, 2.0  # %, MB, MB meanwhile


def main() -> int:
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "boxoffice.sqlite3"
        _fill(file)
        environment = {"BOXOFFICE_DATA": folder}
        if not os.environ.get("DISPLAY"):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        command = [asked.program] if asked.program else [sys.executable, "main.py"]
        process = subprocess.Popen([*command, "--counter", "Counter 1"], env=os.environ | environment)
        try:
            time.sleep(SETTLED_S)
            cpu, memory = _watched(process, seconds=asked.minutes * 60)
        finally:
            process.terminate()
            status = process.wait(timeout=30)
        if status != 0 or _released(file) != CLOCKS:
            sys.exit(f"The program ended with {status}; of its clocks these ran: {sorted(_released(file))}")
    figures = _figures(cpu, memory, asked.program or "from source")
    report(figures)
    return 0 if all(figure.reached for figure in figures) else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long (1)")
    parser.add_argument("--program", help="the frozen program; without it, from source")
    return parser.parse_args()


def _fill(file: Path) -> None:
    """Two nights in a hall of 2,000 seats, each with a hold that has lapsed."""
    with closing(open_database(file)) as house:
        other = counter(house, "Counter 2")
        tonight = studio(house, by=other, plan=small_plan(rows=ROWS, seats=SEATS_A_ROW))
        for show in (tonight, another_night(house, tonight)):
            house.act(partial(holds.take, order=uuid.uuid4().hex, performance=show.id, seats=[1]), by=other)
        age(house, 20 * MINUTE)


def _watched(process: "subprocess.Popen[bytes]", *, seconds: float) -> tuple[float, Sequence[float]]:
    """The share of one core (%) that it took meanwhile, and its memory (MB) at every second."""
    memory = [_memory(process.pid)]
    before, began = _ticks(process.pid), time.monotonic()
    while time.monotonic() < began + seconds:
        time.sleep(1)
        if process.poll() is not None:
            sys.exit(f"The program ended with {process.returncode}")
        memory.append(_memory(process.pid))
    taken = (_ticks(process.pid) - before) / TICKS_A_SECOND
    return 100 * taken / (time.monotonic() - began), memory


def _ticks(process: int) -> int:
    after_name = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


def _memory(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(process)


def _released(file: Path) -> set[str]:
    with closing(open_database(file)) as house, house.engine.connect() as connection:
        return set(connection.exec_driver_sql("SELECT via FROM seat_history WHERE act = 'expire'").scalars())


def _figures(cpu: float, memory: Sequence[float], program: str) -> list[Figure]:
    slope = linear_regression(range(len(memory)), memory).slope  # a second
    edge = max(1, len(memory) // 10)
    return [
        Figure(f"at rest ({program}): share of one core", "%", cpu, target=MOST_CPU),
        Figure("memory at the start", "MB", median(memory[:edge]), target=MOST_MB),
        Figure("memory at the end", "MB", median(memory[-edge:]), target=MOST_MB),
        Figure("memory's growth meanwhile", "MB", slope * len(memory), target=MOST_GROWTH),
    ]


if __name__ == "__main__":
    sys.exit(main())
