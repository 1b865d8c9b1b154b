"""All benchmarks, one after the other, each in a process of its own: ``python -m tests.benchmarks``."""

import subprocess
import sys

ALL = (
    "map_frames",
    "take_and_give_back",
    "release",
    "refresh",
    "start",
    "plan_files",
    "best_seats",
    "night",
    "finish",
    "typing",
    "live",
    "throughput",
    "on_sale",
    "idle",
)


def main() -> int:
    statuses = []
    for name in sys.argv[1:] or ALL:
        print(f"# {name}", flush=True)
        statuses.append(subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False).returncode)
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
