"""What a workspace is asked: the bank of all packs, narrowed to its choice, and its own."""

import logging
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from bot.members.queries import workspace_at
from bot.packs.own_questions import own_id, readable_content
from bot.packs.queries import choice_of, left_out_of
from bot.question_bank import OWN, OwnQuestion, QuestionBank
from bot.requests import Place

log = logging.getLogger(__name__)


def questions_of(connection: Connection, bank: QuestionBank, workspace_id: int) -> QuestionBank:
    """Narrow the bank to what a workspace is asked; every other question is still found in it."""
    choice = choice_of(connection, workspace_id)
    own = list(_readable(choice.own))
    own_is_off = OWN in choice.packs_off
    return bank.narrowed(
        own=own,
        without_packs=choice.packs_off,
        without=choice.left_out | ({one.id for one in own} if own_is_off else frozenset()),
    )


def known_to(connection: Connection, bank: QuestionBank, workspace_id: int) -> QuestionBank:
    """Gather what a workspace is asked or may switch on: all but what it has left out."""
    choice = choice_of(connection, workspace_id)
    return bank.narrowed(own=_readable(choice.own), without=choice.left_out)


def own_questions_at(connection: Connection, place: Place) -> tuple[list[OwnQuestion], list[str]]:
    """List what the workspace of a place has approved, and the ids of what it then left out."""
    workspace = workspace_at(connection, place)
    if workspace is None:
        return [], []
    left_out = left_out_of(connection, workspace.id)
    own = list(_readable(choice_of(connection, workspace.id).own))
    kept = [question for question in own if question.id not in left_out]
    return kept, [question.id for question in own if question.id in left_out]


def _readable(rows: Iterable[tuple[int, str]]) -> Iterator[OwnQuestion]:
    for number, content in rows:
        question = readable_content(own_id(number), content)
        if question is None:  # the others are still good
            log.warning("the approved question %d breaks a rule and is not asked", number)
        else:
            yield question
