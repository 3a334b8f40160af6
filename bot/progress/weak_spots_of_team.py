"""A team's weak spots, from what its members rated last."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from sqlalchemy import Connection

from bot.progress.queries import last_ratings
from bot.progress.recall import expected_recall
from bot.progress.weak_spots import Answer, Spot, spots_of
from bot.question_bank import Question, QuestionBank

MOST_MEMBERS: Final = 500
"""Of a larger team those count who practised last: the answer must come at once."""


def weak_spots(
    connection: Connection,
    questions: QuestionBank,
    workspace_id: int,
    *,
    shown_to: int | None = None,
) -> list[Spot]:
    """List what the team is weakest at, the weakest first, among the questions it is asked.

    Who has left or deleted their data does not count; who is on no leaderboard does, as one of
    at least four whom nobody can tell apart. Nor does the member whom it is ``shown_to``: they
    know what they rated themselves, and would read the other three out of a mean of four.
    """
    rated = last_ratings(connection, workspace_id, MOST_MEMBERS, besides=shown_to)
    answers = [
        Answer(member_id, question_id, expected_recall(rating))
        for member_id, question_id, rating in rated
    ]
    return spots_of(answers, questions)


def weakest_first(
    connection: Connection, questions: QuestionBank, workspace_id: int, topic: str | None
) -> list[Sequence[Question]]:
    """List the questions of weak spots, the weakest first; of one topic, or of all.

    Spots that are known equally well stand together.
    """
    spots = weak_spots(connection, questions, workspace_id)
    wanted = [spot for spot in spots if topic in {None, spot.topic}]
    return [
        tuple(one for spot in equal for one in questions.matching(spot.tier, spot.topic))
        for _, equal in groupby(wanted, key=lambda spot: spot.percent)
    ]
