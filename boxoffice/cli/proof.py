"""The venue's own proof on the command line: `boxoffice self-test --counters 8 --seconds 20`."""

import argparse
from dataclasses import asdict

from boxoffice.cli.asked import REFUSED, place, print_json
from boxoffice.routines.proof.proof import Proof, prove

_SHOWN = 20


def run(asked: argparse.Namespace) -> int:
    """Let processes fight for seats beside the house, and say what came of it; 0 when no fault was found."""
    where = place(asked)
    if not asked.json:
        print(f"{asked.counters} counters fight for the same seats for {asked.seconds:g} s, in a scratch database")
        print(f"beside {where}. The house itself is not touched.", flush=True)
    proof = prove(where, clerks=asked.counters, seconds=asked.seconds)
    if asked.json:
        print_json(asdict(proof) | {"works": not proof.faults})
    else:
        print("\n".join(_told(proof)))
    return REFUSED if proof.faults else 0


def _told(proof: Proof) -> list[str]:
    median, late, worst = proof.click_ms
    taken = proof.refused.get("SeatsTaken", 0)
    lines = [
        f"{proof.acts:,} acts in {proof.seconds:.0f} s, {proof.acts / proof.seconds:,.0f} a second.",
        f"{proof.sold:,} orders sold; {taken:,} times a seat was refused because another had it, as it must be.",
        f"A click took {median:.1f} ms (median), {late:.0f} ms at most for 99 of 100, {worst:.0f} ms at worst.",
    ]
    if proof.at_work:
        lines.append(f"At work in the house meanwhile: {', '.join(proof.at_work)}; both were slower for it.")
    if not proof.faults:
        return [
            *lines,
            f"No seat was sold twice: {proof.changes:,} changes of {proof.seats:,} seats replayed, 0 faults.",
        ]
    lines.append(
        f"{len(proof.faults):,} FAULTS in {proof.changes:,} changes. Do not sell; send this to whoever helps you:"
    )
    return [*lines, *proof.faults[:_SHOWN]]
