"""Which question a channel gets."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.question_bank import TIERS, Question, QuestionBank

ANY: Final = "any"
ROTATION: Final = "rotation"


def fitting(bank: QuestionBank, tier: str, topic: str | None, posts_so_far: int) -> list[Question]:
    """List what a daily may post: its tier, every tier, or one tier after the other."""
    if tier == ROTATION:
        # A topic need not have all tiers: the rotation goes over those that it has.
        tiers = [name for name in TIERS if bank.matching(name, topic)]
        if not tiers:
            return []
        return list(bank.matching(tiers[posts_so_far % len(tiers)], topic))
    return list(bank.matching(None if tier == ANY else tier, topic))


def choose_for_channel(
    candidates: Sequence[Question], posted_at: Mapping[str, datetime], rng: random.Random
) -> Question | None:
    """Pick a question that the channel has not had; else the one it had longest ago."""
    fresh = [question for question in candidates if question.id not in posted_at]
    if fresh:
        return rng.choice(fresh)
    return min(candidates, key=lambda question: posted_at[question.id], default=None)
