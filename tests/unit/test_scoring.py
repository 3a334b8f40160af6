"""What an attempt is worth, and what the ticks propose."""

from itertools import product

import pytest

from bot.practice.scoring import points_for
from bot.question_bank import TIERS, Tier
from bot.ratings import Rating, proposed_rating

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
