"""What an attempt is worth. /help tells these rules in words."""

from collections.abc import Mapping
from typing import Final

from bot.question_bank import Tier
from bot.ratings import Rating

TIER_POINTS: Final[Mapping[Tier, int]] = {"beginner": 1, "intermediate": 2, "advanced": 3}
DAILY_BONUS: Final = 1


def points_for(
    tier: Tier, rating: Rating, *, scored_today: bool, is_daily: bool, had_bonus_today: bool
) -> int:
    """Count the points of an attempt (PRODUCT: streaks and points).

    Rated hard or better it earns its tier's points once a question a day; the daily question adds
    one, at most once a local day.
    """
    if rating is Rating.AGAIN:
        return 0
    own = 0 if scored_today else TIER_POINTS[tier]
    return own + bonus_for(rating, is_daily=is_daily, had_bonus_today=had_bonus_today)


def bonus_for(rating: Rating, *, is_daily: bool, had_bonus_today: bool) -> int:
    """Count what the daily question adds to an attempt."""
    return DAILY_BONUS if is_daily and not had_bonus_today and rating is not Rating.AGAIN else 0
