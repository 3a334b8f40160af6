"""``make bench``: measure everything, print a table and write build/bench.json."""

import logging
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.core import transactions
from benchmarks.figures import table, write
from benchmarks.pictures import drawing
from benchmarks.process import start_and_rest
from benchmarks.stacks import discord_stack, slack_stack

_RESULT: Final = Path("build/bench.json")


def main() -> int:
    """Measure; 1 when a goal is missed."""
    logging.disable(logging.INFO)
    figures = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for measure in (discord_stack, slack_stack, transactions, drawing, start_and_rest):
            figures.extend(measure(folder))
    write(figures, _RESULT)
    sys.stdout.write(f"{table(figures)}\nwritten to {_RESULT}\n")
    return 0 if all(one.met is not False for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
