"""What a workspace is asked: the bank of all packs, narrowed to its choice."""

from sqlalchemy import Connection

from bot.packs.queries import packs_switched_off
from bot.question_bank import QuestionBank


def questions_of(connection: Connection, bank: QuestionBank, workspace_id: int) -> QuestionBank:
    """Narrow the bank to what a workspace is asked; every other question is still found in it."""
    return bank.narrowed(
        own=(),
        without_packs=packs_switched_off(connection, workspace_id),
        without=frozenset(),
    )
