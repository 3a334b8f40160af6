"""A small simulated year of reviews; ``make simulation`` runs the large one."""

import random
from datetime import date

import pytest

from benchmarks.review_year import check_reviews, oracle
from benchmarks.streak_rules import Tallies
from bot.question_bank import QuestionBank
from bot.ratings import Rating


def test_nothing_comes_before_its_time_and_every_state_is_a_replay_s(bank: QuestionBank) -> None:
    tallies = Tallies()
    check_reviews(bank, random.Random(7), tallies, members=6, days=200)
    assert tallies.differences == []
    assert tallies.counts["reviews, none before its day"] > 200
    assert tallies.counts["states, each equal to a replay and to the formulas"] > 100


def test_the_oracle_ends_at_what_the_research_measured() -> None:
    """Good after a day: 7.3 days of stability; after the same day: nothing moves."""
    first = (Rating.GOOD, date(2026, 3, 4))
    again = oracle([first, (Rating.GOOD, date(2026, 3, 5))])
    assert again[0] == pytest.approx(7.32, abs=0.02)
    assert oracle([first, (Rating.EASY, date(2026, 3, 4))]) == oracle([first])
