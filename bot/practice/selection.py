"""Which question comes next."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.practice.ratings import Rating
from bot.question_bank import TIERS, Question

_HOW_WELL_KNOWN: Final[Mapping[Rating | None, int]] = {
    None: 0,
    Rating.AGAIN: 1,
    Rating.HARD: 2,
    Rating.GOOD: 3,
    Rating.EASY: 4,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """When a question was last drawn, and how it was last rated; None when it never was."""

    drawn_at: datetime
    rating: Rating | None


def choose(
    candidates: Sequence[Question], seen: Mapping[str, Seen], rng: random.Random
) -> Question | None:
    """Pick an unseen question, of the gentlest tier that has one; else the one known least.

    The packs come one after the other, in the order of the candidates. Among questions known
    equally well the one seen longest ago comes first. What was drawn and not answered comes back
    only after all that is unseen. None when there is no candidate.
    """
    unseen = [question for question in candidates if question.id not in seen]
    if unseen:
        pack = [question for question in unseen if question.pack == unseen[0].pack]
        gentlest = min(TIERS.index(question.tier) for question in pack)
        return rng.choice([one for one in pack if TIERS.index(one.tier) == gentlest])

    def how_well_known(question: Question) -> tuple[int, datetime]:
        look = seen[question.id]
        return _HOW_WELL_KNOWN[look.rating], look.drawn_at

    return min(candidates, key=how_well_known, default=None)
