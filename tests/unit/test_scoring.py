"""What an attempt is worth, what the ticks propose, and which question comes next."""

import random
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.ratings import Rating, proposed_rating
from bot.practice.scoring import points_for
from bot.practice.selection import Seen, choose
from bot.question_bank import TIERS, Question, Tier
from tests.fakes.questions import a_question

AT = datetime(2026, 3, 4, tzinfo=UTC)
OWN: dict[Tier, int] = {"beginner": 1, "intermediate": 2, "advanced": 3}


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("rating", Rating)
def test_points_are_what_the_product_says(tier: Tier, rating: Rating) -> None:
    for scored, daily, had_bonus in product((False, True), repeat=3):
        earned = points_for(
            tier, rating, scored_today=scored, is_daily=daily, had_bonus_today=had_bonus
        )
        expected = (0 if scored else OWN[tier]) + (1 if daily and not had_bonus else 0)
        assert earned == (0 if rating is Rating.AGAIN else expected)


@pytest.mark.parametrize(
    ("ticked", "points", "with_words", "without_words"),
    [
        (0, 5, "again", "again"),
        (1, 5, "hard", "hard"),
        (2, 5, "hard", "hard"),
        (3, 5, "good", "hard"),
        (4, 5, "good", "hard"),
        (5, 5, "easy", "hard"),
        (1, 4, "hard", "hard"),
        (2, 4, "good", "hard"),
        (4, 4, "easy", "hard"),
        (0, 3, "again", "again"),
        (1, 3, "hard", "hard"),
        (2, 3, "good", "hard"),
        (3, 3, "easy", "hard"),
    ],
)
def test_ticks_propose_a_rating(
    ticked: int, points: int, with_words: str, without_words: str
) -> None:
    assert proposed_rating(ticked, points, has_words=True) == with_words
    assert proposed_rating(ticked, points, has_words=False) == without_words


QUESTIONS = [a_question(f"q-{tier}-{number}", tier) for tier in TIERS for number in range(4)]
LOOKS = st.builds(
    lambda minutes, rating: Seen(AT + timedelta(minutes=minutes), rating),
    st.integers(0, 1000),
    st.none() | st.sampled_from(Rating),
)
SEEN = st.dictionaries(st.sampled_from([one.id for one in QUESTIONS]), LOOKS)
CANDIDATES = st.lists(st.sampled_from(QUESTIONS), min_size=1, unique_by=lambda one: one.id)


@given(CANDIDATES, SEEN, st.integers())
def test_never_a_repeat_while_an_unseen_one_is_left(
    candidates: list[Question], seen: dict[str, Seen], seed: int
) -> None:
    chosen = choose(candidates, seen, random.Random(seed))
    assert chosen in candidates
    unseen = [one for one in candidates if one.id not in seen]
    if unseen:
        assert chosen in unseen
        assert TIERS.index(chosen.tier) == min(TIERS.index(one.tier) for one in unseen)


@given(CANDIDATES, st.lists(LOOKS, min_size=12, max_size=12))
def test_else_the_one_known_least_that_was_seen_longest_ago(
    candidates: list[Question], looks: list[Seen]
) -> None:
    seen = dict(zip((one.id for one in QUESTIONS), looks, strict=True))
    order = [None, Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY]
    chosen = choose(candidates, seen, random.Random(1))
    assert chosen is not None
    look = seen[chosen.id]
    for other in (seen[one.id] for one in candidates):
        assert order.index(look.rating) <= order.index(other.rating)
        if look.rating == other.rating:
            assert look.drawn_at <= other.drawn_at


def test_nothing_to_choose_from_is_nothing() -> None:
    assert choose([], {}, random.Random(1)) is None


def test_chance_decides_among_equals() -> None:
    rng = random.Random(1)
    chosen = [choose(QUESTIONS, {}, rng) for _ in range(50)]
    assert len({one.id for one in chosen if one}) == 4
