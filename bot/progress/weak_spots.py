"""What a team is weakest at, told so that nobody can be read out of it.

A spot is a topic in a tier. It is told only when at least four members have answered in it, each
of whom weighs the same however much they answered, and only in steps of ten percent. A member to
whom it is shown is not among them: from a mean and their own part they would learn of the rest.
Both ends are open: a team that knows nothing of a topic, or all, would else tell what each of them
rated. Neither sums nor numbers of members or answers are told with it, so that no difference of two
spots leads to fewer members. Fewer than four members in a spot leave no trace: it is as if they had
not answered.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from bot.question_bank import TIERS, Question

FEWEST_MEMBERS: Final = 4
FEWEST_BEFORE_ALL: Final = FEWEST_MEMBERS + 1
"""Where each of the members themselves may read it, and takes their own part away."""
STEP: Final = 10
"""Percent between two shares that are told apart."""

AT_MOST: Final = 40
AT_LEAST: Final = 80
"""Percent at the open ends: below the one and above the other nothing is told apart."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How likely a member recalls a question now."""

    member_id: int
    question_id: str
    recall: float


@dataclass(frozen=True, slots=True)
class Spot:
    """How well a topic is known in a tier, in percent, or beyond the percent at an end."""

    topic: str
    tier: str
    percent: int


def spots_of(
    answers: Iterable[Answer], questions: Iterable[Question], fewest: int = FEWEST_MEMBERS
) -> list[Spot]:
    """List the spots in which at least ``fewest`` members have answered, the weakest first."""
    bank = {question.id: question for question in questions}
    cells: dict[tuple[str, str], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for answer in answers:
        question = bank.get(answer.question_id)
        if question is not None:
            for topic in question.topics:
                cells[topic, question.tier][answer.member_id].append(answer.recall)
    spots = [
        Spot(topic, tier, _in_steps(fmean(sorted(map(_mean, of_member.values())))))
        for (topic, tier), of_member in cells.items()
        if len(of_member) >= fewest
    ]
    return sorted(spots, key=lambda spot: (spot.percent, spot.topic, _TIER_ORDER[spot.tier]))


_TIER_ORDER: Final[Mapping[str, int]] = {tier: number for number, tier in enumerate(TIERS)}


def _mean(recalls: list[float]) -> float:
    # In one order, so that the order of rows in a database tips no step.
    return fmean(sorted(recalls))


def _in_steps(share: float) -> int:
    return min(max(STEP * round(100 * share / STEP), AT_MOST), AT_LEAST)
