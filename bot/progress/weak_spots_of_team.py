"""A team's weak spots, from what its members rated last."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from sqlalchemy import Connection

from bot.progress.queries import last_ratings
from bot.progress.recall import expected_recall
from bot.progress.weak_spots import FEWEST_BEFORE_ALL, Answer, Spot, spots_of
from bot.question_bank import Question, QuestionBank

MOST_MEMBERS: Final = 500
"""Of a larger team those count who practised last: the answer must come at once."""


def weak_spots(
    connection: Connection,
    questions: QuestionBank,
    workspace_id: int,
    *,
    shown_to: int,
) -> list[Spot]:
    """List what the team is weakest at, the weakest first, among the questions it is asked.

    Who has left or deleted their data does not count; who is on no leaderboard does, as one of
    at least four whom nobody can tell apart. Nor does the member whom it is ``shown_to``: they
    know what they rated themselves, and would read the other three out of a mean of four.
    """
    return spots_of(_answers(connection, workspace_id, besides=shown_to), questions)


def _answers(connection: Connection, workspace_id: int, besides: int | None = None) -> list[Answer]:
    rated = last_ratings(connection, workspace_id, MOST_MEMBERS, besides=besides)
    return [
        Answer(member_id, question_id, expected_recall(rating))
        for member_id, question_id, rating in rated
    ]


def weakest_first(
    connection: Connection, questions: QuestionBank, workspace_id: int, topic: str | None
) -> list[Sequence[Question]]:
    """List the questions of weak spots, the weakest first; of one topic, or of all.

    Spots that are known equally well stand together. What is posted by it says which was the
    weakest, to each of the members, too: so a spot takes one member more than where it is shown.
    """
    spots = spots_of(_answers(connection, workspace_id), questions, FEWEST_BEFORE_ALL)
    wanted = [spot for spot in spots if topic in {None, spot.topic}]
    return [
        tuple(one for spot in equal for one in questions.matching(spot.tier, spot.topic))
        for _, equal in groupby(wanted, key=lambda spot: spot.percent)
    ]
