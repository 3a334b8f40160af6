"""Build all that members know anew from the log of draws and attempts."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from sqlalchemy import Connection, Engine

from bot.database.engine import give_way, reading
from bot.memory import replayed
from bot.practice import knowledge_queries as queries
from bot.practice.selection import Seen

MEMBERS_AT_ONCE: Final = 25

_NextMembers = Callable[[Connection, int, int], list[int]]


def rebuild(engine: Engine, members_at_once: int = MEMBERS_AT_ONCE) -> int:
    """Rebuild every row of ``knowledge``, some members in a transaction; how many come back.

    The bot may run meanwhile.
    """
    return _rebuild_all(engine, queries.members_after, members_at_once)


def rebuild_without_memory(engine: Engine, members_at_once: int = MEMBERS_AT_ONCE) -> int:
    """Rebuild what members know who rated before there were reviews; how many rows come back.

    Their next rating would begin a memory from nothing, so it has to come before that.
    """
    with reading(engine).begin() as connection:
        if not queries.is_memory_missing(connection):
            return 0  # almost always: no start has to wait for whoever writes
    return _rebuild_all(engine, queries.members_without_memory, members_at_once)


def rebuild_for(
    connection: Connection,
    member_ids: Sequence[int],
    question_ids: Collection[str] | None = None,
) -> int:
    """Rebuild the rows of these members, for some questions or for all; how many come back."""
    batches = range(0, len(member_ids), MEMBERS_AT_ONCE)
    return sum(
        _rebuild(connection, list(member_ids[first : first + MEMBERS_AT_ONCE]), question_ids)
        for first in batches
    )


def _rebuild_all(engine: Engine, next_members: _NextMembers, members_at_once: int) -> int:
    rows = last = 0
    while True:
        with engine.begin() as connection:
            member_ids = next_members(connection, last, members_at_once)
            if not member_ids:
                return rows
            rows += rebuild_for(connection, member_ids)
        last = member_ids[-1]
        give_way(engine)


def _rebuild(
    connection: Connection, member_ids: list[int], question_ids: Collection[str] | None
) -> int:
    drawn = queries.questions_drawn(connection, member_ids, question_ids)
    given = queries.ratings_given(connection, member_ids, question_ids)
    rows = []
    for (member_id, question_id), (workspace_id, drawn_at) in drawn.items():
        ratings = given.get((member_id, question_id), [])
        rating, _, rated_at = ratings[-1] if ratings else (None, None, None)
        memory = replayed((one, day) for one, day, _ in ratings)
        first = (ratings[0][2], ratings[0][0]) if ratings else None
        seen = Seen(drawn_at, rating, rated_at, memory, first)
        rows.append(queries.Known(workspace_id, member_id, question_id, seen))
    queries.replace_knowledge(connection, member_ids, question_ids, rows)
    return len(rows)
