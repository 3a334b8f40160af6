"""Which question a channel gets."""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.question_bank import TIERS, Question, QuestionBank

ANY: Final = "any"
ROTATION: Final = "rotation"
WEAKEST: Final = "weakest"


def fitting(bank: QuestionBank, tier: str, topic: str | None, posts_so_far: int) -> list[Question]:
    """List what a daily may post: its tier, every tier, or one tier after the other.

    What the team is weakest at only says what comes first: in the end every tier has its turn.
    """
    if tier == ROTATION:
        # A topic need not have all tiers: the rotation goes over those that it has.
        tiers = [name for name in TIERS if bank.matching(name, topic)]
        if not tiers:
            return []
        return list(bank.matching(tiers[posts_so_far % len(tiers)], topic))
    return list(bank.matching(None if tier in {ANY, WEAKEST} else tier, topic))


def choose_for_channel(
    candidates: Sequence[Question], posted_at: Mapping[str, datetime], rng: random.Random
) -> Question | None:
    """Pick a question that the channel has not had; else the one it had longest ago."""
    fresh = choose_first_fresh((candidates,), posted_at, rng)
    return fresh or min(candidates, key=lambda question: posted_at[question.id], default=None)


def choose_first_fresh(
    groups: Iterable[Sequence[Question]], posted_at: Mapping[str, datetime], rng: random.Random
) -> Question | None:
    """Pick a question that the channel has not had from the first group that has one."""
    for group in groups:
        fresh = [question for question in group if question.id not in posted_at]
        if fresh:
            return rng.choice(fresh)
    return None
