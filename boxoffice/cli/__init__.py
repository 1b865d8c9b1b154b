"""The command line: the same services and routines without a window, also while the window runs."""

import argparse
import sys
from collections.abc import Callable, Sequence

from boxoffice import __version__
from boxoffice.cli import holds, house, server
from boxoffice.cli.asked import REFUSED
from boxoffice.domain.errors import Refusal


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 when it is done, 1 when it was refused (the sentence goes to stderr)."""
    asked = parser().parse_args(arguments)
    return answered(lambda: int(asked.run(asked)))


def answered(run: Callable[[], int]) -> int:
    """What a command comes to, its refusal a sentence on stderr."""
    try:
        return run()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except OSError as fault:
        print(f"{fault.filename or 'A file'}: {fault.strerror or fault}. Nothing was changed.", file=sys.stderr)
        return REFUSED


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    root = argparse.ArgumentParser(
        prog="boxoffice",
        description="A box office. Without a command its window opens.",
        epilog="The window takes --database WHERE and --counter NAME. `boxoffice self-test` checks this installation.",
    )
    root.add_argument("--version", action="version", version=f"boxoffice {__version__}")
    commands = root.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for group in (holds, house, server):
        group.add(commands)
    return root
