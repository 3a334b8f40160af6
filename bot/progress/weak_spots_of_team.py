"""A team's weak spots, from what its members rated last."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from bot.progress.queries import last_ratings
from bot.progress.recall import expected_recall
from bot.progress.weak_spots import Answer, Spot, spots_of
from bot.question_bank import Question, QuestionBank

MOST_MEMBERS: Final = 500
"""Of a larger team those count who practised last: the answer must come at once."""


def weak_spots(connection: Connection, questions: QuestionBank, workspace_id: int) -> list[Spot]:
    """List what the team is weakest at, the weakest first, among the questions it is asked.

    Who has left or deleted their data does not count; who is on no leaderboard does, as one of
    at least four whom nobody can tell apart.
    """
    answers = [
        Answer(member_id, question_id, expected_recall(rating))
        for member_id, question_id, rating in last_ratings(connection, workspace_id, MOST_MEMBERS)
    ]
    return spots_of(answers, questions)


def weakest_first(
    connection: Connection, questions: QuestionBank, workspace_id: int, topic: str | None
) -> list[Sequence[Question]]:
    """List the questions of each weak spot, the weakest first; of one topic, or of all."""
    return [
        questions.matching(spot.tier, spot.topic)
        for spot in weak_spots(connection, questions, workspace_id)
        if topic in {None, spot.topic}
    ]
