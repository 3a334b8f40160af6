"""Who stands on boards: members who want to, and who have not left.

Whether somebody does is repeated at their points, so that a rank is read from an index alone.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Select, and_, func, select, update

from bot.database.models import Member, Score, Workspace
from bot.members.queries import lock_member
from bot.ports import Doubt
from bot.requests import Place, Platform

CHECKED_FOR: Final = timedelta(days=1)
"""How long the platform's word that a member is there holds."""

LISTED: Final = and_(Member.on_leaderboard.is_(True), Member.gone_at.is_(None))
"""What is true of a member who stands on boards."""


def is_listed(connection: Connection, member_id: int) -> bool:
    """Tell whether a member stands on boards."""
    found = connection.execute(select(Member.id).where(Member.id == member_id, LISTED)).first()
    return found is not None


def choose_listing(connection: Connection, member_id: int, *, on_leaderboard: bool) -> None:
    """Put a member on boards with all their points, or take them off."""
    lock_member(connection, member_id)
    connection.execute(
        update(Member).where(Member.id == member_id).values(on_leaderboard=on_leaderboard)
    )
    _repeat_listing(connection, member_id)


def mark_gone(connection: Connection, member_id: int, now: datetime) -> None:
    """Take a member who left off boards."""
    lock_member(connection, member_id)
    connection.execute(update(Member).where(Member.id == member_id).values(gone_at=now))
    _repeat_listing(connection, member_id)


def mark_back(connection: Connection, member_id: int) -> None:
    """Note that a member who had left is there again."""
    lock_member(connection, member_id)
    connection.execute(update(Member).where(Member.id == member_id).values(gone_at=None))
    _repeat_listing(connection, member_id)


def want_checks(connection: Connection, member_ids: Collection[int], now: datetime) -> None:
    """Let the platform be asked for members who were shown, at most once a day for each."""
    long_ago = func.coalesce(Member.checked_at, Member.joined_at) <= now - CHECKED_FOR
    # A row that another request holds is passed over: a board waits for nobody.
    free = (
        select(Member.id)
        .where(Member.id.in_(member_ids), Member.check_wanted_at.is_(None), long_ago)
        .with_for_update(skip_locked=True)
    )
    connection.execute(update(Member).where(Member.id.in_(free)).values(check_wanted_at=now))


def is_anybody_wanted(connection: Connection, platforms: Collection[Platform]) -> bool:
    """Tell whether the platforms are to be asked for anybody."""
    return connection.execute(_wanted(platforms).limit(1)).first() is not None


def take_wanted(
    connection: Connection, platforms: Collection[Platform], now: datetime, size: int
) -> list[Doubt]:
    """Take members to ask for; nobody else takes them, nor before a day has passed."""
    rows = connection.execute(
        _wanted(platforms)
        .order_by(Member.check_wanted_at, Member.id)
        .limit(size)
        .with_for_update(of=Member, skip_locked=True)
    ).all()
    if rows:
        connection.execute(
            update(Member)
            .where(Member.id.in_([row[0] for row in rows]))
            .values(check_wanted_at=None, checked_at=now)
        )
    return [
        Doubt(member_id, Place(Platform(platform), workspace, ""), user_id)
        for member_id, platform, workspace, user_id in rows
    ]


def _wanted(platforms: Collection[Platform]) -> Select[int, str, str, str]:
    return (
        select(Member.id, Workspace.platform, Workspace.external_id, Member.external_id)
        .join(Workspace, Workspace.id == Member.workspace_id)
        .where(
            Member.check_wanted_at.is_not(None),
            Workspace.platform.in_(platforms),
            Workspace.removed_at.is_(None),
        )
    )


def _repeat_listing(connection: Connection, member_id: int) -> None:
    listed = is_listed(connection, member_id)
    connection.execute(
        update(Score)
        .where(Score.member_id == member_id, Score.is_listed.is_(not listed))
        .values(is_listed=listed)
    )
