"""The monotonic clock: for what must not follow a change of the PC's time of day."""

import time


def monotonic_ms() -> int:
    """Milliseconds that only ever go forward; meaningful as differences."""
    return time.monotonic_ns() // 1_000_000
