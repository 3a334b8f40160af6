"""Which manager hears of which trouble with a daily."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from bot.daily.queries import DailyRow, PostState
from bot.notices import queries

BROKEN: Final = "broken"
"""The kind of a notice about the daily itself; the others are named for a post's state."""


def add_notice(
    connection: Connection, daily: DailyRow, post_id: int, kind: PostState, now: datetime
) -> None:
    """Let the manager who added a daily hear about a post, once for each kind of trouble."""
    _add(connection, daily, post_id, kind, now)


def add_notice_of_daily(connection: Connection, daily: DailyRow, now: datetime) -> None:
    """Let the manager who added a daily hear that it cannot be planned."""
    _add(connection, daily, None, BROKEN, now)


def _add(
    connection: Connection, daily: DailyRow, post_id: int | None, kind: str, now: datetime
) -> None:
    if not daily.added_by:
        return  # whoever added it left no trace, and nobody was there to take it over
    queries.add_notice(
        connection,
        workspace_id=daily.workspace_id,
        kind=kind,
        user_id=daily.added_by,
        now=now,
        daily_id=daily.id,
        post_id=post_id,
    )
