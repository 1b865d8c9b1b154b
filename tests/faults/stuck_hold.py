"""No hold is taken early or stays stuck: at its end, under clocks that are set, beside counters that freeze (Linux).

The short form has the program's clocks run fifteen times as fast as they do, and what they may be late in proportion;
from five minutes on they have their real periods.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain
from typing import Final

from boxoffice.settings import Settings
from tests.faults import empty_house
from tests.faults.claims import FREEZES, OWN_CLOCK
from tests.faults.clock_steps import BACK, BOTH, STEPS, step_counter, step_pc
from tests.faults.frozen_counter import FOR_EVER, freeze
from tests.faults.hold_ends import try_ends
from tests.faults.planted_counter import UNWATCHED
from tests.faults.verdict import Verdict
from tests.support import postgres

_LONG_S: Final = 300
_QUICK: Final = Settings(refresh_seconds=1, job_seconds=4)
_PLANTED_S: Final = 9.0


def run(amount: int) -> Verdict:
    """``amount`` seconds of claims on both databases, beside clocks that are set and counters that freeze."""
    is_long = amount >= _LONG_S
    settings, steps = (Settings(), BOTH) if is_long else (_QUICK, STEPS)
    with ExitStack() as at_end:
        server = at_end.enter_context(postgres.server())
        served = [at_end.enter_context(empty_house.on_server(server)) for _ in range(6)]
        files = [at_end.enter_context(empty_house.in_a_file()) for _ in range(3)]
        threads = at_end.enter_context(ThreadPoolExecutor(6))
        # These wait most of the time.
        freezing = threads.submit(freeze, served[0])
        waiting = threads.submit(freeze, served[1], plant=FOR_EVER)
        stepping = threads.submit(step_counter, served[2], steps=steps, settings=settings)
        unwatched = threads.submit(step_counter, served[3], steps=BACK[:1] * 2, settings=_QUICK, plant=UNWATCHED)
        stuck = threads.submit(step_pc, files[2], seconds=_PLANTED_S, steps=BACK[:1], plant=FREEZES)
        pc = step_pc(files[1], seconds=amount)
        ends = [try_ends(where, seconds=amount / 2) for where in (files[0], served[4])]
        early = threads.submit(try_ends, served[5], seconds=2.0, plant=OWN_CLOCK)
        frozen, stepped = freezing.result(), stepping.result()
        plants = {
            OWN_CLOCK: bool(early.result().broken),
            FREEZES: bool(stuck.result().broken),
            UNWATCHED: any("the job was silent" in found for found in unwatched.result().broken),
            FOR_EVER: any("stopped another" in found for each in waiting.result() for found in each.broken),
        }
    broken = [*(each.broken for each in ends), pc.broken, stepped.broken, *(each.broken for each in frozen)]
    periods = f"refresh every {settings.refresh_seconds} s, job every {settings.job_seconds}"
    notes = [
        f"SQLite: {ends[0].told}",
        f"PostgreSQL, two of three counters' clocks an hour wrong: {ends[1].told}",
        f"a counter's clock set by 1 h and 10 years ({periods}): longest silence of {stepped.told}",
        f"one PC's clock set as much: longest {pc.told}",
        f"frozen in a sale: another waited {', '.join(each.told_of for each in frozen)}",
    ]
    trials = sum(len(each.after) for each in ends) + len(steps) + len(frozen)
    return Verdict(
        trials, "ends of holds, steps of clocks and frozen counters", [*chain.from_iterable(broken)], plants, notes
    )
