"""``python -m benchmarks.simulation``: a simulated year of streaks and reviews against oracles.

Every member's ledger goes through the real rules, and some members practise through the real bot on
SQLite; at several moments everything must be as the oracle says. Choosing and reviews likewise.
"""

import logging
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.review_year import check_reviews
from benchmarks.streak_bot import check_bot
from benchmarks.streak_rules import Tallies, check_rules
from benchmarks.streak_world import make_year
from bot.data_files import questions_folder
from bot.question_files import load


def main() -> int:
    """Simulate; 1 when anything differs."""
    logging.disable(logging.INFO)
    started = time.perf_counter()
    tallies = Tallies()
    check_rules(make_year(random.Random(20), members=1000, days=365, checks=3), tallies)
    with tempfile.TemporaryDirectory() as folder:
        year = make_year(random.Random(21), members=8, days=365, checks=12)
        check_bot(year, Path(folder), tallies)
    bank, _ = load(questions_folder())
    check_reviews(bank, random.Random(22), tallies, members=1000, days=365)
    for name, count in sorted(tallies.counts.items()):
        sys.stdout.write(f"{count:>9,}  {name}\n")
    for difference in tallies.differences[:20]:
        sys.stdout.write(f"DIFFERS   {difference}\n")
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{len(tallies.differences):>9,}  differences, in {seconds:.0f} s\n")
    return 1 if tallies.differences else 0


if __name__ == "__main__":
    sys.exit(main())
