"""This PC's clocks. What counts goes by the database's; the monotonic one follows no change of the time of day."""

import time


def monotonic_ms() -> int:
    """Milliseconds that only ever go forward; meaningful as differences."""
    return time.monotonic_ns() // 1_000_000


def wall_ms() -> int:
    """Epoch milliseconds as this PC has them, right or wrong."""
    return time.time_ns() // 1_000_000
