"""Questions about what members remember, as FSRS keeps it in ``knowledge``."""

from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, select

from bot.database.models import Knowledge
from bot.memory import Memory

MEMORY: Final = (
    Knowledge.stability,
    Knowledge.difficulty,
    Knowledge.last_review_on,
    Knowledge.due_on,
)
"""The columns that are a memory."""

_OF_ONE: Final = select(Knowledge.question_id, *MEMORY).where(
    Knowledge.member_id == bindparam("member_id"), Knowledge.stability.is_not(None)
)


def memory_in(
    stability: float | None,
    difficulty: float | None,
    last_review_on: date | None,
    due_on: date | None,
) -> Memory | None:
    """Read a memory from its columns; None before the first rating."""
    if stability is None or difficulty is None or last_review_on is None or due_on is None:
        return None
    return Memory(stability, difficulty, last_review_on, due_on)


def memories_of(connection: Connection, member_id: int) -> dict[str, Memory]:
    """Tell what a member remembers of each question that they have rated."""
    rows = connection.execute(_OF_ONE, {"member_id": member_id})
    found = {row.question_id: memory_in(*row[1:]) for row in rows}
    return {name: memory for name, memory in found.items() if memory is not None}
