"""A small version of ``python -m benchmarks.simulation``: 0 differences to the oracle."""

import ast
import random
from pathlib import Path

import pytest

from benchmarks import streak_oracle
from benchmarks.streak_bot import check_bot
from benchmarks.streak_rules import Tallies, check_rules
from benchmarks.streak_world import make_year


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rules_say_what_the_oracle_says(seed: int) -> None:
    tallies = Tallies()
    check_rules(make_year(random.Random(seed), members=25, days=150, checks=3), tallies)
    assert tallies.differences == []
    assert tallies.counts["comparisons"] > 200
    for cause in ("practised", "repaired", "rest", "outage", "freeze", "missed", "open"):
        assert tallies.counts[f"days {cause}"] > 0, cause


def test_the_bot_says_what_the_oracle_says(tmp_path: Path) -> None:
    tallies = Tallies()
    check_bot(make_year(random.Random(3), members=3, days=90, checks=6), tmp_path, tallies)
    assert tallies.differences == []
    assert tallies.counts["outages of the bot"] > 2
    assert tallies.counts["attempts through the bot"] > 50


def test_the_oracle_shares_no_code_with_the_rules() -> None:
    tree = ast.parse(Path(streak_oracle.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported == {
        "collections.abc",
        "dataclasses",
        "datetime",
        "functools",
        "itertools",
        "zoneinfo",
    }
