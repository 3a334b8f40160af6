"""Which question comes next, from what a member knows."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.memory import Memory, predicted_recall
from bot.question_bank import TIERS, Question, Tier
from bot.ratings import Rating

PUT_ASIDE_FOR: Final = timedelta(hours=12)
LOOKED_BACK: Final = 5
WELL_ENOUGH: Final = 3
_WELL: Final = frozenset({Rating.GOOD, Rating.EASY})
_HOW_WELL_KNOWN: Final[Mapping[Rating | None, int]] = {
    None: 0,
    Rating.AGAIN: 1,
    Rating.HARD: 2,
    Rating.GOOD: 3,
    Rating.EASY: 4,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """When a question was last drawn, how and when it was last rated, how well it is remembered.

    ``first`` is when it was rated for the first time, and how.
    """

    drawn_at: datetime
    rating: Rating | None = None
    rated_at: datetime | None = None
    memory: Memory | None = None
    first: tuple[datetime, Rating] | None = None

    def put_aside(self, now: datetime) -> bool:
        """Tell whether it was drawn a short while ago and left without a rating."""
        answered = self.rated_at is not None and self.rated_at >= self.drawn_at
        return not answered and now - self.drawn_at < PUT_ASIDE_FOR


@dataclass(frozen=True, slots=True)
class Moment:
    """When a choice is made: the instant, and the member's practice day."""

    now: datetime
    day: date


def choose(
    candidates: Sequence[Question],
    seen: Mapping[str, Seen],
    at: Moment,
    rng: random.Random,
    *,
    reached: Tier = "beginner",
    besides: str | None = None,
) -> Question | None:
    """Pick an unseen question, of the tier reached or the nearest; else the one known least.

    The packs come one after the other, in the order of the candidates. Among those seen, the one
    with the lowest predicted recall comes first; what was just put aside comes after all others.
    ``besides`` is the question that the member wants to leave: it comes only if it is the only one.
    None when there is no candidate.
    """
    unseen = [question for question in candidates if question.id not in seen]
    if unseen:
        return rng.choice(_nearest([one for one in unseen if one.pack == unseen[0].pack], reached))
    others = [question for question in candidates if question.id != besides]

    def how_well_known(question: Question) -> tuple[bool, float, int, datetime]:
        look = seen[question.id]
        if look.put_aside(at.now):
            return True, 0.0, 0, look.drawn_at
        recall = predicted_recall(look.memory, at.day)
        return False, recall, _HOW_WELL_KNOWN[look.rating], look.drawn_at

    return min(others or candidates, key=how_well_known, default=None)


def tier_reached(questions: Iterable[Question], seen: Mapping[str, Seen]) -> Tier:
    """Tell how far up a member's results have brought them.

    The tier rises once at least 3 of the last 5 new questions in it went good or easy, and falls
    back on two "again" in a row; what went well below before that does not count any more. How a
    question goes when it comes back changes nothing: it tells what was forgotten, not what is hard.
    """
    answers = [
        (look.first[0], question.id, question.tier, look.first[1])
        for question in questions
        if (look := seen.get(question.id)) is not None and look.first is not None
    ]
    reached = 0
    results: dict[Tier, list[Rating]] = {tier: [] for tier in TIERS}
    for _, _, tier, rating in sorted(answers, key=lambda answer: answer[:2]):
        results[tier].append(rating)
        if reached > 0 and tier == TIERS[reached] and _failed_twice(results[tier]):
            results[tier].clear()
            reached -= 1
            results[TIERS[reached]].clear()
        while reached < len(TIERS) - 1 and _went_well(results[TIERS[reached]]):
            reached += 1
    return TIERS[reached]


def _nearest(questions: Sequence[Question], reached: Tier) -> list[Question]:
    """Keep the questions of the tier nearest to the one reached, the gentler of two."""

    def distance(question: Question) -> tuple[int, int]:
        level = TIERS.index(question.tier)
        return abs(level - TIERS.index(reached)), level

    nearest = min(map(distance, questions))
    return [question for question in questions if distance(question) == nearest]


def _failed_twice(results: Sequence[Rating]) -> bool:
    return list(results[-2:]) == [Rating.AGAIN, Rating.AGAIN]


def _went_well(results: Sequence[Rating]) -> bool:
    return sum(one in _WELL for one in results[-LOOKED_BACK:]) >= WELL_ENOUGH
