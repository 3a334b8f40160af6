"""What a workspace is asked: the bank of all packs, narrowed to its choice, and its own questions."""

from sqlalchemy import Connection

from bot.packs.own_questions import own_id, read_content
from bot.packs.queries import choice_of
from bot.question_bank import OWN_PACK, QuestionBank


def questions_of(connection: Connection, bank: QuestionBank, workspace_id: int) -> QuestionBank:
    """Narrow the bank to what a workspace is asked; every other question is still found in it."""
    choice = choice_of(connection, workspace_id)
    own = [read_content(own_id(number), content) for number, content in choice.own]
    own_is_off = OWN_PACK in choice.packs_off
    return bank.narrowed(
        own=own,
        without_packs=choice.packs_off,
        without=choice.left_out | ({one.id for one in own} if own_is_off else frozenset()),
    )
